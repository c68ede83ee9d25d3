# What makes a list asks first how many items there are; a dict of a dict's subclass asks for keys where iteration is the class's own.
import operator


class Sized:
    def __iter__(self):
        print("iter")
        return iter("ab")

    def __len__(self):
        print("len")
        return 2


s = Sized()
print(list(s), tuple(s), [*s], sorted(s))
print(sorted(set(s)), sum(1 for _ in s))
items = []
items.extend(s)
print((lambda *a: a)(*s), items)


class Wrong(Sized):
    def __len__(self):
        raise ValueError("no length")


class Unable(Sized):
    def __len__(self):
        raise TypeError("no length")

    def __length_hint__(self):
        return 7


class Negative:
    def __iter__(self):
        return iter(())

    def __length_hint__(self):
        return -1


for make in (lambda: list(Wrong()), lambda: list(Unable()), lambda: operator.length_hint(Unable()), lambda: operator.length_hint(object(), 3),
             lambda: list(Negative()), lambda: sorted(set(Wrong()))):
    try:
        print(make())
    except ValueError as e:
        print(repr(e))


class First(dict):
    def __getitem__(self, key):
        return dict.__getitem__(self, key)[0]


class Own(First):
    def __iter__(self):
        return super().__iter__()


class Keys(First):
    def keys(self):
        return ["a"]


for kind in (First, Own, Keys):
    m = kind(a=[1, 2], b=[3])
    d = {}
    d.update(m)
    print(dict(m), {**m}, d, {} | m, (lambda **k: k)(**m))
