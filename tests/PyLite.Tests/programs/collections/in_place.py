# Slices of lists and bytearrays assigned and deleted, against the same done with new lists.
import itertools


def assigned(old, key, new):
    start, stop, step = key.indices(len(old))
    if step == 1:
        stop = max(start, stop)
        return [old[i] for i in range(start)] + [x for x in new] + [old[i] for i in range(stop, len(old))]
    positions = list(range(start, stop, step))
    if len(positions) != len(new):
        return None
    where = dict(zip(positions, new))
    return [where[i] if i in where else old[i] for i in range(len(old))]


def deleted(old, key):
    gone = set(range(*key.indices(len(old))))
    return [x for i, x in enumerate(old) if i not in gone]


keys = [slice(*k) for k in ((None, None), (1, 3), (3, 1), (None, 2), (-2, None), (2, 2), (9, 20), (None, None, 2), (1, None, 3), (None, None, -1), (6, 1, -2), (0, 0, 2), (-1, None, -1))]
lists = [[], [1, 2, 3], [1.5, 2.5], ["a", None, 3, "b", 5, 6.5, (7,)], list(range(9)), [float(x) for x in range(7)], [2 ** 70, 1, 2]]
added = [[], [10], [11, 12, 13, 14, 15], [0.5], ["x", "y", "z"], [1, "mixed", 2.5, 4]]
count = 0
for old, key, new in itertools.product(lists, keys, added):
    expected = assigned(old, key, new)
    for given in (list(new), tuple(new), iter(new), (x for x in new)):
        values = list(old)
        try:
            values[key] = given
            assert values == expected and [type(x) for x in values] == [type(x) for x in expected], (old, key, new, values)
            values.append(99)
            assert values == expected + [99]
        except ValueError as e:
            assert expected is None and values == old
            message = str(e)
        count += 1
    values = list(old)
    del values[key]
    assert values == deleted(old, key), (old, key, values)
    values += new
    assert values == deleted(old, key) + new
print(count, message)

for old, key, new in itertools.product([[], [1, 2, 3], list(range(9))], keys, [[], [10], [11, 12, 13, 14, 15]]):
    expected = assigned(old, key, new)
    values = bytearray(old)
    try:
        values[key] = bytes(new)
        if new or key.step in (None, 1):
            assert list(values) == expected, (old, key, new, values)
            values.append(99)
            assert values == bytes(expected + [99])
    except ValueError as e:
        assert expected is None
        message = str(e)
    values = bytearray(old)
    del values[key]
    assert list(values) == deleted(old, key), (old, key, values)
    values += bytes(new)
    values.extend(new)
    assert list(values) == deleted(old, key) + new + new
print(message)

same = [1, 2, 3, 4]
same[1:3] = same
same[::2] = same[1::2]
same.extend(same)
same += same
print(same, len(same))
same[:] = ["a"]
same *= 3
same[:] = []
same.append(1.5)
print(same)

queue = bytearray()
out = []
for i in range(600):
    queue.append(i & 255)
    queue += b"xy"
    if i % 3 == 2:
        out.append(queue[0])
        del queue[:2]
        out.append(queue.pop())
        out.append(queue.pop(0))
    if i % 50 == 0:
        queue.insert(3, 7)
        queue.remove(7)
        queue[2:4] = b"longer"
print(len(queue), sum(queue), sum(out), bytes(queue[:12]), queue[-5:], queue.count(b"x"), queue.find(b"xy", 100), 120 in queue, b"yx" in queue)
queue.reverse()
print(bytes(queue[:6]), queue.copy() == queue, bytes(queue) == queue, hash(bytes(queue)) == hash(bytes(queue)))

print(b"a,b,,c".split(b","), b"a b  c".split(), b"a b  c".rsplit(None, 1), bytearray(b"x--y--z").rsplit(b"--", 1), b"a\nb\r\nc".splitlines(True))
print(b"a.b.c".partition(b"."), b"a.b.c".rpartition(b"."), b"abc".partition(b"x"), b"  x ".strip(), b"xxaxx".lstrip(b"x"), b"aXb\xe9".upper(), b"AB\xc9".lower())
print(b"aaa".replace(b"a", b"bc"), b"aaa".replace(b"a", b"", 2), b"ab".replace(b"", b"-"), b"-".join([b"a", bytearray(b"b")]), b"hello world".title(), b"hELLO".capitalize())
print(b"12".zfill(5), b"-1".zfill(4), b"a".center(4, b"*"), b"a".ljust(3), b"a".rjust(3), b"ab".isalpha(), b"12".isdigit(), b"".isdigit(), b"aB".islower(), b"A1".isupper())
print(b"abcabc".find(98), b"abcabc".rfind(b"bc"), b"abcabc".index(b"c", 3), b"abcabc".count(b"abc"), b"abc".startswith((b"x", b"a")), b"abc".endswith(b"c", 0, 2))
print(b"\x01\xff".hex(), b"\x01\xff\x02".hex(":"), bytes.fromhex("01 fF"), bytearray.fromhex("0a0b"), b"pre-x".removeprefix(b"pre-"), b"x.py".removesuffix(b".py"))
print([x for x in b"abc"], list(bytearray(b"xyz")), b"abc"[1], b"abc"[::-1], b"abcdef"[1:5:2], b"%" in b"100%", type(iter(b"")).__name__, type(iter(bytearray())).__name__)
for bad in (lambda: b"".find("a"), lambda: b"".find(300), lambda: b"".split("a"), lambda: b"".split(b""), lambda: b"".index(b"a"), lambda: b"".startswith("a"), lambda: b"".startswith(("a",)),
            lambda: "a" in b"a", lambda: 300 in b"a", lambda: bytearray().pop(), lambda: bytearray(b"a").pop(5), lambda: bytearray(b"a").append(300), lambda: bytearray(b"a").append("a"),
            lambda: bytearray(b"a").extend(3), lambda: bytearray(b"a").remove(3), lambda: b"abc"[5], lambda: bytearray(b"abc")[5], lambda: bytes.__getitem__(b"abc", "a"), lambda: bytes.fromhex("1"),
            lambda: [1, 2].__setitem__(slice(None, None, 2), [1, 2, 3]), lambda: [1].__setitem__(slice(0, 1), 5), lambda: [1].__setitem__(slice(0, 1, 2), 5), lambda: b"".join(["a"]), lambda: b"".join(3)):
    try:
        bad()
    except (TypeError, ValueError, IndexError) as e:
        print(type(e).__name__, e)


# The same in loops hot enough to be compiled.
def sieve(n):
    flags = [True] * n
    flags[0:2] = [False, False]
    i = 2
    while i * i < n:
        if flags[i]:
            flags[i * i::i] = [False] * len(range(i * i, n, i))
        i += 1
    return sum(flags)


def flips(n):
    perm = list(range(9))
    total = 0
    for i in range(n):
        k = i % 8 + 1
        perm[:k] = perm[k - 1::-1] if k > 0 else []
        perm[i % 9:i % 9 + 1] = [i]
        total += perm[0] + perm[-1]
        if i == n // 2:
            perm[3:4] = [0.5]
    return total, len(perm)


def copies(n):
    total = 0
    for i in range(n):
        t = tuple([i, i + 1, "x"])
        u = list(t)
        u[1:2] = t[:2]
        total += len(u) + u[0] + len(tuple(u)[1:])
    return total


print(sieve(3000), flips(3000), copies(3000))
