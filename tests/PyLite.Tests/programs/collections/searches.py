class A:
    x = 1
d = A.__dict__
print('x' in d, list(d)[:2], d['x'])
A.x = 2; print(d['x'], dict(d)['x']); A.x = 3; print(dict(d)['x'], list(d.values())[1])
for i in range(5): A.x = i; assert dict(A.__dict__)['x'] == i == list(A.__dict__.items())[1][1]
A.y = 5; print('y' in list(d)); del A.y; print('y' in list(d))
class B(A): pass
k = B.__dict__.keys()
B.z = 1
print('z' in list(B.__dict__.keys()))
c = B.__dict__.copy(); c['q'] = 1; print('q' in list(B.__dict__))
class D:
    def __set_name__(self, owner, name): print(name, sorted(k for k in owner.__dict__ if not k.startswith('_')))
class E:
    a = D(); b = D()
E.c = 1
print(sorted(k for k in E.__dict__ if not k.startswith('_')))
L = ['a', 'bb', 1, 2.0, float('nan'), 'ccc', None]
print([x in L for x in ('bb', 'cc', 1.0, 2, None, 'ccc')], L.index('ccc'), L.index('ccc', 2), L.index(None, -1))
for a in (('zz',), ('a', 1), ('ccc', 0, 3), (None, 0, -1), (1, 5, 2)):
    try: print(L.index(*a))
    except ValueError as e: print(e)
class Evil:
    def __eq__(self, o): del L2[:]; return False
L2 = [Evil(), Evil(), 'x']
print('x' in L2, L2)
L2 = [1, 2, 3]
try: L2.index(2, 10)
except ValueError as e: print(e)
print(L2.index(3, -1), L2.index(1, -100, 100)); L2.remove(2); print(L2)
try: L2.remove('a')
except ValueError as e: print(e)
class Bad:
    def __eq__(self, o): raise KeyError('bad')
for f in (lambda: 'x' in [Bad()], lambda: [Bad()].index('x'), lambda: [Bad()].remove('x')):
    try: f()
    except KeyError as e: print(repr(e))
print({'a', 'b'}.isdisjoint('xyz'), {'a', 'b'}.isdisjoint('xya'), frozenset('\u0100').isdisjoint('ab\u0100'), set().isdisjoint('a'), {'ab'}.isdisjoint('ab'))
class S(str):
    def __iter__(self): return iter('q')
print({'a'}.isdisjoint(S('a')), {'q'}.isdisjoint(S('a')))
