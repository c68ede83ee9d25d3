# Places that meet more classes, shapes and functions than they are compiled for, one after the other.
def make(i):
    class C:
        def f(self, x):
            return x + i

        def __add__(self, other):
            return i * other
    return C


def adder(i):
    return eval("lambda x: x + %d" % i)


def calls(objects, turns):
    total = 0
    for j in range(turns):
        o = objects[j % len(objects)]
        total += o.f(j) + (o + 2)
    return total


def functions(fs, turns):
    total = 0
    for j in range(turns):
        total += fs[j % len(fs)](j)
    return total


def made_in_the_loop(turns):
    total = 0
    for j in range(turns):
        class P:
            def __init__(self, x):
                self.x = x

            def get(self):
                return self.x + 1
        total += P(j).get()
    return total


class Shape:
    pass


def shapes(turns):
    total = 0
    for j in range(turns):
        o = Shape()
        for bit in range(5):
            if (j >> bit) & 1:
                setattr(o, "a%d" % bit, j)
        o.z = j
        total += o.z
    return total


print(calls([make(i)() for i in range(40)], 2000))
print(functions([adder(i) for i in range(40)], 2000))
print(made_in_the_loop(150))
print(shapes(800))
