# with, contextlib.
class CM:
    def __init__(self, n, sup=False): self.n, self.sup = n, sup
    def __enter__(self): print('enter', self.n); return self.n
    def __exit__(self, t, v, tb): print('exit', self.n, t and t.__name__, v, tb is not None); return self.sup
with CM(1) as a, CM(2) as b: print(a, b)
with (CM(1) as a, CM(2, True)): raise ValueError('x')
try:
    with CM(1): raise KeyError('y')
except KeyError as e: print('out', e)
def f():
    with CM('f'): return 'r'
print(f())
for i in range(3):
    with CM(i):
        if i == 0: continue
        if i == 1: break
class Bad:
    def __enter__(self): return 1
try:
    with Bad(): pass
except TypeError as e: print(e)
try:
    with 5: pass
except TypeError as e: print(e)
import contextlib
@contextlib.contextmanager
def cm(x):
    print('in')
    try: yield x * 2
    except ValueError as e: print('caught', e)
    finally: print('out')
with cm(4) as v: print(v)
with cm(4): raise ValueError('q')
try:
    with cm(1): raise KeyError(2)
except KeyError as e: print('ke', e)
with contextlib.suppress(ZeroDivisionError): 1/0
print('after')
class Cl:
    def close(self): print('closed')
with contextlib.closing(Cl()): pass
with contextlib.ExitStack() as st:
    st.enter_context(CM('a')); st.callback(print, 'cb'); st.enter_context(CM('b'))
import io
buf = io.StringIO()
with contextlib.redirect_stdout(buf): print('hidden')
print(repr(buf.getvalue()))
with contextlib.nullcontext(5) as n: print(n)
class CM2:
    def __enter__(self): pass
    def __exit__(self, *a): raise RuntimeError('from exit')
try:
    with CM2(): raise ValueError('body')
except RuntimeError as e: print(e, repr(e.__context__))
from contextlib import *
@contextmanager
def tag(n):
    print(f'<{n}>')
    try: yield n
    finally: print(f'</{n}>')
with tag('a') as x, tag('b'): print(x)
try:
    with tag('z'): 1/0
except ZeroDivisionError as e: print(e)
@tag('deco')
def f(): print('in f')
f(); f()
with ExitStack() as st:
    for n in 'xy': st.enter_context(tag(n))
    st.callback(lambda *a: print('cb', a), 1)
    st.push(lambda *e: print('push', e[0]) or True)
    raise ValueError('swallowed')
class CD(ContextDecorator):
    def __enter__(self): print('in'); return self
    def __exit__(self, *a): print('out'); return False
@CD()
def g(): return 5
print(g())
