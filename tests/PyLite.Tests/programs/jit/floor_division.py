# Quotients and remainders rounded down, by constants and by what is known when it runs, of all signs and to the ends of 64 bits.
EDGES = [0, 1, -1, 2, 9, 10, -10, 11, 63, -64, 2**31, -2**31 - 1, 2**62 + 7, -2**62 - 3, 2**63 - 1, -2**63 + 1, -2**63]


def by_constants(numbers, rounds):
    total = 0
    for turn in range(rounds):
        for x in numbers:
            total = (total * 3 + (x // 1 + x % 1 + x // 2 + x % 2 + x // 3 + x % 3 + x // 7 * 5 + x % 7 + x // 10 + x % 10)) & 0xFFFFFFFFFFFF
            total = (total * 3 + (x // 641 + x % 641 + x // 1024 + x % 1024 + x // 1000003 + x % 1000003)) & 0xFFFFFFFFFFFF
            total = (total * 3 + (x // 4611686018427387904 + x % 4611686018427387904 + x // 9223372036854775807 + x % 9223372036854775807)) & 0xFFFFFFFFFFFF
            total = (total * 3 + (x // -3 + x % -3 + x // -8 + x % -8 + x // -1000)) & 0xFFFFFFFFFFFF
    return total


def by_variables(numbers, divisors, rounds):
    total = 0
    for turn in range(rounds):
        for d in divisors:
            for x in numbers:
                q = x // d
                r = x % d
                if q * d + r != x or not (0 <= r < d or d < r <= 0):
                    print("wrong", x, d, q, r)
                total = (total * 3 + (q ^ r)) & 0xFFFFFFFFFFFF
    return total


def counters(n):
    hours = minutes = days = 0
    for second in range(n):
        days += second // 86400
        hours += second // 3600 % 24
        minutes += second // 60 % 60
        if second % 7 == 3 and -second % 5 == 1:
            hours -= second % 100
    return days, hours, minutes


def digits(n):
    total = 0
    while n:
        total += n % 10
        n //= 10
    return total


def by_zero(n):
    seen = 0
    for i in range(n):
        try:
            seen += 100 // (i % 5 - 2)
        except ZeroDivisionError as error:
            seen += len(str(error))
    return seen


print(by_constants(EDGES, 30))
print(by_constants(range(-50, 50), 10))
print(by_variables(EDGES, [d for d in EDGES if d], 10))
print(by_variables(range(-20, 20), [3, 4, -3, -4, 7], 10))
print(counters(5000))
print(sum(digits(n * n * 7919) for n in range(400)))
print(by_zero(200))
