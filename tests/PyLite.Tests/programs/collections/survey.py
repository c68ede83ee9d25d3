# Methods of dict, set and list.
d = {'b': 1, 'a': 2}
d['c'] = 3; d['b'] = 10; print(d, list(d), list(d.values()), list(d.items()), len(d), 'a' in d, d.get('z'), d.get('z', 0), d.pop('a'), d, d.pop('q', None), d.setdefault('x', []), d.setdefault('b', 5))
d.update({'y': 1}, z=2); d.update([('k', 'v')]); print(d, d.popitem(), dict(d) == d, d == {}, dict(a=1, b=2), dict([(1, 2)]), dict({'a': 1}, b=3), dict.fromkeys('abc'), dict.fromkeys([1, 2], 0), {**d, 'n': 1}, d | {'m': 1}, list(reversed(d)), {1: 'a', 1.0: 'b', True: 'c'})
d |= {'w': 5}; print(d); del d['w']
e = d.copy(); e.clear(); print(e, d.keys() & {'b', 'x'} == {'b', 'x'}, sorted(d.keys() | {'1'}), d.keys() - {'b'} == {'c', 'x', 'y', 'z'}, d.items() >= {('b', 10)}  if False else '', 'b' in d.keys(), 10 in d.values(), ('b', 10) in d.items())
try:
    for k in d: d[k + '1'] = 0
except RuntimeError as er: print(er)
try:
    for k in list(d): del d[k]
    for k in {1: 2}: pass
except RuntimeError as er: print(er)
x = {1: 1, 2: 2}
try:
    for k in x: del x[k]
except RuntimeError as er: print(er)
print(repr({'a': {'b': [1, (2,)]}}), {(1, 2): 3}[1, 2], {None: 1}, {frozenset([1]): 2}, dict(zip('ab', range(2))), {v: k for k, v in {'a': 1}.items()})
dd = {}; dd['self'] = dd; print(dd); l = [1]; l.append(l); print(l)
print(d.keys(), {1: 2}.values(), {1: 2}.items(), type({}.keys()))
class K:
    def __init__(s, v): s.v = v
    def __hash__(s): return 1
    def __eq__(s, o): return s.v == o.v
m = {K(1): 'a', K(2): 'b'}; print(m[K(1)], m[K(2)], K(3) in m, len(m)); m[K(1)] = 'z'; print(list(m.values())); del m[K(1)]; print(len(m))
big = {i: i * i for i in range(1000)}
for i in range(0, 1000, 2): del big[i]
print(len(big), sum(big), list(big)[:5], big.get(3), big.get(4)); big[0] = 1; print(list(big)[-1], next(iter(big)), next(reversed(big)))
for c in [lambda: {}['a'], lambda: {}[1], lambda: {}[(1, 2)], lambda: {}.pop('a'), lambda: {[]: 1}, lambda: {}.popitem(), lambda: {1: 2}[[]], lambda: dict(1), lambda: dict(['abc']), lambda: {} < {}, lambda: {} + {}, lambda: dict.fromkeys(1), lambda: {}.update(5), lambda: {}.get([]), lambda: {**5}, lambda: dict(a=1, **{'a': 2})]:
    try: print(c())
    except Exception as e: print(type(e).__name__, e)
class DM(dict):
    def __missing__(self, k): self[k] = k * 2; return self[k]
m = DM(); print(m['ab'], m, m.get('q'), isinstance(m, dict))
from collections import defaultdict, Counter, OrderedDict, deque, namedtuple, ChainMap
dd = defaultdict(list); dd['a'].append(1); print(dd, dict(dd), dd.default_factory); dd2 = defaultdict(int); dd2['x'] += 1; print(dd2['x'], 'y' in dd2, dd2)
c = Counter('abracadabra'); print(c, c.most_common(2), c['z'], c + Counter('a'), c - Counter('aaaaaa'), sum(c.values()), sorted(c.elements())[:5]); c.update('zz'); c.subtract('a'); print(c, c & Counter('ab'), c | Counter('q'), c.total(), Counter(a=1), +Counter(a=-1, b=2))
od = OrderedDict(a=1, b=2); od.move_to_end('a'); print(od, list(od), od.popitem(last=False), od == {'a': 1})
q = deque([1, 2, 3], maxlen=3); q.append(4); q.appendleft(0); print(q, q.pop(), q.popleft(), len(q), list(q)); q.extend([5, 6]); q.rotate(1); print(q, q[0], q[-1], 5 in q, q.maxlen, deque('abc'), deque([1]) == deque([1])); q.extendleft([9]); print(q, q.count(9), q.index(9)); q.remove(9); q.clear(); q.reverse(); print(q, bool(q))
try: q.pop()
except IndexError as e: print(e)
P = namedtuple('P', 'x y'); p = P(1, y=2); print(p, p.x, p[1], p._replace(x=5), p._asdict(), P._fields, p == (1, 2), P._make([3, 4]), *p); a, b = p; print(a, b)
try: P(1)
except TypeError as e: print(e)
try: p.x = 1
except AttributeError as e: print(e)
P2 = namedtuple('P2', ['a', 'b'], defaults=[5]); print(P2(1), hash(P2(1)) == hash((1, 5)))
cm = ChainMap({'a': 1}, {'a': 2, 'b': 3}); print(cm['a'], cm['b'], sorted(cm), len(cm), 'q' in cm)
s = {3, 1, 2}; print(sorted(s), len(s), 2 in s, {1, 1.0, True}, set(), frozenset([1]), {1} | {2}, {1, 2} & {2}, {1, 2} - {2}, {1, 2} ^ {2, 3}, {1} <= {1, 2}, {1, 2} >= {1}, {1} < {1}, {1} == frozenset([1]), {1}.isdisjoint({2}))
s.add(4); s.discard(9); s.remove(1); s.update([7], (8,)); print(sorted(s), sorted(s.union([1], [0])), s.intersection([7, 9]), sorted(s.difference([7])), {1,2}.symmetric_difference([2, 3]), {1}.issubset([1, 2]), {1, 2}.issuperset([1]))
s &= {2, 3, 7}; s |= {10}; s -= {2}; s ^= {3, 11}; print(sorted(s)); t = s.copy(); t.clear(); print(t, bool(t), hash(frozenset([1, 2])) == hash(frozenset([2, 1])))
for c in [lambda: set().pop(), lambda: {1}.remove(2), lambda: {[]}, lambda: {1} + {2}, lambda: {1} | [2], lambda: set(5), lambda: hash({1}), lambda: {1} < [1], lambda: {1}[0], lambda: frozenset([1]).add(2), lambda: set([{}]), lambda: {1}.update(5)]:
    try: print(c())
    except Exception as e: print(type(e).__name__, e)
print({frozenset([1]): 2}, {(1, 2), (3, 4)} == {(3, 4), (1, 2)}, {i % 3 for i in range(10)}, len({float('nan'), float('nan')}), {None}, {'a'}, {1: {2}}, set('a'), sorted(set('hello')), [*{1, 2}], frozenset(), {1, 2}.pop() in (1, 2))
try:
    z = {1, 2}
    for i in z: z.add(i + 10)
except RuntimeError as e: print(e)
print({0, 8, 16, 1}, {5, 3, 9, 1}, set(range(10)), {'x'} & {'x', 'y'}, frozenset({1, 2}) | {3}, type({1} | frozenset()), type(frozenset() | {1}))
l = [3, 1, 2]; l.sort(); print(l); l.sort(reverse=True); print(l); l.append(5); l.extend((1, 2)); l.insert(0, 'x'); l.insert(-1, 'y'); l.insert(100, 'z'); print(l, l.index(1), l.count(2), l.pop(), l.pop(0), l); l.remove('y'); l.reverse(); print(l, l.copy(), l * 2, [0] * 3, l + [1]); l.clear(); print(l)
data = [('b', 2), ('a', 1), ('b', 1), ('a', 2)]; print(sorted(data, key=lambda t: t[0]), sorted(data, key=lambda t: t[0], reverse=True), sorted(data, key=lambda t: (-t[1], t[0])), sorted('bca', reverse=True), sorted([1, 1.0, True, 0]), sorted([[2], [1, 5], [1]]), sorted({'b': 1, 'a': 2}), sorted([3, -1, 2], key=abs))
l = [[0] * 2] * 2; l[0][0] = 1; print(l); l = [[0] * 2 for _ in range(2)]; l[0][0] = 1; print(l)
a = b = []; a.append(1); print(b, a is b); a += [2]; print(b); a = a + [3]; print(b, a)
print(list(range(5, 0, -1)), list(zip([1, 2, 3], 'ab')), list(enumerate('ab', 1)), list(map(lambda x, y: x + y, [1, 2], [3, 4])), list(filter(None, [0, 1, '', 'a'])), list(reversed([1, 2])), any([0, 1]), all([]), all([1, 0]), [x for y in [[1], [2, 3]] for x in y], [*range(3), *'ab'], (*[1], 2), list(zip(*[(1, 2), (3, 4)])), list(zip()))
first, *rest = [1, 2, 3]; *init, last = 'abc'; (a, b), c = (1, 2), 3; [x, [y, *z]] = [1, [2, 3, 4]]; print(first, rest, init, last, a, b, c, x, y, z)
for i, (a, *b) in enumerate([(1, 2, 3), (4,)]): print(i, a, b)
x = [1, 2, 3, 4]
for i in x:
    if i == 2: x.remove(i)
print(x); x = [1, 2, 3]; x[len(x):] = [4]; print(x, x[-1], x[-3:-1], [] == [], [1, 2] > [1], [1, [2]] == [1, [2]], [1, 2] != [2, 1])
try: list(zip([1], [1, 2], strict=True))
except ValueError as e: print(e)
class C:
    def __init__(s, k, n): s.k, s.n = k, n
    def __lt__(s, o): return s.k < o.k
    def __repr__(s): return s.n
print(sorted([C(2, 'a'), C(1, 'b'), C(2, 'c'), C(1, 'd')]), sorted([C(2, 'a'), C(1, 'b'), C(2, 'c')], reverse=True), min([C(2, 'a'), C(1, 'b')]))
try: [3, 1, 'a'].sort()
except TypeError as e: print(e)
def badkey(x): raise ValueError('bad')
try: sorted([1, 2], key=badkey)
except ValueError as e: print(e)
m = []
def mut(x): m.append(1); return x
l = [3, 1, 2]
try: l.sort(key=lambda x: l.append(1) or x)
except ValueError as e: print(e)
print((1,) + (2, 3), (1, 2) * 2, (1, 2, 2).count(2), (1, 2).index(2), (), (1,), tuple('ab'), hash((1, 2)) == hash((1, 2)), (1, 2) < (1, 3), 3 in (1, 2), ((1, 2), [3]))
for c in [lambda: [].pop(), lambda: [1].pop(5), lambda: [1].remove(3), lambda: [1].index(5), lambda: [1, 2][5], lambda: [1] + (2,), lambda: [1] * 'a', lambda: [1] * 1.5, lambda: [1, 2].sort(5), lambda: list(1, 2), lambda: [].append(), lambda: [1].insert('a', 1), lambda: (1,) + [2], lambda: [][None], lambda: sorted(1), lambda: reversed(5), lambda: enumerate(5), lambda: map(), lambda: map(1), lambda: list(map(1, [2])), lambda: filter(1), lambda: sum('ab'), lambda: min(), lambda: min(1), lambda: max(1, 'a'), lambda: [0] * (1 << 70)]:
    try: print(c())
    except Exception as e: print(type(e).__name__, e)
