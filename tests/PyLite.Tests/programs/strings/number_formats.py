# The format mini-language on numbers; rounding; float(text).
vals = [0, 1, -1, 42, -42, 255, 1234567, -1234567, 10**20, -10**20, True]
specs = ['', 'd', '5', '<5', '>10', '^10', '010', '+', '-', ' ', '+d', ' d', 'x', 'X', '#x', '#X', 'b', '#b', 'o', '#o', ',', '_', '_x', '_b', '#_x', '010,', '015_d', '*^15', '*<+15,', '=+10', '0=10', 'x>10', 'c', 'e', 'f', 'g', '%', '.2f', '.3e', 'n', '+.1%', '08.2f', '#010x', '20,.2f', '<<5', '>>5', '==8', '\u00e9^7']
for s in specs:
    row = []
    for v in vals:
        try: row.append(format(v, s))
        except Exception as e: row.append(type(e).__name__ + ':' + str(e))
    print(s, row)
for bad in ['.2', '.2d', 'q', ',x', ',_', '5.', 's', '+c', '-5.3d', '10q', '<', '^', '>>', 'dd', '#s', ',c', '_c', 'z']:
    try: print(bad, repr(format(5, bad)))
    except Exception as e: print(bad, type(e).__name__, e)
vals = [0.0, -0.0, 1.0, -1.5, 3.14159265358979, 1e10, 1e16, 1e17, 1.5e-5, 1.5e-4, 123456789.123456789, 1e100, float('inf'), float('-inf'), float('nan'), 0.1, 2.5, 1e22, 1e23, 5e-324, 1.7976931348623157e308, 0.30000000000000004, 100.0, 12345.678]
for v in vals: print(v, repr(v), str(v))
specs = ['', 'f', '.0f', '.1f', '.2f', '10.3f', '<10.2f|', '+.2f', ' .2f', '08.2f', '+08.2f', 'e', '.0e', '.3e', 'E', 'g', '.3g', '.10g', 'G', '#.3g', '#.0f', '%', '.1%', ',', ',.2f', '_.2f', '10', '<10', '^12', '*^12.2f', '=+10.1f', '.3', '.0', '.17', '.1', 'n', '015,.2f', '.20f', '.15e', 'F', '+', '010', '#g', '#', '.6', 'z.1f']
for s in specs:
    row = []
    for v in vals:
        try: row.append(format(v, s))
        except Exception as e: row.append(type(e).__name__ + ':' + str(e))
    print(s, row)
for bad in ['d', 'x', 's', 'c', '.f', ',_', '.2d', 'q', 'b']:
    try: print(bad, repr(format(5.5, bad)))
    except Exception as e: print(bad, type(e).__name__, e)
print(round(2.5), round(3.5), round(-2.5), round(2.675, 2), round(1234.5678, -2), round(0.5), round(1.5), round(1e20), round(5, -1), round(15, -1), round(25, -1), round(1.005, 2), round(-0.4), round(12345, -3), round(1e300, 2), round(2.5, 0), round(True))
print(1e5, 1e15, 123456789012345680.0, 1e-4, 1e-5, 0.1+0.2, 1/3, 2/3, 100/3, 1e16+1, 2**0.5, -1e-7, 1.0e0)
print(float('1e5'), float(' 1.5 '), float('-inf'), float('+nan'), float('1_000.5'), float('.5'), float('5.'), float('Infinity'), float('1E-3'), float('00012'), float(10**20), float(True))
for b in ['', ' ', '1__0', '_1', '1_', 'e5', '1e', '--1', '1 2', '0x10', '.', 'infinit', '1e5.5', '\u0661']:
    try: print(repr(b), float(b))
    except ValueError as e: print(e)
print((0.5).as_integer_ratio(), (1.5).is_integer(), (2.0).is_integer(), (0.1).hex(), float.fromhex('0x1.8p1'), (3.7).__trunc__(), int(3.7), int(-3.7), 7.5 // 2, -7.5 // 2, 7.5 % 2, -7.5 % 2, 7.5 % -2, divmod(7.5, 2), divmod(-7.5, 2), 5.0 ** 2, (-8) ** (1/3) if False else 0, 2 ** -1, 0.0 == -0.0, 1e308 * 10, -1e308 * 10, 1e308*10 - 1e308*10)
print(int(1e18), int(1e19), int(1e30), int(-1e30), hash(1.0), hash(0.5), hash(1e300), hash(float('inf')), hash(-0.0), hash(2**61-1), hash(2**61), hash(-1), hash(-2), hash(10**30), hash(True))
try: int(float('inf'))
except OverflowError as e: print(e)
try: int(float('nan'))
except ValueError as e: print(e)
try: 10**400 * 1.0
except OverflowError as e: print(e)
try: 2.0 ** 10000
except OverflowError as e: print(e)
try: round(float('nan'))
except ValueError as e: print(e)
try: print(10**400 / 10**399, 10**400 // 3 % 7)
except OverflowError as e: print(e)
try: 10**400 / 3
except OverflowError as e: print(e)
