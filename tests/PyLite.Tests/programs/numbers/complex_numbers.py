# complex: literals, arithmetic, text, classes derived from it, patterns.

tests = r'''
1j
2.5J
1e3j
1_0j
-1j
-0j
1+2j
(1+2j)*(3-4j)
(1+2j)/(3-4j)
1/(1+1j)
1/0j
(1+2j)**2
(1+2j)**-2
(1+2j)**0.5
(1+2j)**(1+1j)
2**1j
0j**0
0j**-1
0j**1j
(-8)**.5
(-8)**(1/3)
(-8.0)**.5
pow(-1,.5)
pow(1j,2,3)
1j//1
1j%1
divmod(1j,1)
1j<2j
1j==1j, 1j!=1j, (1+0j)==1, 1==(1+0j), 1.0==1+0j, True==1+0j, 2**70==complex(2**70)
hash(1j), hash(1+0j)==hash(1), hash(2.5+0j)==hash(2.5), hash(1.5-2j)
abs(3+4j), abs(complex("inf")), abs(complex(1e308,1e308))
bool(0j), bool(1j), not 0j
-(1+2j), +(1+2j)
~1j
complex(), complex(1), complex(1,2), complex(1.5), complex("1+2j"), complex(real=1,imag=2), complex(1j,2j), complex(1,2j), complex(1j,1)
complex("  1+2j "), complex("(1+2j)"), complex("j"), complex("-j"), complex("+j"), complex("1e5j"), complex("1e-5-1e+5j"), complex("nan+infj"), complex("inf"), complex("1_0+2j")
complex("1 + 2j")
complex("")
complex("1+2")
complex("1j2")
complex("abc")
complex("1+2j",3)
complex(1,"2")
complex([])
complex(1,[])
complex(None)
complex(2**2000)
complex(1).real, complex(1,2).imag, (1+2j).conjugate()
repr(complex(-0.0, 1)), repr(complex(0.0,-0.0)), repr(complex(-0.0,-0.0)), str(1e20+1e-7j), repr(complex(1.5,float("nan"))), repr(complex(float("inf"),-1))
int(1j)
float(1j)
round(1j)
format(1+2j), format(1+2j,".2f"), format(1+2j,"e"), format(1.5+2j,"g"), format(2j,"10"), format(1+2j,"<20")+"|", format(1+2j,"^20")+"|", format(1+2j,"+"), format(2j, "+"), format(1234567.5+2j,","), format(1+2j,".3"), format(0j,""), format(1j, ".2")
format(1j,"010")
format(1j,"=10")
format(1j,"d")
format(1j,"%")
"%s %r" % (1j,1j)
"%d" % 1j
"%f" % 1j
f"{1j} {1+2j:.1f}"
sum([1j,2,3.5])
1j+1, 1+1j, 1.5+1j, True+1j, 1j-1, 1-1j, 2*1j, 1j*2, 1j/2, 2/1j, 2**70+1j
1j+"a"
"a"+1j
[1j]*2
isinstance(1j,complex), type(1j), complex.__mro__
(1j).__add__(1), (1j).__radd__(1), (1j).__eq__(1), (1j).__lt__(1), (1j).__pow__(2), complex.__pow__(2j,2), (1j).__rpow__(2), (1j).__getnewargs__(), (1j).__complex__(), (1j).__bool__(), (1j).__abs__(), (1j).__neg__()
(1j).__format__(3)
{1j:1}[1j], {1:2}[1+0j]
max(1j,2j)
sorted([2j,1j])
1j.real, 1j.imag
complex(True, False)
complex(1.0, -0.0), complex(-0.0)
1.j, .5j, 1e1_0j
(1+2j)._x
[x*1j for x in range(3)]
(0.1+0.2j)*3, (0.1+0.2j)/3, (1e200+1e200j)*(1e200+1e200j), (1e308+1j)*10
eval("1jx")
eval("0x1j")
eval("1_j")
3 .real, 3.5.imag
'''
for line in tests.strip().split("\n"):
    try:
        print(line, "->", repr(eval(line)))
    except BaseException as e:
        print(line, "->", type(e).__name__, e)
class C(complex):
    def __repr__(self): return "C!"
class V:
    def __complex__(self): return 1+5j
class W:
    def __complex__(self): return 5
class F:
    def __float__(self): return 2.5
class I:
    def __index__(self): return 7
print(C(1,2), C(1,2)+1, type(C(1,2)+1), complex(C(3)), complex(V()), complex(F()), complex(I()), C(2)==2, hash(C(2)))
try: complex(W())
except TypeError as e: print(e)
for v in (1+2j, 2j, -1-2j, 3, 1):
    match v:
        case 1+2j: print("a")
        case -1-2j: print("c")
        case 2j: print("b")
        case 1: print("d")
        case complex(): print("cc")
        case _: print("other")
def mandel(c, n):
    z = 0
    for i in range(n):
        z = z*z + c
        if abs(z) > 2: return i
    return n
print([mandel(complex(x/10, y/10), 50) for x in range(-20, 5, 5) for y in range(-10, 10, 5)])
t = 0
for i in range(3000): t += (i + 1j) * (1 - i*1j) / (2+1j)
print(t)
z = 1j
z += 1; z *= 2j; z -= 0.5; z /= 2; z **= 2
print(z)
