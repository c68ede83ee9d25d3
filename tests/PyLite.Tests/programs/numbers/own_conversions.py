"""What classes derived from int and float say of their values where a number is wanted."""
import math, cmath, struct, array, operator
class F(float):
    def __float__(self): return 9.5
    def __int__(self): return 77
    def __trunc__(self): return 78
class I(int):
    def __float__(self): return 9.5
    def __int__(self): return 77
    def __index__(self): return 78
class G:
    def __float__(self): return 3.5
class N:
    def __index__(self): return 6
class T:
    def __trunc__(self): return 4
class FI(F):
    def __index__(self): return 5
f, i, g, n, t = F(2.5), I(3), G(), N(), T()
def show(e):
    for name, v in (("f", f), ("i", i), ("g", g), ("n", n), ("t", t), ("fi", FI(1.5))):
        try: r = eval(e, globals(), {"v": v})
        except Exception as x: r = f"{type(x).__name__}: {x}"
        print(f"{e:30} {name}: {r!r}")
for e in """float(v)
int(v)
complex(v)
complex(1, v)
math.sqrt(v)
math.floor(v)
math.ceil(v)
math.trunc(v)
math.pow(v, 2)
math.fabs(v)
math.hypot(v, 1)
math.fsum([v])
math.prod([v, 2])
math.gcd(v, 12)
math.factorial(v)
math.isclose(v, 2.5)
math.log(v)
math.log2(v)
math.copysign(1, v)
math.ldexp(1.0, v)
math.modf(v)
math.frexp(v)
math.isfinite(v)
math.comb(7, v)
math.dist([v], [0])
math.atan2(v, 1)
math.fmod(v, 2)
cmath.sqrt(v)
"%d" % v
"%i" % v
"%f" % v
"%.2f" % v
"%g" % v
"%e" % v
"%x" % v
"%o" % v
"%c" % v
"%5d" % v
b"%d" % v
b"%f" % v
b"%x" % v
format(v, "d")
format(v, "f")
format(v, ".1f")
format(v, "x")
format(v, "g")
format(v, "c")
format(v, ",")
f"{v:5}"
f"{v:.3}"
"{:d}".format(v)
struct.pack("d", v)
struct.pack("i", v)
struct.pack("f", v)
array.array("d", [v])
array.array("i", [v])
bytes([v])
[0]*v
range(v)
"abc"[v:]
[1,2,3,4,5,6,7,8][v]
hex(v)
bin(v)
chr(v)
round(v)
round(2.12345678, v)
round(v, 1)
divmod(v, 2)
pow(v, 2)
pow(2, v)
pow(2, v, 5)
v + 1
1 + v
v * 2.0
v == 3
v < 3
bool(v)
abs(v)
-v
sum([v, v])
sum([1.5, v])
sum([1, v])
max(v, 1)
operator.index(v)
"x" * v
(1,) * v
b"x" * v
slice(None, v).indices(10)
isinstance(v, float)
int.from_bytes(b"a", "big") + v
float.__add__(1.5, v)
int.__add__(1, v)
float.fromhex("1") * v
v.__float__()
v.__int__()
"%*d" % (v, 1)
"%.*f" % (v, 1)
1 << v
v << 1
~v
v & 1
v ** 2
2 ** v
memoryview(b"abcdefghijk")[v]
"a,b".split(",", v)
"ab".center(v)
enumerate([1], v).__next__()
list(range(10))[v:]
v.real
v.imag
v.conjugate()
v.is_integer()
v.as_integer_ratio()
v.numerator
v.bit_length()""".splitlines(): show(e)
x = I(2)
for y in "ab", [1], (1,), b"z":
    try:
        z = x
        z *= y
    except TypeError as e: print(e)
    print(x * y, y * x)
x = I(2); x += 1.5; print(x)
x = F(2); x *= I(2); print(x)
try:
    x = F(2); x *= "a"
except TypeError as e: print(e)
try:
    x = I(2); x += "a"
except TypeError as e: print(e)
print(I(3) * "ab", "ab" * I(3), I(2) * [1])
class B(str): pass
x = B("a"); x *= I(2); print(x)
x = B("a"); x += "b"; print(x, type(x).__name__)
class L(list): pass
x = L([1]); x *= I(2); print(x, type(x).__name__)
x = L([1]); x += (3,); print(x, type(x).__name__)
x = 2; x *= L([1]); print(x, type(x).__name__)
