# Dicts made in loops, of keys that the program names: kept, asked, changed and handed over.


def kept(n):
    L = []
    for i in range(n):
        d = {"id": i, "name": "n" + str(i % 3), "odd": i % 2 == 1}
        if i % 2:
            d["more"] = [i]
        if i % 5 == 0:
            d["id"] = -i
        L.append(d)
        if len(L) > 50:
            del L[:40]
    return len(L), L[-1], L[-2], sum(len(d) for d in L)


def local(n):
    total = 0
    for i in range(n):
        d = {"x": i, "y": 2}
        d["z"] = d["x"] + d["y"]
        d["x"] += 1
        if "w" in d:
            total += 1000
        total += d["z"] + d.get("w", 1) + d.get("x") + len(d)
        if i % 100 == 99:
            total += d.pop("y")
            d["y"] = "again"
            total += len(str(d)) + list(d).index("y")
    return total, d


def many(n):
    for i in range(n):
        d = {"a": 1, "b": i, "c": 3, "d": 4, "e": 5, "f": 6, "g": 7, "h": 8, "i": 9, "j": 10, "k": 11, "l": 12, "m": 13}
        d["n"] = 14
        d["o"] = d["b"] + d["m"]
        for k in "pqrstuvw":
            d[k] = k
        e = {"a": 1, "b": 2, "c": 3, "d": 4, "e": 5, "f": 6}
        e["g"] = 7
        e["h"] = 8
        e["i"] = 9
        e["j"] = 10
        e["k"] = i
    return len(d), d["o"], list(d)[-3:], e, sum(e.values())


def same_keys(n):
    for i in range(n):
        d = {"a": 1, "b": 2, "a": i, "c": 3, "b": i + 1}
        k = "ab"[i % 2]
        e = {k: 1, "a": 2, 3: i, k + "b": 4, "": 5, (1, 2): 6, None: 7}
    return d, e


def f(first, *rest, **named):
    named["first"] = first
    return named.get("a", 0) + named.get("b", 0) + len(named) + len(rest)


def g(**named):
    return named


def calls(n):
    total = 0
    for i in range(n):
        total += f(i, a=i, b=2) + f(1, 2, a=1) + f(0)
        d = g(p=i, q="q")
        d["r"] = len(d)
        total += d["r"] + d["p"]
        e = g(**d, s=1)
        total += e["s"] + len(e)
    return total, d, e


def left(n):
    # A rare way out in the middle: the dict is made then.
    out = []
    for i in range(n):
        d = {"a": i, "b": None}
        d["c"] = [] if i % 500 == 250 else 1
        if d["c"] == []:
            d["c"].append(d["a"])
            out.append(d)
        d["d"] = d["c"]
    return out, d, [d == o for o in out], {"a": 1, "b": 2} == {"b": 2, "a": 1}


def nested(n):
    for i in range(n):
        d = {"x": {"y": {"z": i}}, "l": [{"i": i}, {"i": i + 1}]}
        d["x"]["y"]["w"] = d["l"][0]["i"] + d["l"][1]["i"]
    return d, d["x"]["y"]["w"]


def main():
    print(kept(2000))
    print(local(3000))
    print(many(1500))
    print(same_keys(1500))
    print(calls(2000))
    print(left(2200))
    print(nested(2000))


main()
