# A matcher of simple patterns by backtracking: characters, dot, star, plus, question mark, anchors.
import sys


def match_here(pattern, p, text, t):
    if p == len(pattern):
        return t
    if pattern[p] == "$" and p + 1 == len(pattern):
        return t if t == len(text) else -1
    if p + 1 < len(pattern) and pattern[p + 1] in "*+?":
        least = 1 if pattern[p + 1] == "+" else 0
        most = 1 if pattern[p + 1] == "?" else len(text)
        count = 0
        while count < most and t + count < len(text) and (pattern[p] == "." or pattern[p] == text[t + count]):
            count += 1
        while count >= least:
            end = match_here(pattern, p + 2, text, t + count)
            if end >= 0:
                return end
            count -= 1
        return -1
    if t < len(text) and (pattern[p] == "." or pattern[p] == text[t]):
        return match_here(pattern, p + 1, text, t + 1)
    return -1


def search(pattern, text):
    if pattern.startswith("^"):
        return match_here(pattern, 1, text, 0)
    for start in range(len(text) + 1):
        end = match_here(pattern, 0, text, start)
        if end >= 0:
            return end
    return -1


PATTERNS = ["^ab*c", "a.*z$", "x+y?z", "b.b", "q", "^.*m.*n", "o+"]


def main(n):
    total = 0
    for k in range(n):
        text = "".join("abcmnoxyz"[(i * i + k) % 9] for i in range(25))
        for pattern in PATTERNS:
            total += search(pattern, text) + 1
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 16000)
