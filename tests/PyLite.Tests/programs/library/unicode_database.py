# unicodedata, _random, _statistics and context variables.
import unicodedata as u,_random,_statistics,_contextvars as cv,zlib
def t(s):
    try: x=eval(s)
    except BaseException as e: print(s[:90],'->',type(e).__name__,e)
    else: print(s[:90],'=>',ascii(x))
for s in '''u.name('a'),u.name('é'),u.name('가'),u.name('中'),u.lookup('LATIN SMALL LETTER A'),u.lookup('hangul syllable gag'),u.lookup('CJK UNIFIED IDEOGRAPH-4E2D'),u.lookup('LF')
u.name('\\0')
u.name('\\0','x')
u.lookup('nosuch')
u.category('ab')
u.category(5)
u.decimal('5'),u.digit('²'),u.numeric('½'),u.numeric('四'),u.decimal('٣')
u.decimal('a')
u.digit('a',None)
u.numeric('a')
u.normalize('NFX','a')
u.normalize('NFD','é'),u.normalize('NFC','e\\u0301'),u.normalize('NFKD','ﬁ①Ａ'),u.normalize('NFC','한글'),u.normalize('NFD','한글')
u.is_normalized('NFC','e\\u0301')
u.unidata_version
u.ucd_3_2_0.unidata_version
"\\N{NULL}\\N{GRINNING FACE}\\N{EURO SIGN}"'''.split('\n'): t(s)
h=0
for c in range(0,0x30000,97):
    ch=chr(c)
    h=zlib.crc32(ascii((u.category(ch),u.bidirectional(ch),u.combining(ch),u.mirrored(ch),u.east_asian_width(ch),u.decomposition(ch),u.decimal(ch,-1),u.digit(ch,-1),u.numeric(ch,-1))).encode(),h)
    if c%9700==0: print(c,h)
for c in range(0,0x12000,61):
    ch=chr(c)
    h=zlib.crc32(ascii((u.name(ch,''),)).encode(),h)
    if 0xd800<=c<0xe000: continue
    h=zlib.crc32(ascii([u.normalize(f,'a'+ch+'\u0301\u0323'+ch) for f in ('NFC','NFD','NFKC','NFKD')]).encode(),h)
    if c%6100==0: print(c,h)
import random
r=random.Random(1)
pool=[0x61,0x65,0x301,0x323,0x302,0x1100,0x1161,0x11a8,0xac00,0xe9,0x1e69,0x0344,0x0958,0xfb1d,0x212b,0x1d15e,0x3099,0x304b,0x09c7,0x09be,0x0f71,0x0f72]
for i in range(60):
    s=''.join(chr(r.choice(pool)) for _ in range(r.randrange(1,7)))
    print(ascii([u.normalize(f,s) for f in ('NFC','NFD','NFKC','NFKD')]))
for p in (.5,.1,.9,.001,.999,1e-10,.3,.42,.07,.93,1e-300): print(_statistics._normal_dist_inv_cdf(p,1.5,2.5))
t('_statistics._normal_dist_inv_cdf(0.0,0.0,1.0)')
R=_random.Random(5); print(R.random(),R.getrandbits(100),R.getrandbits(0)); st=R.getstate(); print(len(st),st[0],st[-1]); a=R.random(); R.setstate(st); print(a==R.random())
R.seed(2.5); print(R.random()); R.seed(-7); print(R.random()); R.seed(1<<100); print(R.random())
for s in "R.getrandbits(-1)|R.setstate(5)|R.setstate((1,))|R.seed([])|R.random(1)|_random.Random(1).random()".split('|'): t(s)
class S(_random.Random):
    def __init__(self,x=None): self.seed(x)
print(S(5).random())
v=cv.ContextVar('v',default=7); w=cv.ContextVar('w')
print(v.get(),v.name); t('w.get()'.replace('w','w',1)) if 0 else None
try: w.get()
except LookupError as e: print(type(e).__name__, e.args[0] is w)
tok=v.set(8); print(v.get(),tok.old_value is cv.Token.MISSING,tok.var is v); v.reset(tok); print(v.get())
c=cv.copy_context(); print(c.run(lambda: (v.set(99),v.get())[1]),v.get(),c[v],len(c),v in c,w in c,c.get(w,5),list(c.items())==[(v,99)],list(c.keys())==[v])
def f(a,*b,k=0): return a,b,k
print(c.run(f,1,2,k=3))
for s in "cv.ContextVar()|cv.ContextVar(5)|v.reset(5)|c[5]|cv.Context()|cv.Token()|c==cv.copy_context()|c==c.copy()".split('|'):
    try: print(s, type(eval(s)).__name__)
    except Exception as e: print(s,type(e).__name__,str(e)[:40])
