"""itertools, each iterator to its end and past it, with the errors its arguments can have."""
import itertools as it


def show(iterator, most=12):
    print(type(iterator).__name__, list(it.islice(iterator, most)))


def errors(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as e:
            print(type(e).__name__, e)


show(it.count())
show(it.count(5, -2))
show(it.count(0.5, 0.25), 4)
show(it.count(2**63 - 2), 5)
print(it.count(3), it.count(3, 2), it.count(step=0.5), it.repeat('x'), it.repeat('x', 3), it.repeat(2, -4))
show(it.cycle('abc'))
show(it.cycle([]))
show(it.repeat(7), 3)
show(it.repeat(7, times=2))
show(it.chain())
show(it.chain('ab', [], (), [1, 2], iter('c')))
show(it.chain.from_iterable(['ab', range(3)]))
show(it.islice('abcdefg', 3))
show(it.islice('abcdefg', 2, None))
show(it.islice('abcdefg', 1, 6, 2))
show(it.islice('abcdefg', None, None, 3))
show(it.islice('abc', 2, 1))
rest = iter(range(10))
print(list(it.islice(rest, 2, 5, 4)), list(rest))
show(it.takewhile(lambda x: x < 3, [1, 2, 3, 1]))
show(it.dropwhile(lambda x: x < 3, [1, 2, 3, 1]))
show(it.filterfalse(lambda x: x % 2, range(8)))
show(it.filterfalse(None, [0, 1, '', 'a', [], [0]]))
show(it.starmap(pow, [(2, 5), (3, 2), [10, 3]]))
show(it.starmap(lambda *a: sum(a), [(), (1,), (1, 2, 3, 4), range(6)]))
show(it.compress('abcdef', [1, 0, 1, 0, 1]))
show(it.pairwise('abcd'))
show(it.pairwise('a'))
show(it.accumulate([1, 2, 3, 4]))
show(it.accumulate([1, 2, 3, 4], lambda a, b: a * b, initial=10))
show(it.accumulate([], initial=None))
show(it.accumulate('abc'))
show(it.product('ab', [1, 2]))
show(it.product([0, 1], repeat=3))
show(it.product())
show(it.product('ab', []))
show(it.product('ab', repeat=0))
show(it.permutations('abc'))
show(it.permutations('abcd', 2), 20)
show(it.permutations('ab', 3))
show(it.permutations('ab', 0))
show(it.combinations('abcd', 2))
show(it.combinations('abc', 0))
show(it.combinations('abc', 4))
show(it.combinations_with_replacement('abc', 2))
show(it.combinations_with_replacement('', 2))
show(it.combinations_with_replacement('', 0))
show(it.zip_longest('abc', [1], iter([True, False]), fillvalue='-'))
show(it.zip_longest())
print([(k, list(g)) for k, g in it.groupby('aaabbca')])
print([(k, [x for x in g if x > 2]) for k, g in it.groupby(range(7), key=lambda x: x // 3)])
groups = it.groupby('aabbb')
first = next(groups)
second = next(groups)
print(first[0], list(first[1]), second[0], next(second[1]), list(groups), list(second[1]))
print([k for k, _ in it.groupby([1, 1.0, True, 2, 2])])
a, b, c = it.tee(iter('abcd'), 3)
print(next(a), next(a), list(b), next(a), list(c), list(a), it.tee([], 0))
d, e = it.tee('xy')
f, g = it.tee(d)
print(next(f), list(e), list(g), list(f), list(f))

errors(lambda: it.count('a'), lambda: it.islice('abc', -1), lambda: it.islice('abc', 0, 'x'), lambda: it.islice('abc', 0, 5, 0), lambda: it.islice('abc', 2.0),
       lambda: it.permutations('abc', -1), lambda: it.permutations('abc', 'x'), lambda: it.combinations('abc', -1), lambda: it.product('a', repeat=-1),
       lambda: it.tee('a', -1), lambda: list(it.chain('a', 5)), lambda: list(it.starmap(pow, [(2, 3), 5])), lambda: it.chain.from_iterable(5),
       lambda: list(it.accumulate([1, 'a'])), lambda: list(it.takewhile(lambda x: 1 // x, [1, 0])), lambda: list(it.groupby([1], key=5)),
       lambda: list(it.dropwhile(lambda x: 1 // x, [1, 0])), lambda: list(it.filterfalse(lambda x: 1 // x, [1, 0])))


def failing():
    yield 1
    yield 2
    raise ValueError('stop here')


for make in (it.chain, it.cycle, it.pairwise, lambda g: it.zip_longest(g, 'abcd'), lambda g: it.islice(g, 5), lambda g: it.accumulate(g),
             lambda g: it.compress(g, it.repeat(1)), lambda g: it.tee(g)[1], lambda g: it.starmap(lambda x: x, ((x,) for x in g))):
    iterator = make(failing())
    got = []
    try:
        for x in iterator:
            got.append(x)
    except ValueError as e:
        got.append(str(e))
    print(got)


def busy(n):
    """All of them in hot loops."""
    s = 0
    for p in it.permutations(range(5)):
        s += p[0] * p[4]
    for x, y, z in it.product(range(n // 10), range(5), (1, 2)):
        s += x * y + z
    for x, y, z in it.combinations(range(12), 3):
        s += x + z
    for x in it.starmap(lambda p, q: p * q, zip(range(n), range(n))):
        s += x
    one, two = it.tee(range(n))
    for x, y in zip(one, two):
        s += x + y
    for x, y in it.zip_longest(range(n), range(n // 2), fillvalue=7):
        s += x - y
    for x in it.chain(range(n), range(n), it.islice(it.count(), 0, n, 3)):
        s += x
    for x in it.accumulate(range(n)):
        s ^= x
    for k, group in it.groupby(range(n), key=lambda v: v // 10):
        s += k + len(list(group))
    for x in it.takewhile(lambda v: v < n, it.count()):
        s += x
    for x, y in it.pairwise(range(n)):
        s += x * y
    for x in it.compress(range(n), it.cycle([1, 0, 0])):
        s += x
    for x in it.filterfalse(lambda v: v & 3, it.dropwhile(lambda v: v < 5, range(n))):
        s += x
    for x in filter(None, it.cycle(range(3))):
        s += x
        if s > 10**7 * n:
            break
        s += 10**6
    for c in it.combinations_with_replacement(range(8), 3):
        s += c[1]
    for x, y, z in zip(range(n), it.repeat(3, n), it.count(1)):
        s += x + y * z
    return s


print(busy(300), busy(400))
