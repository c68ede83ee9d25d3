# __del__: at a collection, once for each object, and at the end of the program.
import gc


class A:
    def __init__(self, n):
        self.n = n

    def __del__(self):
        print('del', self.n)


class Numbers(list):
    def __del__(self):
        print('gone', list(self))


class Lazarus:
    saved = None

    def __del__(self):
        print('back again')
        Lazarus.saved = self


def alone():
    A(1)


def ring():
    a = A(2)
    a.other = [a]


def numbers():
    Numbers([1, 2])


def comes_back():
    Lazarus()


for f in alone, ring, numbers, comes_back:
    f()
    gc.collect()
Lazarus.saved = None
gc.collect()
x = A('end')
print('last line')
