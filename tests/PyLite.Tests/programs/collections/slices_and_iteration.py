l = list(range(10))
for start in (None, 0, 2, -3, 20):
    for stop in (None, 5, -2, 0):
        for step in (None, 1, 3, -1, -2):
            print(l[start:stop:step], end=" ")
    print()
s = "abcdefghij"
print(s[2:8:2], s[::-3], s[-1:-5:-1], s[5:], tuple(l)[3:6], range(100)[10:50:7], list(range(100)[::-30]))
print(list(iter([1, 2])), next(iter("a")), list(reversed(range(5))), list(reversed("abc")), list(zip()), list(zip([1], [2], [3])), list(zip([1, 2, 3], [1])))
it = iter([1, 2, 3, 4])
print(list(zip(it, it)), list(it), next(it, "none"))
i = iter(range(3)); print(next(i), next(i), next(i), next(i, None))
print(list(map(lambda a, b: a + b, [1, 2], [10, 20])), list(filter(lambda x: x % 2, range(6))), list(enumerate("ab", 5)), sorted([3, 1, 2]), sum(range(101)))
print(any([]), all([]), any([0, 1]), all([1, 0]), min("b", "a"), max([1], [2]), min([3, 1], key=lambda x: -x), max([], default="d"), sum([[1], [2]], []))
import itertools, functools
print(list(itertools.chain([1], [2, 3])), list(itertools.islice(itertools.count(5), 3)), list(itertools.repeat(1, 2)), list(itertools.product("ab", [1, 2])), list(itertools.combinations(range(4), 2)), list(itertools.permutations([1, 2, 3], 2)), list(itertools.accumulate([1, 2, 3])), [(k, list(g)) for k, g in itertools.groupby("aabba")], list(itertools.takewhile(lambda x: x < 3, range(9))), list(itertools.zip_longest([1, 2], [3])))
print(functools.reduce(lambda a, b: a * b, [1, 2, 3, 4]), functools.reduce(lambda a, b: a + b, [], 0), functools.partial(int, base=2)("101"))
class Grid:
    def __getitem__(self, key): return key
g = Grid(); print(g[1], g[1:2], g[1, 2], g[::2, ...], g[:, None], g["a"])
d = {"b": 1, "a": 2}
print(sorted(d), list(d.items()), [*d], {*d} == {"a", "b"}, [*range(3), *"ab"], (*[1], 2), {**d, "c": 3})
x = [1, 2, 3]; y = [*x, 4]; print(y, x[:] is x, x[:] == x)
matrix = [[1, 2, 3], [4, 5, 6]]
print([list(r) for r in zip(*matrix)], [[r[i] for r in matrix] for i in range(3)], sum(matrix, []), [c for r in matrix for c in r])
total = 0
for a, b in zip(range(4000), range(4000, 0, -1)):
    total += a * b % 7
for i, x in enumerate(range(4000)):
    total += i ^ x
for k in reversed(range(2000)):
    total -= k
print(total)
def take(n, iterable):
    result = []
    for x in iterable:
        if len(result) == n:
            break
        result.append(x)
    return result
print(take(3, range(10)), take(2, "abc"), take(5, {1: 2}))
