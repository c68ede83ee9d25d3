"""Sorting whose comparisons are functions of the program: stable, with errors in the middle, of many lengths and orders."""
import functools


class V:
    def __init__(self, k, n):
        self.k, self.n = k, n

    def __lt__(self, other):
        return self.k < other.k

    def __gt__(self, other):
        return self.k > other.k


class Odd:
    """Compares itself with the other class only after being asked the other way round."""

    def __init__(self, k):
        self.k = k

    def __lt__(self, other):
        return NotImplemented if isinstance(other, V) else self.k < other.k

    def __gt__(self, other):
        return self.k > other.k


def numbers(n, kind):
    x = 12345
    out = []
    for i in range(n):
        x = (x * 1103515245 + 12345) & 0x7fffffff
        out.append((x % 97, i, n - i, i // 7, i % 5, (i * i) % 31 if i % 10 == 0 else i, 3)[kind])
    return out


total = 0
for n in (0, 1, 2, 63, 64, 65, 100, 127, 128, 129, 500, 1000):
    for kind in range(7):
        keys = numbers(n, kind)
        items = [V(k, i) for i, k in enumerate(keys)]
        expected = sorted(range(n), key=lambda i: keys[i])
        assert [v.n for v in sorted(items)] == expected, (n, kind)
        assert [v.n for v in sorted(items, key=lambda v: V(v.k, 0))] == expected
        assert [v.n for v in sorted(items, reverse=True)] == sorted(range(n), key=lambda i: keys[i], reverse=True)
        assert sorted(range(n), key=functools.cmp_to_key(lambda i, j: keys[i] - keys[j])) == expected
        assert sorted(keys, key=functools.cmp_to_key(lambda a, b: (a < b) - (a > b))) == sorted(keys, reverse=True)
        total += sum(i * v.k for i, v in enumerate(sorted(items)))
print(total)

mixed = [V(i * 7 % 50, i) if i % 3 else Odd(i * 7 % 50) for i in range(200)]
print([m.k for m in sorted(mixed)] == sorted(m.k for m in mixed))

calls = 0


def failing(a, b):
    global calls
    calls += 1
    if calls == 700:
        raise ValueError('enough')
    return a - b


values = numbers(300, 0)
kept = list(values)
try:
    values.sort(key=functools.cmp_to_key(failing))
except ValueError as e:
    print(e, sorted(values) == sorted(kept), len(values))

changed = [V(i % 11, i) for i in range(100)]


class Meddling(V):
    def __lt__(self, other):
        changed.append(1)
        return self.k < other.k


changed[:] = [Meddling(i % 11, i) for i in range(100)]
try:
    changed.sort()
except ValueError as e:
    print(e, len(changed))

bad = [V(i % 7, i) for i in range(90)] + [5]
try:
    sorted(bad)
except (TypeError, AttributeError) as e:
    print(type(e).__name__)


@functools.total_ordering
class T:
    def __init__(self, k):
        self.k = k

    def __le__(self, other):
        return self.k <= other.k

    def __eq__(self, other):
        return self.k == other.k


print([t.k for t in sorted(map(T, numbers(150, 0)))] == sorted(numbers(150, 0)))
