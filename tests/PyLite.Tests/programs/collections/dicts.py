d = {"a": 1, "b": 2}
d["c"] = 3; d["a"] = 10; print(d, len(d), d["a"], d.get("x"), d.get("x", 0), "a" in d, "z" not in d)
del d["b"]; print(d, list(d), list(d.keys()), list(d.values()), list(d.items()))
print(d.pop("a"), d.pop("zz", None), d.setdefault("n", []), d.setdefault("c", 5), d)
d.update({"x": 1}, y=2); d.update([("z", 3)]); print(d, d.popitem(), d | {"q": 1}, {**d, "x": 100})
print(dict(a=1, b=2), dict([("k", "v")]), dict(zip("ab", [1, 2])), {i: i * i for i in range(4)}, dict.fromkeys("ab", 0), {k: v for k, v in d.items() if v})
print({1: "int", 1.0: "float", True: "bool"}, {(1, 2): "t"}[(1, 2)], {None: 1}[None], {"a": {"b": {"c": 1}}}["a"]["b"]["c"])
print({1: 2} == {1: 2}, {1: 2} == {1: 3}, {"a": 1, "b": 2} == {"b": 2, "a": 1}, {} == {}, d.copy() == d, bool({}), bool({0: 0}))
e = {}
for i in range(3000):
    e[i % 100] = e.get(i % 100, 0) + i
print(len(e), e[0], e[99], sum(e.values()), max(e), min(e.values()))
for i in range(0, 100, 2):
    del e[i]
for i in range(0, 20, 2):
    e[i] = -1
print(len(e), list(e)[:5], list(e)[-5:])
s = {}
for w in "a b c a b a".split():
    s[w] = s.get(w, 0) + 1
print(s, sorted(s.items(), key=lambda kv: -kv[1]), max(s, key=s.get), [k for k in s], s.keys() & {"a", "z"}, s.keys() | {"z"} == {"a", "b", "c", "z"})
try:
    for k in s:
        s[k + "x"] = 1
except RuntimeError as err:
    print(err)
for bad in (lambda: {}["missing"], lambda: {}[(1, 2)], lambda: {[1]: 2}, lambda: {}.popitem(), lambda: dict([1]), lambda: {} + {}, lambda: d[{}]):
    try:
        bad()
    except (KeyError, TypeError) as err:
        print(type(err).__name__, err)


class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 3
    def __eq__(self, other): return isinstance(other, Key) and self.n == other.n


k = {Key(i): i for i in range(20)}
print(len(k), k[Key(13)], Key(25) in k, sum(k.values()))
keys = {}
for i in range(2000):
    keys[str(i)] = i
    keys[i] = str(i)
    keys[i * 0.5] = None
print(len(keys), keys["1999"], keys[3], keys[0.5], list(keys)[:4])
d2 = {}
d2["x"] = d2.get("x", 0) + 1
d2.setdefault("l", []).append(1)
d2["l"] += [2]
print(d2, list(reversed({"a": 1, "b": 2})), d2.items() == {"x": 1, "l": [1, 2]}.items())
big = {2 ** 70: "big", -1: "neg", -2: "neg2"}
print(big[2 ** 70], big[-1], big[-2], hash(-1) == hash(-2))
d2.clear(); print(d2)
def kw(**k): k["new"] = 1; return k
orig = {"a": 1}; print(kw(**orig), orig)
nested = {}
for a, b, v in [(1, 2, 3), (1, 3, 4), (2, 1, 5)]:
    nested.setdefault(a, {})[b] = v
print(nested)
