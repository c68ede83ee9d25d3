# Sorting is stable, whatever the keys are, in whatever order they were; and comparisons may fail or do odd things.
import random


def insertion(items, key=None, reverse=False):
    result = []
    for x in items:
        k = key(x) if key else x
        i = len(result)
        while i > 0:
            j = key(result[i - 1]) if key else result[i - 1]
            if not (k > j if reverse else k < j):
                break
            i -= 1
        result.insert(i, x)
    return result


random.seed(4)
shapes = [[], [1], [2, 1], list(range(70)), list(range(70))[::-1], [i % 7 for i in range(150)], list(range(40)) + list(range(40)), list(range(60)) + [-1], [5] * 50]
shapes.append([random.randrange(1000) for _ in range(200)])
shapes.append([random.randrange(3) for _ in range(100)])
makers = [int, float, str, lambda x: (x // 3, str(x)), lambda x: (x % 5, (x, 1)), lambda x: [x % 4, x], lambda x: "\U0001f600" * (x % 3) + chr(0xfff0 + x % 9), lambda x: x if x % 2 else x + 0.5,
          lambda x: x * 2 ** 62, lambda x: x % 2 == 0, lambda x: (x,) if x % 3 else (), lambda x: (None, x)[1:], lambda x: b"%d" % x if False else bytes([x & 255])]
count = 0
for shape in shapes:
    for make in makers:
        items = [make(x) for x in shape]
        for reverse in (False, True):
            expected = insertion(items, None, reverse)
            assert sorted(items, reverse=reverse) == expected
            keyed = sorted(enumerate(items), key=lambda p: p[1], reverse=reverse)
            assert [v for _, v in keyed] == expected
            assert all(a[1] != b[1] or a[0] < b[0] for a, b in zip(keyed, keyed[1:]))
            copy = items[:]
            copy.sort(key=lambda x: -len(str(x)), reverse=reverse)
            assert copy == insertion(items, lambda x: -len(str(x)), reverse)
            count += 1
print(count)
print(sorted([0.0, -0.0, 1.0, -0.0, 0.0]), sorted([0.0, -0.0], reverse=True), sorted([3, 1.5, True, 2 ** 70, -2 ** 70]), sorted("hello"), sorted({3: 0, 1: 0}), sorted({5, 2}), sorted(range(5, 0, -1)))
print(sorted([(1, "b"), (1, "a"), (0, "z")]), sorted([[2], [1, 5], [1]]), sorted(["b", "B", "a", "\u00e9", "z", "\U0001f600", "\uffff"]) == ["B", "a", "b", "z", "\u00e9", "\uffff", "\U0001f600"])


class Backwards:
    def __init__(self, n):
        self.n = n

    def __lt__(self, other):
        return self.n > other.n

    def __repr__(self):
        return f"B{self.n}"


print(sorted(map(Backwards, [3, 1, 2])), sorted([(1, Backwards(1)), (1, Backwards(2)), (0, Backwards(0))]), sorted([Backwards(i % 3) for i in range(9)], reverse=True))


class Bad:
    def __lt__(self, other):
        raise KeyError("no order")


values = [Bad(), Bad()]
for bad in (lambda: values.sort(), lambda: sorted([1, "a"]), lambda: sorted([(1, 2), (1, "a")]), lambda: sorted([1, None]), lambda: sorted([3, 1, 2], key=lambda x: 1 // (x - 1)),
            lambda: sorted([{}, {}]), lambda: [].sort(1), lambda: sorted(5)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
print(len(values))


def meddle(x):
    seen.append(len(target))
    target.append(9)
    return x


seen = []
target = [3, 1, 2]
try:
    target.sort(key=meddle)
except ValueError as e:
    print(e, target, seen)
mixed = [3, 1, 2]
mixed.sort(key=lambda x: -x)
mixed.append(4)
mixed.sort()
mixed.append("x")
mixed[:-1] = sorted(mixed[:-1], reverse=True)
print(mixed)


def hot(n):
    total = 0
    for i in range(n):
        items = [(i * 7 + j * 5) % 11 for j in range(6)]
        items.sort()
        pairs = sorted([(x % 3, -x) for x in items])
        words = sorted(["b", "a", str(i)], key=len, reverse=True)
        total += items[0] + pairs[-1][1] + len(words[0])
    return total


print(hot(700))
