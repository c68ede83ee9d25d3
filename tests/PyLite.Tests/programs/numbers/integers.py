# int, and math.
print(0xff, 0o17, 0b101, 1_000_000, -7 // 2, -7 % 2, 7 // -2, 7 % -2, divmod(-7, 2), divmod(7, -2), -7 % 3, 2**10, 2**100, (-2)**3, 2**0, 0**0, pow(2, 10, 1000), pow(3, -1, 7), pow(2, 1000, 10**9+7), pow(-3, 3, 5), pow(10, 3, -7))
print(1 << 100, (1 << 100) >> 98, -1 >> 10, -5 >> 1, -(1 << 70) >> 3, 5 & 3, 5 | 3, 5 ^ 3, ~5, -5 & 0xff, -1 & (1 << 70), (1 << 70) ^ -1, (1 << 64) | 1, ~(1 << 64), -(1<<64) & -(1<<65), -(1<<64) | 12345)
print(9223372036854775807 + 1, -9223372036854775808 - 1, 9223372036854775807 * 2, -9223372036854775808 // -1, abs(-9223372036854775808), -(-9223372036854775808), 4294967296 * 4294967296, 3037000500 * 3037000500, (1 << 63) - 1, -(1 << 63), (1<<63)-(1<<63), (10**19) % 10, -10**19 // 7, -10**19 % 7, 10**19 // -7, divmod(-10**30, 10**10+1), divmod(10**30, -(10**10+1)), 10**30 - 10**30 + 5)
print(int('123'), int('-12'), int(' 12 '), int('1_000'), int('ff', 16), int('0xff', 16), int('0xff', 0), int('0b11', 0), int('z', 36), int('-0o17', 0), int('101', 2), int('9' * 40), int('-' + '9' * 40), int('0'), int('000'), int(True), int(), int('+5'), int(b'12') , int('١٢'))
for t, b in [('', 10), ('1__0', 10), ('_1', 10), ('08', 0), ('2', 2), ('g', 16), ('0x', 16), ('-', 10), ('1 2', 10), ('1', 37), ('1', 1), ('1.0', 10), ('٣a', 10), ('+-1', 10)]:
    try: print(int(t, b))
    except ValueError as e: print(e)
print(bin(10), bin(-10), oct(64), hex(255), hex(-255), hex(1 << 70), bin(1 << 65), (255).bit_length(), (0).bit_length(), (-8).bit_length(), (1 << 100).bit_length(), (10).bit_count(), (1<<70).bit_count(), (5).to_bytes(2, 'big'), (1000).to_bytes(4, 'little'), int.from_bytes(b'\x01\x00', 'big'), int.from_bytes(b'\xff', 'big', signed=True), (-1).to_bytes(2, 'big', signed=True), (5).conjugate(), (5).real, (5).imag, (5).numerator, (5).denominator, (5).as_integer_ratio())
print(10**18, 10**50, -10**50, str(2**200), len(str(2**3000)), 2**64 == 18446744073709551616, hash(2**64), 5 / 2, 4 / 2, 10**20 / 10**19, -7 / 2, 1 / 3, 10**25 / 7, 2**1000 / 2**990, int(1e15), 7 // 2.0, True + True, True * 5, -True, ~True, True & False, True | 2, True ^ True, not 5, bool(0), bool(''), bool([0]), bool(0.0))
print(sum(range(101)), sum([0.1] * 10), sum([1, 2.5]), sum([[1], [2]], []), max(1, 2.5), min('b', 'a'), max([1, 5, 3], key=lambda x: -x), max([], default='d'), min({3: 1, 2: 5}), abs(-5), abs(-5.5), abs(-10**20), pow(2, 3), pow(2.0, 3), pow(2, -2), round(123, -2), divmod(10**20, 3))
import math
print(math.gcd(12, 18), math.gcd(10**20, 15), math.lcm(4, 6), math.factorial(25), math.comb(50, 25), math.perm(5, 2), math.isqrt(10**40), math.sqrt(2), math.floor(-1.5), math.ceil(-1.5), math.trunc(-1.5), math.floor(1e20), math.pi, math.e, math.tau, math.inf, math.nan, math.log(10), math.log2(8), math.log10(1000), math.log(8, 2), math.log(10**400), math.exp(1), math.sin(1), math.cos(1), math.tan(1), math.atan2(1, -1), math.hypot(3, 4), math.degrees(math.pi), math.radians(180), math.fabs(-1), math.fmod(-7, 3), math.copysign(1, -0.0), math.isclose(0.1+0.2, 0.3), math.isnan(math.nan), math.isinf(math.inf), math.isfinite(1), math.modf(1.5), math.frexp(8), math.ldexp(0.5, 4), math.fsum([0.1]*10), math.prod([1, 2, 3]), math.dist([0, 0], [3, 4]), math.cbrt(27), math.exp2(3), math.sinh(1), math.asin(1), math.acos(0), math.atan(1), math.cosh(1), math.tanh(1), math.asinh(1), math.acosh(2), math.atanh(0.5), math.remainder(5, 3), math.nextafter(1, 2), math.ulp(1))
for c in [lambda: math.sqrt(-1), lambda: math.log(0), lambda: math.log(-1), lambda: math.factorial(-1), lambda: math.factorial(1.5), lambda: math.isqrt(-1), lambda: math.exp(1000), lambda: math.sqrt('a'), lambda: math.acos(2), lambda: math.floor('a'), lambda: math.gcd(1.5), lambda: math.comb(-1, 2), lambda: math.pow(0, -1), lambda: math.fmod(1, 0), lambda: math.sin(math.inf), lambda: math.ceil(math.nan), lambda: math.floor(math.inf)]:
    try: print(c())
    except Exception as e: print(type(e).__name__, e)
try: print(int('1' * 5000))
except ValueError as e: print(e)
try: print(10 ** 5000)
except ValueError as e: print(e)
print(1 .__add__(2), (1).__lt__(2), int.__add__(1, 2), (5).__str__(), type(1)(5), int.__name__)
