# The game of life, on a set and on lists.
from collections import Counter
def step(cells):
    n = Counter((x + dx, y + dy) for x, y in cells for dx in (-1, 0, 1) for dy in (-1, 0, 1) if dx or dy)
    return {c for c, k in n.items() if k == 3 or (k == 2 and c in cells)}
cells = {(1, 0), (2, 1), (0, 2), (1, 2), (2, 2), (10, 10), (11, 10), (12, 10), (20, 5), (20, 6), (21, 5), (21, 7), (22, 6)}
for g in range(60): cells = step(cells)
print(len(cells), sorted(cells))
W, H = 24, 12
grid = [[(x * y + x) % 3 == 0 for x in range(W)] for y in range(H)]
def step2(g):
    return [[(s := sum(g[(y + dy) % H][(x + dx) % W] for dy in (-1, 0, 1) for dx in (-1, 0, 1) if (dx, dy) != (0, 0))) == 3 or (s == 2 and g[y][x]) for x in range(W)] for y in range(H)]
for _ in range(20): grid = step2(grid)
print('\n'.join(''.join('#' if c else '.' for c in r) for r in grid))
