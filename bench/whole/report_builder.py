# String building: f-strings, join, ljust, alternating case, replacing, growing texts.
import sys


def main(n):
    length = 0
    text = ""
    for k in range(n):
        text = ""
        for i in range(40):
            text += f"{i:>3}|{'x' * (i % 7):<8}|{i * k % 1000:05d}|{i / 8:.2f}\n"
        lines = text.splitlines()
        text = "\n".join(line.replace("x", "ab").title() if i % 2 else line.upper() for i, line in enumerate(lines))
        length += len(text) + text.count("|") + text.find("00")
    print(text)
    print(length)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 15000)
