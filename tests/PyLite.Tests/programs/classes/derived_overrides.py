# What a class derived from a builtin overrides is asked where CPython asks it, and nowhere else.
import collections
import operator


def derive(base):
    return type(base.__name__.title(), (base,), {"__iter__": lambda self: iter(["z"])})


for base, made in (dict, {"a": 1}), (list, "a"), (set, "a"), (frozenset, "a"), (tuple, "a"), (str, "a"), (collections.deque, "a"):
    x = derive(base)(made)
    print(base.__name__, "a" in x, "z" in x, list(x), [*x], sorted(x), len(x), operator.contains(x, "a"))
    added = []
    added += x
    added.extend(x)
    added[:1] = x
    print(added)
    first, *rest = x
    print(first, rest)


class Counted:
    asked = 0

    def __iter__(self):
        Counted.asked += 1
        return iter([1, 2, 3])


head, *tail = Counted()
print(head, tail, Counted.asked)


class Closed:
    __contains__ = None

    def __iter__(self):
        return iter([1])


class Forward(list):
    __reversed__ = None


class Equal(int):
    def __eq__(self, other):
        return True

    __hash__ = int.__hash__


class Folded(str):
    def __eq__(self, other):
        return self.lower() == other.lower()

    __hash__ = str.__hash__


class Mixed(Equal):
    def __ne__(self, other):
        return "ne"


class Plain:
    def __eq__(self, other):
        return True


one, two = collections.OrderedDict(a=1, b=2), collections.OrderedDict(b=2, a=1)
print(one == two, one != two, one != dict(two), dict(one) != two, one != 1, collections.Counter("ab") != collections.Counter("ba"), collections.Counter("a") != {"a": 1})
print(Equal(1) == 2, Equal(1) != 2, 2 != Equal(1), Folded("A") == "a", Folded("A") != "a", Mixed(1) != 2, Plain() != 1)
for wrong in (lambda: 1 in Closed(), lambda: reversed(Forward()), lambda: reversed(collections.UserDict()), lambda: hash({}.keys()),
              lambda: {}.keys() + [], lambda: [] + {}.items(), lambda: slice(stop=1), lambda: operator.concat({}, {}), lambda: operator.indexOf(1, 1),
              lambda: "a".replace(None, "b"), lambda: format(derive(list)(), "5")):
    try:
        print(wrong())
    except TypeError as e:
        print(e)


class Tally(collections.defaultdict):
    pass


tally = Tally(int, a=1)
tally["b"] += 2
print(tally | {"c": 3}, {"c": 3} | tally, type(tally | {}).__name__, vars(tally), tally.default_factory)
try:
    collections.defaultdict(int).other = 1
except AttributeError as e:
    print(e)
queue = same = collections.deque([1, 2], 3)
queue *= 2
print(queue, queue is same, queue * 1, collections.deque.__repr__(queue))
