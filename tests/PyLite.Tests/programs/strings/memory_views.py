# memoryview over bytes, bytearray and array: items, slices, casts, shapes, release.

tests = r'''
memoryview(b"abc")[0], memoryview(b"abc")[-1], memoryview(b"abc")[1:].tobytes(), memoryview(b"abcdef")[::2].tolist(), memoryview(b"abcdef")[::-1].tobytes()
memoryview("a")
memoryview()
memoryview(5)
memoryview(b"a", b"b")
memoryview(object=b"a").tobytes()
memoryview(b"abc")[5]
memoryview(b"abc")["a"]
memoryview(b"abc")[0,0]
memoryview(b"abc")[()]
memoryview(b"abc")[...].tobytes()
memoryview(b"abc") == b"abc", memoryview(b"abc") == bytearray(b"abc"), memoryview(b"abc") == memoryview(b"abc"), b"abc" == memoryview(b"abc"), memoryview(b"abc") == "abc", memoryview(b"abc") != b"abd"
memoryview(b"a") < memoryview(b"b")
hash(memoryview(b"abc")) == hash(b"abc")
hash(memoryview(bytearray(b"abc")))
m.obj is b, m.nbytes, m.readonly, m.itemsize, m.format, m.ndim, m.shape, m.strides, m.suboffsets, m.c_contiguous, m.f_contiguous, m.contiguous
memoryview(b"abcd").cast("H").tolist(), memoryview(b"abcd").cast("I")[0], memoryview(b"abcdefgh").cast("d").tolist(), memoryview(b"\xff\xfe").cast("b").tolist(), memoryview(b"ab").cast("c").tolist(), memoryview(b"\0\1").cast("?").tolist()
memoryview(b"abc").cast("H")
memoryview(b"abcd").cast("H").cast("I")
memoryview(b"abcd").cast("H").cast("B").tolist()
memoryview(b"abcd").cast("x")
memoryview(b"abcd").cast("<H")
memoryview(b"abcd").cast("@H").format
memoryview(b"abcd")[::2].cast("B")
memoryview(bytes(range(12))).cast("B", [3,4]).tolist()
memoryview(bytes(range(12))).cast("B", [3,4])[1,2], memoryview(bytes(range(12))).cast("B", (3,4)).shape, memoryview(bytes(range(12))).cast("B", (3,4)).strides, len(memoryview(bytes(range(12))).cast("B", (3,4)))
memoryview(bytes(range(12))).cast("B", [3,4])[1]
memoryview(bytes(range(12))).cast("B", [3,5])
memoryview(bytes(range(12))).cast("B", [3,4]).tobytes("F")
memoryview(bytes(range(12))).cast("B", [3,4]).cast("B").tolist()
memoryview(bytes(range(12))).cast("B", [3,4])[5,0]
memoryview(bytes(range(12))).cast("B", [-3,-4])
memoryview(bytes(range(12))).cast("B", 5)
memoryview(bytes(range(12))).cast("B", ["a"])
list(memoryview(bytes(range(4))).cast("B", [2,2]))
memoryview(b"abc").tobytes("Z")
memoryview(b"abc").hex(), memoryview(b"abc").hex(":"), memoryview(b"abcd").hex("-", 2)
list(memoryview(b"ab")), 97 in memoryview(b"ab"), list(reversed(memoryview(b"ab"))), len(memoryview(b"ab")), bool(memoryview(b"")), tuple(memoryview(b"ab"))
bytes(memoryview(b"ab")), bytearray(memoryview(b"ab")), b"".join([memoryview(b"a"), b"b"]), b"x" + memoryview(b"y"), b"abc".find(memoryview(b"c")), memoryview(b"12").tobytes().isdigit(), int(memoryview(b"12")), b"a" in memoryview(b"a") if 0 else 1
memoryview(b"abc")[0:2] == b"ab", memoryview(b"abc").toreadonly().readonly, memoryview(memoryview(b"abc")).obj
memoryview(b"abc").release()
memoryview(b"abc").__getitem__(0), memoryview(b"abc").__len__(), memoryview(b"abc").__eq__(b"abc"), memoryview(b"abc").__eq__(3)
str(memoryview(b"ab")).startswith("<memory at 0x"), type(memoryview(b"")), isinstance(memoryview(b""), memoryview)
sorted(a for a in dir(memoryview) if not a.startswith("__"))
b"%s" % memoryview(b"q")
"".join(map(chr, memoryview(b"ab")))
b"a".startswith(memoryview(b"a")), bytes.fromhex("00") + memoryview(b"")
memoryview(b"abc") + b"d"
memoryview(b"abc") * 2
memoryview(b"ab").x
memoryview(b"")[0]
memoryview(b"").tolist(), memoryview(b"").contiguous
memoryview(b"abcd").cast("H") == memoryview(b"abcd"), memoryview(bytes([1,0,2,0])).cast("H") == memoryview(bytes([1,2]))
int.from_bytes(memoryview(b"\1\2"), "big"), sum(memoryview(b"ab")), max(memoryview(b"ab")), sorted(memoryview(b"ba"))
{memoryview(b"a"): 1}[b"a"]
'''
b = b"abc"; m = memoryview(b)
for line in tests.strip().split("\n"):
    try: print(line, "->", repr(eval(line)))
    except BaseException as e: print(line, "->", type(e).__name__, e)
def x(code, init=b"abcdef"):
    env = {"ba": bytearray(init)}; env["m"] = memoryview(env["ba"])
    try:
        exec(code, env); print(code, env["ba"], env.get("r"))
    except BaseException as e: print(code, type(e).__name__, e, env["ba"])
for c in r'''
m[0] = 65
m[-1] = 65
m[0] = 300
m[0] = "a"
m[0] = -1
m[10] = 1
m[1:3] = b"XY"
m[1:3] = b"XYZ"
m[::2] = b"XYZ"
m[1:3] = "ab"
m[1:3] = 5
m[1:3] = memoryview(b"QR")
m[1:3] = bytearray(b"QR")
m[:3] = m[3:]
m[1:] = m[:-1]
del m[0]
m.cast("H")[0] = 258
m.cast("H")[0] = 70000
m.cast("b")[0] = -1
m.cast("c")[0] = b"Z"
m.cast("c")[0] = 65
m.cast("c")[0] = b"ZZ"
m.cast("?")[0] = []
m.cast("B", [2,3])[1,1] = 33
m.toreadonly()[0] = 1
m.release(); m[0]
m.release(); m.release()
m.release(); r = m.tolist()
m.release(); r = repr(m).startswith("<released memory at")
m.release(); r = m == m
m.release(); len(m)
m.release(); m.nbytes
m.release(); ba.append(1)
ba[0:1] = b"x"
ba.reverse()
with m as q: r = q[0]
with m as q: pass
with m: m.release()
with m: raise KeyError(1)
'''.strip().split("\n"): x(c)
import array
a = array.array("i", [1, 2, 3]); m = memoryview(a)
print(m.format, m.itemsize, m.nbytes, m.tolist(), m[1], len(m), m.shape)
m[1] = 77; print(a); m[0:2] = array.array("i", [8, 9]); print(a)
try: m[0:2] = b"abcdefgh"
except ValueError as e: print(e)
m.release(); a.append(4); print(a, memoryview(a).cast("B").nbytes, memoryview(a) == a)
print(memoryview(array.array("d", [1.5])).tolist(), memoryview(array.array("d", [1.0])) == memoryview(array.array("i", [1])))
class BA(bytearray): pass
y = BA(b"xy"); print(memoryview(y).obj is y, bytes(memoryview(y)))
def rd(buf, n):
    data = bytes(memoryview(buf)[:n]); del buf[:n]; return data
bb = bytearray(b"0123456789" * 30); out = b""
while bb: out += rd(bb, 7)
print(out == b"0123456789" * 30)
def total(mv):
    t = 0
    for i in range(len(mv)): t += mv[i]
    for v in mv: t += v
    return t
print(total(memoryview(bytes(range(256)) * 8)))
def fill(mv):
    for i in range(len(mv)): mv[i] = i & 255
bb = bytearray(2000); fill(memoryview(bb)); print(sum(bb))
