"""Methods of builtin classes, called by those that override them, see what else is overridden."""
class Words(list):
    def __repr__(self): return "<" + " ".join(self) + ">"
    def __str__(self): return "Words " + super().__str__()
class Plain(list):
    def __repr__(self): return "plain"
w = Words(["a", "b"])
print(w, repr(w), f"{w}", "%s" % w, str(Plain()), list.__str__(w), object.__str__(w), list.__repr__(w))

class Hex(int):
    def __repr__(self): return hex(self)
    def __format__(self, spec): return "[" + super().__format__(spec) + "]"
h = Hex(255)
print(h, f"{h}", f"{h:5d}", "{}".format(h), int.__format__(h, ""), int.__str__(h), int.__repr__(h))
class Named(float):
    def __str__(self): return "named"
n = Named(1.5)
print(n, f"{n}", float.__format__(n, ""), float.__format__(n, ".2f"), float.__str__(n), float.__repr__(n))
class Loud(str):
    def __str__(self): return self.upper()
print(Loud("a"), f"{Loud('a')}", str.__format__(Loud("a"), ""), str.__format__(Loud("a"), ">3"), str.__str__(Loud("a")), object.__str__(Loud("a")))
class Point(complex):
    def __repr__(self): return "point"
print(Point(1), f"{Point(1)}", complex.__format__(Point(1), ""), complex.__str__(Point(1)))

class Bag(set):
    def __str__(self): return "Bag: " + super().__str__()
class Frozen(frozenset):
    def __repr__(self): return "!" + super().__repr__()
class Buffer(bytearray):
    def __repr__(self): return "!" + super().__repr__()
class Table(dict):
    def __repr__(self): return "!" + super().__repr__()
print(Bag([1]), f"{Bag([1])}", Frozen([1]), str(Frozen([1])), Buffer(b"a"), Table(a=1), str(Table(a=1)))

class Power(int):
    def __pow__(self, exponent, modulus=None):
        if modulus is None: return super().__pow__(exponent)
        return "mod", super().__pow__(exponent, modulus)
print(Power(3) ** 2, pow(Power(3), 2), pow(Power(3), 2, 5), int.__pow__(3, 2, 5), int.__pow__(3, 2, None), int.__pow__(2, 0.5))
try: int.__pow__(3, 2, 0)
except ValueError as e: print(e)

class Metric(int):
    def __radd__(self, other): return "radd"
    def __gt__(self, other): return "gt"
    def __eq__(self, other): return "eq"
    __hash__ = int.__hash__
m = Metric(2)
print(1 + m, 1.5 + m, 1j + m, 1.5 < m, 1 < m, 1.5 == m, 1 == m, 2 == m)
class Length(float):
    def __radd__(self, other): return "radd"
    def __gt__(self, other): return "gt"
print(1.5 + Length(1.0), 1 + Length(1.0), 1j + Length(1.0), 1.5 < Length(2.0), 1 < Length(2.0))
class Raw(bytes):
    def __repr__(self): return "raw"
print(Raw(b"a"), repr(Raw(b"a")), f"{Raw(b'a')}", bytes.__str__(Raw(b"a")), str(Buffer(b"a")), bytearray.__repr__(Buffer(b"a")), bytearray.__str__(bytearray(b"b")))
