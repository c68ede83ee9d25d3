# A loop that is compiled for floats and then runs with ints, texts and big ints, many times: each gets a version of its own.
def product(a, b):
    total = 0
    for k in range(len(a)):
        total += a[k] * b[k]
    return total


def all_products(rows, columns):
    result = []
    for row in rows:
        line = [0] * len(columns)
        for j in range(len(columns)):
            total = 0
            for k in range(len(row)):
                total += row[k] * columns[j][k]
            line[j] = total
        result.append(line)
    return result


def rows(n, make):
    return [[make(i, j) for j in range(n)] for i in range(n)]


floats = rows(12, lambda i, j: (i - j) / 4)
ints = rows(12, lambda i, j: i * 7 - j * 3)
big = rows(6, lambda i, j: (i + 1) * 10**18 - j)
mixed = rows(9, lambda i, j: i + j if (i + j) % 3 else (i - j) / 2)
for turn in range(3):
    for table in (floats, ints, mixed, ints, big, floats):
        done = all_products(table, table)
        print(done[1][2], sum(sum(line) for line in done), product(table[0], table[1]))


def longest(items):
    best = items[0]
    for item in items:
        if best < item:
            best = item
        else:
            best = best
    return best


for items in ([1.5, 2.5] * 60, [1, 5, 3] * 60, ["a", "bc"] * 60, [10**20, 5] * 60, [(1, 2), (2, 1)] * 60):
    print([longest(items) for _ in range(12)][-1])
