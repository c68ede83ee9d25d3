"""copy.deepcopy makes objects as their class does; super finds the class of what stands for another object; small rules of builtins."""
import copy
import functools
import sys
import time
import weakref
from abc import ABCMeta


class Made:
    def __new__(cls, foo):
        made = object.__new__(cls)
        made.foo = foo
        return made


class Hidden:
    def __getattribute__(self, name):
        if name.startswith("__reduce"):
            raise AttributeError(name)
        return object.__getattribute__(self, name)


for thing in (Made(1), Hidden()):
    try:
        copy.deepcopy(thing)
    except (TypeError, copy.Error) as error:
        print(type(error).__name__, error)
memo = {}
inner = [1, [2]]
copy.deepcopy(inner, memo)
print(len(memo), memo[id(memo)][-1] is inner)


class Base:
    def f(self): return "Base.f"


class Derived(Base):
    def f(self): return super().f() + "+"


class Stand:
    def __init__(self, of): self.of = of
    def __getattribute__(self, name): return getattr(object.__getattribute__(self, "of"), name)


print(Derived.f(Stand(Derived())))
try:
    super(Derived, 5)
except TypeError as error:
    print(error)


class Items(list):
    def __new__(cls, items, n=None):
        made = super().__new__(cls, items)
        made.n = n
        return made


print(Items([1], n=3), Items([1], n=3).n)
try:
    type("Plain", (list,), {})([1], n=3)
except TypeError as error:
    print(error)


class Number:
    def __int__(self): raise RuntimeError("int")
    def __index__(self): raise RuntimeError("index")


for kind in "dixo":
    try:
        print(("%" + kind) % Number())
    except RuntimeError as error:
        print(kind, error)
for form in ("{!}", "{0!}", "{!x}", "{0!rs}", "{:{!}}", "{a!}"):
    for arguments in ((), (3,)):
        try:
            print(form.format(*arguments))
        except (ValueError, IndexError, KeyError) as error:
            print(repr(form), type(error).__name__, error)


class Cleared:
    def __index__(self):
        items.clear()
        return 42


items = [Cleared(), Cleared()]
print(bytes(items))
for status in ((42,), (17, 23), 3, None):
    try:
        sys.exit(status)
    except SystemExit as error:
        print(error.code, error.args)
for frame in (sys._getframe(),):
    try:
        frame.clear()
    except RuntimeError as error:
        print(error)
try:
    ABCMeta("Both", (), {"__abc_tpflags__": 1 << 5 | 1 << 6})
except TypeError as error:
    print(error)
for question in (lambda: time.struct_time("123456789", dict=None), lambda: time.asctime((2**31,) + (0,) * 8), lambda: time.strftime("%Y", (-2**31,) + (0,) * 8),
                 lambda: time.strftime("%S\0")):
    try:
        question()
    except (TypeError, OverflowError, ValueError) as error:
        print(type(error).__name__, error)
part = functools.partial(print, 1)
part.x = 3
print(part.__dict__)
try:
    del part.__dict__
except TypeError as error:
    print(error)
