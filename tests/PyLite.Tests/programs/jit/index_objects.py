# Objects with __index__ in the place of an index, in loops.


class At:
    def __init__(self, n):
        self.n = n

    def __index__(self):
        return self.n


class Int(int):
    def __index__(self):
        return 0


class Odd(At):
    pass


def used(n):
    L, t, s, b = [1, 2, 3, 4], (5, 6, 7, 8), "abcd", b"wxyz"
    total = 0
    texts = []
    for i in range(n):
        o = At(i % 4 - (4 if i % 3 == 0 else 0))
        L[o] += 1
        total += L[o] + t[o] + b[o] + range(10, 20)[o] + t[Int(2)] + L[True]
        texts.append(s[o])
        if len(texts) > 100:
            del texts[At(0)]
    return total, L, "".join(texts[-9:])


def wrong(n):
    said = set()
    for i in range(n):
        o = Odd([9, -9, "x", 10**30, None, 2.5, True, Int(1)][i % 8])
        for x in [1, 2], (1, 2), "ab":
            try:
                said.add(f"{type(x).__name__} {x[o]}")
            except (IndexError, TypeError) as e:
                said.add(f"{type(x).__name__} {type(e).__name__} {e}")
            try:
                said.add(str(x[object()]))
            except TypeError as e:
                said.add(str(e))
    return sorted(said)


def main():
    import warnings
    warnings.simplefilter("ignore")
    print(used(3000))
    for line in wrong(2000):
        print(line)


main()
