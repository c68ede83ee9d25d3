# zlib: compressed data as a whole and in pieces.
import zlib,random
r=random.Random(3)
def t(s):
    try: x=eval(s)
    except BaseException as e: print(s[:90],'->',type(e).__name__,e)
    else: print(s[:90],'=>',ascii(x))
C={'a':zlib.compress(b'a'*1000),'e':zlib.compress(b'')}
for s in '''zlib.adler32(b'hello'),zlib.adler32(b''),zlib.adler32(b'x',5),zlib.crc32(b'hello'),zlib.crc32(b'',7)
zlib.adler32(b'\\xff'*100000)
zlib.decompress(C['a'])==b'a'*1000
zlib.decompress(C['e'])
zlib.decompress(C['a'][:-1])
zlib.decompress(C['a'][:-5])
zlib.decompress(b'')
zlib.decompress(b'abc')
zlib.decompress(b'x\\x9c')
zlib.decompress(C['a'][:-4]+b'1234')
zlib.decompress(C['a']+b'junk')==b'a'*1000
zlib.decompress(b'x\\x9c\\xff\\xff\\xff')
zlib.compress('a')
zlib.compress(b'a',10)
zlib.compress(b'a',wbits=99)
zlib.decompress(b'a',wbits=99)
zlib.decompress(b'a',bufsize=-1)
zlib.compressobj(99)
zlib.decompressobj(99)
zlib.decompressobj().decompress(b'abc')
zlib.decompressobj().decompress('abc')
zlib.decompressobj().decompress(b'',-1)
zlib.decompressobj().flush(0)
zlib.decompressobj().unused_data,zlib.decompressobj().eof,zlib.decompressobj().unconsumed_tail
zlib.MAX_WBITS,zlib.DEFLATED,zlib.Z_SYNC_FLUSH,zlib.Z_FINISH,zlib.DEF_BUF_SIZE
zlib.error.__mro__[1]'''.split('\n'): t(s)
for i in range(4):
    n=r.choice([0,1,300,3000])
    d=bytes(r.choice([r.randrange(256)]*1+[97]*r.choice([0,3,20])) for _ in range(n)) if n<6000 else bytes(r.randrange(4) for _ in range(n))
    for wb in (15,-15,31,9,-9):
        lv=r.choice([-1,0,1,6,9])
        c=zlib.compress(d,lv,wbits=wb)
        ok=zlib.decompress(c,wbits=wb)==d and (wb<0 or zlib.decompress(c,wbits=47)==d)
        o=zlib.compressobj(lv,8,wb); c2=b''; k=0
        while k<len(d): s=r.randrange(1,9000); c2+=o.compress(d[k:k+s]); k+=s; c2+=o.flush(zlib.Z_SYNC_FLUSH) if r.random()<.3 else b''
        c2+=o.flush()
        u=zlib.decompressobj(wb); out=b''; k=0; c3=c2+b'TAIL'
        while k<len(c3): s=r.randrange(1,500) if len(c3)<20000 else r.randrange(1,5000); out+=u.decompress(c3[k:k+s]); k+=s
        out+=u.flush()
        u2=zlib.decompressobj(wb); out2=b''; buf=c2+b'XY'
        while not u2.eof and len(out2)<=len(d)+5:
            got=u2.decompress(buf,100 if len(d)<6000 else 10000); out2+=got; buf=u2.unconsumed_tail
            if not got and not buf and not u2.eof: break
        u3=zlib.decompressobj(wb); a=u3.decompress(c2[:len(c2)//2]); u4=u3.copy(); 
        b1=u3.decompress(c2[len(c2)//2:]); b2=u4.decompress(c2[len(c2)//2:])
        print(i,wb,ok,out==d,u.eof,u.unused_data,out2==d,u2.eof,u2.unused_data,a+b1==d,b1==b2)
