# dataclasses.
from dataclasses import dataclass, field, fields, asdict, astuple, replace, KW_ONLY, InitVar, is_dataclass
from typing import ClassVar, List, Optional
@dataclass
class A:
    x: int
    y: List[int] = field(default_factory=list)
    z: Optional[str] = None
    count: ClassVar[int] = 0
    hidden: int = field(default=5, repr=False, compare=False)
@dataclass
class B(A):
    w: int = 9
    def __post_init__(self): self.s = self.x + self.w
print(A(1), B(1, w=2), B(1).s, A(1) == A(1), A(1) != A(2), A(1) == B(1), asdict(B(1, [2])), astuple(A(1)), replace(A(1), x=2), is_dataclass(A), [f.name for f in fields(B)], [f.default for f in fields(A)][2:])
@dataclass(frozen=True, order=True)
class V:
    major: int
    minor: int = 0
print(V(1, 2) < V(1, 3), sorted([V(2), V(1, 5)]), hash(V(1)) == hash(V(1)), V(1) <= V(1), max(V(1), V(3)))
try: V(1).major = 2
except Exception as e: print(type(e).__name__, e)
try: A()
except TypeError as e: print(e)
try: A(1, 2, 3, 4, 5)
except TypeError as e: print(e)
try: A(1) < A(2)
except TypeError as e: print(e)
try: hash(A(1))
except TypeError as e: print(e)
try:
    @dataclass
    class Bad:
        a: int = 0
        b: int
except TypeError as e: print(e)
try:
    @dataclass
    class Bad2:
        a: list = []
except ValueError as e: print(e)
@dataclass
class K:
    a: int
    _: KW_ONLY
    b: int = 3
print(K(1, b=4))
@dataclass
class IV:
    a: int
    b: InitVar[int] = 2
    def __post_init__(self, b): self.c = self.a * b
print(IV(3).c, IV(3, 5).c, IV(3))
@dataclass(slots=True)
class SL: a: int = 1
print(SL())
@dataclass(eq=False)
class E: a: int = 1
print(E() == E(), E.__match_args__)
match V(3, 4):
    case V(major=3, minor=m): print(m)
match V(3, 4):
    case V(a, b): print(a, b)
