# Each piece is a program of its own: what classes, functions, descriptors and containers do in the corners. What it raises is printed.
PIECES = r"""
d={1:1}
class K:
    def __hash__(s): return 1
    def __eq__(s,o): d.clear(); return True
try: print(d.get(K()))
except Exception as e: print(type(e))
try: d[K()]=3
except Exception as e: print(type(e))
print(len(d))
#
print("{99999999999}".format(1))
#
__import__()
#
class P: __match_args__=(None,)
match P():
    case P(1): pass
#
int.__format__(3,None)
#
def f():
    x=1
    def g(): return x
    return g
exec(f().__code__)
#
class A: pass
A.__call__=A()
A()()
#
a,b,c=Exception('a'),Exception('b'),Exception('c')
a.__context__=b; b.__context__=c; c.__context__=a
try:
    try: raise a
    except Exception: raise Exception('d')
except Exception as e: print(e, e.__context__)
#
class L(list):
    def __iter__(self): return iter([7,8])
print(list(L([2])), tuple(L([2])), sorted(L([3])), [*L([1])], set(L([2])), sum(L([1])))
#
class T(tuple):
    def __iter__(self): return iter([7,8])
print(list(T([2])), tuple(T([2])))
#
class S(str):
    def __str__(self): return 'S!'
print("%s" % S("x"), "{}".format(S("x")), f"{S('x')}", str(S('x')), "%r" % S("x"), "".join([S("q")]))
#
print(0/-10**30)
#
class A(int): pass
print(type(A.from_bytes(b'\x01','big')), type(A(3)+A(4)), A(3).__class__)
#
print(int|None, list[int], type("A",(),{}).__module__, hasattr(object(),"__dict__"))
#
class P:
    __match_args__=('a',)
    a=1
match P():
    case P(1,a=1): print('matched')
#
from functools import partial
p=partial(partial(print,1),2); print(p.args, p.func)
#
from itertools import count; print(type(count()))
#
e=Exception(); e.add_note(3)
#
e=Exception(); e.add_note('x'); print(e.__notes__)
#
d={}; d[1]=1; it=iter(d); print(list(it)); d[2]=2; print(list(it))
#
l=[1]; it=iter(l); print(list(it)); l.append(2); print(list(it))
#
d={}
def g():
    yield (1,2)
    raise ValueError('x')
try: d.update(g())
except ValueError: print(d)
#
class A: __slots__=('x',)
class B: pass
a=A()
a.__class__=B
#
d={1:1,2:2}
try:
    for k in d:
        del d[1]; d[1]=1
except RuntimeError as e: print(e)
#
g=globals; print(g() is globals())
#
ev=eval; x=5; print(ev('x+1'))
#
ex=exec; ex('y=7'); print(y)
#
class M(type):
    def __new__(m,n,b,d,**kw): return super().__new__(m,n,b,d)
    def __init__(s,n,b,d,**kw): pass
class A(metaclass=M, z=1): pass
print(type("B",(A,),{},x=3))
#
import sys, types; print(types.ModuleType("m"), type(sys.implementation)(a=1))
#
class D(dict):
    def __missing__(self,k): return k*2
print(D().__getitem__("b"), D()['c'])
#
class S(str): pass
print(3*S("ab"), S('ab')*2, S('a')+S('b'))
#
class B(bytes): pass
print(b"".join([B(b"x")]), B(b'x')+b'y')
#
print(len(range(2**63-1)), range(-2**63,2**63-2,3)[0])
#
len(range(2**70))
#
e=ImportError("x",name="n",path='p'); print(e.name,e.path,e.msg,e)
#
try: zz
except NameError as e: print(e.name)
#
try: (1).zz
except AttributeError as e: print(e.name, e.obj)
#
print(str(UnicodeEncodeError("baz","xxxxx",1,5,"foo")))
#
class A: __slots__=('x',)
print(A.x)
#
class A: pass
class B: pass
class C(A): pass
C.__bases__=(B,); print(C.__mro__, A.__subclasses__(), B.__subclasses__())
#
class X:
    def __pow__(s,y,z=None): return (y,z)
print(pow(X(),2,3), pow(X(),2))
#
class A:
    def __set_name__(self,o,n): raise KeyError(n)
class B: a=A()
#
def f(a,/,b,*,c=1): pass
print(f.__code__.co_posonlyargcount, f.__code__.co_kwonlyargcount, f.__code__.co_varnames, f.__kwdefaults__)
f.__defaults__=(1,2); f()
#
print(int.__str__ is object.__str__, type(A.__dict__) is dict if 0 else type(int.__dict__))
#
x=object(); print(sorted(dir(x))==sorted(dir(object)))
#
class A: pass
a=A(); a.x=1; print(a.__reduce_ex__(2)[1:], a.__getstate__(), A.__subclasshook__(int))
#
print(property(lambda s:1,doc='d').__doc__)
p=property(lambda s:1); p.__doc__='new'; print(p.__doc__)
#
class A:
    def __index__(s): return 3
print([1,2,3,4][A()], range(A()), 'abcd'[A()], bytes(A()), hex(A()), list(range(10))[A():])
#
print({1}.__ror__({2}), {1:2}.__ror__({3:4}), {1:2}.keys().__rand__({1}))
#
print((5).__rsub__(7), 'a'.__rmod__('b'), (1.5).__rtruediv__(3))
#
raise SystemExit(3,4)
#
class E(Exception):
    def __init__(self, a, b): super().__init__(a); self.b=b
import copy, pickle
e=E(1,2)
print(e.args, e.__reduce__())
#
try: raise StopIteration(5)
except StopIteration as e: print(e.value, e.args)
#
e=OSError(2,'x','f'); print(e.errno,e.strerror,e.filename,type(e),e.args, e.filename2)
#
e=SyntaxError('m',('f',1,2,'t')); print(e.msg,e.filename,e.lineno,e.offset,e.text,e.print_file_and_line)
#
class A:
    __slots__={'a':'doc'}
print(A.a, A.__slots__)
#
class Meta(type):
    def __getattr__(c,n): return n
class Q(metaclass=Meta): pass
print(Q.foo)
#
class Meta(type):
    @property
    def p(c): return 'P'
    def __len__(c): return 4
    def __contains__(c,x): return True
    def __call__(c): return 'called'
class Q(metaclass=Meta): pass
print(Q.p, len(Q), 3 in Q, Q())
#
class A:
    @classmethod
    @property
    def p(cls): return cls.__name__
print(A.p)
#
class A:
    x: int = 3
    y: 'str'
print(A.__annotations__)
#
def f(x: int, *a: str, k: float = 1) -> bool: pass
print(f.__annotations__)
#
import copyreg; print(copyreg.__newobj__(list))
#
print((lambda: 1).__qualname__, (lambda: 1).__name__, len.__name__, len.__module__, [].append.__self__, str.join.__objclass__)
#
print(type(f'{1}'.join), type(str.join), type(len), type(int.__add__), type((1).__add__), type(int.__dict__['from_bytes']), type(type.__dict__['__dict__']))
#
def f(*, a): pass
f(1)
#
class A(Exception): pass
print(repr(A()), repr(A(1)), repr(A(1,2)), str(A(1,2)), A.__mro__)
#
print(object.__new__(int))
#
object(1)
#
class A: pass
A(1)
#
class A:
    def __new__(cls, *a): return object.__new__(cls)
A(1,2,3); print('ok')
#
class A:
    def __init__(self, x): pass
A()
#
class A:
    def __eq__(s,o): return True
hash(A())
#
print(dict.fromkeys('ab',1), type(dict.fromkeys))
#
class D(dict): pass
print(type(D.fromkeys('a')), D(a=1)|{'b':2}, type(D(a=1).copy()))
#
print(isinstance(1,(int,(str,))), isinstance(1,()))
#
isinstance(1, 3)
#
issubclass(3, int)
#
class A:
    def f(self): return 'A'
class B(A):
    def f(self): return super(B,self).f(), super().f(), super(B,B).f.__name__
print(B().f())
#
class A:
    def __getattribute__(self,n):
        if n=='q': raise AttributeError('zz')
        return object.__getattribute__(self,n)
    def __getattr__(self,n): return 'ga '+n
print(A().q, A().__class__)
#
a=A=type('A',(),{'__slots__':('x','__dict__')}); o=A(); o.x=1; o.z=2; print(o.__dict__)
#
print(repr(type.__call__), repr(object().__str__)[:15], repr(A)) if 0 else print(repr(type.__call__))
"""

for number, piece in enumerate(PIECES.split('\n#\n')):
    print('---', number)
    try:
        exec(piece, {'__name__': '__main__'})
    except BaseException as error:
        print(type(error).__name__, error)
# Needs CPython's library.
