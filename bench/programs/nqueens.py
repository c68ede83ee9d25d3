"""All ways to put n queens on a board, twice: by backtracking over lists of booleans, and with a recursive generator."""
import sys
import time


def count_solutions(n):
    columns = [False] * n
    rising = [False] * (2 * n)
    falling = [False] * (2 * n)

    def place(row):
        if row == n:
            return 1
        found = 0
        for column in range(n):
            if columns[column] or rising[row + column] or falling[row - column + n]:
                continue
            columns[column] = rising[row + column] = falling[row - column + n] = True
            found += place(row + 1)
            columns[column] = rising[row + column] = falling[row - column + n] = False
        return found

    return place(0)


def solutions(n, queens=()):
    """Each solution as a tuple: the column of the queen in each row."""
    row = len(queens)
    if row == n:
        yield queens
        return
    for column in range(n):
        for other_row, other in enumerate(queens):
            if other == column or abs(other - column) == row - other_row:
                break
        else:
            for solution in solutions(n, queens + (column,)):
                yield solution


def run(size):
    count = count_solutions(size)
    first = None
    generated = 0
    checksum = 0
    for solution in solutions(size - 1):
        if first is None:
            first = solution
        generated += 1
        for row, column in enumerate(solution):
            checksum = (checksum * 31 + row * column) % 1000003
    return "%d queens: %d\n%d queens: %d, first %r, checksum %d" % (size, count, size - 1, generated, first, checksum)


DEFAULT = 6


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
