def f(a, b=2, *args, c, d=4, **kwargs):
    return a, b, args, c, d, sorted(kwargs.items())


print(f(1, c=3), f(1, 2, 3, 4, c=5), f(1, c=3, d=5, e=6, g=7), f(*[1, 2, 3], **{"c": 4, "x": 5}))


def pos_only(a, b, /, c, *, d):
    return a, b, c, d


print(pos_only(1, 2, 3, d=4), pos_only(1, 2, c=3, d=4))


def defaults(x, items=[], *, scale=1):
    items.append(x * scale)
    return items


print(defaults(1), defaults(2, scale=10), defaults(3, []), defaults(4))
print((lambda x, y=10, *z: x + y + sum(z))(1), (lambda *a, **k: (a, k))(1, 2, z=3))


def errors():
    for call in (
        lambda: f(), lambda: f(1), lambda: pos_only(1, 2), lambda: pos_only(a=1, b=2, c=3, d=4),
        lambda: defaults(), lambda: defaults(1, 2, 3), lambda: defaults(1, y=2), lambda: defaults(1, x=2), lambda: len(), lambda: len(1, 2),
        lambda: f(1, c=1, **{"c": 2}), lambda: (lambda: 0)(1), lambda: (lambda a, b: 0)(), lambda: (lambda a, b, c: 0)(1),
        lambda: (lambda *, k1, k2: 0)(), lambda: 5(), lambda: int("a", "b"),
    ):
        try:
            call()
        except TypeError as e:
            print(e)


errors()
print(max(1, 2, key=lambda x: -x), sorted([3, 1, 2], key=lambda x: -x), sorted("bca", reverse=True))


def nothing():
    pass


print(nothing())


def outer():
    def inner(x):
        return inner(x - 1) + x if x else 0
    return inner


print(outer()(10))


def many(a, b, c, d, e, f, g, h):
    return a + b * 2 + c * 3 + d * 4 + e * 5 + f * 6 + g * 7 + h * 8


print(many(1, 2, 3, 4, 5, 6, 7, 8), many(h=1, g=2, f=3, e=4, d=5, c=6, b=7, a=8), many(1, 2, *range(3, 9)), many(*range(4), **dict(e=1, f=2, g=3, h=4)))
total = 0
for i in range(3000):
    total += f(i, c=1)[0] + len(f(i, i, i, c=2)[2])
print(total)


def annotated(x: int, y: "str" = "a") -> float:
    z: int = x
    return z * 1.0


print(annotated(2), annotated.__name__, annotated.__defaults__, f.__kwdefaults__, nothing.__doc__)


def documented():
    """The doc."""


print(documented.__doc__, documented())
