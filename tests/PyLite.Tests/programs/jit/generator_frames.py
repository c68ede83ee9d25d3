"""Generators in hot loops: their frames live in memory, what they hold is put off; guards that fail in the middle find it all."""


def walk(n):
    a, b, last = 0, 1, None
    while a < n:
        last = (a, b)
        yield a
        a, b = a + 1, a * b % 1009 + 1
    yield last


def total(n):
    s = 0
    for x in walk(n):
        if isinstance(x, tuple):
            s += x[0] * 7 + x[1]
        else:
            s += x
    return s


def grow(limit):
    """Integers that outgrow 64 bits in the generator."""
    x = 1
    for _ in range(limit):
        yield x
        x = x * 3 if x < 2 ** 70 else 1


def changing(values):
    """The type of a local changes while it is suspended."""
    held = 0
    for v in values:
        before = held
        held = v
        try:
            yield before
        except ValueError:
            held = "thrown"


def sent():
    got = 0
    while True:
        got = (yield got) or got + 1


def two(n):
    """Two generators of one function taken in turn: their frames are different objects."""
    left, right = walk(n), walk(n // 2)
    s = 0
    for i in range(n // 2):
        s += next(left) * 3 - next(right)
    return s


def itself():
    g = None

    def inner():
        yield 1
        try:
            next(g)
        except ValueError as error:
            yield str(error)

    g = inner()
    return list(g)


def unfinished(n):
    """Generators left in the middle, which go on later."""
    parts = []
    for i in range(n):
        g = walk(i % 5 + 1)
        next(g)
        parts.append(g)
    return sum(len(list(g)) for g in parts)


print(total(3000))
print(sum(grow(4000)) % 1000000007)
mixed = [i if i % 500 else str(i) for i in range(3000)]
print(sum(len(x) if isinstance(x, str) else x for x in changing(mixed)))
g = changing(range(5000))
next(g)
seen = 0
for i in range(3000):
    v = g.throw(ValueError()) if i % 700 == 699 else next(g)
    seen = (seen * 31 + (v if isinstance(v, int) else 5)) % 1000003
print(seen)
g = sent()
next(g)
print(sum(g.send(i if i % 3 else None) for i in range(3000)))
print(two(3000))
print(itself())
print(unfinished(2000))
