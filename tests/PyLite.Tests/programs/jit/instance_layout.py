"""Numbers in instances: the first are in the object, more beside it; they come late, go, and become other things."""


class Late:
    def __init__(self, name):
        self.name = name


class Many:
    def __init__(self, n):
        self.a, self.b, self.c, self.d, self.e = n, n + 0.5, n * 2, "d", n - 1
        self.f = self.g = self.h = n / 4


class Wrapped(list):
    def __init__(self, n):
        super().__init__(range(n % 3))
        self.total = n
        self.mean = n / 2


class Slotted:
    __slots__ = ("x", "y", "z", "w", "label")

    def __init__(self, n):
        self.x = self.y = self.z = self.w = n
        self.label = str(n)


class Other:
    def __init__(self):
        self.x = 1


class Failed(Exception):
    def __init__(self, n):
        super().__init__(n)
        self.code = n
        self.ratio = n / 8


def late(n):
    made = []
    for i in range(n):
        x = Late("n%d" % i)
        if i % 3 == 2:
            x.count = i
            x.weight = i * 1.5
        made.append(x)
    return sum(getattr(x, "count", 0) + getattr(x, "weight", 0) for x in made), len({type(x) for x in made})


def many(n):
    total = 0
    x = Many(0)
    for i in range(n):
        if i % 50 == 0:
            x = Many(i)
        x.a += 1
        x.b += 0.25
        x.h -= x.g
        x.e = x.a + x.c
        total += x.a + x.b + x.e + x.h
        if i % 70 == 69:
            del x.b, x.g
            x.b, x.g = i, 1.0
        if i % 90 == 89:
            x.c = "text"
            x.c = len(x.c)
        if i % 110 == 109:
            x.__dict__["a"] = 10 ** 30
            x.a %= 1000
    return total, sorted(x.__dict__)


def wrapped(n):
    total = 0
    for i in range(n):
        w = Wrapped(i)
        w.append(w.total)
        w.mean += len(w)
        total += w.mean + w[-1]
    return total


def slotted(n):
    s = Slotted(0)
    for i in range(n):
        s.x += i
        s.w = s.x - s.y
        s.z *= 1.0
        if i % 60 == 59:
            del s.y
            s.y = 0.5
        if i % 100 == 99:
            s = Slotted(i)
    return s.x, s.y, s.z, s.w, s.label


def changed(n):
    total = 0
    for i in range(n):
        x = Late("x") if i % 2 else Other()
        x.x = i
        x.__class__ = Other if i % 3 else Late
        x.y = x.x + 0.5
        total += x.y + (type(x) is Late)
    return total


def failed(n):
    total = 0.0
    for i in range(n):
        try:
            raise Failed(i)
        except Failed as e:
            e.code += 1
            total += e.code * e.ratio + e.args[0]
            e.note = e.ratio
    return total


for run in late, many, wrapped, slotted, changed, failed:
    print(run.__name__, run(400), run(800))


def renamed():
    def f(a, *, b=1):
        """Doc of f."""
        return a + b

    def g(a, *, b=2):
        return a * b

    out = []
    for i in range(60):
        out.append(f(i) + f(i, b=3))
        if i == 20:
            f.__name__, f.__kwdefaults__ = "h", {"b": 5}
        if i == 40:
            f.__code__ = g.__code__
            f.extra = i
    return sum(out), f.__name__, f.__qualname__, f.__doc__, f.__dict__, g.__name__, g.__doc__, f.__kwdefaults__


print(renamed())
