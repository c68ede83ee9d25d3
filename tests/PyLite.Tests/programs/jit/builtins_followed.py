# Builtins that take items from generators, maps, zips and iterators of the program's own, in loops that are compiled: results and faults.
from functools import reduce


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        self.n -= 1
        if self.n < 0:
            raise StopIteration
        return self.n


class Broken:
    def __iter__(self):
        return 5


def fails(at, n):
    for i in range(n):
        if i == at:
            raise KeyError(at)
        yield i


def attempt(f):
    try:
        return f()
    except Exception as error:
        return type(error).__name__, str(error)


def digits(n):
    return [n % 10, n // 10 % 10, n // 100 % 10]


WORDS = ["pear", "fig", "apple"]
seen = {}
for n in range(1500):
    d = digits(n)
    results = (
        list(x * 2 for x in d), tuple(x + 1 for x in d), set(x % 3 for x in d), frozenset(x for x in d),
        any(x > 8 for x in d), all(x < 9 for x in d), any(d), all(d),
        max(x * x for x in d), min(-x for x in d), max((x for x in d if x > 7), default=None), min((x for x in d if x > 8), default=-1),
        max(d, key=lambda x: -x), min(WORDS, key=len), sum(x for x in d), sum((x / 2 for x in d), 1),
        ",".join(str(x) for x in d), "".join(map(chr, (x + 97 for x in d))), dict((x, str(x)) for x in d), dict(zip(WORDS, d)),
        sorted(x * 7 % 5 for x in d), sorted(d, key=lambda x: x % 4), sorted(d, key=lambda x: x % 4, reverse=True), sorted(d, reverse=n % 2),
        sorted((x for x in d), key=str, reverse=True), sorted(zip(d, WORDS), key=lambda pair: pair[1]),
        list(map(str, d)), list(map(lambda a, b: a * b, d, d)), list(filter(None, d)), list(filter(lambda x: x & 1, d)), list(zip(d, WORDS)),
        list(enumerate(x for x in d)), list(reversed(d)), list(Countdown(3)), set(Countdown(d[0])), sorted(Countdown(4), key=lambda x: -x),
        reduce(lambda a, b: a * 3 + b, d), [*(x for x in d), *map(str, d)], {*(x for x in d)},
    )
    d.sort(key=lambda x: -x)
    d.extend(x for x in WORDS)
    d += (x for x in (1, 2))
    seen[n % 7] = (results, d)
for key in sorted(seen):
    for item in seen[key][0]:
        print(sorted(item) if isinstance(item, (set, frozenset)) else item)
    print(seen[key][1])

faults = {}
for n in range(1200):
    at = n % 5
    for name, f in (
        ("list", lambda: list(fails(at, 4))), ("tuple", lambda: tuple(fails(at, 4))), ("set", lambda: sorted(set(fails(at, 4)))),
        ("any", lambda: any(fails(at, 4))), ("all", lambda: all(fails(at, 4))), ("max", lambda: max(fails(at, 4))), ("min", lambda: min(fails(at, 4))),
        ("join", lambda: "-".join(fails(at, 4))), ("joined", lambda: "-".join(str(x) for x in fails(at, 4))), ("dict", lambda: dict(fails(at, 4))),
        ("pairs", lambda: dict((x,) * (3 if x == at else 2) for x in range(4))), ("sorted", lambda: sorted(fails(at, 4))),
        ("key", lambda: sorted([3, 1, 2], key=lambda x: 1 // (x - at))), ("maxkey", lambda: max([3, 1, 2], key=lambda x: 1 // (x - at))),
        ("mixed", lambda: sorted([1, "a"][:1 + n % 2])), ("empty", lambda: max(x for x in ())), ("emptykey", lambda: min([], key=abs)),
        ("broken", lambda: list(Broken())), ("broken2", lambda: "".join(Broken())), ("word", lambda: sorted([1], foo=2)),
        ("none", lambda: sorted()), ("two", lambda: sorted([1], [2])), ("sort", lambda: [1].sort(1)), ("word2", lambda: [1].sort(kee=1)),
        ("nokey", lambda: sorted([2, 1], key=None)), ("maxnone", lambda: max([2, 1], key=None)), ("joinint", lambda: "".join(5)),
        ("sum", lambda: sum(str(x) for x in fails(9, 2))), ("update", lambda: {}.update(x for x in [(1, 2), 3])),
    ):
        faults[name, at] = attempt(f)
for key in sorted(faults):
    print(*key, faults[key])


def touched():
    items = [3, 1, 2]

    def key(x):
        items.append(x)
        return x
    try:
        items.sort(key=key)
    except ValueError as error:
        return str(error), items


print([touched() for _ in range(300)][-1])
