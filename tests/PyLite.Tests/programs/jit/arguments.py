"""Calls of every shape in hot loops: keywords, defaults, *args, **kwargs; and the ones that are errors, when they are hot as well."""


def f(a, b=2, *, c=3, d=4):
    return a * 1000 + b * 100 + c * 10 + d


def many(*args, **kwargs):
    return len(args) * 10 + len(kwargs) + sum(args) + sum(kwargs.values())


def wrapped(function):
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper


def only(a, /, b, *rest, key, **others):
    return (a, b, rest, key, sorted(others.items()))


class Point:
    count = 0

    def __init__(self, x, y=0, *, scale=1):
        self.x = x * scale
        self.y = y * scale
        Point.count += 1

    def moved(self, dx=0, dy=0):
        return Point(self.x + dx, y=self.y + dy)

    @staticmethod
    def origin(*, scale=1):
        return Point(0, scale=scale)

    @classmethod
    def of(cls, *values, **named):
        return cls(*values, **named)


class Strange:
    def __init__(self, wrong):
        self.wrong = wrong
        if wrong > 2990:
            self.wrong = 1


def errors(i):
    calls = [
        lambda: f(), lambda: f(1, 2, 3), lambda: f(1, a=2), lambda: f(1, z=2), lambda: f(1, 2, 3, d=4),
        lambda: only(1, key=2), lambda: only(a=1, b=2, key=3), lambda: only(1, 2), lambda: Point(), lambda: Point(1, 2, 3),
        lambda: Point(1, size=3), lambda: Strange(), lambda: many(*5), lambda: many(**{1: 2}), lambda: f(**{"a": 1}, **{"a": 2}),
    ]
    try:
        return calls[i % len(calls)]()
    except TypeError as error:
        return str(error)


total = 0
for i in range(3000):
    total += f(i) + f(i, c=1) + f(a=i, b=1) + f(d=i, a=1) + f(i, 5, d=6)
    total += many() + many(i) + many(1, i, x=i) + many(*(i, 2), **{"y": i})
print(total)

g = wrapped(wrapped(f))
print(sum(g(i, c=i % 7) + g(i) + g(a=i, d=1) for i in range(3000)))

last = None
for i in range(3000):
    last = only(i, i + 1, i + 2, i + 3, key=i, z=1, a=last and last[0])
    if i % 1000 == 0:
        last = only(1, key=2, b=3)
print(last)

p = Point(0)
for i in range(3000):
    p = p.moved(dy=1) if i % 2 else p.moved(1)
    if i % 500 == 0:
        p = Point.of(p.x, y=p.y, scale=2)
print(p.x, p.y, Point.count, Point.origin(scale=3).x)

seen = {}
for i in range(3000):
    message = errors(i)
    seen[message] = seen.get(message, 0) + 1
for message in seen:
    print(seen[message], message)

# Defaults are the function's, whatever its code: two closures of one code, a default that changes, one that is mutable.
def make(k):
    def inner(x, y=k, *, z=k * 2):
        return x + y + z
    return inner


one, two = make(1), make(10)
print(sum(one(i) + two(i, z=i) + (one if i % 3 else two)(x=i) for i in range(3000)))


def collect(x, into=[]):
    into.append(x)
    return len(into)


print(sum(collect(i) for i in range(2000)), sum(collect(x=i) for i in range(2000)))

# More shapes for one function than are remembered, and more arguments than are planned.
shapes = [
    {"a": 1}, {"a": 1, "b": 2}, {"b": 2, "a": 1}, {"a": 1, "c": 2}, {"c": 1, "a": 2}, {"a": 1, "d": 2}, {"d": 1, "a": 2},
    {"a": 1, "b": 2, "c": 3}, {"c": 1, "b": 2, "a": 3}, {"a": 1, "b": 2, "c": 3, "d": 4}, {"d": 1, "c": 2, "b": 3, "a": 4}, {"b": 5, "d": 1, "a": 2},
]
print(sum(f(**shapes[i % len(shapes)]) for i in range(4000)))
long = list(range(100))
print(sum(many(*long) + many(*long[:i % 50]) for i in range(2000)))
