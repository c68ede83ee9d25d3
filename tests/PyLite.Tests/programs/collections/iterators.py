# Iterators as objects: copied, taken apart, set to a position; patterns that ask them; what special methods may give.
import copy
import operator


def show(what):
    try:
        print(what())
    except Exception as e:
        print(type(e).__name__, e)


for make in (lambda: iter([1, 2, 3]), lambda: iter((1, 2, 3)), lambda: iter('abc'), lambda: iter(b'abc'), lambda: iter(bytearray(b'abc')), lambda: iter(range(3)),
             lambda: iter(range(10**20, 10**20 + 3)), lambda: reversed([1, 2, 3]), lambda: reversed('abc'), lambda: iter({1: 2, 3: 4, 5: 6}),
             lambda: iter({1: 2, 3: 4, 5: 6}.items()), lambda: reversed({1: 2, 3: 4, 5: 6}), lambda: iter({1}), lambda: enumerate('abc'), lambda: zip('abc', [1, 2, 3]),
             lambda: map(str, [1, 2, 3]), lambda: filter(None, [1, 2, 3])):
    it = make()
    next(it)
    twin = copy.copy(it)
    rest = list(twin)
    print(type(it).__name__.replace('_ascii', ''), it.__reduce__()[1:] if type(it).__name__.startswith(('list', 'tuple', 'bytes', 'dict')) else '', operator.length_hint(it, -1), rest, list(make()))
it = iter('abcd')
it.__setstate__(2)
print(list(it), it.__reduce__()[1])
print(list(enumerate('ab', 2**63 - 1)), list(enumerate('a', 10**30)))


class Numbered(enumerate):
    pass


n = Numbered('ab')
print(iter(n) is n, list(n), copy.copy(Numbered('ab')).__class__)


class Sequence:
    def __getitem__(self, i):
        if i > 2 and not self.more:
            raise IndexError
        return i


s = Sequence()
s.more = False
it = iter(s)
print(list(it))
s.more = True
print(list(it))


class Given:
    def __init__(self, what):
        self.what = what

    def __index__(self):
        return self.what

    __int__ = __float__ = __len__ = __index__


for what in ('text', None, 2.5):
    g = Given(what)
    for f in (int, float, len, hex, operator.index, range, chr, [1, 2].__getitem__, [1, 2].pop, (1, 2).__mul__):
        show(lambda: f(g))
    show(lambda: 'abc'[g:])
    show(lambda: b'abc'[:g])


def match(x):
    match x:
        case [first, second, *_, last] if last == second + 8:
            return first, second, last
        case [1, *_]:
            return 'begins with 1'
        case {'a': a, **rest}:
            return a, rest
        case 'x':
            return 'text'
        case False:
            return 'false'
    return None


class Key:
    a = 'a'


print(match(range(10)), match([1]), match(range(1, 1 << 40)), match({'a': 1, 'b': 2}), match('x'), match(0), match(False))


def twice(x):
    match x:
        case {Key.a: 1, 'a': y}:
            return y


show(lambda: twice({'a': 1, 'b': 2}))
show(lambda: 'ab'.translate({97: -1}))
show(lambda: str.maketrans({'ab': 1}))
show(lambda: str.maketrans('ab', 1))
show(lambda: float.fromhex('0x1p' + '9' * 30))
show(lambda: float.fromhex('0x1p-' + '9' * 30))
show(lambda: float.fromhex('0x1.8p٣'))
show(lambda: compile('a\ud800', 'f', 'exec'))
print('a\u0387'.isidentifier(), '\u2118'.isidentifier(), 'a-'.isidentifier(), 'a\U000e0100'.isidentifier())
