# Compressors as CPython's: the same bytes, copies, dictionaries, every kind of flush.
import copy
import random
import zlib

text = " ".join(random.Random(5).choice(["alpha", "beta", "gamma", "delta", "x"]) for _ in range(900)).encode()
for level in (-1, 0, 1, 4, 6, 9):
    for bits in (15, -15, 31):
        made = zlib.compress(text, level, bits)
        assert zlib.decompress(made, bits) == text
        print(level, bits, len(made), zlib.crc32(made))

c = zlib.compressobj()
first = c.compress(b"hello world" * 5)
d = c.copy()
print(first + c.flush(), first + d.compress(b"more") + copy.copy(d).flush())
c = zlib.compressobj(9, zlib.DEFLATED, -15, 8, zlib.Z_FIXED)
print(c.compress(b"hello") + c.flush())
c = zlib.compressobj(zdict=b"hello world")
packed = c.compress(b"hello world hello world") + c.flush()
print(packed, zlib.decompressobj(zdict=b"hello world").decompress(packed))
for wrong in (lambda: zlib.decompressobj(zdict=b"wrong").decompress(packed), lambda: zlib.decompress(packed), lambda: c.copy(), lambda: c.compress(b""),
              lambda: zlib.compressobj(zdict=3), lambda: zlib.compressobj(level=11)):
    try:
        print(wrong())
    except (zlib.error, ValueError, TypeError) as e:
        print(type(e).__name__, e)
c = zlib.compressobj()
parts = [c.compress(b"abc" * 10) + c.flush(mode) for mode in (zlib.Z_SYNC_FLUSH, zlib.Z_FULL_FLUSH, zlib.Z_PARTIAL_FLUSH, zlib.Z_BLOCK, zlib.Z_NO_FLUSH, zlib.Z_FINISH)]
print(parts, zlib.decompress(b"".join(parts)) == b"abc" * 60)
