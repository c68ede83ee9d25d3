# Templates that are read once and those that are not, and what str.split() makes of short texts.
def t(f):
    try: print(repr(f()))
    except Exception as e: print(type(e).__name__, e)
class O:
    a=5
    def __format__(s,x): return 'O'+x
    def __repr__(s): return '\xe9'
cases=["{}","a{}b","{} {}","{0}{1}{0}","{0} {}","{} {0}","{a}","{a} {}","{:>5}|{:<5}|{:^5}","{:.2f}","{0.a}","{0[0]}","{!r}","{!r:>6}","{!a}","{!x}","{","}","{{}}","{{{}}}","{:{}}","{:{w}}","x{:d}","{:5d}{:5}","{:,}","{:_}","{5}","{0:}","{a!s:>4}","","plain","{:%}","{:e}","{:z}","{0!r}{0!s}","{ }","{0x}","{-1}","{a.b}","{:[}","{:.3}","{1}{1}","{!r}{}","{:}}","{:>{}}"]
for c in cases:
    for args in ((),(1,),(1,2),("x",3),(3.14159,1),(O(),[7]),(None,2),("\U00010401",2)):
        t(lambda: c.format(*args)); t(lambda: c.format(*args,a=1,w=7))
for s in ("a,b,c","",",",",,","a","abc,","\U00010401,b","a b  c "," ","  x","\x1ca b","a\u3000b","\xe9,\xfc"):
    print(s.split(","),s.split(),s.split(",",1),s.rsplit(","),s.split(None,1),s.split(" "))
for v in (5,-5,2.5,"s",10**30):
    for sp in ("5","<5","05","+","x",".2","d","s","e",">5.1f","^7","=+7","_","z.1f","c"):
        for k in range(2): t(lambda: format(v,sp))
print(f"{3:>5}{2.5:.3f}{'a':^5}")
