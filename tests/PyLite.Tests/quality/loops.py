# Each function holds one hot loop; TraceQualityTests asserts what the lines with an ID became in machine code's trace.


def ints(n):
    s = 0
    i = 0
    j = 0xFF
    while i < n:                    # ID: int-compare
        s += i & j                  # ID: int-and-add
        i += 1                      # ID: int-increment
    return s


def floats(n):
    x = 0.0
    y = 1.0
    i = 0
    while i < n:
        x = x * 0.5 + y             # ID: float-multiply-add
        y = y - x / 3.0             # ID: float-divide
        i += 1
    return x, y


def over_range(n):
    total = 0
    for i in range(n):              # ID: range-next
        total += i                  # ID: range-add
    return total


def list_sum(items, n):
    total = 0
    i = 0
    while i < n:
        total += items[i & 7]       # ID: list-read
        i += 1
    return total


def list_write(items, n):
    i = 0
    while i < n:
        items[i & 7] = i            # ID: list-write
        i += 1
    return items


class Counter:
    def __init__(self):
        self.count = 0

    def tick(self, by):
        self.count = self.count + by    # ID: inlined-method


def attributes(counter, n):
    i = 0
    while i < n:
        counter.tick(i)
        i += 1
    return counter.count


def double(x):
    return x + x


def inlined(n):
    total = 0
    i = 0
    while i < n:
        total += double(i)          # ID: function-call
        i += 1
    return total


def exception(n):
    caught = 0
    i = 0
    while i < n:
        try:
            raise KeyError
        except KeyError:
            caught += 1             # ID: caught
        i += 1
    return caught


def tuples(n):
    a = 0
    b = 1
    i = 0
    while i < n:
        a, b = b, (a + b) & 1023    # ID: swap
        pair = (a, b)               # ID: pack
        a, b = pair                 # ID: unpack
        i += 1
    return a, b


class Pair:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __eq__(self, other):
        return self.x == other.x

    def __add__(self, other):
        return Pair(self.x + other.x, self.y)

    def __iter__(self):
        yield self.x
        yield self.y


def user_operators(a, b, n):
    equal = 0
    i = 0
    while i < n:
        if a == b:                  # ID: user-equal
            equal += 1
        i += 1
    return equal


def user_sums(b, n):
    total = 0
    i = 0
    while i < n:
        total += (b + b).x          # ID: user-add
        i += 1
    return total


def user_unpacking(a, n):
    total = 0
    i = 0
    while i < n:
        x, y = a                    # ID: user-unpack
        total += x + y
        i += 1
    return total


def by_name(a, n):
    found = 0
    i = 0
    while i < n:
        found += getattr(a, 'x')    # ID: getattr
        if hasattr(a, 'z'):         # ID: hasattr
            found += 1
        i += 1
    return found


def two_words(x, n):
    i = 0
    while i < n:
        x = (x * 6364136223846793005 + 1442695040888963407) % 2 ** 64   # ID: two-words
        i += 1
    return x


def powers(n):
    total = 0
    i = 0
    while i < n:
        total += 31 ** (i & 7)          # ID: power
        i += 1
    return total


def tuple_keys(n):
    seen = {(i, i + 1): 0 for i in range(8)}
    some = set(seen)
    i = 0
    while i < n:
        key = i & 7, (i & 7) + 1
        seen[key] = seen[key] + 1       # ID: tuple-keys
        if key in some:                 # ID: tuple-members
            i += 1
    return seen


print(ints(3000), floats(3000), over_range(3000), list_sum(list(range(8)), 3000), list_write([0] * 8, 3000))
print(attributes(Counter(), 3000), inlined(3000), exception(3000), tuples(3000))
print(user_operators(Pair(1, 2), Pair(1, 3), 3000), user_sums(Pair(1, 2), 3000), user_unpacking(Pair(1, 2), 3000), by_name(Pair(1, 2), 3000))
print(two_words(5, 4000), tuple_keys(4000), powers(4000))
