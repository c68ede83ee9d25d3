# Keys of all builtin kinds, equal and unequal across types; groups of matches by name.
nan=float('nan')
d={}
for k in (1,1.0,True,0,0.0,False,-0.0,None,'a',(1,None),(1.0,None),(True,None),nan,nan,float('nan'),2**70,float(2**70),1.5,(1.5,'x'),b'a',(b'a',)):
    d[k]=d.get(k,0)+1
print(len(d),list(d.items())[:8],sum(d.values()))
s={1,2.0,None,False,(0.5,),'x'}
print(1.0 in s,2 in s,None in s,0 in s,(0.5,) in s,('x',) in s,True in s, nan in s, nan in {nan})
def f(n):
    c={}
    for i in range(n):
        k=(None,i%3/2,i%2==0) if i&1 else i%5*0.5
        c[k]=c.get(k,0)+1
        c[i%4==0]=c.get(i%4==0,0)+1
        c[None]=c.get(None,0)+1
    return sorted(c.items(),key=repr)
print(f(5000))
print(hash(1.0)==hash(1)==hash(True),hash(0.5)!=hash(0),(1,2.0)==(1.0,2),(None,1)<(None,2),[1.0,None].index(None),(nan,)==(nan,))
import re
p=re.compile(r'(?P<a>\d+)-(?P<b>\w+)'); q=re.compile(r'(?P<b>\d+)-(?P<a>\w+)')
t=0
for i in range(3000):
    m=(p if i%7 else q).match('12-%d' % i); t+=int(m['a'])+len(m.group('b'))
print(t)
try: p.match('1-2')['zz']
except IndexError as e: print(e)
