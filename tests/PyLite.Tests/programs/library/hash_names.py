import hashlib, hmac
for n in sorted(hashlib.algorithms_available):
    for size in (0, 3, 55, 56, 64, 111, 112, 129, 5000):
        h = hashlib.new(n); data = bytes(i * 7 & 255 for i in range(size))
        h.update(data[:size // 3]); g = h.copy(); h.update(data[size // 3:]); g.update(b"x")
        d = (h.hexdigest(32), g.hexdigest(32)) if n.startswith('shake') else (h.hexdigest(), g.hexdigest())
        print(n, h.name, h.digest_size, h.block_size, size, *d)
    if not n.startswith('shake'): print(hmac.new(b"key", b"message", n).hexdigest())
print(hashlib.pbkdf2_hmac("sha512_256", b"pw", b"salt", 10).hex(), hashlib.pbkdf2_hmac("ripemd160", b"pw", b"salt", 10).hex())
for n in ("RIPEMD160", "SHA512-256", "SM3", "rmd160"): print(hashlib.new(n, b"a").name, hashlib.new(n, b"a").hexdigest())
print(sorted(hashlib.algorithms_guaranteed))
for n in "SHA-1 SHA2-224 sha-256 SHA2-512/256 sha512-224 SHA3-256 SHAKE-128 shake256 blake2b512 BLAKE2s256 RIPEMD ssl3-md5 Sha2-384 sha1 MD5 MD5-SHA1 whirlpool md4 sha0".split():
    try: h = hashlib.new(n, b"a"); print(n, h.name, h.hexdigest(5) if 'shake' in h.name else h.hexdigest())
    except ValueError as e: print(n, "ValueError", e)
