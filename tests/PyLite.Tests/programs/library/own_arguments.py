"""Classes derived from builtin ones whose __init__ or __new__ takes other arguments."""
# Needs CPython's library.
import decimal, io, itertools, queue, random, struct, threading, _random, _thread

class Dice(random.Random):
    def __init__(self, *, sides=6, seed=None):
        super().__init__(seed)
        self.sides = sides
    def roll(self):
        return self.randrange(self.sides)
a, b = Dice(sides=20, seed=3), random.Random(3)
print([a.roll() for _ in range(5)] == [b.randrange(20) for _ in range(5)], a.sides)
raw = _random.Random.__new__(_random.Random, 5)
print(raw.random())
raw.__init__(5)
print(raw.random() == random.Random(5).random())
try: raw.__init__(1, 2)
except TypeError as e: print(e)

class Record(struct.Struct):
    def __init__(self, *names, format):
        super().__init__(format)
        self.names = names
    def read(self, data):
        return dict(zip(self.names, self.unpack(data)))
r = Record("x", "y", format="<hi")
print(r.read(r.pack(1, 2)), r.size)

class Channel(queue.SimpleQueue):
    def __init__(self, name, *, size=None):
        self.name, self.limit = name, size
c = Channel("c", size=3)
c.put(1)
print(c.name, c.limit, c.get())

class Named(_thread.RLock):
    def __init__(self, name, *, kind="lock"):
        self.name, self.kind = name, kind
with Named("n", kind="k") as held: print(held)

class Money(decimal.Context):
    def __init__(self, places, *, currency):
        super().__init__(prec=places)
        self.currency = currency
m = Money(4, currency="EUR")
print(m.prec, m.currency, m.divide(decimal.Decimal(1), 3))
class Later(decimal.Context):
    def __new__(cls, *args, **keywords): return super().__new__(cls)
print(Later(prec=7).prec)

class Pair(io.BufferedRWPair):
    def __init__(self, text, *, label):
        self.out = io.BytesIO()
        super().__init__(io.BytesIO(text), self.out)
        self.label = label
p = Pair(b"read", label="l")
print(p.write(b"xy"), p.flush(), p.read(), p.out.getvalue(), p.label)

class Ends(io.IncrementalNewlineDecoder):
    def __init__(self, **options): super().__init__(None, options.get("translate", True))
print(repr(Ends(translate=True).decode("a\r\nb")), repr(Ends(translate=False).decode("a\r\nb")))

class Chain(itertools.chain):
    def __init__(self, *parts, name=None): self.name = name
print(list(Chain([1], [2], name="n")), Chain(name="n").name)
class Twice(map):
    def __init__(self, *args, label): self.label = label
print(list(Twice(str, [1, 2], label="l")))

class Buffer(io.BytesIO):
    def __new__(cls, data, *more): return super().__new__(cls)
    def __init__(self, data, *more): super().__init__(data + bytes(more))
print(Buffer(b"ab", 99).getvalue(), io.BytesIO.__new__(io.BytesIO, b"lost").getvalue())
class Text(io.StringIO):
    def __new__(cls, *args): return super().__new__(cls)
print(Text("kept").getvalue())
class Wrapper(io.TextIOWrapper): pass
print(Wrapper(io.BytesIO(b"line\n")).read())

class Lazy(property):
    def __new__(cls, *args): return super().__new__(cls)
class Uses:
    @Lazy
    def value(self):
        "The value."
        return 3
print(Uses().value, Uses.value.__doc__)
class Static(staticmethod):
    def __init__(self, f): super().__init__(f); self.note = "note"
class UsesStatic:
    @Static
    def f(): return "f"
print(UsesStatic.f(), UsesStatic.__dict__["f"].note)
