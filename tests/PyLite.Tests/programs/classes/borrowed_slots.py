# Methods of builtin classes under the name of another special method, and those of a class that the class does not derive from.
from collections import OrderedDict


class Attributes(dict):
    __getattr__ = dict.__getitem__
    __setattr__ = dict.__setitem__
    __delattr__ = dict.__delitem__
    __neg__ = dict.copy
    __call__ = dict.get


d = Attributes(a=1)
d.b = 2
print(d, d.a, d["b"], d.__dict__, -d, d("a"), d("c", 5))
del d.a
print(d, Attributes.__setattr__ is dict.__setitem__, Attributes.__setattr__, d.__setattr__("c", 3), d)
for i in range(50):
    d.n = i
    d.total = d("total", 0) + d.n
print(d.total)
try:
    d.missing
except KeyError as error:
    print("KeyError", error)


class Later(dict):
    pass


Later.__setattr__ = dict.__setitem__
e = Later()
e.x = 1
print(e, e.__dict__)


class Text(str):
    __repr__ = str.__str__
    __add__ = str.__mul__
    __len__ = str.__hash__ if False else str.__len__


print([Text("as it is")], Text("ab") + 3, len(Text("abc")))


class Number(int):
    __eq__ = str.__eq__
    __add__ = str.__add__
    __hash__ = str.__hash__
    __len__ = list.__len__
    __lt__ = int.__gt__
    __iadd__ = int.__sub__
    __bool__ = int.__invert__


for f in [lambda: Number() == Number(), lambda: Number() + Number(), lambda: hash(Number()), lambda: len(Number()), lambda: Number(1) < Number(2),
          lambda: bool(Number(1))]:
    try:
        print(f())
    except TypeError as error:
        print(error)
n = Number(7)
n += 2
print(n)


class Ordered(OrderedDict):
    __iter__ = OrderedDict.__reversed__


print(list(Ordered(a=1, b=2)))


class Same:
    __hash__ = object.__hash__
    __eq__ = object.__eq__


s = Same()
print(s == s, s == Same(), {s: 1}[s])


class Shown:
    pass


Shown.__repr__ = Shown.__str__
for f in str, repr:
    try:
        f(Shown())
    except RecursionError:
        print("RecursionError")


class NotGeneric(tuple):
    __class_getitem__ = None


try:
    NotGeneric[int]
except TypeError as error:
    print(error)


def documented(a: int):
    "what it does"


print(sorted(classmethod(documented).__dict__), staticmethod(documented).__dict__["__doc__"])
import types
cell = types.CellType
print(cell(2) < cell(3), cell() < cell(1), cell() == cell(), cell(1) == cell(1), cell(1) != cell(2), cell(1) >= cell())
try:
    cell(1) < 3
except TypeError as error:
    print(error)
