# A class with an own __new__ whose builtin base has __init__ fill the instance.


class L(list):
    def __new__(cls, contained=None):
        return list.__new__(cls)


class D(dict):
    def __new__(cls, *a, **k):
        return dict.__new__(cls)


class S(set):
    def __new__(cls, it=()):
        return super().__new__(cls)


class B(bytearray):
    def __new__(cls, *a, **k):
        return super().__new__(cls)


class E(Exception):
    def __new__(cls, *a):
        return Exception.__new__(cls)


class O(OSError):
    def __new__(cls, *a):
        return super().__new__(cls, *a)


class Strict(list):
    def __new__(cls, contained=None):
        if not isinstance(contained, list):
            raise TypeError(f"{cls.__name__} may only be made of a list, not {type(contained).__name__}")
        return super().__new__(cls)


class Own(list):
    def __new__(cls, *a):
        return super().__new__(cls)

    def __init__(self, *a):
        super().__init__(x * 2 for x in a)


def made():
    return L([1, 2]), L((3,)), L(), D({1: 2}), D(a=1), D([(1, 2)], b=3), S([1]), S(), B(b"abc"), B(2), E(1, 2).args, O(2, "no", "f"), Own(1, 2)


for i in range(4):
    print(made())
print(Strict([3, 4]))
for wrong in (lambda: Strict((1,)), lambda: L(1), lambda: L(x=1), lambda: S([[]]), lambda: D(1)):
    try:
        print(wrong())
    except TypeError as e:
        print(e)
e = O(2, "no", "f")
print(e.errno, e.strerror, e.filename, type(e).__mro__[1].__name__)

# A deque's own __init__ sets its length, too.
import collections


class Recent(collections.deque):
    def __init__(self, n):
        super().__init__(maxlen=n)


class Kept(collections.deque):
    def __new__(cls, *a):
        return super().__new__(cls)


r = Recent(2)
r.extend("abc")
print(r, r.maxlen, Kept([1, 2], 1))
d = collections.deque([1, 2])
d.__init__([5, 6, 7], 2)
print(d)
d.__init__("xyz", maxlen=4)
print(d)
d.__init__()
print(d, d.maxlen)
for wrong in (([], -1), ([], "a"), ([], 1.5), (None,), (None, 3), (1, 2, 3)):
    try:
        print(collections.deque(*wrong))
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
