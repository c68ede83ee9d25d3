# Prime numbers: a sieve with slice assignment, gaps, pairs, factorization by the list.
import sys


def primes(limit):
    flags = [True] * (limit + 1)
    flags[0] = flags[1] = False
    i = 2
    while i * i <= limit:
        if flags[i]:
            flags[i * i::i] = [False] * len(range(i * i, limit + 1, i))
        i += 1
    return [i for i, flag in enumerate(flags) if flag]


def factors(n, table):
    found = []
    for p in table:
        if p * p > n:
            break
        while n % p == 0:
            found.append(p)
            n //= p
    if n > 1:
        found.append(n)
    return found


def main(n):
    total = 0
    for k in range(n):
        table = primes(3000 + k)
        total += sum(1 for a, b in zip(table, table[1:]) if b - a == 2)
        total += sum(len(factors(m, table)) for m in range(9000 + k, 9150 + k))
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3600)
