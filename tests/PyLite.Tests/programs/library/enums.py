# enum.
from enum import Enum, IntEnum, Flag, IntFlag, auto, unique, StrEnum
class Planet(Enum):
    MERCURY = (3.303e+23, 2.4397e6)
    EARTH = (5.976e+24, 6.37814e6)
    def __init__(self, mass, radius): self.mass, self.radius = mass, radius
    @property
    def g(self): return 6.67e-11 * self.mass / (self.radius ** 2)
print([f"{p.name} {p.g:.2f}" for p in Planet], Planet.EARTH.value, Planet.EARTH)
class C(Enum):
    RED = 1
    GREEN = 2
    CRIMSON = 1
    def hi(self): return f"hi {self.name}"
    @classmethod
    def default(cls): return cls.GREEN
print(C.RED, repr(C.RED), C(1), C['GREEN'], C.CRIMSON is C.RED, list(C), C.__members__, C.RED.hi(), C.default(), C.RED == 1, C.RED != C.GREEN, len(C), {C.RED: 1}, C.RED in C, isinstance(C.RED, C), C)
for bad in [lambda: C(9), lambda: C['X'], lambda: setattr(C, 'RED', 5), lambda: C.RED < C.GREEN, lambda: C.NOPE]:
    try: bad()
    except Exception as e: print(type(e).__name__, e)
class I(IntEnum):
    A = 1
    B = 5
print(I.A + 1, I.B > I.A, I.B == 5, str(I.A), repr(I.A), f"{I.A} {I.B:>3}", [10, 20][I.A], sorted([I.B, I.A]), int(I.B), I(5), hash(I.A) == hash(1), I.A in {1})
class F(Flag):
    R = auto(); W = auto(); X = auto()
    RW = R | W
p = F.R | F.X
print(p, repr(p), F.R in p, F.W in p, bool(F.R & F.W), F(3), F.RW, ~F.R, list(p), p ^ F.R, F(0), p.value)
class IF(IntFlag): A = 1; B = 2
print(IF.A | IF.B, repr(IF.A | IF.B), IF.A | 4 if False else IF(3), IF.A + 1)
class S(StrEnum): FOO = auto(); BAR = 'x'
print(S.FOO, S.BAR + 'y', repr(S.FOO), S.FOO == 'foo', f"{S.BAR}")
class Animal(Enum):
    CAT = auto(); DOG = auto()
print([a.value for a in Animal]); A2 = Enum('A2', 'x y z'); print(list(A2)); A3 = Enum('A3', {'p': 1, 'q': 'b'}); print(A3.q)
try:
    @unique
    class U(Enum): A = 1; B = 1
except ValueError as e: print(e)
class M(Enum):
    A = 'a'
    @classmethod
    def _missing_(cls, v): return cls.A
print(M('zzz'))
class Col(str, Enum):
    R = 'r'
print(Col.R == 'r', Col.R, Col.R.upper(), isinstance(Col.R, str), Col('r'))
try:
    class Ext(C): pass
except TypeError as e: print(e)
match C.RED:
    case C.GREEN: print('g')
    case C.RED: print('r')
class O(Enum):
    ADD = '+'
    SUB = '-'
    def __call__(self, a, b): return a + b if self is O.ADD else a - b
print(O.ADD(1, 2), O('-')(5, 3), [o.name.lower() for o in O], hash(O.ADD) == hash('ADD'))
