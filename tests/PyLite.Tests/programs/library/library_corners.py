# Less usual ways to call the library.
import copy
import copyreg
import csv
import functools
import io
import itertools
import os
import pathlib
import pickle
import tempfile
import time
import typing
from contextlib import ExitStack, contextmanager

# A dialect by name.
print(list(csv.reader(["a;b"], dialect="excel", delimiter=";")))
for options in ({"quotechar": ""}, {"lineterminator": None}, {"dialect": "nope"}):
    try:
        csv.writer(io.StringIO(), **options)
    except (TypeError, csv.Error) as e:
        print(type(e).__name__, e)

# Annotations of starred parameters, and what stands for several types.
Ts = typing.TypeVarTuple("Ts")


def starred(*args: *Ts) -> tuple[*Ts]: ...


print(starred.__annotations__, tuple[*Ts][int, str], typing.Annotated[tuple[*Ts], "x"][int])

# How copyreg says that a class is copied.


class Registered:
    def __init__(self, value):
        self.value = value


copyreg.pickle(Registered, lambda r: (Registered, (r.value + 1,)))
print(copy.copy(Registered(1)).value, copy.deepcopy([Registered(5)])[0].value)

# Iterators are copied where they stand.


def begun(iterator, count=1):
    for _ in range(count):
        next(iterator)
    return iterator


for iterator in (
    begun(itertools.cycle("abc"), 2), begun(itertools.cycle("abc"), 4), begun(itertools.islice(iter([1, 2, 3, 4, 5]), 1, None, 2)),
    begun(itertools.accumulate([1, 2, 3])), begun(itertools.product("ab", [1, 2]), 3), begun(itertools.permutations("abc", 2), 2),
    begun(itertools.combinations(range(4), 2), 3), begun(itertools.combinations_with_replacement("ab", 2)), begun(itertools.zip_longest("abc", [1], fillvalue=0)),
    begun(itertools.takewhile(bool, [1, 2, 0, 3])), begun(itertools.dropwhile(bool, [1, 0, 5])), itertools.compress("abcd", [0, 1, 1]),
    itertools.starmap(pow, [(2, 3), (3, 2)]), itertools.filterfalse(None, [0, 1]), itertools.count(3, 2),
):
    twin = pickle.loads(pickle.dumps(iterator))
    print(type(twin).__name__, list(itertools.islice(twin, 5)) == list(itertools.islice(iterator, 5)))

groups = itertools.groupby("aabbc")
next(groups)
print([(key, list(group)) for key, group in copy.copy(groups)])

# Partials.


class Part(functools.partial):
    pass


part = functools.partial(int, base=2)
part.__setstate__((part, (), {}, None))
print(part, Part(print, 1), functools.partial(print, 1).args is not None)
again = copy.copy(p := functools.partial(print, 1, sep=""))
print(again.args is p.args, again.keywords is p.keywords)

# The context of what is thrown into a generator.


@contextmanager
def replacing(error):
    try:
        yield
    finally:
        raise error


errors = [Exception(i) for i in range(4)]
try:
    with ExitStack() as stack:
        for error in errors[:0:-1]:
            stack.enter_context(replacing(error))
        raise errors[0]
except Exception as e:
    while e:
        print(e, end=" ")
        e = e.__context__
print()

# Names in errors, and what a folder knows of its entries.
with tempfile.TemporaryDirectory() as folder:
    path = pathlib.Path(folder)
    (path / "sub").mkdir()
    (path / "file").write_text("x")
    with os.scandir(path) as entries:
        print(sorted((e.name, e.is_dir(), e.is_file(), e.inode() == e.stat().st_ino) for e in entries))
    try:
        os.rmdir(path / "nope")
    except OSError as e:
        print(type(e.filename).__name__, e.filename == folder + "/nope", "PosixPath" in str(e))
for name in ("\0", b"\0"):
    try:
        os.stat(name)
    except ValueError as e:
        print(e)

# Rules of a time zone that a variable spells out.
os.environ["TZ"] = "EST5EDT,M3.2.0,M11.1.0"
time.tzset()
print(time.tzname, time.timezone, time.localtime(1700000000).tm_hour, time.strftime("%Z %z", time.localtime(1720000000)))
del os.environ["TZ"]
time.tzset()


class Named(set):
    pass


print(set.__repr__(Named([1])), os)


# Annotations of plain parameters come before those of positional-only ones.
def annotated(a: 1, /, b: 2 = 0, *c: 3, d: 4, **e: 5) -> 6:
    pass


print(annotated.__annotations__)
