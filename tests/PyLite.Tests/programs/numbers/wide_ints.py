"""Ints of one word to five, every operator, in loops where short and long ones come by turns."""


def numbers(count, state):
    made = []
    while len(made) < count:
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        bits = (3, 31, 62, 64, 65, 128, 200, 256, 300)[(state >> 33) % 9] + (state >> 40) % 5 - 2
        value = 1
        while value.bit_length() < bits:
            state = (state * 6364136223846793005 + 1442695040888963407) & 0xFFFFFFFFFFFFFFFF
            value = value << 40 | state >> 24
        value &= (1 << bits) - 1
        kind = (state >> 50) % 7
        if kind == 0:
            value = 1 << bits
        elif kind == 1:
            value = (1 << bits) - 1
        made.append(-value if state >> 63 else value)
    return made


def results(a, b):
    yield from (a + b, a - b, a * b, a & b, a | b, a ^ b, -a, ~a, abs(a), a < b, a <= b, a == b, a != b, a > b, a >= b)
    yield from (hash(a), a.bit_length(), a.bit_count(), a << (b & 0x7F), a >> (b & 0x7F), a ** (b & 7), float(a), bool(a))
    if b:
        yield from (a // b, a % b, *divmod(a, b), a / b)
        assert a // b * b + a % b == a
    x = a
    x += b
    x *= a
    x ^= b
    x -= a
    x <<= 3
    x >>= 5
    x |= b
    x &= ~a
    yield x


def check(values):
    total = 0
    for i, a in enumerate(values):
        b = values[i - 7]
        for value in results(a, b):
            total = (total * 31 + hash(value)) % 1000000007
            if i % 16 == 0:
                for c in repr(value):
                    total = (total * 31 + ord(c)) % 1000000007
    return total


for seed in range(1, 4):
    print(check(numbers(150, seed)))


def fnv(n):
    h = 0xcbf29ce484222325
    for i in range(n):
        h = ((h ^ (i & 255)) * 0x100000001b3) & 0xffffffffffffffff
    return h


def xorshift(n):
    x = 88172645463325252
    small = 0
    for i in range(n):
        x ^= x << 13 & 0xffffffffffffffff
        x ^= x >> 7
        x ^= x << 17 & 0xffffffffffffffff
        small += x % 100
        if x < 2**63:
            small += 1
    return x, small


def then_small(n):
    """Long ints at first, then only short ones, then floats and strings, at the same operators."""
    out = []
    for start in (2**70, 3, 2.5, -2**63):
        x = start
        for i in range(n):
            x = x * 3 - i
            if abs(x) > 2**90:
                x = start
        out.append(x)
    return out


def edges():
    edge = [2**63 - 1, 2**63, -2**63, -2**63 - 1, 2**64 - 1, 2**64, 2**127, -2**127, 2**128 - 1, 2**254, 2**255 - 1, 2**255, -2**255, -2**255 - 1, 2**256]
    total = 0
    for a in edge:
        for b in edge:
            for d in (-1, 0, 1):
                total = (total * 31 + (a + b + d) % 1000000007 + (a - b - d) % 999999937 + (a * b + d) % 99991 + (a // (b + d)) % 10007 + hash(a % (b + d))) % 2**61
            total += (a < b) + 2 * (a == b) + 4 * (a >= b) + 8 * (-a == b) + 16 * (~a == b - 1)
    return total


print(fnv(3000), xorshift(3000), then_small(2000), edges())
print(0 / -3, 0 / -2**70, 2**70 / 2**3, (2**64 + 1) / 2**70, -(2**53 + 1) / 2**64, 3 ** 40, (-3) ** 41, 7 ** 100 % 1000, True + 2**64, 2**64 & True, True & False)
for f in (lambda: 2**64 // 0, lambda: 2**64 % 0, lambda: 2**64 << -1, lambda: 2**64 >> -1, lambda: 2**64 / 0, lambda: 2**64 + "1", lambda: 2**64 < "1", lambda: ~(2**64 + 0.5)):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


def in_place_error(x, y):
    try:
        x += y
        return x
    except TypeError as e:
        return e


for i in range(3):
    print(in_place_error(2**64, 1), in_place_error(5, "1"), in_place_error(2**64, None), in_place_error(True, 2**64), in_place_error(2**64, 0.5), abs(-2**63))


def long_ones():
    """Numbers of many words: the same identities, and checksums against what CPython says."""
    total = 0
    state = 99
    for bits in (250, 257, 511, 640, 1000, 3000, 8000, 20000):
        a = b = 1
        while a.bit_length() < bits:
            state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
            a = a << 40 | state >> 24
            if b.bit_length() < bits // 3 + state % 50:
                b = b << 64 | state
        for x in (a, -a, a | (1 << bits) - 1, 1 << bits, -(1 << bits) + 1):
            for y in (b, -b, b << 64 | 2**64 - 1, 2**64 - 1, -3, 7 << bits // 2, 2**64 << bits // 2):
                q, r = divmod(x, y)
                assert q * y + r == x and q == x // y and r == x % y and (0 <= r < y or y < r <= 0)
                assert (x + y) - y == x and (x - y) + y == x and (x * y) // y == x and x * y == y * x
                assert (x << 67) >> 67 == x and -(-x) == x and ~x == -x - 1
                for value in (q, r, x + y, x - y, x * y, y - x, x << 13, x >> 70, x & y, x | y, x ^ y):
                    total = (total * 31 + hash(value) + value.bit_length()) % 1000000007
                total += (x < y) + 2 * (x == y) + 4 * (abs(x) > abs(y)) + 8 * (x >= y)
        total += len(hex(a)) + len(bin(-a)) + len(oct(b)) + int(hex(a)[-9:], 16) + int(f'{b:o}'[-7:], 8)
    return total


print(long_ones(), hex(2**64 - 1), bin(5), oct(2**65 + 8), f'{2**70:x} {-255:b} {2**33:o}', pow(3, 200, 2**61 - 1), 2**64 ** 1, (2**100) ** 3 % 10**9)
x = 1
for i in range(1, 400):
    x *= i
print(hash(x), x.bit_length(), x % 10**99 // 10**97, x // 7**300 % 10**9, x >> 2000 & 0xffffffff)
