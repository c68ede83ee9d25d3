# Sets and dicts of ints, strings and tuples of them, and of objects that define equality; the order of sets of ints and tuples is CPython's.
def show(s):
    return list(s)


a = {(x, y) for x in range(6) for y in range(4)}
b = {(x * 2, y) for x in range(5) for y in range(3)}
ints = set(range(0, 300, 7))
odd = {x * 37 % 101 for x in range(60)}
for left, right in ((a, b), (b, a), (ints, odd), (odd, ints), (a, {(1, 1)}), ({(1, 1), (9, 9)}, a), (ints, set()), (set(), odd), (a, a), (frozenset(odd), ints)):
    print(show(left | right), show(left & right), show(left - right), show(left ^ right))
    print(left <= right, left < right, left >= right, left > right, left == right, left != right, left.isdisjoint(right), left.issubset(right), left.issuperset(list(right)))
    for name in ("update", "intersection_update", "difference_update", "symmetric_difference_update"):
        changed = set(left)
        getattr(changed, name)(right)
        again = set(left)
        if name == "update": again |= right
        elif name == "intersection_update": again &= right
        elif name == "difference_update": again -= right
        else: again ^= right
        assert changed == again
        print(show(changed), show(again))
    print(show(left.union(right, [5], {7: 1})), show(left.intersection(list(right))), show(left.difference([next(iter(left), 0)], right)), show(left.symmetric_difference(right)))

grid = set()
for i in range(400):
    grid.add((i * 7 % 50, i * 3 % 40))
    if i % 3 == 0: grid.discard((i % 50, i % 40))
    if i % 7 == 0 and (i * 7 % 50, i * 3 % 40) in grid: grid.remove((i * 7 % 50, i * 3 % 40))
print(len(grid), show(grid)[:40], (7, 3) in grid, (7.0, 3) in grid, (True, 3) in grid, ("7", 3) in grid, hash((1, (2, "a"))) == hash((1, (2, "a"))))
popped = []
while len(grid) > 100: popped.append(grid.pop())
grid.add((1000, 1000))
while grid: popped.append(grid.pop())
print(len(popped), popped[:20], hash((1, 2)), hash((1, (2, 3))), hash(()), hash(frozenset({1, 2, (3, 4)})))
try:
    grid.pop()
except KeyError as e:
    print(e)


class Same:
    calls = 0

    def __init__(self, n): self.n = n

    def __hash__(self): return hash(self.n)

    def __eq__(self, other):
        Same.calls += 1
        return isinstance(other, Same) and self.n == other.n or self.n == other


d = {}
for i in range(60):
    d[i % 20, "k" + str(i % 6)] = i
    d[str(i % 9)] = i
    d[i % 13] = i
    d[Same(i % 4)] = i
    d[float(i % 3)] = i
print(list(d.items())[:30], len(d), d[0, "k0"], d["8"], d[Same(3)], d[1.0], d[True], Same.calls > 0, (Same(1),) in {(1,): 2}, {(1, 2.0): 3}[1.0, 2])
for k in [(0, "k0"), "8", Same(3), 2.0, (1.0, "k1")]:
    print(d.pop(k, "none"), d.pop(k, "none"), k in d)
print(len(d), list(d)[:5], list(reversed(d))[:3], d.popitem(), d == dict(d), d == {}, {**d} == d, dict(d, x=1) == d, list(d | {"z": 1})[-1])

queue = {}
for i in range(500):
    queue[i] = i
    if i % 2: del queue[next(iter(queue))]
    if i % 5 == 4: queue.popitem()
    if i % 100 == 99: queue.update({i: 0, -i: 1})
print(len(queue), list(queue)[:10], list(queue.copy())[-5:], sum(queue.values()))
for i in range(20):
    queue.clear()
    queue["x"] = i
    del queue["x"]
    assert not queue and list(queue) == []
    queue[i] = 1
print(queue)


class Shrinks:
    def __hash__(self): return 5

    def __eq__(self, other):
        table.clear()
        return False


table = {}
table = {Shrinks(): 1, 5: 2}
try:
    table[5] = 3
except RuntimeError as e:
    print(e)
print(len(table))
for bad in (lambda: {[]: 1}, lambda: {(1, [])}, lambda: {1: 2}[(1, [])], lambda: {1}.remove((1, 2)), lambda: {}.pop((1, 2)), lambda: set([[]]), lambda: {} == {[]}, lambda: {(1, 2): 3}[1, 3]):
    try:
        bad()
    except (TypeError, KeyError) as e:
        print(type(e).__name__, e)


def deep(n):
    t = ()
    for _ in range(n): t = (t, 1)
    return t


x, y = deep(200), deep(200)
print(x == y, {x: 1}[y], x in {y}, hash(x) == hash(y))


def life(n):
    cells = {(0, 1), (1, 2), (2, 0), (2, 1), (2, 2)}
    for _ in range(n):
        counts = {}
        for x, y in cells:
            for dx in (-1, 0, 1):
                for dy in (-1, 0, 1):
                    if dx or dy:
                        key = (x + dx, y + dy)
                        counts[key] = counts.get(key, 0) + 1
        cells = {c for c, k in counts.items() if k == 3 or k == 2 and c in cells}
    return sorted(cells)


print(life(40))
