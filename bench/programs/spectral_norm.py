"""The spectral norm of an infinite matrix given by a formula, by the power method. Float arithmetic through small calls."""
import math
import sys
import time


def entry(row, column):
    diagonal = row + column
    return 1.0 / (diagonal * (diagonal + 1) // 2 + row + 1)


def times(vector, size):
    result = []
    for row in range(size):
        total = 0.0
        for column in range(size):
            total += entry(row, column) * vector[column]
        result.append(total)
    return result


def times_transposed(vector, size):
    result = []
    for row in range(size):
        total = 0.0
        for column in range(size):
            total += entry(column, row) * vector[column]
        result.append(total)
    return result


def spectral_norm(size):
    u = [1.0] * size
    v = u
    for _ in range(10):
        v = times_transposed(times(u, size), size)
        u = times_transposed(times(v, size), size)
    u_dot_v = 0.0
    v_dot_v = 0.0
    for i in range(size):
        u_dot_v += u[i] * v[i]
        v_dot_v += v[i] * v[i]
    return math.sqrt(u_dot_v / v_dot_v)


def run(size):
    return "%.9f" % spectral_norm(size)


DEFAULT = 40


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
