import sys


def ackermann(m, n):
    if m == 0:
        return n + 1
    if n == 0:
        return ackermann(m - 1, 1)
    return ackermann(m - 1, ackermann(m, n - 1))


def hanoi(n, a="a", b="b", c="c"):
    return 0 if n == 0 else hanoi(n - 1, a, c, b) + 1 + hanoi(n - 1, c, b, a)


def is_even(n):
    return n == 0 or is_odd(n - 1)


def is_odd(n):
    return n != 0 and is_even(n - 1)


def tak(x, y, z):
    return z if x <= y else tak(tak(x - 1, y, z), tak(y - 1, z, x), tak(z - 1, x, y))


def permutations(items):
    if not items:
        return [[]]
    return [[item] + rest for i, item in enumerate(items) for rest in permutations(items[:i] + items[i + 1:])]


print(ackermann(2, 5), hanoi(10), is_even(100), is_odd(7), tak(10, 6, 2))
print(len(permutations([1, 2, 3, 4, 5])), permutations("ab"))


def forever(n):
    return forever(n + 1) + 1


try:
    forever(0)
except RecursionError as e:
    print("RecursionError:", e)

depth = 0


def count_depth():
    global depth
    depth += 1
    count_depth()


try:
    count_depth()
except RecursionError:
    print(900 < depth <= 1000)

sys.setrecursionlimit(3000)


def down(n):
    return 0 if n == 0 else 1 + down(n - 1)


print(down(2500))


class Loop:
    def __repr__(self):
        return repr(self)


try:
    repr(Loop())
except RecursionError as e:
    print("repr", type(e).__name__)
nested = []
for _ in range(500):
    nested = [nested]
print(len(repr(nested)))
