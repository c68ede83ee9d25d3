# Bits of 64-bit words: knights on a board of bits, populations, parities, shifts and masks.
import sys

FULL = (1 << 64) - 1
NOT_A = 0xFEFEFEFEFEFEFEFE
NOT_AB = 0xFCFCFCFCFCFCFCFC
NOT_H = 0x7F7F7F7F7F7F7F7F
NOT_GH = 0x3F3F3F3F3F3F3F3F


def knights(b):
    return ((b << 17 & NOT_A) | (b << 15 & NOT_H) | (b << 10 & NOT_AB) | (b << 6 & NOT_GH)
            | (b >> 17 & NOT_H) | (b >> 15 & NOT_A) | (b >> 10 & NOT_GH) | (b >> 6 & NOT_AB)) & FULL


def count(b):
    found = 0
    while b:
        b &= b - 1
        found += 1
    return found


def main(n):
    total = 0
    for k in range(n):
        seen = frontier = 1 << k % 64
        steps = 0
        while frontier:
            frontier = knights(frontier) & ~seen
            seen |= frontier
            steps += 1
        total += steps + count(seen & (0x5555555555555555 << k % 3))
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 160000)
