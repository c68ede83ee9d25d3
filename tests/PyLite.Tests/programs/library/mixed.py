# A little of everything; random must give CPython's numbers.
from dataclasses import dataclass, field
import itertools, functools, operator, copy, string, bisect, random, io
@dataclass(order=True)
class Item:
    name: str
    price: float = 1.0
    tags: list = field(default_factory=list, compare=False)
    @property
    def total(self): return self.price * 2
    def __post_init__(self): self.name = self.name.title()
@dataclass(frozen=True)
class Pt: x: int; y: int = 0
print(Item('ab'), Item('ab') == Item('ab', 1.0, [3]), Item('a') < Item('b'), sorted([Item('z'), Item('c', 3)]), Item('q').total, Pt(1), hash(Pt(1)) == hash(Pt(1)), {Pt(1): 2}[Pt(1, 0)])
try: Pt(1).x = 5
except Exception as e: print(type(e).__name__, e)
try: Item()
except TypeError as e: print(e)
from dataclasses import asdict, replace, fields, astuple
print(asdict(Item('a', tags=[1])), replace(Pt(1), y=9), [f.name for f in fields(Pt)], astuple(Pt(3)))
print(list(itertools.chain([1], 'ab')), list(itertools.combinations('abc', 2)), list(itertools.permutations([1,2,3], 2)), list(itertools.product('ab', [0, 1])), list(itertools.accumulate([1,2,3,4])), list(itertools.groupby('aabbc'))[0][0], [(k, len(list(g))) for k, g in itertools.groupby('aabbc')], list(itertools.takewhile(lambda x: x < 3, range(9))), list(itertools.dropwhile(lambda x: x < 3, range(5))), list(itertools.zip_longest('ab', [1], fillvalue=0)), list(itertools.starmap(pow, [(2, 3)])), list(itertools.repeat(1, 3)), list(itertools.islice(itertools.cycle('ab'), 5)), list(itertools.compress('abc', [1, 0, 1])), list(itertools.filterfalse(None, [0, 1])), list(itertools.pairwise('abc')), list(itertools.combinations_with_replacement('ab', 2)), list(itertools.accumulate([1,2,3], operator.mul, initial=10)), list(itertools.chain.from_iterable([[1], [2]])))
a, b = itertools.tee([1, 2, 3]); print(list(a), list(b), list(itertools.islice(itertools.count(5, 2), 3)))
print(operator.itemgetter(1)([1, 2]), operator.attrgetter('x')(Pt(4)), operator.add(1, 2), operator.itemgetter(0, 2)('abc'), operator.methodcaller('upper')('a'))
x = [1, [2, 3], {'a': [4]}]; y = copy.copy(x); z = copy.deepcopy(x); x[1].append(9); x[2]['a'].append(8); print(y, z)
print(string.ascii_lowercase, string.digits, string.punctuation, string.ascii_letters[:3], repr(string.whitespace), string.hexdigits)
l = [1, 3, 3, 5]; print(bisect.bisect(l, 3), bisect.bisect_left(l, 3)); bisect.insort(l, 4); print(l)
random.seed(42); print(random.random(), random.randint(1, 100), random.choice('abcdef'), random.sample(range(100), 5), random.uniform(1, 2), random.gauss(0, 1), random.randrange(0, 100, 5), random.choices([1, 2, 3], k=4), random.shuffle(l2 := list(range(10))), l2, random.getrandbits(70), random.expovariate(1), random.triangular(), random.betavariate(1, 2), random.choices('ab', weights=[1, 9], k=5), random.normalvariate(0, 1))
r = random.Random('seed'); print(r.random(), r.getrandbits(5)); random.seed(2**100); print(random.random()); random.seed(1.5); print(random.random()); random.seed(b'x'); print(random.random())
s = io.StringIO(); s.write('a\nb\n'); print('x', file=s); s.seek(0); print(s.readlines(), repr(s.getvalue())); print(io.StringIO('l1\nl2').readline(), list(io.StringIO('a\nb')))
print('end', 'x', sep='-', end='!\n'); print(); print(1, 2, sep=''); print(*[1, 2], sep='\n', flush=True)
import sys
print('err', file=sys.stderr); sys.stdout.write('w\n'); print(sys.argv[1:], sys.version_info[:2], sys.version_info >= (3, 8), sys.maxsize, sys.getrecursionlimit(), __name__, sys.platform, sys.byteorder)
print(sys.float_info.max, sys.float_info.epsilon)
import time
t = time.time(); assert t > 1e9; time.sleep(0.001); assert time.perf_counter() >= 0 and time.monotonic() > 0 and time.process_time() >= 0 and time.perf_counter_ns() > 0
