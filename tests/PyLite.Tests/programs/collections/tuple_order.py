# Orders of tuples whose items are of one kind, of several, and no numbers; min and max of two and three.
nan=float('nan')
vals=[1,1.0,2.5,nan,"a","\U00010401",(1,),10**30]
n=0
for a in vals:
    for b in vals:
        for x,y in (((a,),(b,)),((a,1),(b,2)),((1.5,a),(1.5,b)),((a,),(b,3))):
            r=[]
            for f in (lambda p,q:p<q,lambda p,q:p<=q,lambda p,q:p>q,lambda p,q:p>=q,lambda p,q:p==q,lambda p,q:p!=q):
                try: r.append(str(f(x,y)))
                except TypeError as e: r.append(str(e))
            n+=1; print(ascii((x,y)),r)
print(n, min(3,1,2),max(3,1,2),max(1,1.0,True),min(1.0,1,True),min("b","a","c"), max(nan,1,2), min(1,nan,0))
try: min(1,"a",2)
except TypeError as e: print(e)
try: min(1,2,3,foo=1)
except TypeError as e: print(e)
print(min(1,2,3,key=lambda v:-v))
for c in (0x3b1,0x4e2d,0xffff,0x10000,0xd800): print(ascii(chr(c)),len(chr(c)), chr(c)==chr(c))
