class A:
    def f(self): return ["A"]
    def g(self): return "A.g"
class B(A):
    def f(self): return ["B"] + super().f()
class C(A):
    def f(self): return ["C"] + super().f()
    def g(self): return "C.g"
class D(B, C):
    def f(self): return ["D"] + super().f()


print(D().f(), D().g(), [c.__name__ for c in D.__mro__], D.mro()[1] is B, super(B, D()).g())
try:
    class Bad(A, B): pass
except TypeError as e:
    print(e)


class Meta:
    instances = []

    def __new__(cls, *args):
        self = object.__new__(cls)
        cls.instances.append(args)
        return self

    def __init_subclass__(cls, **kwargs):
        cls.tag = "sub " + cls.__name__


class Sub(Meta):
    def __init__(self, n): self.n = n


print(Sub(1).n, Sub(2).n, Meta.instances, Sub.tag)


class MyInt(int):
    def __add__(self, other): return MyInt(int(self) + int(other) + 1000)
    def double(self): return self * 2


class MyList(list):
    def total(self): return sum(self)
    def append(self, x): super().append(x * 10)


class MyDict(dict):
    def __missing__(self, key): return key * 2


class MyStr(str):
    def shout(self): return self.upper() + "!"


print(MyInt(5) + 1, MyInt(5).double(), MyInt(7) == 7, type(MyInt(1) + 1).__name__, isinstance(MyInt(1), int), MyInt(3) - 1)
l = MyList([1, 2])
l.append(3)
print(l, l.total(), len(l), l[-1], isinstance(l, list), MyDict(a=1)["a"], MyDict()["zz"], MyStr("hi").shout(), MyStr("a") + "b", {MyStr("k"): 1}["k"])


class Slots:
    __slots__ = ("a", "b")

    def __init__(self): self.a = 1


s = Slots()
s.b = 2
print(s.a, s.b)
try:
    s.c = 3
except AttributeError as e:
    print(e)
try:
    del s.a
    s.a
except AttributeError as e:
    print("unset", e)


class Shape:
    def area(self): raise NotImplementedError
    def describe(self): return "%s with area %.2f" % (type(self).__name__, self.area())
class Square(Shape):
    def __init__(self, side): self.side = side
    def area(self): return self.side ** 2
class Circle(Shape):
    def __init__(self, radius): self.radius = radius
    def area(self): return 3.14159 * self.radius ** 2
class Unit(Square):
    def __init__(self): Square.__init__(self, 1)


shapes = [Square(2), Circle(1), Unit(), Square(1.5)]
for shape in shapes:
    print(shape.describe())
total = 0
for i in range(4000):
    total += shapes[i % 4].area()
print("%.3f" % total)


class Descriptor:
    def __set_name__(self, owner, name): self.name = "_" + name
    def __get__(self, instance, owner): return self if instance is None else getattr(instance, self.name, "unset")
    def __set__(self, instance, value): setattr(instance, self.name, value + 1)


class Using:
    field = Descriptor()


u = Using()
print(u.field, type(Using.field).__name__)
u.field = 41
print(u.field, vars(u))


class Outer:
    class Inner:
        value = 5
    items = [i * 2 for i in range(3)]
    def __private(self): return "private"
    def call(self): return self.__private()


print(Outer.Inner.value, Outer.items, Outer().call(), Outer.Inner.__qualname__, hasattr(Outer(), "_Outer__private"))
Dynamic = type("Dynamic", (A,), {"extra": lambda self: "dynamic"})
print(Dynamic().extra(), Dynamic().f(), Dynamic.__name__)
class M(type):
    def __call__(cls, *args):
        print("making", cls.__name__)
        return super().__call__(*args)
class WithMeta(metaclass=M):
    pass
print(type(WithMeta()).__name__, type(WithMeta) is M)
print(callable(A), callable(A().f), callable(5), type(A().f).__name__, A().f.__name__, A().f.__self__.__class__.__name__)
