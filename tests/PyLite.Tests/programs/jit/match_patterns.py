"""Patterns in loops: sequences, mappings, classes by position and by name, and what is registered as a sequence while a loop runs."""
import collections.abc


class Point:
    __match_args__ = ("x", "y")

    def __init__(self, x, y):
        self.x, self.y = x, y


class Circle:
    __match_args__ = ("center", "radius")

    def __init__(self, center, radius):
        self.center, self.radius = center, radius


class Seven(int):
    pass


class Pair:
    def __len__(self):
        return 2

    def __getitem__(self, at):
        return (10, 20)[at]


def area(shape):
    match shape:
        case Circle(Point(0, 0), r):
            return 3 * r * r
        case Circle(center=Point(x=cx), radius=r) if cx > 2:
            return 30 * r
        case Circle():
            return 1
        case Point(x, y):
            return x * y
        case [a, b]:
            return a + b
        case [first, *rest]:
            return first * len(rest)
        case {"kind": "square", "side": s, **others}:
            return s * s + len(others)
        case {"kind": kind}:
            return len(kind)
        case str(text) | bytes(text):
            return len(text)
        case bool(flag):
            return 100 + flag
        case int(n) | float(n):
            return n
        case None:
            return -1
        case _:
            return -2


SHAPES = [
    Circle(Point(0, 0), 2), Circle(Point(3, 1), 4), Circle(Point(1, 1), 4), Point(3, 4), (1, 2), [3, 4, 5], [], {"kind": "square", "side": 3},
    {"kind": "square", "side": 3, "a": 1, "b": 2}, {"kind": "round"}, {}, "text", b"by", True, 7, 2.5, Seven(7), None, object(), range(3), Pair(), bytearray(b"xyz"),
]


def run(n):
    total, seen = 0, []
    for i in range(n):
        shape = SHAPES[i % len(SHAPES)]
        value = area(shape)
        total += value
        if i < len(SHAPES):
            seen.append(value)
        if i == n // 2:
            collections.abc.Sequence.register(Pair)
    return total, seen, area(Pair())


print(run(400))


class Bad:
    __match_args__ = ["x"]
    x = 1


class Numbers:
    __match_args__ = (1,)


class Failing:
    @property
    def x(self):
        raise ValueError("x failed")


def wrong(subject, which):
    match which:
        case 0:
            match subject:
                case Bad(x):
                    return x
        case 1:
            match subject:
                case Numbers(x):
                    return x
        case 2:
            match subject:
                case Point(1, 2, 3):
                    return 3
        case 3:
            match subject:
                case Point(1, x=1):
                    return 4
        case 4:
            match subject:
                case object(x):
                    return x
        case 5:
            match subject:
                case Failing(x=1):
                    return 5
        case 6:
            match subject:
                case Point(z=1):
                    return 6
    return "none"


for turn in range(3):
    for which, subject in enumerate([Bad(), Numbers(), Point(1, 2), Point(1, 2), 3, Failing(), Point(1, 2)]):
        for _ in range(10):
            try:
                found = wrong(subject, which)
            except (TypeError, ValueError) as error:
                found = f"{type(error).__name__}: {error}"
        print(which, found)


def keys(d, k):
    match d:
        case {Keys.a: x, Keys.b: y}:
            return x, y
        case {"p": p, "q": q}:
            return p + q
    return None


class Keys:
    a, b = 1, 2


class Default(dict):
    def __missing__(self, key):
        return 99


for i in range(40):
    if i == 30:
        Keys.b = 1
    try:
        made = [keys(d, i) for d in ({1: 5, 2: 6}, {1: 5}, {"p": i, "q": 1}, Default(p=1), Default(p=i, q=i))]
    except ValueError as error:
        made = error
    if i % 10 == 0:
        print(i, made)
