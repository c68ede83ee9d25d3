# Hash functions, by themselves and with keys.
import _md5,_sha1,_sha256,_sha512,_sha3,_blake2,_hashlib
import random
r=random.Random(4)
def t(s):
    try: x=eval(s)
    except BaseException as e: print(s[:90],'->',type(e).__name__,e)
    else: print(s[:90],'=>',ascii(x))
data=[b'',b'abc',b'x'*64,b'x'*112,b'x'*129]
for n in ['md5','sha1','sha224','sha256','sha384','sha512','sha3_224','sha3_256','sha3_384','sha3_512']:
    f=getattr(_hashlib,'openssl_'+n)
    for d in data:
        h=f(d); print(n,len(d),h.hexdigest(),h.digest_size,h.block_size,h.name)
        h=f(); 
        i=0
        while i<len(d): k=r.randrange(1,90); h.update(d[i:i+k]); i+=k
        c=h.copy(); c.update(b'z')
        print(h.digest()==f(d).digest(), c.hexdigest()==f(d+b'z').hexdigest())
for n in ['shake_128','shake_256']:
    for d in data:
        for l in (0,200): print(n,len(d),getattr(_hashlib,'openssl_'+n)(d).hexdigest(l))
for d in data:
    print(_blake2.blake2b(d).hexdigest(),_blake2.blake2s(d).hexdigest(),_blake2.blake2b(d,digest_size=5,key=b'k'*20,salt=b's'*16,person=b'p'*3).hexdigest(),_blake2.blake2s(d,digest_size=31,key=b'k'*32,salt=b's'*8,person=b'p'*8).hexdigest(), _blake2.blake2b(d,fanout=2,depth=3,leaf_size=5,node_offset=6,node_depth=1,inner_size=32,last_node=True).hexdigest(),_blake2.blake2s(d,fanout=2,depth=3,leaf_size=5,node_offset=1<<40,node_depth=1,inner_size=32,last_node=True).hexdigest())
    b=_blake2.blake2b(); b.update(d); b.update(b'q'); print(b.hexdigest()==_blake2.blake2b(d+b'q').hexdigest(), b.name, b.digest_size)
for s in '''_md5.md5(b'a').hexdigest(),_sha1.sha1(b'a').hexdigest(),_sha256.sha224(string=b'a').hexdigest(),_sha512.sha384().hexdigest(),_sha3.sha3_256(b'a').hexdigest(),_sha3.shake_128(b'a').hexdigest(5)
_md5.md5('a')
_md5.md5(5)
_hashlib.openssl_md5(b'',b'')
_hashlib.openssl_md5(b'',usedforsecurity=False).name
_hashlib.openssl_md5().update('a')
_hashlib.openssl_md5().update()
_hashlib.openssl_md5().digest(1)
_hashlib.new('md5',b'a').hexdigest()
_hashlib.new('SHA256').name
_hashlib.new('nosuch')
_hashlib.new()
_blake2.blake2b(b'',digest_size=65)
_blake2.blake2b(b'',digest_size=0)
_blake2.blake2s(b'',salt=b'x'*9)
_blake2.blake2b(b'',key=b'x'*65)
_blake2.blake2b(b'',depth=0)
_blake2.blake2b(b'',fanout=256)
_blake2.blake2b(b'',node_offset=-1)
_blake2.blake2s(b'',node_offset=1<<48)
_blake2.blake2b(b'',inner_size=65)
_blake2.blake2b(b'',leaf_size=1<<32)
_blake2.blake2b(b'',b'')
_blake2.blake2b.SALT_SIZE,_blake2.blake2b.MAX_KEY_SIZE,_blake2.blake2s.MAX_DIGEST_SIZE,_blake2.blake2s.PERSON_SIZE
_hashlib.pbkdf2_hmac('sha1',b'password',b'salt',2).hex()
_hashlib.pbkdf2_hmac('sha256',b'password',b'salt',0)
_hashlib.pbkdf2_hmac('nosuch',b'password',b'salt',1)
_hashlib.pbkdf2_hmac('sha256',b'password',b'salt',1,0)
_hashlib.hmac_new(b'key',b'msg','sha256').hexdigest()
_hashlib.hmac_new(b'k'*100,b'msg','md5').hexdigest()
_hashlib.hmac_new(b'key',b'msg',_hashlib.openssl_sha1).hexdigest()
_hashlib.hmac_new(b'key',b'msg','sha256').name
_hashlib.hmac_digest(b'key',b'msg','sha256').hex()
_hashlib.compare_digest('a','a'),_hashlib.compare_digest(b'a',b'b')
_hashlib.compare_digest('a',b'a')
_hashlib.compare_digest('é','é')
sorted(_hashlib.openssl_md_meth_names)[:2] and 1'''.split('\n'): t(s)
