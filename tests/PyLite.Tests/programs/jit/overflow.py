# Machine integers at their edges.
def add_up(start, step, n):
    x = start
    for i in range(n):
        x += step
    return x


print(add_up(2 ** 63 - 3000, 1, 4000), add_up(-2 ** 63 + 3000, -1, 4000), add_up(2 ** 62, 2 ** 50, 5000))


def multiply(n):
    x = 1
    wraps = 0
    for i in range(n):
        x *= 7
        if x > 2 ** 80:
            x = 1
            wraps += 1
    return x, wraps


print(multiply(5000))


def shifts(n):
    total = 0
    for i in range(n):
        total ^= 1 << (i % 70)
        total ^= (total >> 3) & 0xFFFF
    return total


print(shifts(5000))


def divisions(n):
    total = 0
    for i in range(1, n):
        total += (-i) // 7 + (-i) % 7 + i // -3 - i % -3 + (2 ** 63 - i) // i
    return total


print(divisions(4000))


def negate(n):
    x = -2 ** 63 + 2000
    y = 0
    for i in range(n):
        y = -x
        x -= 1
    return x, y, abs(x)


print(negate(4000))


def compare(n):
    big = 2 ** 64
    small = 0
    count = 0
    for i in range(n):
        small += 2 ** 53
        if small < big:
            count += 1
        if small == float(small):
            count += 1
    return count


print(compare(4000))


def float_int(n):
    x = 0.0
    for i in range(n):
        x += i
        x /= 2
        i += x > 100
    return x


print("%.9f" % float_int(5000))
