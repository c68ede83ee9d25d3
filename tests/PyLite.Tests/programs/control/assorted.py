# Statements and builtins, one line each.
import sys
from math import *
print(sqrt(4), floor(2.5))
import os.path, os
print(os.path.join('a', 'b'), os.path.basename('/x/y.txt'), os.path.splitext('a.b.c'), os.path.exists('/nope'))
print(__name__, sys.argv[0][-8:])
if True: import string as st
else: import nothing
print(st.digits)
try: import nope.sub
except ImportError as e: print(type(e).__name__, e)
x = y = z = []
x.append(1); print(y, z is x)
a, (b, *c), d = 1, (2, 3, 4), 5; print(a, b, c, d)
def f(*args, sep=', ', **kw): return sep.join(map(str, args)) + str(sorted(kw.items()))
print(f(1, 2, sep='-', z=1, a=2), f(*[1, 2], *(3,), **{'q': 1}, **{'r': 2}))
print([*range(3), *[9]], {**{'a': 1}, 'b': 2}, {*[1], *[2]}, (*'ab',))
i = 0
while i < 3:
    i += 1
    if i == 2: continue
else: print('else')
for _ in []: pass
else: print('for else')
print(f"{'nested'!r:>{10}}", f'{1 if True else 2}', f"{{}}", f"{'a' 'b'}")
class Stack(list):
    def push(self, x): self.append(x)
    def __getattr__(self, n): return f'<{n}>'
s = Stack([1]); s.push(2); print(s, len(s), s.foo, s[-1], isinstance(s, list), s + [3], type(s + [3]).__name__, Stack(s) == s)
class Str(str):
    def shout(self): return self.upper() + '!'
print(Str('a').shout(), Str('a') + 'b', type(Str('a') + 'b').__name__, {Str('k'): 1}['k'])
class Int(int):
    def __add__(self, o): return Int(int(self) + o + 1)
print(Int(3) + 4, Int(5) * 2, [10, 20, 30][Int(1)], Int('7'))
print((lambda x, *y, z=3, **w: (x, y, z, w))(1, 2, z=5, q=6))
def fact(n): return 1 if n < 2 else n * fact(n - 1)
print(fact(30), 2 ** 0.5, -2 ** 2, 7 // -2, -7 % 3, 1e3, 0x1F, 1_000)
print("%s" % {'a': 1}, "%(x)s" % {'x': 5}, '%5.2f|%-8s|%+d' % (3.14159, 'ab', 5))
print('abc' 'def', "it's", 'say "hi"', '''tri
ple''', r'\d', b'bytes\x00', '\N{BULLET}', '\u00e9')
print(sorted({'b': 1, 'a': 2}.items(), key=lambda kv: kv[1]), max('apple', 'fig', key=len), min([[3], [1, 2]], key=sum))
import time
t = time.perf_counter(); assert time.perf_counter() >= t
print(time.strftime is not None) if hasattr(time, 'strftime') else print(True)
assert isinstance(time.time(), float)
del x, y
try: x
except NameError as e: print(e)
print(globals()['a'], 'a' in dir(), sorted(k for k in locals() if len(k) == 1)[:3])
exec('q = 5'); print(q, eval('q + 1'), eval('a + b', {'a': 1, 'b': 2}))
print(type(print), type(len).__name__, callable(print), id(a) == id(a), hash('a') == hash('a'))
print(list(map(lambda p: p[0] * p[1], zip([1, 2], [3, 4]))), list(filter(lambda v: v % 2, range(6))), sum(map(len, ['a', 'bb'])))
print(any(x > 3 for x in [1, 5]), all(x for x in []), next((x for x in [1, 2, 3] if x > 1), None))
print(str(1.0), repr('a'), ascii('é'), chr(97), ord('a'), hex(255), oct(8), bin(5), abs(-3), divmod(7, 3), pow(2, 5), round(3.14159, 2))
print(isinstance(1, (str, int)), issubclass(bool, int), isinstance(True, int | str), type(1) == int)
print(bytes([65, 66]), bytearray(b'ab'), b'a' + b'b', b'abc'.hex(), bytes.fromhex('4142'), list(b'ab'), b'a,b'.split(b','))
print(memoryview is not None) if 'memoryview' in dir(__builtins__) else print(True)
print(int.from_bytes(b'\x01\x02', 'little'), (258).to_bytes(2, 'big'), float.hex(1.5), (1.5).as_integer_ratio())
def countdown(n):
    while n: yield n; n -= 1
def chain(*its):
    for it in its: yield from it
print(list(chain(countdown(3), 'ab', [9])))
def primes():
    ps = []
    n = 2
    while True:
        if all(n % p for p in ps): ps.append(n); yield n
        n += 1
import itertools
print(list(itertools.islice(primes(), 20)), sum(itertools.takewhile(lambda p: p < 100, primes())))
def tree(n): 
    if n: yield from tree(n - 1); yield n; yield from tree(n - 1)
print(list(tree(4)))
def coro():
    total = 0; count = 0; avg = None
    while True:
        x = yield avg
        total += x; count += 1; avg = total / count
c = coro(); next(c); print([c.send(v) for v in (10, 20, 30)])
for i in range(300):
    g = (x * x for x in range(i % 7))
    if i % 100 == 0: print(list(g))
def w():
    try:
        while True:
            try: v = yield
            except ValueError as e: print('ve', e)
            else: print('got', v)
    finally: print('closing')
x = w(); next(x); x.send(1); x.throw(ValueError('q')); x.send(2); x.close()
print(list(zip(range(3), 'abc', [1.5, 2.5, 3.5])), dict(zip('ab', [1, 2])), [*map(None.__class__, [])])
it = iter([1, 2, 3]); print(next(it), list(it), next(it, 'end'))
e = enumerate('ab', start=5); print(next(e), list(e))
r = reversed([1, 2, 3]); print(next(r), list(r))
print(list(reversed('abc')), list(reversed(range(3))), list(reversed({'a': 1})), sorted([3, 1, 2], reverse=True), sorted('bA', key=str.lower))
print([(a, b) for a in range(3) for b in range(a)], [[j for j in range(i)] for i in range(3)], {k: v for k, v in enumerate('ab')}, {x % 2 for x in range(5)})
print(min(3, 1), max([1, 2], default=0), sum([0.1] * 3), sum([], 5), min('b', 'a', key=ord))
print([1, 2, 3].index(2), (1, 2).count(1), 'abc'.index('c'), [3, 1].sort(), [1, 2][::-1], 'hello'[1:-1:2])
print(list(iter(int, 0)), list(map(str, range(3))), list(map(lambda *a: a, 'ab', 'cd')))
class R:
    def __reversed__(self): return iter('rev')
    def __len__(self): return 3
    def __getitem__(self, i):
        if i >= 3: raise IndexError
        return i * 10
print(list(reversed(R())), list(R()), 20 in R(), [*R()])
