"""Short strings, tuples and sets in hot loops: slices, concatenations, f-strings, membership and equality."""


class Odd:
    """Equal to odd numbers, and counts how often it was asked."""
    asked = 0

    def __eq__(self, other):
        Odd.asked += 1
        return isinstance(other, int) and other % 2 == 1

    def __hash__(self):
        return 1


class Bad:
    def __eq__(self, other):
        raise ValueError("no")

    __hash__ = None


def slices(text, n):
    seen = {}
    for i in range(n):
        a, b = i % 13 - 6, i % 11 - 5
        for part in (text[a:b], text[a:], text[:b], text[a:a + 1], text[::-1], text[a::2], text[True:b]):
            seen[part] = seen.get(part, 0) + 1
    return sorted(seen.items())


def building(pieces, n):
    result, longest = "", 0
    for i in range(n):
        piece = pieces[i % len(pieces)]
        result += piece
        result = piece + result if i % 3 else result + ""
        if len(result) > 600:
            longest = max(longest, len(result))
            result = result[-5:] + str(i) + result[2:4]
    return longest, len(result), hash(result) == hash("".join(list(result))), result[:20]


def texts(n):
    total = 0
    for i in range(n):
        j = i - n // 2
        total += len(f"{j}") + len(f"{j}:{i}") + len(f"{j}:{i}:{j}") + len(f"{j}{i}{j}{i}{j}") + len(f"{j!r:>10}") + len(f"{i % 2 == 0}")
        total += len(str(j * 10 ** 17)) + len(str(j * 10 ** 20))
    return total


def member(n):
    hits, odd = 0, Odd()
    numbers, mixed = {1, 5, 9, 2 ** 40, -1, True}, {1.0, 3, "a", (1, 2)}
    for i in range(n):
        x = i % 10
        hits += (x in (1, 3, 5)) + (x in (2, "a", None)) * 10 + (odd in (2, x)) * 100
        hits += (x in numbers) * 3 + (x in mixed) * 7 + (float(x) in numbers) + (-x in numbers) + (2 ** (x * 5) in numbers)
        hits += (x in set()) + (x == 9 and x not in numbers)
        hits += (x, 2) in ((1, 2), (3, 2)) and (x, 2) in mixed
    return hits, Odd.asked


def equality(n):
    hits = 0
    pair = (1, "x")
    for i in range(n):
        t = (i % 3, "x")
        hits += (t == pair) + (t != pair) * 10 + (t == (i % 3,)) * 100 + ((t, i) == ((1, "x"), i)) * 1000
        hits += (t < pair) + (t >= pair) * 3 + (() == ()) + (t == [1, "x"]) + ((1.0, "x") == t)
    return hits


def errors(n):
    seen = {}
    deep = ()
    for _ in range(2000):
        deep = (deep,)
    other = ()
    for _ in range(2000):
        other = (other,)
    for i in range(n):
        try:
            if i % 50 == 0:
                deep == other
            elif i % 2:
                1 in (2, Bad())
            else:
                (1, Bad()) == (1, 2)
        except (ValueError, RecursionError) as error:
            name = type(error).__name__
            seen[name] = seen.get(name, 0) + 1
    return seen


print(slices("abcdefgh", 400))
print(slices("a\U0001F600bc\u00e9", 300))
print(building(["a", "bc", "", "def"], 5000))
print(building(["x", "\U0001F600", "\u00e9y"], 5000))
print(texts(3000))
print(member(3000))
print(equality(3000))
print(errors(3000))
print(sum(sum(x + i for x in (1, 2, 3)) + sum([i, 1]) + sum((x * 0.5 for x in (i, i + 1)), 1) for i in range(3000)))
