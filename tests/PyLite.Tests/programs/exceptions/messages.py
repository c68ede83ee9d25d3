# What builtin operations say when they fail.
def f():
    try: return 1
    finally: print('fin')
print(f())
def g():
    for i in range(5):
        try:
            if i == 1: continue
            if i == 3: break
            print(i)
        finally: print('f', i)
    else: print('else')
g()
def h():
    try: raise ValueError('a')
    except (TypeError, ValueError) as e: return repr(e)
    else: return 'else'
    finally: return 'final'
print(h())
try:
    try: 1/0
    except ZeroDivisionError as e: raise KeyError('k') from e
except KeyError as e: print(repr(e), repr(e.__cause__), repr(e.__context__), e.__suppress_context__)
try:
    try: 1/0
    except ZeroDivisionError: raise KeyError('k') from None
except KeyError as e: print(e.__cause__, repr(e.__context__), e.__suppress_context__)
try:
    try: 1/0
    finally: {}['x']
except KeyError as e: print(e, repr(e.__context__))
class E(Exception):
    def __init__(self, a, b): super().__init__(a); self.b = b
    def __str__(self): return f"E:{self.b}"
try: raise E(1, 2)
except E as e: print(e, repr(e), e.args, e.b)
try: e
except NameError as x: print(x)
try: raise ValueError
except ValueError as e: print(repr(e), str(e) == '', e.args)
try: raise 5
except TypeError as e: print(e)
try: raise
except RuntimeError as e: print(e)
try:
    try: raise ValueError('x')
    except TypeError: print('no')
    else: print('no2')
except Exception as e: print(type(e).__name__, e)
def nest():
    try:
        try: raise KeyError(1)
        except KeyError: raise
    except KeyError as e: return e.args
print(nest())
print(issubclass(KeyError, LookupError), KeyError.__mro__)
for exc in (lambda: int('x'), lambda: int('1.5'), lambda: float('q'), lambda: [].pop(), lambda: {}.popitem(), lambda: [].remove(1), lambda: 'a'.index('b'), lambda: [1].index(2), lambda: {}['a'], lambda: (1, 2)[5], lambda: None.x, lambda: 'a' + 1, lambda: 1 + 'a', lambda: [] + (), lambda: 1 / 0, lambda: 1 % 0, lambda: 1 // 0, lambda: 1.0 / 0, lambda: 1.0 // 0, lambda: 1.0 % 0, lambda: 0 ** -1, lambda: 0.0 ** -1, lambda: 1 << -1, lambda: chr(-1), lambda: ord('ab'), lambda: len(5), lambda: iter(5), lambda: next(5), lambda: abs('a'), lambda: {[]: 1}, lambda: {1, []}, lambda: max([]), lambda: sum(['a']), lambda: 'abc'.join([1]), lambda: divmod(1, 0), lambda: pow(2, -1, 4), lambda: int('12', 1), lambda: range(1, 2, 0), lambda: zip(1), lambda: sorted([1, 'a']), lambda: 'x' * 'y', lambda: -'a', lambda: not_defined, lambda: [1, 2, 3].foo, lambda: int(None), lambda: float([]), lambda: str(b'a', 'ascii', 3, 4), lambda: isinstance(1, 2), lambda: setattr(1, 'a', 2), lambda: 1 .foo, lambda: (1).real.x, lambda: 'a' in 5, lambda: 5 in 'a', lambda: hash([]), lambda: 3 @ 4, lambda: 1 & 1.0, lambda: ~1.5, lambda: 2.5 << 1, lambda: list(5), lambda: dict(5), lambda: dict([1]), lambda: dict([(1, 2, 3)]), lambda: tuple(3), lambda: set([[]]), lambda: bytes(-1), lambda: float('1e'), lambda: round('a'), lambda: 'a'.foo(), lambda: bin(1.0), lambda: "%d" % 'a', lambda: "%s %s" % 1, lambda: "%s" % (1, 2), lambda: "%q" % 1, lambda: '{}'.format(), lambda: '{a}'.format(), lambda: '{:d}'.format('a'), lambda: '{:s}'.format(1), lambda: format(1, 'q'), lambda: '{'.format(1), lambda: '}'.format(1), lambda: int('0x', 16), lambda: [].__getitem__(1), lambda: open('/nonexistent')):
    try: print(exc())
    except Exception as e: print(type(e).__name__, e)
try:
    a, b = 1, 2, 3
except ValueError as e: print(e)
try: a, b = [1]
except ValueError as e: print(e)
try: a, *b, c = [1]
except ValueError as e: print(e)
try: a, b = 5
except TypeError as e: print(e)
try: assert 1 == 2, 'msg'
except AssertionError as e: print(repr(e))
e = ValueError('n'); e.add_note('note'); print(e.__notes__)
def ret():
    while True:
        try: return 'r'
        finally: break
    return 'after'
print(ret())
def nestedfin():
    try:
        try: raise ValueError(1)
        finally:
            try: raise KeyError(2)
            except KeyError: print('inner')
    except ValueError as e: print('outer', e)
nestedfin()
try: raise ValueError('a') from KeyError('b')
except ValueError as e: print(repr(e.__cause__))
print(ValueError(1) == ValueError(1), str(ValueError(1, 2)), repr(KeyError('a')), str(KeyError('a')), str(OSError(2, 'x')), repr(OSError(2, 'No')))
