"""What a trace function is told of jumps, loops, with statements, matches and generators."""
import sys
def show(frame, event, arg):
    if frame.f_code.co_filename != __file__: return None
    if event in ("exception",): arg = (arg[0].__name__, str(arg[1]), type(arg[2]).__name__)
    loc = {k: v for k, v in frame.f_locals.items() if isinstance(v, (int, str, list))}
    print(event, frame.f_code.co_name, frame.f_lineno - frame.f_code.co_firstlineno, arg if isinstance(arg, (int, str, list, tuple)) else type(arg).__name__, loc if frame.f_code.co_name != "<module>" else "")
    return show
def run(f, *a):
    print("==", f.__name__)
    sys.settrace(show)
    try: r = f(*a)
    except Exception as e: r = repr(e)
    finally: sys.settrace(None)
    print("->", r)
def simple(a, b=2):
    c = a + b
    return c
run(simple, 1)
def loop(n):
    t = 0
    for i in range(n):
        if i % 2:
            t += i
        else:
            continue
    else:
        t += 100
    while t > 99:
        t -= 1
    return t
run(loop, 3)
def gen(n):
    try:
        for i in range(n):
            x = yield i
    finally:
        n = 0
def usegen():
    for v in gen(2):
        pass
    g = gen(3)
    next(g)
    g.close()
    return list(gen(1))
run(usegen)
def comp():
    a = [i * 2 for i in range(2)]
    b = {i: i for i in range(2)}
    c = {i for i in range(1)}
    d = sum(i for i in range(2))
    return (a,
            b, c,
            d)
run(comp)
class CM:
    def __enter__(self): return 5
    def __exit__(self, *a):
        return True
def withs():
    with CM() as a:
        b = a
    with CM() as a, \
         CM() as c:
        raise ValueError("x")
    with CM():
        return 7
run(withs)
def tryit(k):
    try:
        if k: raise KeyError(k)
        v = 1
    except ValueError:
        v = 2
    except KeyError as e:
        v = 3
    else:
        v = 4
    finally:
        v += 10
    return v
run(tryit, 0)
run(tryit, 1)
def raiser():
    x = 1
    raise RuntimeError("r")
def outer():
    try:
        raiser()
    except RuntimeError:
        pass
    raiser()
run(outer)
def nested():
    def inner(x):
        return x + 1
    class K:
        y = 1
        def m(self):
            return self.y
    l = lambda: 3
    return inner(1) + K().m() + l()
run(nested)
def cond(a):
    x = 1 if a else 2
    y = a and x or 3
    assert x
    if (a and
        x):
        pass
    z = [
        1,
        x,
    ]
    f = simple(
        1,
        b=x)
    del z
    return (
        x
    )
run(cond, 1)
run(cond, 0)
def matcher(v):
    match v:
        case 1:
            r = "one"
        case [a, b]:
            r = "two"
        case {"k": k}:
            r = "map"
        case _:
            r = "other"
    return r
for v in (1, [1, 2], {"k": 1}, "s"): run(matcher, v)
class P:
    @property
    def p(self):
        return 3
    def __add__(self, o): return o
    def __iter__(self):
        yield 1
        yield 2
    def __getattr__(self, n):
        raise AttributeError(n)
def props():
    p = P()
    a = p.p
    b = p + 2
    for c in p: pass
    hasattr(p, "zz")
    [*p]
    return a, b
run(props)
def whiles():
    i = 0
    while True:
        i += 1
        if i > 2: break
    while i:
        i -= 1
    else:
        i = 9
    for _ in (): pass
    return
run(whiles)
def oneline(): return 1
run(oneline)
def passes():
    pass
run(passes)
def doc():
    "doc"
run(doc)
def breaks():
    r = []
    for i in range(3):
        with CM():
            if i == 1:
                continue
            if i == 2:
                break
        try:
            r.append(i)
        finally:
            r.append(-i)
    while 1:
        try:
            break
        finally:
            r.append(9)
    return r
run(breaks)
def joined(a, c):
    if a:
        if c:
            d = 1
    else:
        e = 2
    for i in range(1):
        if c:
            d = 3
        else:
            d = 4
    while True:
        if a:
            c = 0
        break
    return (
        a)
run(joined, 1, 0)
run(joined, 0, 1)
def returns(k):
    try:
        if k:
            return 5
        return k
    finally:
        k = 7
run(returns, 0)
run(returns, 1)
