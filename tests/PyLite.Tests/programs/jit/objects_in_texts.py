# Objects of the program's classes in f-strings, templates and formats, as ints, and their iterators in sets, deques, products: in compiled loops.
import math
import warnings
from collections import deque

warnings.simplefilter("ignore")


class Point:
    def __init__(self, x):
        self.x = x

    def __str__(self):
        if self.x % 400 == 399:
            raise ValueError("no text for %d" % self.x)
        return "P%d" % self.x

    def __repr__(self):
        return f"Point({self.x})"

    def __int__(self):
        return self.x if self.x % 300 else True


class Spec(Point):
    def __format__(self, spec):
        return f"<{spec}|{self.x}>" if self.x % 350 else 5


class Text(str):
    pass


class Wrong:
    def __int__(self):
        return "x"

    def __str__(self):
        return 3


class Index:
    def __index__(self):
        return 2


class Both(Point):
    def __getitem__(self, key):
        return key * 2


def attempt(f, *args):
    try:
        return f(*args)
    except Exception as error:
        return type(error).__name__, str(error)


def texts(n):
    p, s, t, b = Point(n), Spec(n), Text("t"), Both(n)
    return [
        attempt(lambda: f"{p}"), attempt(lambda: f"{p!r:>12}"), attempt(lambda: f"{s}{s:x}"), attempt(lambda: f"{t}{t:>3}{n:>5}"), attempt(lambda: f"{p:>9}"),
        attempt(lambda: "%s" % p), attempt(lambda: "%s-%d-%s" % (p, n, t)), attempt(lambda: "%d %s" % ("x", p)), attempt(lambda: "%r %s" % (p, p)),
        attempt(lambda: "%s %s" % (p,)), attempt(lambda: "%s%%" % p), attempt(lambda: "%5s|%-6s|" % (p, p)), attempt(lambda: "%(a)s" % {"a": p}),
        attempt(lambda: "%s %s" % b), attempt(lambda: "%s" % b), attempt(lambda: "%(k)s" % b), attempt(lambda: "%r" % (p,)), attempt(lambda: "%c%s" % (n % 90 + 33, p)),
        attempt(lambda: "{}".format(p)), attempt(lambda: "{} {!r} {:>4}".format(p, p, n)), attempt(lambda: "{1}{0}{1}".format(n, t)), attempt(lambda: "{}".format(s)),
        attempt(lambda: "{:5}|{!s:>4}|".format(n, n)), attempt(lambda: "{} {}".format(n)), attempt(lambda: "{a}".format(a=p)), attempt(lambda: "{0.x}".format(p)),
        attempt(lambda: "{:{}}".format(n, 7)), attempt(lambda: "{{}}{}".format(n)), attempt(lambda: "{:q}".format(n)), attempt(lambda: "{!a}".format("é")),
        attempt(int, p), attempt(int, Wrong()), attempt(int, Index()), attempt(str, Wrong()), attempt(lambda: f"{Wrong()}"), attempt(lambda: "%s" % Wrong()),
    ]


def items(n):
    d = [n % 7, n % 5, n % 3]
    s = {1}
    s.update((x + 1 for x in d), [8])
    return [
        sorted(s), sorted({1, 2}.union(x for x in d)), sorted(frozenset(d).union()), list(deque(x for x in d)), deque((x for x in d), 2), deque(None or []),
        dict.fromkeys(x for x in d), dict.fromkeys((x for x in d), 0), math.prod(x for x in d), math.prod((x for x in d), start=2), math.prod(d),
        sum((x for x in d), 0.5), sum(([x] for x in d), []), b",".join(bytes([65 + x]) for x in d), attempt(lambda: b",".join(x for x in d)),
        attempt(lambda: dict.fromkeys([x] for x in d)), attempt(lambda: {1}.union([x] for x in d)), attempt(lambda: deque(5)), attempt(lambda: math.prod(x / 0 for x in d)),
    ]


class Told:
    def __init__(self, name, told):
        self.name, self.told = name, told

    def __repr__(self):
        self.told.append(self.name)
        return self.name


def order(n):
    told = []
    both = [Told("first", told)], Told("second", told)
    text = "%s %s" % both
    return text, told


print([order(n) for n in range(1500)][-1])
kept = {}
for n in range(1201):
    kept[n % 400 if n % 400 in (399, 350, 300, 0) else n % 3 + 1000] = (texts(n), items(n))
for key in sorted(kept):
    print(key)
    for value in kept[key][0] + kept[key][1]:
        print("  ", value)
