# send, throw, close, yield from; the iterator protocol.
def g():
    try:
        x = yield 1
        print('got', x)
        try:
            y = yield 2
        except ValueError as e: print('caught', e); y = 'exc'
        print(y)
        yield 3
    finally: print('fin')
    return 'ret'
it = g(); print(next(it), it.send('hi'), it.throw(ValueError('v')))
try: next(it)
except StopIteration as e: print('stop', e.value, e)
it = g(); next(it); it.close(); it.close()
try: next(it)
except StopIteration: print('stopped')
it = g()
try: it.send(1)
except TypeError as e: print(e)
def outer():
    r = yield from g()
    print('r', r)
    yield from [7, 8]
o = outer(); print(next(o), o.send('a'), o.throw(ValueError, ValueError('z')), list(o))
def bad():
    try: yield 1
    except GeneratorExit: yield 2
b = bad(); next(b)
try: b.close()
except RuntimeError as e: print(e)
def stopper(): 
    yield 1
    raise StopIteration('x')
s = stopper(); next(s)
try: next(s)
except RuntimeError as e: print(e, repr(e.__cause__))
def fibg():
    a, b = 0, 1
    while True: yield a; a, b = b, a + b
import itertools
print(list(itertools.islice(fibg(), 10)), sum(x*x for x in range(10)), list(x for x in 'abc' if x != 'b'))
def self_():
    yield next(me)
me = self_()
try: next(me)
except ValueError as e: print(e)
print(next(iter([]), 'def'))
it = iter(lambda c=iter([1,2,3,0,5]): next(c), 0); print(list(it))
class It:
    def __init__(self): self.i = 0
    def __iter__(self): return self
    def __next__(self):
        self.i += 1
        if self.i > 3: raise StopIteration
        return self.i
print(list(It()), max(It()), sorted(It(), reverse=True), tuple(It()), dict(enumerate(It())), *It())
a, *b = It(); print(a, b)
class GI:
    def __getitem__(self, i):
        if i > 3: raise IndexError
        return i * i
print(list(GI()), 4 in GI())
def acc():
    tot = 0
    while True:
        v = yield tot
        if v is None: return tot
        tot += v
a = acc(); next(a)
for i in range(5): print(a.send(i), end=' ')
try: a.send(None)
except StopIteration as e: print(e.value)
def d():
    x = yield from acc()
    yield 'done', x
q = d(); next(q); q.send(4); print(q.send(None))
print(g, type(g()), (i for i in []).__name__) if 0 else print(type(g()).__name__)
gen = (i for i in range(3)); print(2 in gen, list(gen))
import types
