import sys
class Base:
    def __init__(self): self.tag = 'base'
    def who(self): return type(self).__name__
class L(list): pass
class L2(list):
    def __init__(self, a, b=2): self.extend([a, b]); self.k = a
class D(dict): pass
class D2(dict):
    def __init__(self, n, **kw): super().__init__(**kw); self.n = n
class S(set): pass
class S2(frozenset): pass
class I(int):
    def __init__(self, *a): self.a = a
class N(list):
    def __new__(cls, *a): r = list.__new__(cls); r.made = a; return r
class Child(Base):
    def __init__(self):
        super(Child, self).__init__()
        self.l = L(); self.d = D(); self.s = S()
    def f(self):
        s = super
        x = L()
        return s().who(), x, len(L([1, 2])), D(a=1), D([(1, 2)]), S('ab') == {'a', 'b'}
    def g(self):
        sup = super
        def h(): return 1
        return h(), sup().who(), Child
c = Child()
for i in range(200): c = Child(); r = c.f()
print(r, c.g(), c.l, c.d, c.s, c.tag)
for i in range(100):
    a = L2(1), L2(3, b=4), D2(3), D2(3, x=1), I(5), N([1, 2]), S2('a')
print(a, a[0].k, a[2].n, a[4].a, a[5].made, type(a[5]))
for f in (lambda: L(1, 2), lambda: L(5), lambda: D(3), lambda: L2(), lambda: L(x=1), lambda: I('q')):
    try: print(f())
    except (TypeError, ValueError) as e: print(type(e).__name__, e)
def no(): return super()
try: no()
except RuntimeError as e: print(e)
def notsuper(super):
    return super()
print(notsuper(lambda: 5), notsuper(L))
events = []
def prof(frame, event, arg):
    if event.startswith('c_'): events.append((event, getattr(arg, '__name__', None)))
class P(Base):
    def m(self):
        super(P, self).who(); len('a'); L(); return super().who()
p = P(); sys.setprofile(prof); p.m(); sys.setprofile(None)
print([e for e in events if e[1] in ('len',)])
def loc():
    super; a = 1; b = locals(); return sorted(b)
print(loc(), eval('1+1'), (lambda: sorted(vars()))())
print([issubclass(a, b) for a in (int, bool, L, D, Child) for b in (int, list, (int, dict), object, Base)])
class M(type):
    def __subclasscheck__(cls, c): return c is int
    def __hash__(cls): return 7
class K(metaclass=M): pass
print(issubclass(int, K), issubclass(str, K), hash(K), {K: 1}[K], hash(int) == hash(int), {int: 1, str: 2}[str])
for bad in ((1, int), (int, 1), (int, (str, 3))):
    try: print(issubclass(*bad))
    except TypeError as e: print(e)
