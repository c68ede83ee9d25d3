"""Items at every index of every kind of sequence, from both ends and beyond them; and iterators over ranges in the middle of their way."""
import array
import collections


def at(sequence, index):
    try:
        return sequence[index]
    except IndexError as error:
        return str(error)


def items(sequence):
    n = len(sequence)
    seen = []
    # Often enough to be compiled, and with indices beyond the ends only after that.
    for turn in range(200):
        seen = [at(sequence, i) for i in range(-n, n)]
    return seen, [at(sequence, i) for i in (n, -n - 1, n + 5, 2**62, -2**62, 2**63 - 1, -2**63, True)]


memory = memoryview(b"view")
for sequence in ([1, 2, 3], [1.5, 2.5], ["a", None, []], (1, "b"), "text", "\U0001F600x", b"bytes", bytearray(b"more"), range(5), range(9, 0, -3),
                 collections.deque("abc"), array.array("d", [0.5, 1.5]), array.array("H", [7, 8, 9]), memory, [], "", ()):
    print(type(sequence).__name__, *items(sequence))


def stored(sequence, values):
    out = []
    for turn in range(200):
        for i in range(-len(values), len(values)):
            sequence[i] = values[i]
    for i in (len(values), -len(values) - 1, 2**62, -2**62):
        try:
            sequence[i] = values[0]
        except IndexError as error:
            out.append(str(error))
    return sequence, out


print(*stored([0, 0], [3, 4]), *stored([0.0] * 3, [1.5, 2.5, 3.5]), *stored(bytearray(2), [65, 66]), *stored(array.array("i", [0, 0]), [5, 6]))


def popped(i):
    values = list(range(6))
    try:
        return values.pop(i), values
    except IndexError as error:
        return str(error)


print([popped(i) for i in (0, 5, -1, -6, 6, -7, 2**62)])


def halves(r):
    first = []
    iterator = iter(r)
    for value in iterator:
        first.append(value)
        if len(first) * 2 >= len(r):
            break
    return first, iterator.__length_hint__(), list(iterator), iterator.__length_hint__(), list(iterator)


for turn in range(100):
    for r in range(10), range(3, 9), range(0), range(5, 5), range(10, 0, -1), range(0, 20, 7), range(-3, 3), range(2**61 - 3, 2**61 + 2), range(2**63 - 2, 2**63 + 1):
        result = halves(r), halves(r[::-1]), list(reversed(r))
        if turn == 99:
            print(r, *result)

iterator = iter(range(10))
iterator.__setstate__(4)
print(next(iterator), iterator.__length_hint__(), list(iterator))
iterator = iter(range(10, 0, -3))
iterator.__setstate__(2)
print(list(iterator))
