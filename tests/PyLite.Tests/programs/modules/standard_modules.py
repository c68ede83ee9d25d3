import random, collections, itertools, functools, operator, string, io, dataclasses, enum, abc, typing, contextlib, heapq, bisect, copy, os.path
random.seed(42); print(random.random(), random.randint(1,100), random.choice('abc'), random.sample(range(10),3), [random.gauss(0,1) for _ in range(2)], random.getrandbits(70))
l=list(range(10)); random.shuffle(l); print(l)
random.seed("x"); print(random.random())
@dataclasses.dataclass
class P:
    x: int
    y: float = 2.0
    z: list = dataclasses.field(default_factory=list)
print(P(1), P(1)==P(1), P(1,2,[3]))
class C(enum.Enum):
    A=1
    B=2
print(C.A, repr(C.B), C(1), C['A'], list(C), C.A.name)
class Ab(abc.ABC):
    @abc.abstractmethod
    def f(self): ...
try: Ab()
except TypeError as e: print(e)
@contextlib.contextmanager
def cm():
    print('in'); yield 5; print('out')
with cm() as v: print(v)
P2=collections.namedtuple('P2','a b'); p=P2(1,2); print(p, p.a, p._replace(b=5), p==(1,2))
print(collections.Counter('hello').most_common(2), collections.deque([1,2,3],maxlen=2))
print(list(itertools.product('ab',repeat=2)), functools.reduce(operator.add,[1,2,3]))
@functools.lru_cache(maxsize=None)
def fib(n): return n if n<2 else fib(n-1)+fib(n-2)
print(fib(50), fib.cache_info())
h=[]; [heapq.heappush(h,x) for x in [3,1,2]]; print(heapq.heappop(h))
print(bisect.bisect([1,2,3],2), copy.deepcopy([[1],{2:3}]))
s=io.StringIO(); print('x', file=s); print(repr(s.getvalue()))
print(os.path.join('a','b.txt'), os.path.splitext('a/b.txt'))
class IE(enum.IntEnum):
    X=1
print(IE.X+1, IE.X==1, int(IE.X))
class Meta(type):
    def __new__(m, n, b, d): d['k']=1; return super().__new__(m,n,b,d)
class M(metaclass=Meta): pass
print(M.k, type(M))
