# Decorators and functools.
import functools
def deco(f):
    @functools.wraps(f)
    def w(*a, **k):
        print('call', f.__name__, a, k); return f(*a, **k)
    return w
def param(n):
    def d(f):
        def w(*a): return [f(*a) for _ in range(n)]
        return w
    return d
@deco
@param(2)
def add(a, b=1): "doc"; return a + b
print(add(1), add(1, 2), add.__name__)
@functools.lru_cache(maxsize=None)
def fib(n): return n if n < 2 else fib(n-1) + fib(n-2)
print(fib(80), fib.cache_info())
@functools.cache
def sq(x): return x*x
print(sq(3), sq(3))
print(functools.reduce(lambda a, b: a*b, range(1, 6)), functools.reduce(lambda a, b: a+b, [], 'x'))
p = functools.partial(int, base=2); print(p('101'), p.func, p.keywords)
class memo:
    def __init__(self, f): self.f = f; self.d = {}
    def __call__(self, x):
        if x not in self.d: self.d[x] = self.f(x)
        return self.d[x]
@memo
def slow(x): print('slow', x); return x * 2
print(slow(2), slow(2))
@functools.total_ordering
class T:
    def __init__(self, v): self.v = v
    def __eq__(self, o): return self.v == o.v
    def __lt__(self, o): return self.v < o.v
print(T(1) <= T(2), T(3) >= T(4), T(1) > T(0))
class CP:
    @functools.cached_property
    def v(self): print('compute'); return 5
c = CP(); print(c.v, c.v)
@functools.singledispatch
def sd(x): return 'default'
@sd.register(int)
def _(x): return 'int'
@sd.register
def _(x: str): return 'str'
print(sd(1), sd('a'), sd(1.5))
print(sorted(['b', 'A', 'c'], key=functools.cmp_to_key(lambda a, b: (a.lower() > b.lower()) - (a.lower() < b.lower()))))
import functools
@functools.lru_cache(maxsize=2)
def f(x): print('c', x); return x
f(1); f(2); f(1); f(3); f(2); print(f.cache_info()); f.cache_clear(); print(f.cache_info(), f.__wrapped__(5))
p = functools.partial(lambda *a, **k: (a, k), 1, x=2); print(p(3, y=4), p.args, p.keywords)
class M:
    @functools.lru_cache
    def m(self, x): print('m'); return x
    pm = functools.partialmethod(lambda self, a, b: (a, b), 1)
m = M(); m.m(1); m.m(1); print(m.pm(2))
print(functools.reduce(lambda a, b: a + b, ['a', 'b'], '>'))
try: functools.reduce(lambda a, b: a, [])
except TypeError as e: print(e)
