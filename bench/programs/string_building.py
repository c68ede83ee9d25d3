"""Text taken apart and put together: joins, slices, formatting, search, characters one by one."""
import sys
import time

WORDS = "the quick brown fox jumps over the lazy dog while seven wizards quietly mix five dozen jugs".split()


def make_lines(n):
    lines = []
    for i in range(n):
        picked = [WORDS[(i * k + k * k) % len(WORDS)] for k in range(1, 6)]
        lines.append("%04d: %s." % (i, " ".join(picked)))
    return lines


def capitalize_words(line):
    result = ""
    start = True
    for character in line:
        result += character.upper() if start else character
        start = character == " "
    return result


def caesar(text, shift):
    result = []
    for character in text:
        if "a" <= character <= "z":
            result.append(chr((ord(character) - 97 + shift) % 26 + 97))
        elif "A" <= character <= "Z":
            result.append(chr((ord(character) - 65 + shift) % 26 + 65))
        else:
            result.append(character)
    return "".join(result)


def is_palindrome(text):
    low = 0
    high = len(text) - 1
    while low < high:
        if text[low] != text[high]:
            return False
        low += 1
        high -= 1
    return True


def checksum(text):
    value = 7
    for character in text:
        value = (value * 31 + ord(character)) % 1000000007
    return value


def run(size):
    lines = make_lines(size)
    text = "\n".join(lines)
    titles = [capitalize_words(line) for line in lines]
    secret = caesar(text, 3)
    back = caesar(secret, -3)
    vowels = 0
    for vowel in "aeiou":
        vowels += text.count(vowel)
    fields = [line.split(": ")[1].rstrip(".").replace("fox", "cat") for line in lines if "fox" in line]
    palindromes = [number for number in range(size * 2) if is_palindrome(str(number))]
    table = "".join([f"{i:>4}|{i * i:<7}|{i / 8:.3f}|{i:#06x}\n" for i in range(0, size, 7)])
    return "\n".join([
        titles[0], titles[-1], secret[:40], "restored" if back == text else "broken",
        f"{vowels} vowels in {len(text)} characters, {len(fields)} foxes: {fields[0] if fields else 'none'}",
        f"{len(palindromes)} palindromes, last {palindromes[-1]}",
        f"checksums {checksum(text)} {checksum(secret)} {checksum(table)}",
    ])


DEFAULT = 250


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
