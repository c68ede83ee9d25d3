# What frames of callers say while calls are inlined, at every depth: lines and names are noted late, and must be right when they are looked at.
import sys


def names():
    frame = sys._getframe(1)
    found = []
    while frame is not None and len(found) < 6:
        found.append("%s:%d" % (frame.f_code.co_name, frame.f_lineno))
        frame = frame.f_back
    return found


class Adder:
    def __init__(self, n):
        self.n = n

    def __add__(self, other):
        if other.n == 977:
            return names()
        return Adder(self.n + other.n)


def inner(n):
    if n % 300 == 299:
        return names()
    if n % 350 == 349:
        raise ValueError(n)
    return n


def middle(n):
    a = inner(n + 1)
    b = inner(n)
    return a, b


def outer(n):
    first = middle(n)
    second = middle(n + 1)
    return first, second


for n in range(900):
    try:
        result = outer(n)
    except ValueError as error:
        lines = []
        trace = error.__traceback__
        while trace is not None:
            lines.append(trace.tb_lineno)
            trace = trace.tb_next
        print(n, error, lines)
        continue
    for pair in result:
        for item in pair:
            if type(item) is list:
                print(n, item)

total = Adder(0)
for n in range(980):
    got = total + Adder(n)
    if type(got) is list:
        print(got)


def depth(n):
    if n == 0:
        return len(names())
    return depth(n - 1)


print([depth(n) for n in range(40)][-1])


def tree(n):
    if n < 2:
        if n == 1 and counter[0] % 997 == 0:
            print(names())
        counter[0] += 1
        return n
    return tree(n - 1) + tree(n - 2)


counter = [0]
print(tree(16))
