# What dataclass() makes of fields, options and inheritance, and what it refuses.
import dataclasses as d, typing
from dataclasses import *
@dataclass(order=True)
class A:
    x:int=1
    y:list=d.field(default_factory=list,metadata={'a':1})
a=A(); b=A(2)
print(a,b,a==b,a<b,a>=b,A.__doc__,A.__match_args__,A.__init__.__annotations__,A.__eq__.__qualname__,A.__eq__.__module__,A.__init__.__defaults__)
print(A.__dataclass_params__)
try: hash(a)
except TypeError as e: print(e)
a.y.append(a); print(a)
@dataclass(frozen=True,slots=True)
class F:
    a:int
    b:str='q'
    c:typing.ClassVar[int]=3
    d:InitVar[int]=4
    def __post_init__(self,d): print('post',d)
f=F(1); print(f,hash(f)==hash((1,'q')),F.__slots__,F.__doc__)
try: f.a=2
except FrozenInstanceError as e: print(e, type(e).__mro__)
try: del f.a
except FrozenInstanceError as e: print(e)
print(asdict(f),astuple(f),replace(f,a=5,d=9))
try: replace(f,z=1)
except TypeError as e: print(e)
@dataclass
class B(A):
    z:float=2.0
    _:KW_ONLY
    k:int
    m:'int'=3
print(B(1,k=2),B.__doc__,fields(B)[0].name,[f.name for f in fields(B)])
try:
    @dataclass
    class C(A):
        n:int
except TypeError as e: print(e)
try:
    @dataclass
    class C:
        n:list=[]
except ValueError as e: print(e)
M=make_dataclass('M',['a',('b',int),('c',int,field(default=3))],namespace={'g':lambda self:self.c})
m=M(1,2); print(m,m.g(),M.__annotations__,M.__doc__)
print(is_dataclass(M),is_dataclass(m),is_dataclass(3))
for bad in (lambda: make_dataclass('X',['a','a']),lambda:make_dataclass('X',['for']),lambda:fields(3),lambda:asdict(A),lambda:replace(A),lambda:field(default=1,default_factory=list), lambda: M()):
    try: bad()
    except Exception as e: print(type(e).__name__,e)
@dataclass
class P:
    x:int
    y:int=field(init=False,default=7)
    z:int=field(repr=False,compare=False,default=1)
print(P(1),P(1,z=3)==P(1),P(1).y)
@dataclass(unsafe_hash=True)
class H:
    x:int
    y:int=field(hash=False,default=2)
print(hash(H(1))==hash((1,)))
@dataclass(eq=False)
class E: x:int=1
print(E()==E(),hash(E())!=0)
@dataclass
class S:
    self:int
    other:int=2
print(S(3))
class Base:
    __slots__=('q',)
@dataclass(slots=True)
class SS(Base):
    w:int=1
print(SS().w, SS.__slots__, hasattr(SS(),'__dict__'))
print(A.__dataclass_fields__['y'].metadata, repr(H.__dataclass_fields__['y'])[:60])
match P(1):
    case P(a,zz): print(a,zz)
@dataclass
class Node:
    v:int
    next:'Node|None'=None
print(Node(1,Node(2)))
print(asdict(Node(1,Node(2))))
