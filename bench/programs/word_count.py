"""Words counted in a dictionary, over a text made up by a small random generator."""
import sys
import time

SYLLABLES = ["ba", "ko", "ri", "tu", "se", "mo", "la", "ni", "po", "ga", "du", "fe"]


def random_numbers(seed):
    """A linear congruential generator, so that every Python makes the same text."""
    state = seed
    while True:
        state = (state * 1103515245 + 12345) & 0x7FFFFFFF
        yield state >> 8


def make_text(words):
    numbers = random_numbers(42)
    result = []
    for _ in range(words):
        # Few syllables are likelier than many, and the first of them likelier than the last.
        length = 1 + min(next(numbers) % 3, next(numbers) % 4)
        word = ""
        for _ in range(length):
            word += SYLLABLES[min(next(numbers) % 12, next(numbers) % 12)]
        result.append(word)
    return " ".join(result)


def count_words(text):
    counts = {}
    for word in text.split():
        if word in counts:
            counts[word] += 1
        else:
            counts[word] = 1
    return counts


def count_letters(text):
    counts = {}
    for character in text:
        counts[character] = counts.get(character, 0) + 1
    return counts


def followers(words):
    """For each word, which words come after it, and how often."""
    table = {}
    for i in range(len(words) - 1):
        key = (words[i], words[i + 1])
        table[key] = table.get(key, 0) + 1
    return table


def run(size):
    text = make_text(size)
    counts = count_words(text)
    ranking = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    letters = count_letters(text)
    pairs = followers(text.split())
    by_length = {}
    for word, count in counts.items():
        by_length.setdefault(len(word), []).append(count)
    lines = ["%d words, %d different" % (size, len(counts))]
    for word, count in ranking[:8]:
        lines.append("%-8s%6d" % (word, count))
    lines.append(" ".join("%s=%d" % (letter, letters[letter]) for letter in sorted(letters) if letter != " "))
    lines.append("%d pairs, most frequent %d times" % (len(pairs), max(pairs.values())))
    for length in sorted(by_length):
        lines.append("length %d: %d words, %d times" % (length, len(by_length[length]), sum(by_length[length])))
    return "\n".join(lines)


DEFAULT = 2500


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
