"""Functions as values: closures with state, composition, comprehensions of every kind, generators, sorting by key."""
import sys
import time


def counter(start, step):
    value = start

    def advance():
        nonlocal value
        value += step
        return value

    return advance


def compose(*functions):
    def composed(x):
        for function in functions:
            x = function(x)
        return x

    return composed


def adder(n):
    return lambda x: x + n


def multiplier(n):
    return lambda x: x * n


def memoized(function):
    known = {}

    def look_up(x):
        if x not in known:
            known[x] = function(x)
        return known[x]

    return look_up


@memoized
def collatz_length(n):
    if n == 1:
        return 1
    return 1 + collatz_length(n // 2 if n % 2 == 0 else 3 * n + 1)


def pairs(n):
    return [(a, b) for a in range(n) for b in range(a) if (a + b) % 3 == 0]


def run(size):
    lines = []
    tick = counter(10, 3)
    total = 0
    for _ in range(size):
        total += tick()
    lines.append("ticks %d" % total)

    pipeline = compose(adder(3), multiplier(2), lambda x: x % 1001, adder(-1))
    value = 1
    for i in range(size):
        value = pipeline(value + i)
    lines.append("pipeline %d" % value)

    squares = [i * i for i in range(size)]
    evens = {i for i in squares if i % 2 == 0}
    by_digit = {digit: sum(1 for i in squares if i % 10 == digit) for digit in range(10)}
    lines.append("squares %d, evens %d, digits %r" % (sum(squares), len(evens), sorted(by_digit.items())))

    side = int(size ** 0.5)
    lines.append("pairs %d" % sum(a * b for a, b in pairs(side)))
    lines.append("collatz %d" % max(collatz_length(i) for i in range(1, side * 4)))

    words = sorted(["%d" % (i * 7919 % 1000) for i in range(size // 10)], key=lambda w: (len(w), w[::-1]))
    lines.append("words %s ... %s" % (" ".join(words[:5]), " ".join(words[-5:])))
    lines.append("mapped %d" % sum(map(lambda a, b: a * b, squares[:100], filter(lambda i: i % 3, squares))))
    return "\n".join(lines)


DEFAULT = 2500


def main():
    """SIZE ITERATIONS: with more than one iteration, the seconds that each took are written to standard error."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    iterations = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for _ in range(iterations):
        start = time.perf_counter()
        result = run(size)
        if iterations > 1:
            sys.stderr.write("%.6f\n" % (time.perf_counter() - start))
    print(result)


main()
