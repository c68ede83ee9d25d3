# The limit is a constant of traces: changed once, kept, and changed again and again in a loop.
import sys


def depth(n):
    try:
        return depth(n + 1)
    except RecursionError:
        return n


def deep(n):
    return 0 if n == 0 else 1 + deep(n - 1)


base = sys.getrecursionlimit() - depth(0)
for limit in (300, 1000, 300, 300, 777):
    sys.setrecursionlimit(limit)
    print(limit, limit - depth(0) - base, sys.getrecursionlimit())

found = set()
for i in range(400):
    limit = 200 + i % 7 * 50
    sys.setrecursionlimit(limit)
    found.add((i % 7, limit - depth(0) - base))
    deep(100)
print(sorted(found))

sys.setrecursionlimit(1000)
total = 0
for i in range(3000):
    sys.setrecursionlimit(1000)
    total += deep(i % 50)
print(total)
for bad in (0, -5, "x"):
    try:
        sys.setrecursionlimit(bad)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
