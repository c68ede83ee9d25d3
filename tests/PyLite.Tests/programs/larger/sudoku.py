# A sudoku solver.
P = "530070000600195000098000060800060003400803001700020006060000280000419005000080079"
def peers():
    ps = []
    for i in range(81):
        r, c = divmod(i, 9); s = set()
        for k in range(9): s |= {r * 9 + k, k * 9 + c, (r // 3 * 3 + k // 3) * 9 + c // 3 * 3 + k % 3}
        ps.append(s - {i})
    return ps
PE = peers(); count = 0
def solve(b):
    global count
    count += 1
    best = None
    for i in range(81):
        if b[i] == 0:
            opts = {1,2,3,4,5,6,7,8,9} - {b[p] for p in PE[i]}
            if not opts: return None
            if best is None or len(opts) < len(best[1]): best = (i, opts)
    if best is None: return b
    i, opts = best
    for o in sorted(opts):
        b[i] = o
        if (r := solve(b)): return r
    b[i] = 0
    return None
for p in (P, "4.....8.5.3..........7......2.....6.....8.4......1.......6.3.7.5..2.....1.4......".replace('.', '0'), "8..........36......7..9.2...5...7.......457.....1...3...1....68..85...1..9....4..".replace('.', '0')):
    count = 0
    r = solve([int(c) for c in p]); print(count)
    for y in range(0, 81, 9): print(*r[y:y + 9])
