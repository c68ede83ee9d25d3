# Changing a bytearray, subclasses of both, and the methods that other objects bring to them.

def ba(src, code):
    b = bytearray(src)
    c = b
    env = {"b": b}
    try:
        exec(code, env)
        print(code, env["b"], env["b"] is c, env.get("r"))
    except BaseException as e:
        print(code, type(e).__name__, e, b)
for code in r'''
b.insert(1, 120)
b.insert(-1, 120)
b.insert(100, 120)
b.insert(0, 256)
b.insert(0, "a")
b.insert(0)
b.remove(98)
b.remove(1)
b.remove(300)
b.remove("a")
del b[0]
del b[-1]
del b[10]
del b["a"]
del b[1:3]
del b[::2]
del b[::-2]
b[::2] = b"xyz"
b[::2] = b"xy"
b[::-1] = bytes(range(65, 70))
b[1:2] = b"xyz"
b[1:2] = [1,2,3]
b[1:2] = 5
b[1:2] = "abc"
b[1:2] = (x for x in [1,2])
b[0] = 300
b[0] = "a"
b[0] = 65
b[9] = 65
b[True] = 65
b *= 2
b *= 0
b *= -1
b *= "a"
b += b"x"
b += [1]
b += "x"
b += 5
b.append(1)
b.append(256)
b.append("a")
b.append(b"a")
b.extend(b"xy")
b.extend([1,2])
b.extend(5)
b.extend([300])
b.extend(b)
r = b.pop()
r = b.pop(0)
r = b.pop(-2)
r = b.pop(50)
r = b.pop("a")
b.reverse()
b.clear()
r = b.copy() == b and b.copy() is not b
b[:] = b""
b[2:] = b
b[0:0] = b
b[5:1] = b"q"
r = b == b"abcde"
r = b.__iadd__(b"z")
r = b.__imul__(2)
r = b.__delitem__(0)
r = b.__setitem__(0, 1)
r = b.__alloc__() > 0
r = b.__sizeof__() > 0
r = b.decode()
r = hash(b)
r = {b: 1}
b.__init__(b"new")
b.__init__(3)
b.__init__("x", "ascii")
r = b.isalpha()
b[1:3] = b
b[3] = -1
b[3] = 2**70
b.remove(2**70)
b.pop(2**70)
'''.strip().split("\n"):
    ba(b"abcde", code)
class B(bytes):
    def __bytes__(self): return b"over"
class BA(bytearray):
    def __init__(self, *a): super().__init__(*a); self.x = 1
class BB(bytearray): pass
print(b"".join([B(b"x"), B(b"y")]))
print(bytes(B(b"x")), B(b"x"), repr(B(b"q")))
print(BA(b"abc"), BA(b"abc").x, BB(b"ab"), BB(3))
x = BA(b"abc"); y = x; x *= 2; print(x is y, y, type(y))
x += b"1"; print(x is y, y)
print(type(x + b"a"), type(B(b"a") + b"b"), type(B(b"a")[:]), type(B(b"abc").upper()))
print(B.fromhex("ab"), type(B.fromhex("ab")))
print(B(b"a") == b"a", hash(B(b"a")) == hash(b"a"), b"a" == B(b"a"), {b"a": 1}[B(b"a")])
class N(bytes):
    def __new__(cls, s, tag): o = super().__new__(cls, s); o.tag = tag; return o
n = N(b"hey", 3); print(n, n.tag, n[0], len(n), n.decode())
class I:
    def __init__(s, v): s.v = v
    def __index__(s): return s.v
print(bytes(I(3)), b"abc"[I(1)], b"abc".find(I(98)), I(98) in b"abc", b"ab" * I(2), bytes([I(5)]))
ba = bytearray(b"abc"); ba[I(0)] = I(65); print(ba)
ba.insert(I(0), I(66)); print(ba)
class C:
    def __bytes__(self): return b"viabytes"
print(bytes(C()))
class D:
    def __bytes__(self): return 1
try: print(bytes(D()))
except TypeError as e: print(e)
class E:
    def __bytes__(self): return b"fmt"
    def __repr__(self): return "E\xe9"
print(b"%s|%b|%a|%r" % (E(), E(), E(), E()))
sieve = bytearray([1]) * 50
for i in range(2, 8):
    if sieve[i]: sieve[i*i::i] = bytes(len(range(i*i, 50, i)))
print([i for i in range(2, 50) if sieve[i]])
it = iter(bytearray(b"ab"))
print(next(it), list(it), list(it))
print(bytearray(b"abc").__repr__(), str(BA(b"z")))
for x in bytearray(b"ab"): print(x)
print(b"abc" in {b"abc"}, bytearray(b"abc") in [b"abc"])
try: bytearray(b"a") in {b"a"}
except TypeError as e: print(e)
print(bytes.__mro__, bytearray.__mro__)
a, *bb = b"abc"; print(a, bb)
print(b"abc".__reduce_ex__(2) if 0 else "")
print(sum(b"abc"), min(b"abc"), sorted(b"bca"), list(reversed(b"abc")), list(enumerate(b"ab")), list(zip(b"ab", bytearray(b"cd"))))
print(bytes(b"abc").__getitem__(slice(1, None)), bytearray(b"abcdef")[1:5:2])
match b"abc":
    case b"abc": print("m")
match bytearray(b"x"):
    case bytearray(y): print("ba", y)
match b"x":
    case [x]: print("seq")
    case bytes(q): print("bytes", q)
print(f"{b'a'!r:>6}|{b'a'}|{b'a'!s}")
try: format(b"a", "5")
except TypeError as e: print(e)
