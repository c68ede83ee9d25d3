"""Pancake flipping: every permutation of n numbers is flipped until a 1 is on top. Small lists of ints, slices, swaps."""
import sys
import time


def flips_until_one(permutation):
    stack = permutation[:]
    flips = 0
    top = stack[0]
    while top != 0:
        low = 0
        high = top
        while low < high:
            kept = stack[low]
            stack[low] = stack[high]
            stack[high] = kept
            low += 1
            high -= 1
        flips += 1
        top = stack[0]
    return flips


def fannkuch(n):
    permutation = list(range(n))
    counts = [0] * n
    checksum = 0
    most = 0
    sign = 1
    while True:
        if permutation[0] != 0:
            flips = flips_until_one(permutation)
            if flips > most:
                most = flips
            checksum += sign * flips
        # The next permutation: rotate the first 2 items, then the first 3 once those are used up, and so on.
        # An even number of rotations so far means an even permutation index; the sign follows the index.
        sign = -sign
        length = 1
        while True:
            if length == n:
                return checksum, most
            first = permutation[0]
            for i in range(length):
                permutation[i] = permutation[i + 1]
            permutation[length] = first
            counts[length] += 1
            if counts[length] <= length:
                break
            counts[length] = 0
            length += 1


def run(size):
    checksum, most = fannkuch(size)
    return "%d\nPfannkuchen(%d) = %d" % (checksum, size, most)


DEFAULT = 7


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
