# Distances between words: rows of numbers, min of three, nearest words of a list.
import sys

WORDS = ["kitten", "sitting", "saturday", "sunday", "intention", "execution", "flaw", "lawn", "gumbo", "gambol"]


def distance(a, b):
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            before, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, before + (x != y))
    return row[-1]


def main(n):
    total = 0
    for k in range(n):
        word = WORDS[k % 10] + "abc"[k % 3] * (k % 4)
        best = min(WORDS, key=lambda w: (distance(word, w), w))
        total += distance(word[::-1], best) + len(best)
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 6800)
