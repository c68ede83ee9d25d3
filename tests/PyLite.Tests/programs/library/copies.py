"""copy and deepcopy: shared and cyclic objects, classes with ideas of their own."""
import collections
import copy
import enum


class Node:
    def __init__(self, name, *children):
        self.name = name
        self.children = list(children)
        self.parent = None
        self.weight = 1.5
        for c in children:
            c.parent = self


class Slots:
    __slots__ = ('a', 'b', 'c')


class Own:
    def __init__(self, x):
        self.x = x

    def __copy__(self):
        return Own('copied')

    def __deepcopy__(self, memo):
        made = Own(copy.deepcopy(self.x, memo))
        memo[id(self)] = made
        made.known = len(memo) > 0
        return made


class State:
    def __init__(self):
        self.kept, self.left_out = [1], [2]

    def __getstate__(self):
        return {'kept': self.kept}

    def __setstate__(self, state):
        self.__dict__.update(state)
        self.restored = True


class Reduced:
    def __init__(self, *args):
        self.args = args

    def __reduce__(self):
        return Reduced, self.args


class L(list):
    pass


class D(dict):
    pass


class I(int):
    pass


class T(tuple):
    pass


class Color(enum.Enum):
    RED = 1


Point = collections.namedtuple('Point', 'x y')

root = Node('root', Node('a', Node('b')), Node('c'))
deep = copy.deepcopy(root)
print(deep.name, deep is not root, deep.children[0].parent is deep, deep.children[0].children[0].name, deep.weight, vars(deep).keys())
shared = [1, 2]
data = {'a': shared, 'b': [shared, (shared, 3)], 'c': (1, (2, 'x'))}
made = copy.deepcopy(data)
print(made == data, made['a'] is made['b'][0], made['b'][1][0] is made['a'], made['a'] is shared, made['c'] is data['c'])
cycle = [1]
cycle.append(cycle)
cycle.append((cycle,))
c = copy.deepcopy(cycle)
print(c[1] is c, c[2][0] is c, len(c))
s = Slots()
s.a, s.b = [1], 2
for how in (copy.copy, copy.deepcopy):
    t = how(s)
    print(t.a, t.b, t.a is s.a, hasattr(t, 'c'))
o = [Own([1]), Own([2])]
o.append(o[0])
p = copy.deepcopy(o)
print(p[0].x, p[0] is p[2], p[0].known, copy.copy(o[0]).x, copy.copy(o)[0] is o[0])
for how in (copy.copy, copy.deepcopy):
    t = how(State())
    print(sorted(vars(t).items()), how(Reduced(1, [2])).args)
    x = L([1, [2]])
    x.note = ['n']
    y = how(x)
    print(type(y).__name__, y, y[1] is x[1], y.note, y.note is x.note)
    d = how(collections.defaultdict(list, {'a': [1]}))
    print(d, d['new'], type(how(D(a=[1]))).__name__, how(D(a=[1])), how(collections.OrderedDict([(2, [3]), (1, [])])), how(collections.Counter('aab')))
    print(how(collections.deque([1, [2]], maxlen=3)), how({1, 2}), how(frozenset([(1, 2)])), how(Point(1, [2])), type(how(Point(1, 2))).__name__, how(T([1, [2]])), type(how(I(5))).__name__, how(I(5)) + 1)
    print(how(bytearray(b'xy')), how(Color.RED) is Color.RED, how(len) is len, how(Node) is Node, how(None), how(3.5), how('abc'), how(range(3)), how({'k': (1,)}))
    e = how(ValueError('bad', [1]))
    print(type(e).__name__, e.args)
    bound = how([1].append)
    f = how(lambda: 5)
    print(f())
memo = {}
a = [1, [2]]
b = copy.deepcopy(a, memo)
print(memo[id(a)] is b, copy.deepcopy(a, memo) is b, copy.deepcopy([a], {id(a): 'known'}))
for bad in ((x for x in ()),):
    try:
        copy.deepcopy([bad])
        print('no error')
    except TypeError as e:
        print('TypeError')


def nested(n):
    x = []
    for _ in range(n):
        x = [x]
    return x


try:
    copy.deepcopy(nested(100000))
except RecursionError:
    print('RecursionError')
total = 0
for i in range(60):
    grid = [[(i, j), [i, {'v': i * j}]] for j in range(12)]
    other = copy.deepcopy(grid)
    other[3][1][1]['v'] = -1
    total += grid[3][1][1]['v'] + len(other) + (other[2][0] is grid[2][0])
print(total)
