"""Sorted lists, dicts and sets."""
import random
from sortedcontainers import SortedDict, SortedKeyList, SortedList, SortedSet
random.seed(1)
items = [random.randrange(10000) for _ in range(5000)]
s = SortedList(items)
print(len(s), s[0], s[-1], s[2500], s.bisect(5000), s.count(s[7]), list(s.irange(100, 130)), s[10:15], s.index(s[100]), s == sorted(items))
for i in items[:2500]:
    s.remove(i)
s.update(range(50))
print(len(s), s.pop(), s.pop(0), 49 in s, list(s.islice(3, 8)), s * 0 if False else "", repr(SortedList([3, 1])), SortedList("cab") + SortedList("d"))
k = SortedKeyList(["bb", "a", "ccc"], key=len)
k.add("dd")
print(k, k.bisect_key(2), k.key, list(k.irange_key(1, 2))) if False else print(list(k), k.bisect_key(2), list(k.irange_key(1, 2)))
d = SortedDict({"b": 1, "a": 2})
d["c"] = 3
print(d, d.peekitem(0), list(d.irange("a", "b")), d.keys()[1], d.values()[0], d.popitem(), d.setdefault("z", 0), SortedDict(lambda x: -x, {1: 2, 3: 4}), d.index("b"))
t = SortedSet([5, 1, 3])
print(t | {9}, t & {1, 5}, t - {1}, t ^ {1, 7}, t[0], t.isdisjoint({2}), t <= SortedSet([1, 3, 5, 6]), t.pop(), t.add(2), t)
for bad in (lambda: SortedList([1]).remove(5), lambda: SortedList()[0], lambda: SortedDict()["x"], lambda: SortedList([1]).insert(0, 1), lambda: SortedList([1]).append(2)):
    try:
        bad()
    except Exception as e:
        print(type(e).__name__, e)
big = SortedDict()
for i in range(3000):
    big[(i * 7919) % 3001] = i
print(sum(k * v for k, v in big.items()) % 1000003, big.bisect_left(1500))
