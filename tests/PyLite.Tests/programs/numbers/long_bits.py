"""Bits, square roots and divisions of long ints of all signs and lengths."""
import math

x = 88172645463325252


def draw():
    global x
    x ^= x << 13 & 0xFFFFFFFFFFFFFFFF
    x ^= x >> 7
    x ^= x << 17 & 0xFFFFFFFFFFFFFFFF
    return x


def number():
    bits = (1, 63, 64, 65, 127, 128, 129, 191, 192, 255, 256, 257, 320, 400, 512, 700)[draw() % 16]
    kind = draw() % 6
    n = 1 << bits if kind == 0 else (1 << bits) - 1 if kind == 1 else 0
    while kind > 1 and n.bit_length() < bits:
        n = n << 64 | draw()
    n >>= max(0, n.bit_length() - bits - 1)
    return -n if draw() % 2 else n


checks = 0
digest = 0
for i in range(3000):
    a, b = number(), number()
    for value in (a & b, a | b, a ^ b, a & 1, a | -1, -1 ^ b, a & True, False | b):
        digest = (digest * 1000003 + hash(value)) % (2**61 - 1)
    assert a + b == (a ^ b) + 2 * (a & b) == (a | b) + (a & b), (a, b)
    if b:
        q, r = divmod(a, b)
        assert q == a // b and r == a % b and q * b + r == a and (0 <= r < b or b < r <= 0), (a, b)
    root = math.isqrt(abs(a))
    assert root * root <= abs(a) < (root + 1) ** 2, a
    digest = (digest * 1000003 + root) % (2**61 - 1)
    square = abs(b) * abs(b)
    assert math.isqrt(square) == abs(b)
    assert square == 0 or math.isqrt(square - 1) == abs(b) - 1
    checks += 1
print(checks, digest)
print([math.isqrt(n) for n in range(26)], math.isqrt(2**52 - 1), math.isqrt(2**53), math.isqrt(10**30), math.isqrt(10**31))
print(True & (1 << 70 | 1), type(True & False), type(True | 1), (1 << 300) & -(1 << 299), -(1 << 256) ^ -(1 << 256), -(1 << 256) | (1 << 256), -(1 << 320) & ((1 << 321) - 1) == 1 << 320)
