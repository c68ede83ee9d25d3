"""Texts compared line by line and character by character with difflib, and their words counted."""
import difflib
import sys
import textwrap

DEFAULT = 60

WORDS = "the quick brown fox jumps over a lazy dog while seven wizards box and judge my vow".split()


def text(seed, lines):
    out = []
    for i in range(lines):
        seed = seed * 1103515245 + 12345 & 0x7FFFFFFF
        out.append(" ".join(WORDS[(seed >> k) % len(WORDS)] for k in range(3, 3 + seed % 9)))
    return out


def main(n):
    changes = ratio = wrapped = 0
    for i in range(n):
        old = text(i, 60)
        new = [line for k, line in enumerate(old) if k % 11 != i % 11] + text(i + 1, 4)
        new[i % 20] = new[i % 20].upper()
        changes += sum(1 for line in difflib.unified_diff(old, new, lineterm="") if line[0] in "+-")
        changes += len(list(difflib.ndiff(old[:6], new[:6])))
        ratio += difflib.SequenceMatcher(None, old[0], new[1]).ratio()
        wrapped += len(textwrap.wrap(" ".join(old), 40))
    print(changes, round(ratio, 6), wrapped, difflib.get_close_matches("wizzard", WORDS))


main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
