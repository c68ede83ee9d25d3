"""Exceptions as a matter of course in loops: raised and caught in one function, through calls, re-raised, with finally."""
import sys
import time


class Rejected(Exception):
    def __init__(self, reason, value):
        self.reason = reason
        self.value = value


def check(value):
    if value % 3 == 0:
        raise Rejected("three", value)
    if value % 5 == 0:
        raise ValueError(value)
    return value


def middle(value, log):
    try:
        return check(value)
    finally:
        log[0] += 1


def outer(value, log):
    try:
        return middle(value, log)
    except ValueError as error:
        log[1] += 1
        raise Rejected("five", value) from error


def local_only(n):
    """Raised and caught in the same loop."""
    caught = 0
    for i in range(n):
        try:
            if i & 1:
                raise KeyError
            caught += 2
        except KeyError:
            caught += 1
    return caught


def by_lookup(n):
    """What the built-ins raise: missing keys, missing items, division by zero, exhausted iterators."""
    table = {0: 1, 2: 3, 4: 5}
    items = [1, 2, 3]
    counts = [0, 0, 0, 0]
    for i in range(n):
        try:
            counts[0] += table[i % 6]
        except KeyError:
            counts[0] -= 1
        try:
            counts[1] += items[i % 5]
        except IndexError:
            counts[1] -= 1
        try:
            counts[2] += 100 // (i % 4)
        except ZeroDivisionError:
            counts[2] -= 1
        try:
            int("12" if i % 7 else "x")
            counts[3] += 1
        except ValueError:
            counts[3] -= 1
    return counts


def run(size):
    log = [0, 0]
    total = 0
    rejected = {}
    for i in range(size):
        try:
            total += outer(i, log)
        except Rejected as error:
            rejected[error.reason] = rejected.get(error.reason, 0) + error.value
        else:
            total += 1
    lines = ["total %d, log %r, rejected %r" % (total, log, rejected)]
    lines.append("local %d" % local_only(size * 4))
    lines.append("lookups %r" % (by_lookup(size),))
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
