# Needs CPython's library.
# Heaps and bisections whose comparisons are the program's, which may raise and change what is compared.
import heapq,bisect
from dataclasses import dataclass,field
from functools import total_ordering
class E:
    def __init__(self,k,n): self.k=k; self.n=n
    def __lt__(self,o):
        if self.k==-1 or o.k==-1: raise ValueError('bad')
        return self.k<o.k
    def __repr__(self): return f'{self.k}.{self.n}'
@dataclass(order=True)
class D:
    t: float
    r: int
    f: object=field(compare=False,default=None)
def run(n):
    h=[]; out=[]; s=1
    for i in range(n):
        s=(s*1103515245+12345)&0x7fffffff
        heapq.heappush(h,E(s%50,i))
        if len(h)>40: out.append(heapq.heappop(h).n)
        if i%7==0: out.append(heapq.heappushpop(h,E(s%60,i)).n)
        if i%11==0: out.append(heapq.heapreplace(h,E(s%60,i)).n)
    heapq.heapify(h)
    return sum(o*(j+1) for j,o in enumerate(out))%1000007, h[:5], [heapq.heappop(h) for _ in range(5)]
print(run(500))
def runD(n):
    h=[]; s=7; t=0
    for i in range(n):
        s=(s*1103515245+12345)&0x7fffffff
        heapq.heappush(h,D(s%20/4,i,None))
        if len(h)>30: t+=heapq.heappop(h).r
    return t,heapq.nsmallest(3,h),heapq.nlargest(2,h)
print(runD(400))
h=[]
try:
    for i in range(50): heapq.heappush(h,E(i if i!=30 else -1,i))
except ValueError as e: print(e,len(h))
class M:
    def __init__(s,h): s.h=h
    def __lt__(s,o):
        s.h.append(M(s.h)) if len(s.h)<40 else s.h.clear()
        return False
for k in range(5):
    h=[]
    for i in range(10): h.append(M(h))
    for f in (heapq.heappop,heapq.heapify,lambda h:heapq.heappush(h,M(h))):
        try: f(h); print('ok')
        except (RuntimeError,IndexError) as e: print(type(e).__name__,e)
l=sorted(range(0,200,3)); L=[E(k,0) for k in l]
r=[]
for i in range(60):
    r.append(bisect.bisect_left(L,E(i%200,1))); r.append(bisect.bisect_right(L,E(i%201,1)))
    r.append(bisect.bisect(l,i%200,key=lambda x:x)); r.append(bisect.bisect_left(l,-(i%200),key=lambda x:-x+1,lo=3,hi=20))
print(sum(a*(j%97) for j,a in enumerate(r)))
for i in range(60): bisect.insort(L,E(i*5,9)); bisect.insort_left(l,i,key=lambda v:v)
print(L[:8],l[:8],len(L))
for f in (lambda: bisect.bisect(L,E(-1,0)), lambda: bisect.bisect(l,1,lo=-1), lambda: bisect.bisect(l,E(1,1),hi=10**6), lambda: bisect.bisect(l,5,key=lambda x: x/0), lambda: bisect.bisect([1,2],E(1,2)), lambda: bisect.bisect_left([],E(1,2))):
    try: print(f())
    except Exception as e: print(type(e).__name__,e)
class Shrink:
    def __init__(s,l): s.l=l
    def __lt__(s,o):
        del s.l[1:]; return False
for i in range(10):
    q=list(range(20))
    try: print(bisect.bisect(q,Shrink(q)))
    except Exception as e: print(type(e).__name__,e)
