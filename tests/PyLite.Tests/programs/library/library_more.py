# More of the library that is seldom asked for.
import array
import collections
import copy
import cProfile
import hashlib
import io
import math
import multiprocessing
import pickle
import pstats
import traceback
from zoneinfo import ZoneInfo

# Profiles.


def inner(n):
    return sum(range(n))


def outer():
    return [inner(i) for i in range(3)] + [len("abc")]


profile = cProfile.Profile()
profile.enable()
outer()
profile.disable()
print(profile.runcall(inner, 4))
for entry in sorted(profile.getstats(), key=lambda e: str(e.code)):
    name = entry.code if isinstance(entry.code, str) else entry.code.co_name
    called = sorted((c.code if isinstance(c.code, str) else c.code.co_name, c.callcount) for c in entry.calls or ())
    if name in ("inner", "outer", "<built-in method builtins.len>"):
        print(name, entry.callcount, entry.reccallcount, entry.totaltime >= entry.inlinetime, called)
out = io.StringIO()
pstats.Stats(profile, stream=out).sort_stats("cumulative").print_stats("inner")
print("function calls" in out.getvalue(), "(inner)" in out.getvalue())

# Shared numbers.
value = multiprocessing.Value("i", 5)
with value.get_lock():
    value.value += 2**31
numbers = multiprocessing.Array("d", [1, 2.5])
numbers[0] = 7
text = multiprocessing.Array("c", 10)
text.value = b"hello"
print(value.value, numbers[:], len(numbers), text.value, text[:3], multiprocessing.RawArray("h", 3)[:])

# Keys from passwords, and last digits.
print(hashlib.scrypt(b"password", salt=b"NaCl", n=1024, r=8, p=2, dklen=16).hex())
for options in ({"salt": b"", "n": 3, "r": 1, "p": 1}, {"salt": b"", "n": 2, "r": 1}):
    try:
        hashlib.scrypt(b"", **options)
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)
print(math.erf(1 / math.sqrt(2)), math.erfc(3), math.expm1(1e-10), math.log1p(1e-10))

# Ordered dictionaries, deques and arrays of the program's own classes.
ordered = collections.OrderedDict(a=1)
print(ordered.pop(key="b", default=2), ordered.setdefault("c", default=3), ordered)
ordered["me"] = ordered
print(ordered)


class Line(collections.deque):
    pass


class Numbers(array.array):
    pass


line = Line([1, 2], 3)
numbers = Numbers("i", [1, 2])
numbers.tag = "tagged"
again = pickle.loads(pickle.dumps(numbers))
print(copy.copy(line), type(line.copy()).__name__, type(again).__name__, again.tag, isinstance(numbers, collections.abc.MutableSequence))
print(array.array("u", "é\U0001F600"))

# Columns of lines that are not ASCII.


def wide():
    größe = 0
    return "äöü" + str(1 + größe / 0)


try:
    wide()
except ZeroDivisionError:
    print("".join(traceback.format_exc().splitlines(keepends=True)[-3:]))
print(repr(ZoneInfo("Europe/Berlin")), ZoneInfo)

# Names of a program, as the compiler sees them.
import signal
import symtable

table = symtable.symtable("import os\ndef f(a, *b, c=1):\n    x = a\n    global g\n    def h(): return x\n    return [i for i in b]\n", "<names>", "exec")
f = table.get_children()[0]
print(table, sorted(table.get_identifiers()), table.lookup("os").is_imported(), f.get_parameters(), f.get_locals(), f.get_globals())
print([(child.get_name(), child.get_frees(), child.is_nested()) for child in f.get_children()])

# Waiting for a signal.
signal.signal(signal.SIGALRM, lambda number, frame: print("alarm", number))
signal.setitimer(signal.ITIMER_REAL, 0.01)
signal.pause()
print("went on", signal.setitimer(signal.ITIMER_VIRTUAL, 100), signal.getitimer(signal.ITIMER_VIRTUAL)[0] > 50, signal.setitimer(signal.ITIMER_VIRTUAL, 0)[1])
