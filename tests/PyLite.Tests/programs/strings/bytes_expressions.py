# Expressions with bytes and bytearray, each with what it gives or raises.

EXPRESSIONS = r'''
b"abc".find(98)
b"abc".find(98,2)
b"abc".find(300)
b"abc".find("a")
b"abc".index(99)
b"abc".index(100)
b"abc".count(97)
b"aaa".count(97,1)
b"abc".rfind(97)
b"abc".rindex(b"z")
98 in b"abc"
256 in b"abc"
-1 in b"abc"
"a" in b"abc"
True in b"\x01"
b"%d" % 1
b"%s" % b"x"
b"%s" % "x"
b"%b" % bytearray(b"q")
b"%a" % "\xe9"
b"%r" % "\xe9"
b"%c" % 65
b"%c" % b"a"
b"%c" % 256
b"%c" % b"ab"
b"%c" % "a"
b"%x %X %o" % (255,255,8)
b"%5d|%-5d|%05d" % (1,2,3)
b"%f %e %g" % (1.5, 1.5, 1.5)
b"%.3f" % 3.14159
b"%(a)s %(b)d" % {b"a": b"x", b"b": 3}
b"%(a)s" % {"a": b"x"}
b"%s %s" % (b"a",)
b"%s" % (b"a",b"b")
b"%" % ()
b"%y" % 1
b"%d" % "a"
b"%x" % 1.5
b"%5s|" % b"ab"
b"%-5s|" % b"ab"
b"%.1s|" % b"ab"
b"%%"  % ()
b"%i" % 3.7
b"%s" % 1
b"%b" % 1
bytearray(b"%d") % 5
b"%*d" % (5, 3)
b"%+d % d" % (5, 3)
b"%#x" % 255
b"%s" % [1]
b"abc".translate(bytes(range(256)))
b"abc".translate(None, b"b")
b"abc".translate(None, delete=b"b")
b"abc".translate(bytes.maketrans(b"abc", b"xyz"))
b"abc".translate(bytes.maketrans(b"abc", b"xyz"), b"c")
b"abc".translate(b"x")
b"abc".translate("x")
b"abc".translate()
bytes.maketrans(b"a", b"xy")
bytes.maketrans("a", "b")
bytearray.maketrans(b"a", b"b")[97]
bytearray(b"abc").translate(None, b"a")
b"a\tb\tc".expandtabs()
b"a\tb\n\tc".expandtabs(4)
b"a\tb".expandtabs(tabsize=0)
b"abc".expandtabs("x")
b"abc".isascii()
b"\x80".isascii()
b"".isascii()
b"Hello World".istitle()
b"Hello world".istitle()
b"".istitle()
b"A1b".istitle()
b"A1B".istitle()
b"abc".upper()
b"aBc".swapcase()
b"they're bill's".title()
int(b"101", 2)
int(bytearray(b"ff"), 16)
int(b" 12 ")
int(b"\xff")
int(b"1_0")
int(b"zz", 3)
int(b"0x1f", 0)
float(b"1.5")
float(b"x")
float(bytearray(b" 2.5\n"))
b"a\x1cb".split()
b"a\x0bb\x0cc".split()
b"a\x85b".split()
b"abc".split("b")
b"a,b,,c".split(b",")
b"a,b,,c".split(b",", 1)
b"a,b,,c".rsplit(b",", 1)
b"a,b,,c".rsplit(b",", maxsplit=2)
b" a  b ".split()
b" a  b c".split(None, 1)
b" a  b c ".rsplit(None, 1)
b"abc".split(b"")
b"abc".split(1)
b"\x1c a \x1c".strip()
b" a ".strip("x")
b"xax".strip(b"x")
b"xax".lstrip(b"x")
b"xax".rstrip(bytearray(b"x"))
b"a\nb\r\nc\rd\x0be\x1cf".splitlines()
b"a\nb\r\nc".splitlines(True)
b"a\nb\r\nc".splitlines(keepends=1)
b",".join([b"a", bytearray(b"b")])
b",".join([b"a", "b"])
b",".join([1])
b",".join(5)
b",".join("ab")
bytearray(b",").join([b"a"])
bytes.fromhex("12 ab\nCD")
bytes.fromhex("1")
bytes.fromhex("zz")
bytes.fromhex("1 2")
bytes.fromhex(b"12")
bytes.fromhex(1)
bytes.fromhex("12\u1234")
bytes.fromhex()
bytearray.fromhex("ff00")
b"abc".hex()
b"abc".hex(":")
b"abcde".hex(":", 2)
b"abcde".hex(":", -2)
b"abcde".hex("-", bytes_per_sep=2)
b"abcde".hex(sep=b"-")
b"abcde".hex("ab")
b"abcde".hex("\xe9")
b"abcde".hex(1)
b"a" == bytearray(b"a")
b"a" == "a"
b"a" < b"b"
b"a" < "b"
b"a" < bytearray(b"b")
hash(b"a") == hash(b"a")
hash(bytearray(b"a"))
{b"a": 1}[b"a"]
bytes([1,2,300])
bytes([1,"a"])
bytes(-1)
bytes("a")
bytes("a", "utf-8")
bytes(b"a", "utf-8")
bytes(3, "utf-8")
bytes(encoding="utf-8")
bytes(source=b"q")
bytes(1.5)
bytes(None)
bytes([None])
bytes(3)
bytes(x for x in [1,2])
bytes(range(5))
bytes(True)
bytearray(3)
bytearray("a")
bytearray(1.5)
bytearray(None)
bytearray([256])
b"abc"[1]
b"abc"[-1]
b"abc"[5]
b"abc"[::2]
b"abc"[::-1]
b"a" + b"b"
b"a" + "b"
b"a" + 1
b"a" + bytearray(b"b")
bytearray(b"a") + b"b"
bytearray(b"a") + "b"
"a" + b"b"
b"ab" * 2
b"ab" * -1
b"ab" * 1.5
2 * b"ab"
b"ab" * b"c"
bytearray(b"ab") * 2
b"abc".startswith(b"a")
b"abc".startswith("a")
b"abc".startswith((b"x", b"a"))
b"abc".startswith((b"x", "a"))
b"abc".endswith(b"c", 1)
b"abc".endswith(97)
b"abc".replace(b"b", b"xx")
b"abc".replace(b"", b"-")
b"abc".replace(b"", b"-", 2)
b"abc".replace("b", b"")
b"aaa".replace(b"a", b"b", 2)
b"abc".partition(b"b")
b"abc".rpartition(b"z")
b"abc".partition(b"")
b"abc".partition("b")
bytearray(b"abc").partition(b"b")
b"abc".center(7, b"*")
b"abc".center(7, "*")
b"abc".ljust(5)
b"abc".rjust(5, bytearray(b"-"))
b"abc".zfill(5)
b"-1".zfill(5)
b"abc".removeprefix(b"a")
b"abc".removesuffix(b"c")
b"abc".removeprefix("a")
b"abc".decode()
b"\xff".decode()
b"\xff".decode("ascii")
b"\xff".decode("latin-1")
b"\xff".decode("utf-8", "replace")
b"\xff".decode("utf-8", "ignore")
b"\xff".decode("nope")
b"abc".decode(encoding="ascii", errors="strict")
repr(b"a'b")
repr(b"a'\"b")
repr(b"\x00\x7f\xff\\")
str(b"a")
str(b"a", "ascii")
str(bytearray(b"a"), "ascii")
repr(bytearray(b"a'"))
list(b"ab")
len(b"abc")
bool(b"")
b"abc".__contains__(97)
b"abc".__getitem__(0)
b"abc".__len__()
b"abc".__add__(b"d")
b"abc".__mul__(2)
b"abc".__rmul__(2)
b"%d".__mod__(3)
b"abc".__rmod__(3)
b"abc".__eq__(b"abc")
b"abc".__eq__("abc")
b"abc".__hash__() == hash(b"abc")
b"abc".__bytes__()
b"abc".__getnewargs__()
b"abc".__iter__().__next__()
b"abc".find(b"c", None, None)
b"abc".find(b"c", "a")
b"abc".count(b"")
b"".count(b"")
b"abc".count(b"", 4)
b"abc".index(b"", 4)
b"abc".find(b"", 4)
b"abc".isdigit(), b"12".isdigit(), b"".isdigit()
b"ab1".isalnum(), b"ab".isalpha(), b" \t".isspace(), b"\x1c".isspace()
b"AB1".isupper(), b"ab1".islower(), b"1".islower()
b"abc".lower(1)
b"abc".join()
b"abc".capitalize()
int.from_bytes(b"\x01\x02", "big")
int.from_bytes(b"\xff", "little", signed=True)
int.from_bytes([1,2], "big")
int.from_bytes(b"a", "middle")
int.from_bytes("a", "big")
int.from_bytes(b"")
(258).to_bytes(2, "big")
(258).to_bytes(1, "big")
(258).to_bytes(2, "middle")
(258).to_bytes(-1, "big")
(-1).to_bytes(1, "big")
(-1).to_bytes(1, "big", signed=True)
(128).to_bytes(1, "big", signed=True)
(5).to_bytes()
(0).to_bytes(0, "big")
compile(b"1+1", "x", "eval").co_filename
eval(b"1+1")
eval(bytearray(b"1+1"))
eval(b"'\xc3\xa9'")
eval(b"# -*- coding: latin-1 -*-\n'\xe9'")
eval(b"'\xff'")
eval(b" 1")
eval(b"\xef\xbb\xbf1")
eval(b"1\x00")
eval("1\x00")
exec(b"x=1")
compile(1, "a", "exec")
compile("1", b"fn", "eval").co_filename
compile("1", "a", "nope")
eval(1)
exec(1)
ord(b"a")
ord(b"ab")
ord(bytearray(b"a"))
b'' in b''
b'bc' in b'abc'
bytes.fromhex.__name__
b"abc".strip(1)
b"abc".find(None)
b"a".ljust(3, b"xx")
b"a" > None
max(b"abc")
isinstance(b"a", bytes)
b"x".__class__
bytes(bytearray(b"a"))
'''

for line in EXPRESSIONS.strip().split("\n"):
    try:
        print(line, "->", repr(eval(line)))
    except Exception as e:
        print(line, "->", type(e).__name__, e)
