# Recursion that has no end, through everything that can call back; and in loops that are hot.
import sys
def f(n): return f(n + 1) + 1
for _ in range(3):
    try: f(0)
    except RecursionError as e: print(e)
def a(n): return b(n)
def b(n): return a(n + 1)
try: a(0)
except RecursionError as e: print(type(e).__name__, e)
def depth(n):
    try: return depth(n + 1)
    except RecursionError: return n
d = depth(1); print(900 < d <= 1000)
sys.setrecursionlimit(5000)
def g(n): return 0 if n == 0 else 1 + g(n - 1)
print(g(4500))
sys.setrecursionlimit(1000)
class R:
    def __repr__(self): return repr(self)
class E:
    def __eq__(self, o): return self == o
class G:
    def __getattr__(self, n): return getattr(self, n + 'x')
class L:
    def __lt__(self, o): return self < o
class H:
    def __hash__(self): return hash(self)
class S:
    def __str__(self): return str(self)
class A:
    def __add__(self, o): return self + o
class C:
    def __call__(self): return self()
class I:
    def __iter__(self): return iter(self)
class LN:
    def __len__(self): return len(self)
class B:
    def __bool__(self): return bool(self)
class CO:
    def __contains__(self, x): return x in self
for fn in [lambda: repr(R()), lambda: E() == E(), lambda: G().a, lambda: sorted([L(), L()]), lambda: {H(): 1}, lambda: str(S()), lambda: A() + 1, lambda: C()(), lambda: list(I()), lambda: len(LN()), lambda: not B(), lambda: 1 in CO()]:
    try: fn(); print('no')
    except RecursionError as e: print(str(e)[:32])
def k(x): return sorted([1, 2], key=k)
def c(n): return [c(n + 1) for _ in range(1)]
def ge(n): yield from ge(n + 1)
def d(n): return {1: d(n)}
def m(n): return list(map(m, [n]))
def la(n): return (lambda: la(n))()
def w(n):
    try: return w(n + 1)
    finally: pass
def kw(**k): return kw(**k)
for fn in [lambda: k(1), lambda: c(0), lambda: list(ge(0)), lambda: d(1), lambda: m(1), lambda: la(1), lambda: w(1), lambda: kw(a=1)]:
    try: fn(); print('no')
    except RecursionError as e: print(str(e)[:32])
l = []
for _ in range(100000): l = [l]
try: print(len(repr(l)))
except RecursionError as e: print(e)
try: print(l == l.copy())
except RecursionError as e: print(e)
m1 = []; m2 = []
for _ in range(100000): m1 = [m1]; m2 = [m2]
try: print(m1 == m2)
except RecursionError as e: print(e)
try: hash(eval('(' * 50 + '1,' + '),' * 49 + ')')); print('h')
except Exception as e: print(type(e).__name__)
t = ()
for _ in range(100000): t = (t,)
try: hash(t); print('hash ok')
except RecursionError as e: print(e)
import copy
try: copy.deepcopy(l)
except RecursionError as e: print(type(e).__name__)
def fact(n): return 1 if n <= 1 else n * fact(n - 1)
for i in range(3000): fact(50)
def inf(n): return inf(n + 1)
for i in range(20):
    try: inf(0)
    except RecursionError: pass
def tree(n): return (tree(n - 1), tree(n - 1)) if n else None
tree(14)
class N:
    def __init__(self, n): self.next = N(n - 1) if n else None
    def count(self): return 1 + (self.next.count() if self.next else 0)
for i in range(50): N(300).count()
try: N(5000)
except RecursionError as e: print(e)
def even(n): return True if n == 0 else odd(n - 1)
def odd(n): return False if n == 0 else even(n - 1)
for i in range(200): even(400)
try: even(100000)
except RecursionError as e: print(e)
print(even(800))
