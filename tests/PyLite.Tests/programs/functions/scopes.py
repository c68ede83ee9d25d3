# Which variable a name means; what a call binds.
x = 'g'
def f():
    print(x)
    l = [x for x in range(3)]
    print(l, x)
f()
def counter():
    n = 0
    def inc(by=1):
        nonlocal n
        n += by
        return n
    return inc
c = counter(); c(); print(c(5))
fs = [lambda: i for i in range(3)]; print([f() for f in fs])
fs = [lambda i=i: i for i in range(3)]; print([f() for f in fs])
def d(a, l=[]): l.append(a); return l
d(1); print(d(2), d.__defaults__)
def g():
    global gg
    gg = 5
g(); print(gg)
class C:
    y = 10
    z = [y for _ in range(2)] if False else [i for i in range(y)]
    def m(self): return x
print(C.z, C().m())
try:
    class C2:
        q = 3
        z = [q for _ in range(2)]
except NameError as e: print(e)
def h():
    try: print(u)
    except UnboundLocalError as e: print(e)
    u = 1
h()
def k():
    def inner(): return v
    try: inner()
    except NameError as e: print(e)
    v = 1
    return inner()
print(k())
print([(i, j) for i in range(3) for j in range(i) if (i + j) % 2], {i: j for i, j in zip('ab', 'cd')}, {i % 3 for i in range(10)})
print([y := 5, y**2], (lambda: (z := 3))())
if (n := len([1,2,3])) > 2: print(n)
print([last := i for i in range(4)], last)
def gen(): return [[(a, b) for a in range(b)] for b in range(3)]
print(gen())
def outer():
    a = 1
    class K:
        a = 2
        def f(self): return a
        b = a
    return K().f(), K.b
print(outer())
try: del undefined
except NameError as e: print(e)
def dl():
    a = 1; del a
    try: return a
    except UnboundLocalError as e: return str(e)
print(dl())
print((lambda *a, **k: (a, k))(1, 2, x=3))
def ff(a, b=2, /, c=3, *, d=4, **kw): return (a, b, c, d, kw)
print(ff(1), ff(1, 2, 3, d=5, e=6), ff(1, c=9, a=3))
for bad in [lambda: ff(), lambda: ff(1, b=2), lambda: ff(1, 2, 3, 4), lambda: ff(1, 2, c=3, **{'c': 4}), lambda: d(), lambda: d(1, 2, 3), lambda: d(1, q=3), lambda: d(a=1, **{'a': 2})]:
    try: print(bad())
    except TypeError as e: print(e)
def kwo(*, a, b): pass
try: kwo()
except TypeError as e: print(e)
def kwo3(x, y, z): pass
try: kwo3()
except TypeError as e: print(e)
try: kwo3(1, 2, 3, 4)
except TypeError as e: print(e)
try: kwo3(*[1], **{'q': 2})
except TypeError as e: print(e)
try: kwo3(*5)
except TypeError as e: print(e)
try: kwo3(**5)
except TypeError as e: print(e)
try: kwo3(**{1: 2})
except TypeError as e: print(e)
try: (lambda: 0)(1)
except TypeError as e: print(e)
try: 5()
except TypeError as e: print(e)
print(kwo3.__code__.co_argcount, kwo3.__name__, ff.__kwdefaults__)
