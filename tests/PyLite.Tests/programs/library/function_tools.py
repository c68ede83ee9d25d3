"""functools, operator, heapq and bisect."""
import bisect
import functools
import heapq
import operator as op


def errors(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as e:
            print(type(e).__name__, e)


def f(a, b=2, *rest, c=3, **more):
    return a, b, rest, c, more


p = functools.partial(f, 1, c=5)
print(p(), p(7), p(7, 8, d=9), p(c=6, x=1), p.func is f, p.args, p.keywords)
q = functools.partial(p, 2, x=4)
print(q(), q(3, x=5), q.func is f, q.args, q.keywords)
p.keywords['c'] = 50
p.note = 'mine'
print(p(), p.note, p.__dict__, repr(functools.partial(print, 1, sep='')).startswith('functools.partial(<built-in function print>, 1, sep='))
print(list(map(functools.partial(pow, 2), range(5))), functools.partial(int, base=2)('101'))
errors(lambda: functools.partial(), lambda: functools.partial(5), lambda: functools.partial(f)())

print(functools.reduce(lambda a, b: a * b, range(1, 6)), functools.reduce(op.add, [[1], [2]], []), functools.reduce(max, [3], 9))
errors(lambda: functools.reduce(op.add, []), lambda: functools.reduce(op.add, 5), lambda: functools.reduce(op.add, [1, 'a']))


calls = []


@functools.lru_cache(maxsize=2)
def square(x, *, plus=0):
    """Squares."""
    calls.append(x)
    return x * x + plus


print([square(x) for x in (1, 2, 1, 3, 2, 1)], calls, square.cache_info(), square.cache_parameters())
print(square(3, plus=1), square(3, plus=1), square.cache_info(), square.__name__, square.__doc__, square.__wrapped__(4))
square.cache_clear()
print(square.cache_info(), tuple(square.cache_info()))


@functools.lru_cache
def fib(n):
    return n if n < 2 else fib(n - 1) + fib(n - 2)


@functools.cache
def pair(a, b):
    calls.append((a, b))
    return a + b


@functools.lru_cache(maxsize=None, typed=True)
def typed(x):
    return type(x).__name__


@functools.lru_cache(maxsize=0)
def uncached(x):
    return x


class Table:
    @functools.lru_cache(maxsize=None)
    def look(self, x):
        calls.append(x)
        return x + 1


del calls[:]
t = Table()
print(fib(90), fib.cache_info(), pair(1, 2), pair(1, 2), pair(a=1, b=2), pair(b=2, a=1), typed(1), typed(1.0), typed(True), uncached(1), uncached.cache_info())
print(t.look(1), t.look(1), Table().look(1), calls)
errors(lambda: fib([1]), lambda: functools.lru_cache('x'), lambda: pair(1, [2]))

print(sorted([5, 3, 9, 1], key=functools.cmp_to_key(lambda a, b: b - a)), max('hello world'.split(), key=functools.cmp_to_key(lambda a, b: len(a) - len(b))))
K = functools.cmp_to_key(lambda a, b: (a > b) - (a < b))
print(K(1) < K(2), K(1) >= K(2), K(2) == K(2), K(2) != K(2), K(5).obj)
errors(lambda: K(1) < 1, lambda: hash(K(1)), lambda: sorted([3, 'a'], key=K))

print(op.add(1, 2), op.iadd([1], [2]), op.concat('a', 'b'), op.contains([1], 1), op.countOf([1, 2, 1], 1), op.indexOf('abc', 'c'), op.index(True), op.not_(0))
print(op.truth([]), op.is_(None, None), op.is_not(1, None), op.getitem([1, 2], -1), op.length_hint(iter([1, 2]), 9), op.call(max, 1, 2), op.abs(-3), op.pow(2, 10))
print(op.__add__(1, 2), op.mod(7, 3), op.xor(5, 1), op.inv(5), op.floordiv(-7, 2), op.lt(1, 2), op.ge(1, 2))
d = {'a': 1}
op.setitem(d, 'b', 2)
op.delitem(d, 'a')
print(d)
print(op.itemgetter(1)('abc'), op.itemgetter(0, -1)('abc'), op.itemgetter('b')(d), op.attrgetter('real')(3), op.attrgetter('real', 'imag')(3))
print(op.methodcaller('upper')('abc'), op.methodcaller('split', ',', maxsplit=1)('a,b,c'), op.itemgetter(1, 2), op.attrgetter('a.b', 'c'), op.methodcaller('x', 1, y=2))
errors(lambda: op.itemgetter(), lambda: op.itemgetter(5)('abc'), lambda: op.attrgetter(5), lambda: op.attrgetter('nope')(3), lambda: op.indexOf('abc', 'x'), lambda: op.add(1),
       lambda: op.concat(1, 2), lambda: op.index(1.5))


class Item:
    def __init__(self, rank, name):
        self.rank = rank
        self.name = name
        self.inner = self

    def __lt__(self, other):
        return self.rank < other.rank

    def __repr__(self):
        return f'{self.rank}{self.name}'


heap = []
for i, x in enumerate([5, 1, 4, 1, 3]):
    heapq.heappush(heap, Item(x, 'abcde'[i]))
print(heap, [heapq.heappop(heap) for _ in range(5)], op.attrgetter('inner.inner.rank')(Item(3, 'z')))
h = [9, 4, 7, 1, 8, 2.5, True]
heapq.heapify(h)
print(h, heapq.heappushpop(h, 0), heapq.heappushpop(h, 5), heapq.heapreplace(h, 10), h, heapq.nlargest(2, h), heapq.nsmallest(2, h, key=lambda v: -v))
print(list(heapq.merge([1, 4, 7], [2, 5], [3], [])), list(heapq.merge('ca', 'db', reverse=True)), list(heapq.merge(['a', 'BB'], ['ccc'], key=len)))
endless = heapq.merge(iter(lambda: 1, 2), [0, 2])
print([next(endless) for _ in range(3)], heapq.nlargest(1, []), heapq.nsmallest(1, [3, 2]), heapq.nlargest(-1, [1]))
errors(lambda: heapq.heappop([]), lambda: heapq.heappush((), 1), lambda: heapq.heapreplace([], 1), lambda: heapq.heappush([1], 'a'), lambda: heapq.heapify(5))

s = [1, 2, 2, 2, 5]
print(bisect.bisect(s, 2), bisect.bisect_left(s, 2), bisect.bisect_right(s, 9), bisect.bisect_left(s, 2, 2), bisect.bisect_right(s, 2, 0, 2), bisect.bisect_left(s, 2, hi=3))
bisect.insort(s, 3)
bisect.insort_left(s, 2.0)
words = ['a', 'bb', 'dddd']
bisect.insort(words, 'ccc', key=len)
print(s, words, bisect.bisect_left(words, 3, key=len), bisect.bisect((1, 3, 5), 4), bisect.bisect(range(0, 100, 10), 35))
errors(lambda: bisect.bisect([1], 'a'), lambda: bisect.bisect([1], 1, -1), lambda: bisect.bisect(5, 1))


def busy(n):
    total = 0
    heap = []
    x = 12345
    for i in range(n):
        x = (x * 1103515245 + 12345) & 0x7fffffff
        heapq.heappush(heap, (x % 1000, i))
        if len(heap) > 50:
            total += heapq.heappop(heap)[1]
    ordered = []
    for i in range(n):
        x = (x * 1103515245 + 12345) & 0x7fffffff
        bisect.insort(ordered, x % 500)
        total += bisect.bisect_left(ordered, x % 300)
    second = op.itemgetter(1)
    real = op.attrgetter('real')
    plus = functools.partial(lambda a, b, c: a + b * c, 1, c=3)
    upper = op.methodcaller('bit_length')
    for i in range(n):
        total += second((i, 2)) + real(i) + plus(i) + upper(i) + square(i % 5, plus=1)
    total += functools.reduce(op.add, range(n)) + functools.reduce(lambda a, b: a ^ b, range(n), 5)
    total += min(range(n), key=lambda v: (v - 77) ** 2) + max(range(n), key=lambda v: v % 97)
    total += sorted(range(n), key=lambda v: -v)[3] + sorted(ordered, key=functools.cmp_to_key(lambda a, b: b - a))[2]
    total += sum(filter(lambda v: v & 4, range(n))) + len(list(filter(None, [i % 3 for i in range(n)])))
    return total


print(busy(1500), busy(1500))
