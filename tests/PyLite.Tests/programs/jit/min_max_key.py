# The least and the greatest of a few arguments by what a function makes of them, errors in it included.
def run(n):
    t=0
    for i in range(n):
        a=[0]*(i%7); b=[1]*(i%5); c=[2]*3
        t+=len(max(a,b,key=len))+len(min(a,b,c,key=len))+max(-i,i%13,5,key=abs)+sum(max(a,b,key=None))
    return t
print(run(300))
class E(Exception): pass
def bad(x):
    if x==90: raise E(x)
    return x
try:
    for i in range(200): max(i,i-1,key=bad)
except E as e: print('E',e,i)
for f in (lambda: max(1,2,key=3), lambda: max(1,2,foo=3), lambda: max(1,'a',key=lambda x:x), lambda: max(1,2,default=3), lambda: min(1,2,key=None), lambda: max((1,2),key=lambda x:-x), lambda: max(2,1,2.0,key=lambda x:x), lambda: min(2.0,2,key=lambda x: x)):
    try: print(f())
    except Exception as e: print(type(e).__name__,e)
