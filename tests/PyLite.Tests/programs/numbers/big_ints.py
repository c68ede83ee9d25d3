a = 2 ** 64
print(a, a - 1, a + 1, a * a, -a, a // 3, a % 1000, -a // 7, -a % 7)
print(9223372036854775807 + 1, -9223372036854775808 - 1, 9223372036854775807 * 2, -9223372036854775808 * -1)
print(abs(-9223372036854775808), -(-9223372036854775808), -9223372036854775808 // -1)
print(4611686018427387904 + 4611686018427387904, 3037000500 * 3037000500)


def factorial(n):
    result = 1
    for i in range(2, n + 1):
        result *= i
    return result


print(factorial(20), factorial(21), factorial(30))
print(factorial(30) // factorial(28), factorial(30) // factorial(29))
x = 2 ** 100
print(x >> 90, x >> 200, -x >> 200, 1 << 100, x & (x - 1), x | 1, x ^ x, ~x)
print(x == 2 ** 100, x != 2 ** 100, x > 2 ** 99, x < 5, 5 < x, x == float(x), hash(x) == hash(2 ** 100))
print(int("123456789012345678901234567890"), str(x), repr(-x), int("-" + "9" * 30))
print(x / 2 ** 98, 10 ** 25 / 10 ** 24, float(10 ** 20), int(1e20), int(-1e20))
print(divmod(x, 10 ** 10), divmod(-x, 10 ** 10), pow(3, 200, 1000007), x.bit_length())
print(hex(x), bin(2 ** 65), oct(2 ** 66), "%d %x" % (x, x), f"{x:,}", f"{10**20:e}")
s = 0
for i in range(100):
    s += 2 ** 60
    if i % 20 == 19:
        print(s, s - 2 ** 63)
while s > 1:
    s //= 1000
print(s)
fibs = [0, 1]
while len(fibs) < 120:
    fibs.append(fibs[-1] + fibs[-2])
print(fibs[90:96], fibs[119])
