# What happens when classes are made and attributes looked up.
class Base:
    registry = []
    def __init_subclass__(cls, tag=None, **kw):
        super().__init_subclass__(**kw)
        Base.registry.append((cls.__name__, tag))
    @classmethod
    def make(cls, *a): return cls(*a)
    @staticmethod
    def st(x): return x * 2
    @property
    def p(self): return self._p
    @p.setter
    def p(self, v): self._p = v
    @p.deleter
    def p(self): del self._p; print("deleted")
class D(Base, tag='d'):
    def __init__(self, z=0): self.z = z
    @classmethod
    def make(cls, *a):
        r = super().make(*a); r.z += 1; return r
    @property
    def p(self): return ('D', super().p)
    @p.setter
    def p(self, v): Base.p.fset(self, v)
print(Base.registry); d = D.make(3); print(d.z, d.st(4), D.st(5))
d.p = 8; print(d.p)
try: del d.p
except AttributeError as e: print(e)
b = Base(); b.p = 1; del b.p
try: b.p
except AttributeError as e: print(e)
class M(type):
    def __new__(m, n, b, ns, **k):
        c = super().__new__(m, n, b, ns); c.k = k; return c
    def __call__(c, *a): print('call', c.__name__); return super().__call__(*a)
    def __iter__(c): return iter([1,2])
    def __len__(c): return 9
class X(metaclass=M, q=1):
    def __init__(self, *a): self.a = a
print(X.k, X(1).a, list(X), len(X), type(X))
class Slots:
    __slots__ = ('a', 'b')
s = Slots(); s.a = 1
try: s.c = 2
except AttributeError as e: print(e)
try: s.b
except AttributeError as e: print(e)
class Desc:
    def __set_name__(self, o, n): self.n = n
    def __get__(self, o, t=None): return (self.n, o is None, t.__name__)
    def __set__(self, o, v): print('set', self.n, v)
    def __delete__(self, o): print('del', self.n)
class H: d = Desc()
h = H(); print(h.d, H.d); h.d = 3; del h.d
class L1: 
    def f(self): return ['L1']
class L2(L1):
    def f(self): return ['L2'] + super().f()
class L3(L1):
    def f(self): return ['L3'] + super().f()
class L4(L2, L3):
    def f(self): return ['L4'] + super().f()
print(L4().f(), [c.__name__ for c in L4.__mro__])
try:
    class Bad(L1, L2): pass
except TypeError as e: print(e)
class N:
    def __new__(cls, *a): o = super().__new__(cls); o.t = a; return o
print(N(1,2).t)
print(isinstance(True, int), issubclass(L4, (L1, int)), type(3) is int, callable(N), hasattr(h, 'zz'), getattr(h, 'zz', 5))
setattr(h, 'yy', 3); print(h.yy, vars(h), h.__dict__); delattr(h, 'yy'); print(vars(h))
class GA:
    def __getattribute__(self, n): return n if n != 'bad' else object.__getattribute__(self, n)
print(GA().foo)
try: GA().bad
except AttributeError as e: print(e)
class SA:
    def __setattr__(self, n, v): object.__setattr__(self, n, v * 2)
    def __delattr__(self, n): print('delattr', n); super().__delattr__(n)
s = SA(); s.x = 4; print(s.x); del s.x
print(type('T', (L1,), {'g': lambda self: 5})().g())
class P:
    """doc"""
    def m(self):
        "mdoc"
print(P.__doc__, P.m.__doc__, P.__module__, P.m.__qualname__, P.__qualname__)
class Outer:
    class Inner:
        def f(self): return self.__class__.__qualname__
print(Outer.Inner().f(), Outer.Inner)
print(Outer.__bases__, Outer().__module__)
o = object()
try: o.x = 1
except AttributeError as e: print(e)
try: P().m(1)
except TypeError as e: print(e)
try: P(1)
except TypeError as e: print(e)
class Abs:
    def __eq__(self, o): return NotImplemented
print(Abs() == 1, Abs() != 1)
try: hash(Abs())
except TypeError as e: print(e)
