# Attributes that constructors along a chain of classes set again, and read back in the trace: more stores than the tracer keeps in mind,
# so that it meets an object of its own under a second name.


class Base:
    def __init__(self, x, k=1):
        self.u = x + 1
        self.v = x


class Middle(Base):
    def __init__(self, x, k=1):
        super().__init__(x, k)
        self.u = x
        self.v = k


class Derived(Middle):
    def __init__(self, x, k=1):
        super().__init__(x, k)

    def __add__(self, other):
        return Derived(self.u, other.u % 1000)

    def __getitem__(self, x):
        return self.v + x


def run(items, last=0):
    for item in items:
        try:
            both = Derived(3) + Base(3)
            last = both[100]
        finally:
            0
    return last


for turn in range(8):
    print(run([turn] * (1 + turn % 2)))
