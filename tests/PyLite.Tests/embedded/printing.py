# pprint
import pprint, collections, types
from pprint import pformat as pf
d = {'name': 'x'*30, 'list': list(range(12)), 'nested': {'a': [1,2,{'b': ('t',)*12}], 'c': {'d': 'e'*60}}, 3: None, 'tuple': (1,), 'set': set(range(9)), 'fs': frozenset(['a'*30,'b'*30,'c'*30])}
for kw in ({},dict(depth=2,indent=4),dict(compact=True,sort_dicts=False),dict(width=20,compact=True,indent=2)): print(pf(d, **kw))
print(pf('word '*40)); print(pf(['word '*40, 'line one\nline two is longer\n'*3])); print(pf({'k': 'word '*30}, width=50)); print(pf(b'bytes and more '*10)); print(pf({'b': bytearray(b'bytes and more '*10)}))
print(pf(collections.OrderedDict((i,'v'*20) for i in range(6)))); print(pf(collections.Counter('mississippi'*3), width=30)); print(pf(collections.defaultdict(list, {i: list(range(20)) for i in range(4)}))); print(pf(collections.deque(range(50)))); print(pf(collections.deque(range(40),maxlen=40)))
print(pf(types.SimpleNamespace(a='x'*40,b='y'*40,c=[1]*30)))
l=[1]; l.append(l); print(pf(l).replace(str(id(l)),'ID'), pprint.isrecursive(l), pprint.isreadable([1]), pprint.saferepr({2:1,1:2}), pprint.isreadable(object()))
pprint.pprint([1,'a',None,{}]); pprint.pp({'b':1,'a':2}); print(pf(1234567, underscore_numbers=True), pf([10**6]*3, underscore_numbers=True), pf([]), pf(()), pf({1,2}), pf({'a':{}}), pf({1:2,'a':3}))
from dataclasses import dataclass, field
@dataclass
class D:
    a: str; b: list; c: int = 3
print(pf(D('x'*50, list(range(20))))); print(pf([D('q',[])]))
for f in (lambda: pf(1,width=0), lambda: pf(1,depth=0)):
    try: f()
    except ValueError as e: print(e)
