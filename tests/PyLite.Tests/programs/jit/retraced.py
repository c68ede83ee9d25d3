# Loops whose compiled form is for one kind of values and that then get others: versions of their own, left and entered again.

def dot(a, b):
    total = 0
    for k in range(len(a)):
        total += a[k] * b[k]
    return total


def largest_gap(items):
    # `previous` is None on the way in, `where` is unset until something is found.
    previous = None
    gap = 0
    for at, item in enumerate(items):
        if previous is not None and item - previous > gap:
            gap = item - previous
            where = at
        previous = item
    return (gap, where) if gap else gap


def collatz(start):
    steps = 0
    n = start
    while n != 1:
        if n % 2:
            n = 3 * n + 1
        else:
            n //= 2
        steps += 1
        if steps % 7 == 0:
            steps = steps + 0.0
        elif steps % 11 == 0:
            steps = int(steps)
    return steps


def walk(rows):
    seen = 0
    for row in rows:
        last = row
        for item in row:
            if item is None:
                continue
            if isinstance(item, str):
                last = item
            elif item < 0:
                break
            else:
                seen += item
                last = item
        else:
            seen += 1
        if last is row:
            seen += 1000
    return seen


def outer(limit):
    # A version of the inner loop is entered and left on every turn of the outer one; a global changes while it is hot.
    global step
    total = 0
    for i in range(limit):
        value = i if i % 3 else i + 0.5
        for j in range(20):
            value += step
        total += value
        if i == limit // 2:
            step = 2
    return total


step = 1
floats = [0.5 * n for n in range(60)]
ints = [n - 20 for n in range(60)]
mixed = [n if n % 5 else n * 0.25 for n in range(60)]
large = [(1 << 40) + n for n in range(60)]

for _ in range(60):
    results = [dot(floats, floats), dot(ints, ints), dot(mixed, ints), dot(ints, mixed), dot(large, large), dot(floats, ints), dot(large, ints)]
print(results)

ups = [n * n % 37 for n in range(50)]
downs = list(range(50, 0, -1))
for _ in range(80):
    results = [largest_gap(ups), largest_gap(downs), largest_gap([n / 4 for n in ups]), largest_gap([]), largest_gap([True, 5, 2.5, 9])]
print(results)

print([collatz(n) for n in range(1, 120)])

rows = [[1, 2, None, 3], ["a", 4, "b"], [5, -1, 7], [], [2.5, 1, None], [10 ** 20, 1]]
print(walk(rows * 150), walk([[n, None, n + 1] for n in range(900)]), walk(rows[3:4] * 500 + rows[:1] * 500))

print(outer(400), step, outer(401))
