# Needs CPython's library.
import sys
def k():
    secret = 5
    raise KeyError(secret)
try: k()
except KeyError as e: print(e.__traceback__.tb_next.tb_frame.f_locals)
def f(x):
    y = x + 1
    for i in range(2):
        y += i
    try:
        1 // 0
    except ZeroDivisionError:
        pass
    return y
def g():
    a = 1
    yield a
    yield a + 1
log = []
def tr(frame, event, arg):
    if event == 'exception': arg = arg[0].__name__
    log.append((frame.f_code.co_name, event, frame.f_lineno - frame.f_code.co_firstlineno, arg if not callable(arg) else None, dict(frame.f_locals)))
    return tr
sys.settrace(tr)
f(3)
list(g())
sys.settrace(None)
for l in log: print(l)
print(sys.gettrace())
log.clear()
def pr(frame, event, arg):
    log.append((frame.f_code.co_name, event, getattr(arg, '__name__', arg)))
sys.setprofile(pr)
f(2); len([]); "a".upper(); sorted([2, 1])
sys.setprofile(None)
for l in log: print(l)
def bad(frame, event, arg): raise ValueError('bad')
sys.settrace(bad)
try: f(1)
except ValueError as e: print('got', e, sys.gettrace())
# a frame already running
def outer():
    x = 1
    sys._getframe().f_trace = tr
    sys.settrace(tr)
    x = 2
    x += 3
    sys.settrace(None)
    return x
log.clear()
print(outer())
for l in log: print(l)
# changing locals
def ch(frame, event, arg):
    if event == 'line' and 'z' in frame.f_locals: frame.f_locals['z'] = 42
    return ch
def h():
    z = 1
    w = z
    return z, w
sys.settrace(ch)
print(h())
sys.settrace(None)
# The debugger.
import io, pdb
p = pdb.Pdb(stdin=io.StringIO('n\nn\np q\nc\n'), stdout=io.StringIO(), nosigint=True, readrc=False)
def debugged():
    q = 1
    p.set_trace()
    q = 2
    q = 3
    return q
print(debugged())
print([line.split('>')[-1].split('/')[-1] for line in p.stdout.getvalue().splitlines()])
