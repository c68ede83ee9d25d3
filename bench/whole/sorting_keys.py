# Sorting with keys, reversed, stable over two keys, comparisons of a class, and a merge sort by hand.
import sys


class Version:
    def __init__(self, text):
        self.parts = tuple(int(x) for x in text.split("."))

    def __lt__(self, other):
        return self.parts < other.parts


def merge_sort(items):
    if len(items) < 2:
        return items
    middle = len(items) // 2
    left, right = merge_sort(items[:middle]), merge_sort(items[middle:])
    merged = []
    i = j = 0
    while i < len(left) and j < len(right):
        if right[j] < left[i]:
            merged.append(right[j])
            j += 1
        else:
            merged.append(left[i])
            i += 1
    return merged + left[i:] + right[j:]


def main(n):
    seed = 1
    check = 0
    for _ in range(n):
        rows = []
        for i in range(80):
            seed = (seed * 48271) % 2147483647
            rows.append((seed % 10, f"n{seed % 37}", seed % 1000))
        rows.sort(key=lambda row: row[2])
        rows.sort(key=lambda row: (row[0], row[1]), reverse=True)
        versions = sorted(Version(f"{a}.{c % 7}.{c}") for a, _, c in rows)
        numbers = merge_sort([row[2] for row in rows])
        check += rows[3][2] + versions[5].parts[2] + numbers[40]
    print(check)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 3400)
