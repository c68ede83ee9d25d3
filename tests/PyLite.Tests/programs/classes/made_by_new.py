# What __new__ makes: named tuples, values, single instances; what it refuses.
# Needs CPython's library.
from collections import namedtuple
from abc import ABC, abstractmethod
NT=namedtuple('NT','a b')
def nt(n):
    k=0
    for i in range(n):
        t=NT(i,2); k+=t.a+t.b
    return k
print(nt(600), NT._make([1,2]), NT(1,b=3))
class S:
    _one=None
    def __new__(cls,*a):
        if cls._one is None: cls._one=super().__new__(cls)
        return cls._one
class P:
    def __new__(cls,x):
        self=object.__new__(cls); self.x=x; return self
class T(tuple):
    def __new__(cls,a,b): return super().__new__(cls,(a,b))
    @property
    def first(self): return self[0]
class F(float):
    def __new__(cls,v): return float.__new__(cls,v*2)
class I(int): pass
class L(list):
    def __init__(self,n): super().__init__(range(n))
class D:
    n=0
    def __new__(cls): return super().__new__(cls)
    def __del__(self): D.n+=1
class A(ABC):
    @abstractmethod
    def f(self): pass
    def __new__(cls): return super().__new__(cls)
class B(A):
    def f(self): return 1
def run(n):
    k=0.0
    for i in range(n):
        k+=P(i).x; k+=T(i,1).first; k+=F(i); k+=I(i)+1; k+=len(L(3)); k+=S(i) is S(2)
        k+=B().f(); k+=len(T(i,i)+(1,))
    return k
print(run(400))
try: A()
except TypeError as e: print(e)
for f in (lambda: object.__new__(tuple), lambda: tuple.__new__(list), lambda: tuple.__new__(), lambda: tuple.__new__(3), lambda: object.__new__(P,1), lambda: object.__new__(), lambda: int.__new__(I,'x'), lambda: T.__new__(T), lambda: tuple.__new__(T,1), lambda: tuple.__new__(T,1,2), lambda: str.__new__(bytes)):
    try: print(f())
    except (TypeError,ValueError) as e: print(type(e).__name__,e)
