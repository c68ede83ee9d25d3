# collections, collections.abc, typing.NamedTuple.
from collections import *
import collections.abc
print(isinstance([], collections.abc.Sequence), isinstance({}, collections.abc.Mapping), isinstance(iter([]), collections.abc.Iterator), isinstance(5, collections.abc.Iterable), isinstance(len, collections.abc.Callable), isinstance({1}, collections.abc.Set), isinstance('a', collections.abc.Hashable), isinstance([], collections.abc.Hashable))
class MyMap(collections.abc.MutableMapping):
    def __init__(self): self.d = {}
    def __getitem__(self, k): return self.d[k]
    def __setitem__(self, k, v): self.d[k] = v
    def __delitem__(self, k): del self.d[k]
    def __iter__(self): return iter(self.d)
    def __len__(self): return len(self.d)
m = MyMap(); m['a'] = 1; m.update(b=2); print(dict(m), m.get('z'), m.pop('a'), list(m.items()), 'b' in m, m.setdefault('q', 5), m == {'b': 2, 'q': 5})
class UD(UserDict):
    def __setitem__(self, k, v): super().__setitem__(k.upper(), v)
u = UD(a=1); u['b'] = 2; print(u, u.data)
class UL(UserList): pass
print(UL([1, 2]) + [3], UL([3, 1])[0])
d = deque(range(5)); d.rotate(2); print(d, d.popleft(), list(reversed(d)), d.copy()); d.insert(1, 'x'); print(d, d[1]); d[0] = 'z'; del d[1]; print(d); print(deque([1, 2], 1), deque('ab') + deque('c'), deque([1]) * 2)
try: deque([1])[5]
except IndexError as e: print(e)
try:
    for x in d: d.append(1)
except RuntimeError as e: print(e)
dd = defaultdict(lambda: defaultdict(int)); dd['a']['b'] += 1; print(dd['a'], dict(dd['a']), len(dd)); 
try: defaultdict(None)['x']
except KeyError as e: print(e)
c = Counter(a=3, b=1); c['c'] += 2; print(c, c.most_common(1), list(c.elements()), c == Counter('aaabcc'), Counter([1, 1, 2]) - Counter([1]), sum((Counter('a'), Counter('b')), Counter()), dict(Counter('hello')), c.keys(), max(c, key=c.get)); del c['a']; print(c, -Counter(a=-2), Counter('aab') <= Counter('aabb'))
N = namedtuple('N', 'a b c', defaults=(1, 2)); print(N(0), N(0)._asdict(), N._field_defaults, N(1, 2, 3)[1:], sorted([N(3), N(1)]), N(1) < N(2), isinstance(N(1), tuple), N.__doc__, repr(N), len(N(1)))
class P(namedtuple('P', 'x y')):
    __slots__ = ()
    @property
    def norm(self): return (self.x ** 2 + self.y ** 2) ** .5
    def __str__(self): return f'P<{self.x}>'
print(P(3, 4).norm, P(3, 4), repr(P(3, 4)), P(1, 2) == (1, 2), P(1, 2)._replace(x=9))
from typing import NamedTuple
class E(NamedTuple):
    name: str
    id: int = 3
print(E('a'), E('a').id, E(name='z', id=1))
od = OrderedDict([('a', 1), ('b', 2)]); od['c'] = 3; od.move_to_end('a', last=False); print(od, list(od.items()), od == OrderedDict(b=2, a=1, c=3), list(reversed(od)))
