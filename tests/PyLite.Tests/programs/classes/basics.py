class Point:
    dimensions = 2

    def __init__(self, x, y=0):
        self.x = x
        self.y = y

    def moved(self, dx, dy):
        return Point(self.x + dx, self.y + dy)

    def __eq__(self, other):
        return isinstance(other, Point) and self.x == other.x and self.y == other.y

    def __hash__(self):
        return hash((self.x, self.y))

    def __repr__(self):
        return f"Point({self.x}, {self.y})"

    @property
    def length_squared(self):
        return self.x ** 2 + self.y ** 2

    @length_squared.setter
    def length_squared(self, value):
        self.x, self.y = value, 0

    @staticmethod
    def origin():
        return Point(0)

    @classmethod
    def diagonal(cls, n):
        return cls(n, n)


p = Point(3, 4)
print(p, p.moved(1, 1), p.length_squared, Point.origin(), Point.diagonal(2), p == Point(3, 4), p != Point(3, 4), p == 5)
p.length_squared = 9
print(p, p.dimensions, Point.dimensions)
p.dimensions = 3
p.extra = "new"
print(p.dimensions, Point.dimensions, p.extra, sorted(vars(p)), {Point(1, 2): "a"}[Point(1, 2)])
del p.extra
print(hasattr(p, "extra"), getattr(p, "extra", "default"), getattr(p, "x"))
setattr(p, "y", 7)
print(p.y, isinstance(p, Point), isinstance(p, object), isinstance(p, (int, str)), issubclass(Point, object), type(p) is Point, p.__class__ is Point)
method = p.moved
print(method(1, 2), Point.moved(p, 0, 0))
Point.added = lambda self: self.x * 100
print(p.added())
Point.dimensions = 5
print(Point.origin().dimensions)


class Base:
    name = "base"

    def __init__(self):
        self.log = ["Base"]

    def hello(self):
        return "Base.hello " + self.who()

    def who(self):
        return "base"


class Derived(Base):
    def __init__(self):
        super().__init__()
        self.log.append("Derived")

    def who(self):
        return "derived of " + super().who()


print(Derived().log, Derived().hello(), Derived.name, Derived.__mro__, Derived.__bases__, issubclass(Derived, Base))
for bad in (lambda: p.missing, lambda: Point.missing, lambda: Point(), lambda: Point(1, 2, 3), lambda: p.moved(1), lambda: Point.moved(), lambda: (5).x, lambda: None.foo):
    try:
        bad()
    except (AttributeError, TypeError) as e:
        print(type(e).__name__, e)
try:
    (5).x = 1
except AttributeError as e:
    print(e)


class Counter:
    total = 0

    def __init__(self):
        Counter.total += 1
        self.n = 0

    def tick(self):
        self.n += 1
        return self


c = Counter()
for i in range(3000):
    c.tick().tick()
print(c.n, Counter.total, [Counter() for _ in range(3)][2].total)
