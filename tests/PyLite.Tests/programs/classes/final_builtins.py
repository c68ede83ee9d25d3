# Classes of C modules that nothing can be derived from, and those whose __new__ leaves keywords to an __init__ of one's own.
import array
import collections
import contextvars
import copy
import functools
import itertools
import operator
import pickle
import re
import struct
import zlib

FINAL = [
    memoryview, contextvars.Context, contextvars.ContextVar, contextvars.Token, type(functools.lru_cache(len)), operator.itemgetter,
    operator.attrgetter, operator.methodcaller, re.Match, re.Pattern, type(zlib.compressobj()), type(zlib.decompressobj()),
    type(array.array("b").__iter__()), type(functools.cmp_to_key(len)), type(struct.iter_unpack("i", b"")),
]
for final in FINAL:
    try:
        type("Derived", (final,), {})
    except TypeError as e:
        print(e)

for base, args in (
    (array.array, ("b",)), (collections.deque, ([1],)), (frozenset, ([1],)), (tuple, ([1],)), (float, (1.5,)), (itertools.chain, ([1],)), (zip, ([1],)),
    (struct.Struct, ("i",)),
):
    class Derived(base):
        def __init__(self, *args, extra=None):
            self.extra = extra

    try:
        print(base.__name__, Derived(*args, extra=3).extra)
    except TypeError as e:
        print(base.__name__, e)

nan = float("nan")
a, b = array.array("d", [nan]), array.array("d", [nan])
print(a == b, a != b, a < b, a >= b, a == a, array.array("i", [1, 2]) == array.array("d", [1, 2]))
for call in repr, str, array.array.tounicode:
    try:
        print(call(array.array("u", b"\xff\xff\xff\xff")))
    except ValueError as e:
        print(e)

for call in (lambda: contextvars.Context(1), lambda: contextvars.Context(a=1), lambda: contextvars.Context().run()):
    try:
        call()
    except TypeError as e:
        print(e)

d = collections.deque(range(5))
for it in iter(d), reversed(d):
    next(it)
    print(type(it).__name__, operator.length_hint(it), len(list(it)), operator.length_hint(it))
it = iter(d)
d.append(5)
print(operator.length_hint(it))
try:
    next(it)
except RuntimeError as e:
    print(e, operator.length_hint(it))

d = collections.deque("abc")
for it in iter(d), reversed(d):
    next(it)
    again = copy.copy(it)
    print(list(it), list(again), type(again) is type(it), pickle.loads(pickle.dumps(type(it))) is type(it))


class Clears:
    def __init__(self, answer):
        self.answer = answer

    def __eq__(self, other):
        changing.clear()
        if self.answer is None:
            raise RuntimeError("no answer")
        return self.answer


for answer in True, False, None:
    for method in "remove", "index", "count", "__contains__":
        changing = collections.deque(["a", Clears(answer), "c"])
        try:
            print(answer, method, getattr(changing, method)("z"))
        except (RuntimeError, IndexError) as e:
            print(answer, method, type(e).__name__)
for wrong in (lambda: collections.deque().rotate(1, 2), lambda: collections.deque([]).rotate("a")):
    try:
        wrong()
    except TypeError as e:
        print(e)
