s = {3, 1, 2, 3}
print(sorted(s), len(s), 1 in s, 5 in s, s == {1, 2, 3}, sorted(s | {5}), sorted(s & {1, 9}), sorted(s - {1}), sorted(s ^ {1, 7}))
s.add(10); s.discard(1); s.discard(99); s.update([20, 30], {40}); s.remove(20)
print(sorted(s), {1, 2} <= {1, 2, 3}, {1, 2} < {1, 2}, {1}.issubset({1, 2}), {1, 2}.issuperset({1}), {1}.isdisjoint({2}), set("hello") == set("olleh"))
print(sorted(set([1, 2]).union([3], [4])), sorted({1, 2}.intersection([2])), sorted({1, 2}.difference([2])), {1}.symmetric_difference({1, 2}), set(), bool(set()), {i % 3 for i in range(10)} == {0, 1, 2})
t = {1, 2, 3}; t -= {1}; t |= {9}; t &= {2, 9}; print(sorted(t)); t.clear(); print(t)
f = frozenset([1, 2]); print(f == {1, 2}, {f: 1}[frozenset([2, 1])], hash(f) == hash(frozenset([2, 1])), f | {3} == {1, 2, 3}, type(f | {3}).__name__)
seen = set()
for i in range(4000):
    seen.add(i * i % 101)
print(len(seen), sum(seen))
words = set()
for w in "the cat and the dog and the bird".split():
    words.add(w)
print(sorted(words), len(words))
t = (1, "a", 2.5)
print(t, t[0], t[-1], t[1:], t + (4,), t * 2, len(t), "a" in t, t.index("a"), t.count(1), (), (1,), tuple([1, 2]), tuple("ab"))
print((1, 2) < (1, 3), (1,) < (1, 0), (1, 2) == (1, 2), hash((1, 2)) == hash((1, 2)), (1, (2, 3)) == (1, (2, 3)), max((1, 2), (1, 1)), sorted([(2, 1), (1, 2)]))
a, b, c = t; print(c, b, a); (x, y), z = (1, 2), 3; print(x, y, z)
def multi(): return 1, 2
p, q = multi(); print(p, q, multi(), type(multi()).__name__)
for bad in (lambda: t[5], lambda: t.__setitem__(0, 1), lambda: hash([]), lambda: {1}.add([]), lambda: {} in {1}, lambda: (1,) + [2], lambda: {1} < 5):
    try:
        print(bad())
    except (IndexError, AttributeError, TypeError) as e:
        print(type(e).__name__, e)
pos = (0, 0)
visited = {pos}
for i in range(2000):
    dx, dy = ((1, 0), (0, 1), (-1, 0), (0, -1))[(i * i + i // 3) % 4]
    pos = (pos[0] + dx, pos[1] + dy)
    visited.add(pos)
print(pos, len(visited))
from collections import deque, defaultdict, Counter, OrderedDict, namedtuple
q = deque([1, 2, 3]); q.append(4); q.appendleft(0); print(q, q.pop(), q.popleft(), len(q), list(q)); q.rotate(1); print(q)
dd = defaultdict(list); dd["a"].append(1); dd["b"].append(2); dd["a"].append(3); print(dict(dd), dd)
c = Counter("abracadabra"); print(c.most_common(2), c["a"], c["z"], c)
P = namedtuple("P", "x y"); p = P(1, y=2); print(p, p.x, p[1], p._replace(x=5), p == (1, 2))
