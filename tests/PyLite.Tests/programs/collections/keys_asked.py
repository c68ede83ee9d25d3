# Needs CPython's library.
# Keys whose equality is the program's code: how often it is asked, and what it raises; keys of all builtin kinds.
class K:
    def __init__(self,k): self.k=k
    def __hash__(self): return self.k%7
    def __eq__(self,o):
        K.calls+=1
        if self.k==13 and o.k==20: raise ValueError('eq')
        return self.k==o.k
K.calls=0
def hashing(n):
    d={}; s=set(); t=0
    for i in range(n):
        k=K(i%40)
        if k.k in(13,20): continue
        d[k]=d.get(k,0)+1
        if k in s: t+=1
        s.add(k)
        d.setdefault(k,5)
    return len(d),len(s),t,sum(d.values()),K.calls
print(hashing(600))
d={K(13):1}
for i in range(3):
    for f in (lambda: d[K(20)], lambda: {K(13)}.add(K(20))):
        try: print(f())
        except ValueError as e: print(e)
        except KeyError as e: print('key')
class C:
    def __init__(self,k): self.k=k
    def __hash__(self): return self.k%7
    def __eq__(self,o):
        C.calls+=1
        return self.k==o.k
C.calls=0
def a(n):
    d={}
    for i in range(n):
        k=C(i%40)
        d[k]=i
    return C.calls
def b(n):
    d={}
    for i in range(n):
        k=C(i%40)
        d.get(k)
        d.setdefault(k,5)
    return C.calls
def c(n):
    d=set()
    for i in range(n):
        k=C(i%40)
        k in d
        d.add(k)
    return C.calls
for f in (a,b,c):
    C.calls=0
    print(f(400))
from enum import Enum
class Colour(Enum): A=1; B=2
class Meta(type):
    def __hash__(s): return 5
    def __eq__(s,o): return s is o or s.__name__==o.__name__ if isinstance(o,Meta) else NotImplemented
class X(metaclass=Meta): pass
Y=Meta('X',(),{})
def f(): pass
keys=[1,1.0,True,0,0.0,False,-0.0,2,2.5,'a',b'a',None,(1,),(1.0,),int,str,Colour,Colour.A,f,len,2**53,float(2**53),2**53+1,2**63-1,float(2**63),2**64,float(2**64),-2**63,float(-2**63),float('inf'),-float('inf'),(True,'x'),X,Y,frozenset([1]),1j,2j,(b'x',int)]
nan=float('nan')
def run(n):
    d={}; s=set(); hits=0
    for i in range(n):
        for k in keys:
            d[k]=d.get(k,0)+1
            if k in s: hits+=1
            s.add(k)
    return d,hits,len(s)
d,h,l=run(20)
print(len(d),h,l,[ (repr(k)[:30] if not callable(k) else k.__name__,v) for k,v in d.items()])
def eqs():
    r=[]
    for a in keys:
        for b in keys:
            x={a:1}
            r.append(b in x)
    return r
for _ in range(4): r=eqs()
print(sum(1<<(i%61) for i,x in enumerate(r) if x), r.count(True), all((a==b)==r[i*len(keys)+j] or a is b for i,a in enumerate(keys) for j,b in enumerate(keys)))
def disp(n):
    h={int:lambda x:1,str:lambda x:2,float:lambda x:3,bytes:lambda x:4,list:lambda x:5}
    t=0
    vals=[1,'a',2.0,b'x',[1]]
    for i in range(n): t+=h[type(vals[i%5])](0)
    return t
print(disp(600))
dd={nan:1}; print(nan in dd, float('nan') in dd)
def mixed(n):
    d={}
    for i in range(n):
        d[i/2]=d.get(i/2,0)+1; d[i%10]=1; d[i%3==0]=2; d[b'k%d'%(i%5)]=i; d[(i%4,i%3==0,float(i%2))]=i
    return len(d),sum(v for v in d.values()), d[b'k3'], d[1], d[(1,False,1)]
print(mixed(600))
