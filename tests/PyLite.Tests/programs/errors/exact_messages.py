# What builtin functions and classes say about wrong arguments, where it differs from the usual sentence.
import array, bisect, csv, datetime, decimal, functools, io, itertools, json, math, operator, os, random, re, struct, sys, types, zlib


class Slots:
    __slots__ = ("q",)


class Other:
    __slots__ = ("a", "__dict__")


class Fault(Exception):
    __str__ = object.__str__

    def __repr__(self):
        return "<Fault>"


for text in '''
datetime.date()
datetime.date(1, 2, 3, 4)
datetime.datetime(2020, 1, 1, x=1)
datetime.time(1, 2, 3, 4, 5, 6)
datetime.timedelta(1).days = 3
decimal.Context(prec=3, foo=1)
"%05f" % float("-inf"), "%d" % decimal.Decimal("1.5")
"{!}".format(1)
"{}".format_map({})
format(True, "s")
float.fromhex(3)
[1].index(1, "a")
[1].index(1, None)
[2, 1].sort(reverse="a")
zip([1], foo=3)
enumerate()
type(1, 2)
(int | str)()
super(int, 3)
json.dumps([1], separators=(1, 2))
operator.length_hint(3, "a")
len(itertools.repeat(1)), 
random.Random([])
math.fsum([1e308, 1e308])
math.fsum([float("inf"), -float("inf")])
math.gamma(0.5), math.lgamma(5), math.gamma(-1.5), math.lgamma(-2.5)
re.match("a", "a").pos = 3
del (3)[1]
del {1}["a"]
del (1, 2)[0]
del Slots()["a"]
del Slots().q
type("Both", (Slots, Other), {})
sys.exit(1, 2)
sys.exit.__module__, open.__module__, sys.getsizeof.__module__
Fault("x")
str(Fault("x"))
io.TextIOWrapper(io.BytesIO(), encoding=3)
os.listdir(3.5)
'''.strip().splitlines():
    try:
        try:
            print(text, "->", eval(text))
        except SyntaxError:
            exec(text)
    except BaseException as e:
        print(text, "!!", type(e).__name__, e)
