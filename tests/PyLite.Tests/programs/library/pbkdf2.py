# Keys from passwords: by the system's own for common hashes, by HMAC for the others.
import hashlib
for n in ("sha1","sha256","SHA512","sha384","md5","sha224","sha3_256"):
    for p,s,i,l in ((b"",b"",1,None),(b"pw",b"salt",1000,None),(b"p"*300,b"s"*99,3,100),(bytearray(b"x"),memoryview(b"y"),2,1)):
        print(n,hashlib.pbkdf2_hmac(n,p,s,i,l).hex())
