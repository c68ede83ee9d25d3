# Needs CPython's library.
# What itertools chooses; copies of such iterators.
import itertools
import copy
def run():
    r=[]
    for it in (lambda: itertools.product(range(3),'ab',[1.5,None]), lambda: itertools.product(), lambda: itertools.product([],[1]), lambda: itertools.product('ab',repeat=7), lambda: itertools.permutations(range(4)), lambda: itertools.permutations('abcd',2), lambda: itertools.permutations(range(7),7), lambda: itertools.permutations('ab',3), lambda: itertools.combinations(range(6),3), lambda: itertools.combinations(range(9),8), lambda: itertools.combinations_with_replacement('abc',2), lambda: itertools.combinations_with_replacement([],1)):
        l=list(it()); r.append((len(l),sum(map(len,l)),l[:3],l[-2:]))
        i=it(); next(i,None); next(i,None); j=copy.copy(i); r.append(next(j,None)==next(i,None)); r.append(list(j)==list(i))
    return r
for _ in range(4): r=run()
print(r)
def f(n):
    t=0
    for i in range(n):
        for a,b,c in itertools.product(range(5),repeat=3): t+=a+b*c
        for a,b in itertools.combinations(range(7),2): t+=a*b
        for p in itertools.permutations(range(4)): t+=p[0]*p[3]
    return t
print(f(12))
