# Generators of permutations, subsets and partitions, written with yield from.
import sys


def permutations(items):
    if not items:
        yield ()
        return
    for i, x in enumerate(items):
        for rest in permutations(items[:i] + items[i + 1:]):
            yield (x,) + rest


def subsets(items):
    if not items:
        yield []
    else:
        for rest in subsets(items[1:]):
            yield rest
            yield [items[0]] + rest


def partitions(n, most):
    if n == 0:
        yield []
    for part in range(min(n, most), 0, -1):
        yield from ([part] + rest for rest in partitions(n - part, part))


def main(n):
    total = 0
    for k in range(n):
        for p in permutations(tuple(range(5))):
            total += p[0] * p[-1]
        for s in subsets(list(range(7))):
            total += sum(s)
        for p in partitions(10, 6):
            total += len(p) + k % 2
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3500)
