# Text processing: words, their lines and counts, reports made with format and join.
import sys

WORDS = "the quick brown fox jumps over a lazy dog while seven grey geese fly south and nobody counts them twice".split()


def text(seed, lines):
    made = []
    for _ in range(lines):
        row = []
        for _ in range(9):
            seed = (seed * 16807) % 2147483647
            row.append(WORDS[seed % len(WORDS)])
        made.append(" ".join(row).capitalize() + ("." if seed % 3 else "!"))
    return made


def main(n):
    length = 0
    last = ""
    for k in range(n):
        index = {}
        for number, line in enumerate(text(k + 1, 60), 1):
            for word in line.strip(".!").lower().split():
                index.setdefault(word, []).append(number)
        report = []
        for word in sorted(index, key=lambda w: (-len(index[w]), w)):
            report.append("%-8s %4d  %s" % (word, len(index[word]), ",".join(str(i) for i in index[word][:5])))
        last = "\n".join(report)
        length += len(last)
    print(last)
    print(length)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 4200)
