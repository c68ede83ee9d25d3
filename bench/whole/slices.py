# Slices of lists, strings and tuples: rotations, strides, assignment, deletion, reversals.
import sys


def main(n):
    check = 0
    items = list(range(60))
    text = "abcdefghijklmnopqrstuvwxyz"
    for k in range(n):
        cut = k % 59 + 1
        items = items[cut:] + items[:cut]
        evens, odds = items[::2], items[1::2]
        evens.reverse()
        items[::2] = evens
        items[1:7:2] = odds[:3]
        middle = items[20:30]
        del items[20:30]
        items[5:5] = middle
        text = text[cut % 26:] + text[:cut % 26]
        pair = tuple(items[:6])
        check += pair[-2] + ord(text[::-1][3]) + len(text[2:-2:3]) + (text[:3] in "abcdefghi")
    print(items[:10], text, check)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 580000)
