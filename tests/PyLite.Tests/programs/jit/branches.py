# Many paths through one loop: bridges, and bridges from bridges.
def collatz_max(limit):
    best = (0, 0)
    for start in range(1, limit):
        n = start
        steps = 0
        while n != 1:
            if n & 1:
                n = 3 * n + 1
            else:
                n >>= 1
            steps += 1
        if steps > best[1]:
            best = (start, steps)
    return best


def dispatch(n):
    a = b = c = d = e = 0
    state = 12345
    for i in range(n):
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        k = (state >> 16) % 7
        if k == 0:
            a += 1
        elif k == 1:
            b += a
        elif k == 2:
            c ^= b
        elif k == 3:
            d = (d + c) % 1000
        elif k == 4:
            e -= 1
        elif k == 5 and e < -10:
            e = 0
        else:
            a, b = b & 0xFFFF, a
    return a, b, c, d, e


def nested(n):
    count = 0
    for i in range(n):
        for j in range(i):
            for k in (1, 2, 3):
                if (i + j) % k == 0:
                    count += k
                else:
                    count -= 1
    return count


print(collatz_max(600), dispatch(20000), nested(70))
