"""Arguments passed on with * and **, in every form."""
import functools


def f(a, b=2, *rest, c=3, **more):
    return a, b, rest, c, more


def g(*args, **kwargs):
    return f(*args, **kwargs)


def deco(function):
    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        return function(*args, **kwargs)
    return wrapper


class C:
    def __init__(self, *args, **kwargs):
        self.args, self.kwargs = args, kwargs

    @deco
    def method(self, x, y=0, *z, k=None, **w):
        return x, y, z, k, w

    def __call__(self, *args, **kwargs):
        return self.method(*args, **kwargs)


print(g(1), g(1, 4), g(1, c=7), g(a=1), g(1, 2, 3, 4, c=5, d=6, e=7), g(*'abc', **{'c': 1}, z=2), g(0, *[1, 2], *(3,), x=1, **{}, **{'y': 2}))
c = C(1, k=2)
print(c.args, c.kwargs, c(1), c(1, 2, 3, k=4, m=5), c.method(*[1, 2], **dict(k=1)), C.method(c, *(5,)), c.method.__name__)


class Mapping:
    def keys(self):
        return ['c', 'q']

    def __getitem__(self, key):
        return key * 2


class Name(str):
    pass


order = []


def note(x):
    order.append(x)
    return x


def generated():
    order.append('read')
    yield 1
    yield 2


print(g(1, **Mapping()), f(1, **{Name('c'): 9, 'né': 1}), f(note(0), *generated(), **{'c': note(5)}), order)
print(max(*[3, 1]), max(*[[3, 1]], key=lambda v: -v), dict(**{'a': 1}, b=2), '{} {x}'.format(*'a', **{'x': 'y'}), print(*'ab', **{'sep': '-'}))
many = {'k%d' % i: i for i in range(40)}
print(len(g(1, **many)[4]), len(g(*range(100))[2]), g(1, *range(20))[2][-1])
removed = {'a': 1, 'b': 2, 'c': 3}
del removed['b']
print(g(**removed))
kept = {}


def keeps(**kwargs):
    kwargs['more'] = 1
    return kwargs


given = {'x': 1}
print(keeps(**given), given, keeps(), keeps())

for call in (lambda: f(*5), lambda: f(**5), lambda: f(1, *5), lambda: f(1, *5, **6), lambda: f(*5, **6), lambda: f(1, a=2), lambda: g(1, **{'a': 2}), lambda: f(**{5: 1}), lambda: f(), lambda: g(),
             lambda: f(1, c=1, **{'c': 2}), lambda: c.method(), lambda: deco(len)(1), lambda: (lambda x: x)(*[1, 2]), lambda: (lambda x: x)(**{'y': 1}), lambda: f(1, *None)):
    try:
        print(call())
    except TypeError as e:
        print(e)


@deco
def add(a, b=2, c=3):
    return a + b + c


@deco
@deco
def inner(*args, **kwargs):
    return add(*args, **kwargs)


def plain(a, b, c=0, d=0):
    return a + b * c + d


def busy(n):
    total = 0
    named = {'b': 5, 'c': 7}
    numbers = [1, 2, 3]
    for i in range(n):
        total += add(i, b=4) + add(i, 5) + add(i) + plain(1, **named) + plain(*(1, 2), **{'d': i})
        total += inner(i, c=9) + inner(*numbers) + plain(i, *numbers[:1 + i % 3]) + max(i, *numbers)
        total += c(i, i + 1, k=3)[0] + len(C(i, *numbers, z=4).args) + plain(**{'a': i, 'b': 1, 'cd'[i & 1]: 2})
    return total


print(busy(2500), busy(100))
