# itertools, copy, operator, types, io.
from itertools import *
print(list(islice(count(10, -2), 4)), list(islice('abcdef', 1, None, 2)), list(product([1, 2], repeat=2)), list(permutations('abc'))[:3], list(combinations(range(4), 3)), list(batched('abc', 2)) if False else '', [list(g) for k, g in groupby([1, 1, 2, 3, 3], key=lambda x: x > 1)], list(accumulate([3, 1, 2], max)), list(zip_longest([1], [2, 3])), list(starmap(lambda a, b: a + b, [(1, 2)])), list(repeat('x', 2)), next(count()), list(chain()), list(takewhile(str.isalpha, 'ab1c')), list(islice(cycle([1, 2, 3]), 7)), sum(1 for _ in permutations(range(5))))
a, b, c = tee(range(3), 3); print(next(a), list(b), list(a), list(c))
it = iter([1, 2, 3, 4]); print(list(zip(it, it)))
import copy, operator
class N:
    def __init__(self, v): self.v = v; self.kids = []
    def __deepcopy__(self, memo): n = N(self.v); n.kids = copy.deepcopy(self.kids, memo); n.v = 'copied'; return n
a = [1, {'k': N(1)}, (1, [2])]; b = copy.deepcopy(a); print(b[1]['k'].v, b[2] is a[2], b[2][1] is a[2][1]); l = []; l.append(l); m = copy.deepcopy(l); print(m[0] is m)
class P:
    def __init__(self): self.x = [1]
p = P(); q = copy.copy(p); r = copy.deepcopy(p); print(q.x is p.x, r.x is p.x, copy.copy({1, 2}), copy.copy([1]) , copy.copy('a'))
print(operator.lt(1, 2), operator.contains([1], 1), operator.getitem({'a': 1}, 'a'), operator.attrgetter('a.b')(type('T', (), {'a': type('U', (), {'b': 5})})), operator.neg(3), operator.truediv(1, 2), operator.concat('a', 'b'), operator.xor(5, 3), operator.index(5), operator.not_(0), operator.is_(None, None), operator.floordiv(7, 2), operator.mod(7, 3), operator.pow(2, 3), operator.truth([]))
d = {}; operator.setitem(d, 'a', 1); operator.delitem(d, 'a'); print(d); l = [1]; l = operator.iadd(l, [2]); print(l)
import types
print(isinstance((i for i in []), types.GeneratorType), isinstance(lambda: 0, types.FunctionType), isinstance(len, types.BuiltinFunctionType), isinstance([].append, types.BuiltinMethodType), type(None) is types.NoneType, types.SimpleNamespace(a=1, b='x'), types.SimpleNamespace(a=1) == types.SimpleNamespace(a=1), isinstance(types, types.ModuleType))
class C:
    def m(self): pass
print(isinstance(C().m, types.MethodType), types.MethodType(lambda s: 5, C())())
ns = types.SimpleNamespace(x=1); ns.y = 2; print(ns, vars(ns)); del ns.x; print(ns)
import io
s = io.StringIO('abc\ndef\n'); print(s.read(2), s.tell(), s.readline(), s.read(), s.seek(0), list(s)); s = io.StringIO(); print(1, 2, file=s); s.writelines(['x', 'y']); print(repr(s.getvalue())); s.truncate(0); s.seek(0); s.write('new'); print(s.getvalue()); s.close()
try: s.write('x')
except ValueError as e: print(e)
with io.StringIO() as f: f.write('q'); print(f.getvalue())
