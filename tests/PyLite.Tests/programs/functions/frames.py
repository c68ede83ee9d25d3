# Who called whom, asked of sys._getframe and of tracebacks; and abstract classes, which need the globals of their caller.
import sys
def g():
    f=sys._getframe(); return f, sys._getframe(1)
def h():
    return g()
a,b=h()
print(a.f_code.co_name, a.f_lineno, b.f_code.co_name, b.f_lineno, a.f_back.f_code.co_name, a.f_back.f_back.f_back)
print(a.f_globals is globals(), b.f_back.f_locals is globals())
class A:
    x = sys._getframe().f_code.co_name
print(A.x, type('T',(),{}).__module__, sorted(A.__dict__))
def gen():
    yield sys._getframe().f_back.f_code.co_name
print(list(gen()))
try:
    1/0
except ZeroDivisionError as e:
    t=e.__traceback__; print(t.tb_frame.f_code.co_name,t.tb_lineno,t.tb_next,t.tb_frame.f_globals is globals())
class R:
    def __repr__(self): return sys._getframe(1).f_code.co_name
def m(): return repr(R())
print(m())
try: sys._getframe(50)
except ValueError as e: print(e)
from abc import *
class X(ABC):
    @abstractmethod
    def f(self): pass
    @property
    @abstractmethod
    def q(self): ...
try: X()
except TypeError as e: print(e)
X.register(int); print(isinstance(3,X), issubclass(bool,X), isinstance('',X))
def rec(n):
    if n==0: return sys._getframe()
    return rec(n-1)
f=rec(20); k=0
while f: k+=1; f=f.f_back
print(k)
def inner(i):
    return sys._getframe(1).f_lineno
def outer():
    s=0
    for i in range(3000):
        s+=inner(i)
        s+=1
        s+=inner(i)
    return s
print(outer())
