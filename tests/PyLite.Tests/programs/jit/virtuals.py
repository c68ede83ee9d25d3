# Objects that live for an iteration, escape seldom, or are rebuilt when a guard fails.
class Vec:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __add__(self, other):
        return Vec(self.x + other.x, self.y + other.y)

    def __mul__(self, k):
        return Vec(self.x * k, self.y * k)

    def dot(self, other):
        return self.x * other.x + self.y * other.y


kept = []


def simulate(n):
    position = Vec(0.0, 0.0)
    velocity = Vec(1.0, 0.5)
    for i in range(n):
        position = position + velocity * 0.01
        if position.dot(position) > 50.0:
            velocity = velocity * -1
        if i % 997 == 0:
            kept.append(position)
    return position


end = simulate(8000)
print("%.6f %.6f" % (end.x, end.y), len(kept), " ".join("%.3f" % v.x for v in kept))


def tuples(n):
    a, b = 0, 1
    total = 0
    for i in range(n):
        pair = (a, b)
        a, b = b, (pair[0] + pair[1]) % 1000
        triple = (i, a, pair)
        total += triple[2][1]
        if i % 1009 == 1008:
            kept.append(triple)
    return total


print(tuples(6000), kept[-1])


def boxes(n):
    result = []
    x = 0
    for i in range(n):
        x = x + 3 if x % 2 else x * 2 + 1
        x %= 10007
        if i % 1500 == 0:
            result.append(x)
    return x, result


print(boxes(7000))


def swap_chain(n):
    first, second = Vec(1, 2), Vec(3, 4)
    for i in range(n):
        first, second = second, first + Vec(i & 1, 1)
        if first.x > 100000:
            first = Vec(0, 0)
        if second.y % 777 == 0:
            first.x, second.x = second.x, first.x
    return first.x, first.y, second.x, second.y


print(swap_chain(30))
print(swap_chain(5000) == swap_chain(5000))


def closures(n):
    total = 0
    for i in range(n):
        def add(x, i=i):
            return x + i
        total = add(total)
        f = lambda: total
        if f() > 10 ** 6:
            total -= 10 ** 6
    return total


print(closures(5000))
