# Functions that make functions: composition, counters in cells, currying, a pipeline of filters.
import sys


def compose(*functions):
    def composed(x):
        for f in functions:
            x = f(x)
        return x
    return composed


def adder(k):
    return lambda x: x + k


def limiter(low, high):
    seen = 0

    def limit(x):
        nonlocal seen
        seen += 1
        return low if x < low else high if x > high else x

    def count():
        return seen
    return limit, count


def main(n):
    total = 0
    for k in range(n):
        limit, count = limiter(3, 500)
        pipe = compose(adder(k % 10), lambda x: x * 3 % 701, limit, adder(-1), str, len)
        for x in range(60):
            total += pipe(x * 11)
        total += count()
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 29000)
