# Needs CPython's library.
# Cases, joins, repeats, splits; bytes of ints and texts; sorts, dicts and formats of few items.
l=[1,2]
for x in (True,False): print(l[x],'ab'*x,[1]*x,'ab'[x], bytes([x,3]), bytes((1,2)), bytes(bytearray(b'x')))
for f in (lambda:[1]*(2**70), lambda:'a'*I(3), lambda:[1]*1.5, lambda:bytes([256]), lambda:bytes([-1]), lambda: bytes(['a']), lambda: bytes((2**80,)), lambda: 'x'*-2, lambda:'x'*I(2**70), lambda: (1,)*True):
    try: print(f())
    except Exception as e: print(type(e).__name__,e)
for s in ('hello wORLD','a1b','ünicode ab','','ßx yz',"it's 3rd"): print(s.capitalize(),s.title(),s.swapcase(),s.isalpha(),s.isspace(),s.split(),s.lower(),s.upper())
print('a\x1cb\x1fc\x85d\xa0e\u2003f g\th'.split(), ' \n\x0b\x0c'.isspace(), ','.join('abc'), '\U0001F600a'.isalpha(), '\U00010400'.isalpha())
import re
print(re.findall(r'\d+','12 ٣٤ ²x'), re.findall(r'(?i)k+','kKK'), re.findall(r'(?i)[s]','sSſ'), re.findall(r'(?i)ß','ßẞ'), re.findall(r'(?i)σ','σςΣ'), re.findall(r'\w+','é²_ªx µ'))
def t(f):
    try: return f()
    except Exception as e: return type(e).__name__+': '+str(e)
def run():
    r=[]
    for n in (0,1,255,256,-1,2**63-1,2**64,True):
        for l in (0,1,2,8,9,-1,True):
            for o in ('big','little','x'):
                r.append(t(lambda: n.to_bytes(l,o)))
        r.append(t(lambda: n.to_bytes(9,'little',signed=True))); r.append(t(lambda: n.to_bytes()))
    for b in (b'',b'\x01',b'\xff'*7,b'\x80'*8,bytearray(b'\x01\x02'),[1,2],'a',300):
        for o in ('big','little','x'): r.append(t(lambda: int.from_bytes(b,o)))
        r.append(t(lambda: int.from_bytes(b,'big',signed=True)))
    class I(int): pass
    r.append(type(I.from_bytes(b'\x05','big')).__name__)
    for s in ('hé','a\ud800','','x\U0001F600'):
        r.append(t(lambda: s.encode())); r.append(t(lambda: s.encode('ascii','replace'))); r.append(t(lambda: s.encode(errors='ignore')))
    for b in (b'h\xc3\xa9',b'\xff',bytearray(b'abc'),b''):
        r.append(t(lambda: b.decode())); r.append(t(lambda: b.decode('latin-1'))); r.append(t(lambda: b.hex())); r.append(t(lambda: b.hex(':',2))); r.append(t(lambda: b.decode(errors='replace')))
    class B(bytes): pass
    class S(str): pass
    r+= [B(b'ab').hex(),B(b'ab').decode(),S('ab').encode(), t(lambda: bytes.hex('a')), t(lambda: str.encode(b'a')), t(lambda: b'a'.decode(1)), t(lambda:'a'.encode(None))]
    return r
for _ in range(4): r=run()
print(r)
def sorts():
    r=[]
    for l in ([3,1,2],[],['b','a'],[(2,'a'),(1,'z'),(1,'b')],[1.5,1],[2,'a'],(3,2,1),{2:1,1:2},'hello',[[2],[1]],range(40,0,-1),[i*7919%100 for i in range(60)]):
        r.append(t(lambda: sorted(l))); r.append(t(lambda: sorted(l,reverse=True))); r.append(t(lambda: sorted(l,key=str))); r.append(t(lambda: sorted(l,key=lambda x:(str(x)[::-1],x),reverse=1)))
        r.append(t(lambda: min(l,key=str))); r.append(t(lambda: max(l,key=lambda x:str(x)[-1])))
        r.append(t(lambda: sorted(l,key=None)))
    l=[3,2,1]
    r.append(t(lambda: sorted(l,key=lambda x: 1/0))); r.append(l); r.append(t(lambda: sorted(l,kee=1))); r.append(t(lambda: sorted(l,len))); r.append(t(lambda: sorted()))
    def k(x): l.append(9); return x
    r.append(t(lambda: l.sort(key=k))); r.append(l); r.append(t(lambda: sorted(l,key=k))); r.append(l)
    return r
for _ in range(3): r=sorts()
print(r)
def dicts():
    r=[]
    r.append(dict(zip('abc',[1,2,3]))); r.append(t(lambda: dict([(1,2,3)]))); r.append(dict([[1,2],(3,4),'ab'])); r.append(t(lambda: dict([([],1)]))); r.append(t(lambda: dict([1])))
    r.append(dict((k,k*2) for k in range(5))); r.append(dict(enumerate('xy'))); r.append(dict({1:2}.items()))
    def f(**k): return k
    r.append(f(**{'a':1})); r.append(f(**{'a':1},**{'b':2})); r.append(t(lambda: f(**{'a':1},**{'a':2}))); r.append(t(lambda: f(**{1:2}))); r.append(f(x=1,**{'y':2})); r.append(t(lambda: f(x=1,**{'x':2})))
    d={'a':1}; e=f(**d); e['z']=1; r.append(d)
    return r
for _ in range(4): r=dicts()
print(r)
class R:
    def __repr__(s): return '%s-%d'%('in',5)
    def __str__(s): return '<%r>'%('q',)
print('%s %r %5.2f %%|%-5s|%05d|%x'%(R(),R(),3.14159,'ab',42,255), '%s'%R(), t(lambda:'%d'%'a'), t(lambda:'%s %s'%(1,)), '%(a)s'%{'a':R()}, '%d-%s'%(2**70,None))
