"""Single characters asked about, changed and looked for, and counters that begin anywhere."""
import sys
def f(t):
    n=[0]*12
    for c in t:
        if c in ' \t\n': n[0]+=1
        if c in '': n[1]+=1
        if c in 'aé😀': n[2]+=1
        if c not in 'xyz\x7f': n[3]+=1
        n[4]+=c.isdigit(); n[5]+=c.isalpha(); n[6]+=c.isspace(); n[7]+=c.isupper(); n[8]+=c.islower(); n[9]+=c.isalnum(); n[10]+=c.isprintable(); n[11]+=c.isidentifier()
    return n
t=''.join(map(chr,range(0,700)))+'😀\ud800'+'ab 12\t_xyz'*50
print(f(t)); print(f(t*20))
for w in ('','a','A1','ab','Ab','12','１','²','é','É','_','ǅ','\x00',' ','\x85','😀','Ⅷ','a b'):
    print(ascii(w), [getattr(w,m)() for m in 'isdigit isdecimal isnumeric isalpha isalnum isspace isascii isupper islower istitle isprintable isidentifier'.split()], w in 'a1é ', '' in w)
for a in (0,5,-3,2**62,2**63-1,2**63,2**70,True):
    print(list(enumerate('ab',a)))
for a in ('x',1.5,None):
    try: enumerate('ab',a)
    except TypeError as e: print(e)
class I(int): pass
print(list(enumerate('ab',I(4))), list(enumerate('ab',start=2)))
def g(k):
    s=0
    for i in range(k):
        for j,c in enumerate('abc',i): s+=j
    return s
print(g(3000))
def h(t):
    a=[];b=[]
    for c in t: a.append(c.upper()); b.append(c.lower())
    return ''.join(a)+'|'+''.join(b)
print(ascii(h(t)), ascii(h(t*9))[-60:], [w.upper()+w.lower() for w in ('ß','ŉ','ﬁ','İ','a','Z')])
