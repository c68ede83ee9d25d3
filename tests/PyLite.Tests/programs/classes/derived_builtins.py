# Classes derived from builtin ones that are no wrappers: exceptions, modules, classes, thread locals.
import types
import threading

METHODS = {
    "__len__": lambda s: 3, "__getitem__": lambda s, k: ("item", k), "__setitem__": lambda s, k, v: print("set", k, v),
    "__delitem__": lambda s, k: print("del", k), "__contains__": lambda s, x: x == 1, "__iter__": lambda s: iter("ab"),
    "__next__": lambda s: 9, "__add__": lambda s, o: ("add", o), "__radd__": lambda s, o: ("radd", o),
    "__iadd__": lambda s, o: ("iadd", o), "__mul__": lambda s, o: ("mul", o), "__rmul__": lambda s, o: ("rmul", o),
    "__neg__": lambda s: "neg", "__invert__": lambda s: "invert", "__eq__": lambda s, o: True, "__hash__": lambda s: 5,
    "__call__": lambda s, *a: ("call", a), "__bool__": lambda s: False, "__enter__": lambda s: "in", "__exit__": lambda *a: None,
    "__index__": lambda s: 1,
}
for base in (Exception, OSError, types.ModuleType, threading.local):
    made = type("Made", (base,), METHODS)
    o = made("m") if base is types.ModuleType else made()
    print(base.__name__, len(o), o[1], 1 in o, 2 in o, list(o), next(o), o + 1, 1 + o, [1] + o, o * 2, [0] * o, -o, ~o, o == 3, hash(o), o(7), bool(o))
    o[1] = 2
    del o[1]
    with o as inside:
        print(inside)
    o += 1
    print(o)


class Meta(type):
    def __init__(cls, name, bases, space, **more):
        print("init", name, more)
        super().__init__(name, bases, space)

    def __new__(meta, name, bases, space, **more):
        return super().__new__(meta, name, bases, space)


class Made(metaclass=Meta):
    pass


print(type(type("Other", (Made,), {}, x=1)).__name__)


class Meta2(type):
    pass


class Self(type):
    def __new__(meta, name, bases, space):
        made = super().__new__(meta, name, bases, space)
        made.__class__ = made
        return made


class Mark(Self, metaclass=Self):
    pass


print(type(Mark) is Mark)


class First(Exception):
    pass


class Second(First):
    def __str__(self):
        return "second"


class Other(OSError):
    pass


e = First(1)
e.x = 3
e.__class__ = Second
print(e, repr(e), e.x, isinstance(e, Second))
for wrong in (lambda: setattr(e, "__class__", Other), lambda: setattr(e, "__class__", ValueError)):
    try:
        wrong()
    except TypeError as error:
        print(error)


class Frozen(Exception):
    def __setattr__(self, name, value):
        if name.startswith("__"):
            BaseException.__setattr__(self, name, value)
        else:
            print("no", name)

    def __delattr__(self, name):
        print("delete", name)
        object.__delattr__(self, name)


e = Frozen()
e.x = 1
e.__cause__ = KeyError()
object.__setattr__(e, "x", 2)
print(e.x, repr(e.__cause__))
del e.x
print(vars(e))


class Cached(property):
    def __init__(self, function=None, extra=None):
        self.extra = extra
        super().__init__(function, doc="words")


class Holder:
    value = Cached(lambda self: 4, extra="more")


print(Holder().value, Holder.value.extra, Holder.value.__doc__)


class Marked(classmethod):
    def __init__(self, function, mark):
        super().__init__(function)
        self.mark = mark


print(Marked(lambda cls: cls, 3).mark, Marked(lambda cls: cls, 3).__func__.__name__)


class Watched(dict):
    def __setitem__(self, key, value):
        print("watched", key)
        super().__setitem__(key, value)


h = Holder()
h.__dict__ = space = Watched(a=1)
print(h.__dict__ is space, vars(h) is space, h.a)
h.b = 2
h.__dict__["c"] = 3
print(space, h.c)


class Slots:
    __slots__ = ("x", "__hash__")

    def __eq__(self, other):
        return True


class Left(Slots):
    __slots__ = ("y",)


class Right(Slots):
    __slots__ = ()
    x = Slots.__dict__["x"]


class Both(Left, Right):
    __slots__ = ()


print([c.__name__ for c in Both.__mro__])


class Names(str):
    pass


class Numbers(int):
    def __radd__(self, other):
        return "radd"


for wrong in (lambda: -Names(), lambda: next(Names()), lambda: Names() + 1, lambda: len(Numbers()), lambda: Numbers()[0], lambda: iter(Numbers()),
              lambda: pow("a", 2, 3), lambda: pow(2.0, 2, 3)):
    try:
        print(wrong())
    except TypeError as error:
        print(error)
print(1.5 + Numbers(2), 1 + Numbers(2))
