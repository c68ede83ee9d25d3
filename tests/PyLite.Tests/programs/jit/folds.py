# Builtins that take their items from generators and other iterators: their loops are compiled with what yields the items.
numbers = [i * 37 % 1001 - 500 for i in range(1200)]


def odd(items):
    for i in items:
        if i % 2:
            yield i


def fails_at(n, items):
    for i in items:
        if i == n:
            raise KeyError(n)
        yield i


class Countdown:
    def __init__(self, n):
        self.n = n

    def __iter__(self):
        return self

    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class Picky:
    def __init__(self, n):
        self.n = n

    def __bool__(self):
        if self.n == 1000:
            raise ValueError("neither")
        return self.n < 700


def attempt(what):
    try:
        return what()
    except Exception as e:
        return type(e).__name__, str(e)


print(sum(numbers), sum(i for i in numbers), sum(i * 0.5 for i in numbers), sum(odd(numbers)))
print(sum((i for i in range(1200)), 2 ** 63 - 4000000), sum(2 ** 61 for _ in range(1200)))
print(sum(([i] for i in range(5)), []), attempt(lambda: sum(i if i < 1150 else "x" for i in range(1200))))
print(min(odd(numbers)), max(i * i for i in numbers), max(str(i) for i in numbers), min(Countdown(700)))
print(attempt(lambda: max(i for i in () if i)), attempt(lambda: min(i if i > -499 else None for i in numbers)))
print(any(i > 499 for i in numbers), any(i > 600 for i in numbers), all(i > -501 for i in numbers), all(i < 400 for i in numbers))
print(any(not Picky(i) for i in range(1200)), attempt(lambda: all(Picky(i) or True for i in range(1200))), attempt(lambda: any(Picky(1200 - i) and i < 0 for i in range(1200))))
print(len(list(odd(numbers))), len(set(i % 97 for i in odd(numbers))), len(tuple(Countdown(1000))), len(dict.fromkeys(odd(numbers))))
print(attempt(lambda: list(fails_at(1150, range(1200)))), attempt(lambda: sum(fails_at(1199, range(1200)))))
print(sum(sum(j for j in range(i % 7)) for i in range(700)), sum(map(lambda a, b: a * b, numbers, odd(numbers))))
print("".join(chr(97 + i % 26) for i in range(700))[-30:], sorted(odd(numbers), reverse=True)[:5])

rest = iter(numbers)
print(any(i == 7 for i in rest), sum(1 for _ in rest))

keys = [(i % 5, str(i * 7919 % 1000), -i) for i in range(700)]
print(sorted(keys)[:3], sorted(keys, key=lambda k: (k[1], k[0]))[:3], sorted(keys, key=lambda k: (k[0], [k[2]]), reverse=True)[:2])
print(attempt(lambda: sorted([(1, 2), (1, "a")])), sorted([(1, 2), (1,), (), (0, 9, 9)]), [1, 2] < [1, 2, 0], [1, 3] < [1, 2, 0], [1, 2] == [1, 2])
print("%d %5d|%-5d|%05d|%+d|%i" % (7, 42, 42, 42, 42, 10 ** 30), "%d%%" % 9, "%d" % -3, "%3s|%-4s|" % ("é", "ab"))
