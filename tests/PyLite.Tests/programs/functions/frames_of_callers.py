# Variables of callers by f_locals; views that hold a bytearray's length; the operator of a subclass's builtin base.
import collections
import sys


def names(depth=1):
    frame = sys._getframe(depth)
    return frame.f_code.co_name, sorted(k for k in frame.f_locals if not k.startswith("__"))


def outer(a, b=2):
    x = [a]

    def inner(q):
        y = q + a
        return names(), names(2), names(3), y
    return inner(5), x


def interpolate(text):
    return text.format(**sys._getframe(1).f_locals)


def greet(name):
    n = 3
    return interpolate("{name} {n}")


def numbers():
    z = 1
    yield names()
    z = z + 1
    yield sys._getframe().f_locals["z"]


class K:
    v = 3
    print(names())


print(outer(1))
print(greet("bob"), list(numbers()))

buffer = bytearray(b"abc")
view = memoryview(buffer)
for change in (lambda: buffer.append(1), lambda: buffer.extend(b"x"), lambda: buffer.pop(), lambda: buffer.clear(), lambda: buffer.reverse()):
    try:
        print(change(), buffer)
    except BufferError as e:
        print(e)
view.release()
buffer.append(1)
print(buffer)
view = memoryview(buffer)
del view
buffer.append(2)
print(buffer)


class Quiet(dict):
    def __or__(self, other):
        return NotImplemented


class Odd(int):
    def __add__(self, other):
        return NotImplemented


print(Quiet(a=1) | {"b": 2}, Odd(1) + 2, collections.Counter("aab") | {"z": 1})
try:
    Odd(1) + "x"
except TypeError as e:
    print(e)
for args in (("m", ("/a/b.py", 3, 1, "x\n")), ("m", (None, 3, 1, "x")), ("m",)):
    print(SyntaxError(*args))


class Swapped:
    def __setattr__(self, name, value):
        super().__setattr__(name, value)


class Mixed(Swapped, type):
    pass


class Made(metaclass=Mixed):
    x = 1


print(sorted(Made.__dict__)[-1], Made.x)
