# Ranges, sets and dicts in hot loops: slices and steps of ranges, items that are next in a table, lengths in bits.
def f(n):
    t=0
    for i in range(n):
        r=range(i, i+20, 3)
        t+=len(r[1:4])+r[2]+r[:-1][0]+len(r[-3:])+len(r[5:2])+len(range(10)[i%20-10:])
        t+=i.bit_length()+(-i).bit_length()
        s={i,i+1,str(i),(i,)}
        for x in s: t+=1
        for k in {i:1,2:3}: t+=k
    return t
print(f(3000))
print([x.bit_length() for x in (0,1,-1,2,255,256,2**62,-2**63,2**63-1)])
print(range(10)[2:5],range(10,0,-2)[1:],range(10)[::2],range(5)[-100:100],range(5)[3:1])
s=set(range(20)); s.discard(3); s.discard(19); print(sorted(s), list(iter(s))==sorted(s))
it=iter({1,2,3}); print(next(it),next(it),next(it),next(it,'end'),next(it,'end'))
