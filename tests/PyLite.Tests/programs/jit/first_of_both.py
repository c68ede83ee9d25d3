"""Comparisons that the first characters decide, steps through sets, and floats as ratios."""
for v in (0.1,1.5,-2.25,0.0,-0.0,1e300,5e-324,2.0**62,2.0**63,-2.0**63,3.0,1/3,2.0**-62,2.0**-61*3,123456789.125): print(v.as_integer_ratio())
s={5,1,9,33,65}; print([x for x in s],sorted(s),list(s))
it=iter({1,2,3}); print(it.__length_hint__(),next(it),it.__length_hint__(),list(it),list(it))
a=set(range(100))
for i in range(0,100,3): a.discard(i)
t=0
for k in range(300):
    for x in a: t+=x
print(t)
try:
    for x in a: a.add(x+1000)
except RuntimeError as e: print(e)
b=set(range(10)); out=[]
for x in b:
    out.append(x)
    if x<8: b.discard(x); b.add(x)
    if len(out)>30: break
print(out)
for p,q in ((b'',b''),(b'a',b''),(b'',b'a'),(b'ab',b'ac'),(b'ab',b'ab'),(b'\xff',b'\x01'),(b'b',b'abc'),(b'abc',b'ab'),(bytearray(b'xy'),b'xy')):
    print(p==q,p!=q,p<q,p<=q,p>q,p>=q)
for p,q in (('',''),('a',''),('','a'),('ab','ac'),('ab','ab'),('\U0001f600','\uffff'),('\ud800','\U0001f600'),('é','e'),('abc','ab'),('b','abc')):
    print(p==q,p!=q,p<q,p<=q,p>q,p>=q)
