# Attributes that a program hangs on a file, or on another object of a builtin class, go before the class's methods.
import functools
import io
import sys


class Text(io.TextIOWrapper):
    __slots__ = ()


files = [io.StringIO(), io.BytesIO(), io.BufferedReader(io.BytesIO()), io.BufferedRandom(io.BytesIO()), io.TextIOWrapper(io.BytesIO()), Text(io.BytesIO())]
for f in files:
    f.note = 3
    f.read = lambda: "read by this"
    print(type(f).__name__, f.read(), sorted(f.__dict__))
    del f.read
    print(f.read(), f.note)

for _ in range(40):
    f = io.StringIO("plain")
    before = f.read()
    f.read = lambda: "own"
    after = f.read()
print(before, after)

# What a program puts in the place of the standard output's write is what is called.
written = []
real = sys.stdout.write
sys.stdout.write = lambda text: written.append(text) or len(text)
sys.stdout.write("hidden")
print("printed", 3, sep="-")
del sys.stdout.write
print(written, sys.stdout.write == real)


class Pieces:
    def __init__(self):
        self.pieces = []

    def write(self, text):
        self.pieces.append(text)


pieces = Pieces()
print("a", 1, None, file=pieces)
print(file=pieces)
print("b", end="", file=pieces)
print(pieces.pieces)
try:
    print("c", file=3)
except AttributeError as e:
    print(e)

p = functools.partial(int, base=2)
p.__reduce__ = lambda: "own"
p.note = 1
print(p.__reduce__(), p.__dict__["note"], p("101"))
