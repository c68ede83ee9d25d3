# Dicts and sets in hot loops: keys of every kind, collisions, keys that come and go, comparisons of tuples and of short texts.
import random


def counts(keys, rounds):
    table = {}
    for i in range(rounds):
        key = keys[i % len(keys)]
        table[key] = table.get(key, 0) + 1
        if i % 7 == 0:
            table.pop(key, None)
        elif i % 11 == 0:
            table.setdefault((key, key), []).append(i)
    return len(table), sum(v if type(v) is int else len(v) for v in table.values())


def members(keys, others, rounds):
    found = 0
    group = set(keys[::2])
    for i in range(rounds):
        key = keys[i % len(keys)]
        if key in group:
            found += 1
            if i % 5 == 0:
                group.remove(key)
        elif i % 3 == 0:
            group.add(key)
        if others[i % len(others)] in group:
            found -= 1
        group.discard(others[i % len(others)])
    return found, len(group)


class Key:
    def __init__(self, value):
        self.value = value

    def __hash__(self):
        return hash(self.value)

    def __eq__(self, other):
        return isinstance(other, Key) and self.value == other.value or self.value == other


small = list(range(-6, 40))
wide = [i << 40 for i in range(-6, 40)]
pairs = [(x, y) for x in range(-3, 5) for y in range(-3, 5)]
texts = ["k%d" % i for i in range(40)] + ["", "a", "é", "日本", "𝄞x"]
nested = [((i, "a%d" % (i % 5)), (i % 3,)) for i in range(30)]
floats = [i / 2 for i in range(-5, 30)] + [float("inf"), -0.0, 1e300]
mixed = [1, 1.0, True, "1", (1,), (1.0,), (True,), None, 2 ** 70, -2 ** 70, 0, False, "", (), (None,), ((),), b"1", frozenset([1])]
collide = [i * 2 ** 20 for i in range(30)] + [(i * 2 ** 61 - i) for i in range(8)]
long_tuples = [tuple(range(i, i + 10)) for i in range(20)] + [("x",) * 9, tuple(1.5 for _ in range(12))]
objects = [Key(i) for i in range(10)] + [Key("t")] + list(range(5, 15)) + ["t"]

for name, keys in [("small", small), ("wide", wide), ("pairs", pairs), ("texts", texts), ("nested", nested), ("floats", floats), ("mixed", mixed),
                   ("collide", collide), ("long", long_tuples), ("objects", objects)]:
    print(name, counts(keys, 1600), members(keys, [(k,) for k in keys] + keys[1::3], 1600))

random.seed(4)
for name, make in [("pairs", lambda: (random.randrange(9), random.randrange(9))), ("words", lambda: "".join(random.choice("ab日𝄞") for _ in range(random.randrange(4)))),
                   ("fresh", lambda: (random.randrange(3), "v%d" % random.randrange(6), random.random() < 0.5))]:
    made = [make() for _ in range(1200)]
    table = {}
    for key in made:
        table[key] = table.get(key, 0) + 1
    print(name, len(table), sorted(table.values())[-3:], sum(key in table for key in made))


def unhashable(n):
    errors = 0
    for i in range(n):
        try:
            {}[[i]] if i % 2 else ([i],) in {1}
        except TypeError as error:
            errors += 1
            last = str(error)
    return errors, last


print(unhashable(600))


def orders(pairs):
    total = 0
    for a in pairs:
        for b in pairs:
            total = total * 3 + (a < b) + 2 * (a <= b) + 4 * (a == b) + 8 * (a > b) + 16 * (a >= b) & 0xFFFFFFFF
    return total


print(orders(pairs), orders([(x / 2, "s%d" % y) for x in range(6) for y in range(6)]), orders([((x, y), x) for x in range(6) for y in range(6)]))
print(orders([(x,) * n for x in range(4) for n in range(9)]), orders([(1, float("nan")), (1, 2.0), (True, 2), (1, 2 ** 70)] * 8))


def words(n):
    parts = ["alpha", "alphb", "beta", "be", "日本語の", "日本語な", "x" * 30, "x" * 29 + "y", "𝄞𝄞", "𝄞𝄟"]
    same = 0
    for i in range(n):
        a = parts[i % 10][:3] + parts[i % 10][3:]
        for b in parts:
            if a == b:
                same += 1
            if a != b + "":
                same += 2
    return same


print(words(400))


def extremes(values):
    out = []
    for i in range(len(values) * 40):
        a, b, c = values[i % len(values)], values[(i * 7 + 1) % len(values)], values[(i * 3 + 2) % len(values)]
        out.append((min(a, b), max(a, b), min(a, b, c), max(a, b, c), min(a, b, c, 5), max(c, b, a, -5, 2), min(a, b, c, a, b, c, 1, 2, 3)))
    return out


for values in ([3, -1, 4, 0, 5], [2 ** 63 - 1, -2 ** 63, 0, 1, -1], [2 ** 64, 3, -2 ** 65, 7.5, True], [1.5, -2.5, float("inf"), 0, -0.0]):
    found = extremes(values)
    print(len(set(map(repr, found))), found[3], found[-1])
print(type(min(True, 2)), min(True, 1), max(1, True), min(0.0, -0.0), max(2, 2.0), max(2.0, 2))


def rare(text, n):
    seen = {}
    for i in range(n):
        ch = text[i % len(text)]
        seen[ch] = seen.get(ch, 0) + ord(ch)
    return sorted(seen.items())


print(rare("aé日本𝄞ÿĀ\uffff", 900))
