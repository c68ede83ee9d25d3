# Sets of characters in every mode, asked for every character below 256 and some beyond; branches over many alternatives.
import re

SETS = ["a", "[a]", "[^a]", "[a-f]", "[^A-F]", "[A-Fx-z\xe0-\xe5]", r"\d", r"\D", r"\s", r"[\s\d]", r"[^\s\d]", r"\w", r"\W", r"[\W\d]", r"[^\W]",
        "[\xb5]", "[k\xff]", "[\xc0-\xff]", "[\xd0-\xdf]", "\xdf", "\xd7", "[\u0130]", "\u0131", "[\u212a]", "[\u0100-\u0200]", "[^\u0100-\u0200]",
        ".", r"[\x00-\x7f]", "[ -~]", "[^\n]", r"[\U00010400]", r"[A-\U00010400]", "[s]", "[\u017f]", r"[\w-]", r"[^\d_]"]
CHARS = [chr(c) for c in range(256)] + list("\u0100\u0130\u0131\u017f\u0178\u0390\u03bc\u1fd3\u1e9e\u2028\u212a\u212b\ufb05\U00010400\U00010428\u0660")


def runs(flags):
    out = []
    start = None
    for i in range(len(flags) + 1):
        if i < len(flags) and flags[i]:
            if start is None:
                start = i
        elif start is not None:
            out.append("%d" % start if i == start + 1 else "%d-%d" % (start, i - 1))
            start = None
    return ",".join(out)


for text in SETS:
    for name in ["", "i", "a", "ai", "s", "m"]:
        try:
            pattern = re.compile("(?%s)%s" % (name, text) if name else text)
        except re.error as e:
            print(ascii(text), name, e)
            continue
        print(ascii(text), name, runs([pattern.fullmatch(c) is not None for c in CHARS]))
for text in [b"a", b"[a-f]", b"[^A-F]", rb"\w", rb"[^\w]", rb"\s", b"[\xc0-\xff]", b"[\xe0-\xe5x]", b"."]:
    for name in [b"", b"i", b"L", b"Li"]:
        pattern = re.compile(b"(?%s)%s" % (name, text) if name else text)
        print(ascii(text), ascii(name), runs([pattern.fullmatch(bytes([c])) is not None for c in range(256)]))

# What can begin with what.
WORDS = ["as", "and", "assert", "", "await", "a*b", "[a-c]x", r"\d+", r"\bz", "$", "(?=q)q", "[^a]", "\u0101", r"\Z", "b?c", "(?:d|e)f", "x{0}y", "."]
PROBES = ["", "a", "as", "and", "ab", "bx", "cx", "c", "12", "z", "q", "\u0101", "\xe9", "\n", "bc", "df", "ef", "y", "xy", "assert", "aaab"]
for i in range(len(WORDS)):
    for step in (1, 2, 5, 7):
        parts = [WORDS[(i + k * step) % len(WORDS)] for k in range(3 + i % 4)]
        pattern = re.compile("|".join(parts))
        print("|".join(parts).encode("ascii", "replace"), [m.group() if (m := pattern.match(p)) else None for p in PROBES])

# More lists of alternatives than numbers for them: each character has its own.
many = "|".join("%s%d" % (re.escape(chr(c)), c) for c in range(33, 256)) + "|" + "|".join("[%s-\u0250]w" % re.escape(chr(c)) for c in range(58, 256, 2) if chr(c) not in "\\]")
pattern = re.compile(many)
print([pattern.match(t).group() if pattern.match(t) else None for t in ["!33", "a97", "aw", "\xffw", "\xfew", "\xff255", "\u0101w", "\u0300w", "zw", "~126", "~w", " "]])
words = ["%s%s" % (chr(97 + i % 26), chr(97 + i // 26)) for i in range(400)]
pattern = re.compile("|".join(words))
print(sum(pattern.match(w).group() == w for w in words), pattern.match("A"))
