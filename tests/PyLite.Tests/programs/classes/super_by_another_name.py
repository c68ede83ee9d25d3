"""super without arguments, called by other names."""
class A:
    def m(self): return "A.m"
    @classmethod
    def c(cls): return "A.c"
class B(A):
    def m(self):
        s = super
        return "B" + s().m()
    @classmethod
    def c(cls):
        s = super
        return "B" + s().c()
    def q(self):
        self = A()
        try: return super().m()
        except TypeError as e: return str(e)
    def r(*a):
        try: return super().m()
        except RuntimeError as e: return str(e)
    def s(self):
        def inner():
            try: return super().m()
            except RuntimeError as e: return str(e)
        return inner()
    def t(self):
        return [super().m() for _ in (1,)] if 0 else 1
    def u(self):
        try: return [super().m() for _ in (1,)]
        except TypeError as e: return str(e)
    def v(self):
        def f(): return self
        return super().m(), f() is self
    def w(self):
        return (lambda self: super().m())(self)
    def x(self):
        yield super().m()
    def y(self):
        return list(map(lambda s: s.m(), [super()]))
    def z(self):
        super = lambda: A()
        return super().m()
    def aa(self):
        f = super
        g = f
        return g().m(), g(B, self).m(), g.__name__
    def bb(self):
        return eval("super().m()") if 0 else getattr(super(), "m")()
    def dd(self):
        try: return (super)().m()
        except RuntimeError as e: return str(e)
    def ee(self):
        return [s().m() for s in (super,)] if 0 else {k: v for k, v in [(1, super)]}[1](B, self).m()
    def gg(self):
        try: return eval("super()")
        except Exception as e: return type(e).__name__, str(e)
    def hh(self):
        super
        try: return type(eval("super()"))
        except Exception as e: return type(e).__name__, str(e)
    def ii(self):
        x = super
        return [x.__call__ is not None]
    def jj(self):
        class In(A):
            def m(s): return super().m() + "In"
        return In().m(), super().m()
b = B()
for k in "m c q r s t u v w y z aa bb dd ee gg hh ii jj".split(): print(k, getattr(b, k)())
print(list(b.x()))
try: super()
except RuntimeError as e: print(e)
def loose(x): return super().m()
try: loose(b)
except RuntimeError as e: print(e)
def loose2(): return super()
try: loose2()
except RuntimeError as e: print(e)
import builtins
class D(A):
    def m(self):
        return builtins.super().m()
try: print(D().m())
except RuntimeError as e: print(e)
