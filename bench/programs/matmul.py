"""Matrices as lists of lists of floats and of ints: three nested loops, once by index and once by columns."""
import sys
import time


def float_matrix(n, seed):
    return [[(i - j * seed) / n for j in range(n)] for i in range(n)]


def int_matrix(n, seed):
    return [[(i * seed + j * 7) % 101 - 50 for j in range(n)] for i in range(n)]


def multiply(a, b):
    n = len(a)
    m = len(b[0])
    inner = len(b)
    result = []
    for i in range(n):
        row_of_a = a[i]
        row = [0] * m
        for j in range(m):
            total = 0
            for k in range(inner):
                total += row_of_a[k] * b[k][j]
            row[j] = total
        result.append(row)
    return result


def multiply_by_columns(a, b):
    columns = [[row[j] for row in b] for j in range(len(b[0]))]
    return [[dot(row, column) for column in columns] for row in a]


def dot(x, y):
    total = 0
    for i in range(len(x)):
        total += x[i] * y[i]
    return total


def trace(matrix):
    total = 0
    for i in range(len(matrix)):
        total += matrix[i][i]
    return total


def run(size):
    floats = multiply(float_matrix(size, 1.5), float_matrix(size, 0.5))
    ints = multiply(int_matrix(size, 13), int_matrix(size, 29))
    by_columns = multiply_by_columns(int_matrix(size, 13), int_matrix(size, 29))
    same = "same" if ints == by_columns else "different"
    return "floats %.6f %.6f\nints %d %d, by columns %s" % (trace(floats), floats[size // 2][1], trace(ints), ints[1][size // 2], same)


DEFAULT = 24


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
