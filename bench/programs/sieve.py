"""The sieve of Eratosthenes over a list of booleans, then arithmetic on the primes."""
import sys
import time


def primes_below(n):
    is_prime = [True] * n
    is_prime[0] = is_prime[1] = False
    i = 2
    while i * i < n:
        if is_prime[i]:
            multiple = i * i
            while multiple < n:
                is_prime[multiple] = False
                multiple += i
        i += 1
    return [number for number in range(n) if is_prime[number]]


def run(size):
    primes = primes_below(size)
    twins = 0
    checksum = 0
    previous = 0
    for prime in primes:
        if prime - previous == 2:
            twins += 1
        previous = prime
        checksum = (checksum * 3 + prime) & 0xFFFFFF
    return "%d primes below %d, %d pairs of twins, last %d, checksum %d" % (len(primes), size, twins, primes[-1], checksum)


DEFAULT = 20000


def main():
    """SIZE ITERATIONS: with more than one iteration, the seconds that each took are written to standard error."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT
    iterations = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    for _ in range(iterations):
        start = time.perf_counter()
        result = run(size)
        if iterations > 1:
            sys.stderr.write("%.6f\n" % (time.perf_counter() - start))
    print(result)


main()
