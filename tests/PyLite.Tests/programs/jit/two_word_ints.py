# Ints around 64 and 127 bits in hot loops: every operator on short and long operands by turns, at the edges of one and of two words.
import operator

EDGES = []
for bits in (0, 31, 62, 63, 64, 65, 126, 127, 128):
    for around in (-1, 0, 1):
        EDGES += [2 ** bits + around, -(2 ** bits) + around]
PRIME = (1 << 61) - 1

OPERATIONS = [
    ("+", operator.add), ("-", operator.sub), ("*", operator.mul), ("&", operator.and_), ("|", operator.or_), ("^", operator.xor),
    ("<", operator.lt), ("<=", operator.le), ("==", operator.eq), ("!=", operator.ne), (">", operator.gt), (">=", operator.ge),
]


def mixed(name, operation):
    total = 0
    for a in EDGES:
        for b in EDGES:
            total = (total * 31 + operation(a, b)) % PRIME
    print(name, total)


def written_out():
    total = 0
    for a in EDGES:
        for b in EDGES:
            total += (a + b) % PRIME + (a - b) % PRIME + (a * b) % PRIME
            total += (a & b) % PRIME + (a | b) % PRIME + (a ^ b) % PRIME
            total += (a < b) + 2 * (a <= b) + 4 * (a == b) + 8 * (a != b) + 16 * (a > b) + 32 * (a >= b)
            if b:
                total += (a // b) % PRIME + a % b
            count = b & 127
            total += (a >> count) % PRIME + (a << count) % PRIME
    print(total)


def powers_of_two():
    total = 0
    for a in EDGES * 4:
        for bits in (1, 32, 62, 63, 64, 65, 100):
            total ^= a % 2 ** bits ^ a & 2 ** bits - 1 ^ a // 2 ** bits
    print(total)


def random_numbers(state, rounds):
    seen = 0
    for i in range(rounds):
        state = (state * 6364136223846793005 + 1442695040888963407) % 2 ** 64
        mixed = ((state >> 18) ^ state) >> 27 & 0xFFFFFFFF
        turn = state >> 59
        seen ^= mixed >> turn | mixed << (-turn & 31)
        if state > 2 ** 63:
            seen += 1
    print(state, seen)


def rotations(x, rounds):
    mask = (1 << 64) - 1
    for i in range(rounds):
        x = (x << 13 | x >> 51) & mask
        x ^= x >> 7
        x = -x & mask if x & 1 else x + 2 ** 63 & mask
    print(x)


def grows(x, rounds):
    longest = 0
    for i in range(rounds):
        x = x * 3 + i if x < 2 ** 130 else x // 2 ** 100 - 5
        longest = max(longest, x.bit_length())
    print(x, longest)


class Number(int):
    def __add__(self, other):
        return "added"


def no_ints(values):
    out = []
    for k in range(300):
        for value in values:
            out.append(value + 2 ** 64)
            out.append(value == 2 ** 64)
    print(len(out), [str(item) for item in out[-2 * len(values):]])


for name, operation in OPERATIONS:
    mixed(name, operation)
for again in range(3):
    written_out()
powers_of_two()
random_numbers(42, 4000)
rotations(0x9E3779B97F4A7C15, 3000)
grows(7, 3000)
no_ints([1, 2 ** 64, True, 2.0 ** 64, Number(5)])
