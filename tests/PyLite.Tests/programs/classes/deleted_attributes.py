# Attributes that go and come back: those that stay keep their values and their order.
class Thing:
    kind = 'thing'

    def __init__(self, n):
        self.a = n
        self.b = str(n)
        self.c = n / 2
        self.d = [n]
        self.e = -n
        self.f = None
        self.g = (n,)
        self.h = 'h'
        self.i = 'i'


class Slotted:
    __slots__ = ('x', '__dict__')

    def __init__(self, n):
        self.x = n
        self.y = n + 1
        self.z = 'z'


def run(n):
    total = 0
    for i in range(n):
        t = Thing(i)
        del t.c
        total += t.a + len(t.b) + t.d[0] + t.e + t.g[0]
        del t.b
        t.b = i * 2
        t.c = 0.5
        del t.h, t.d
        t.j = 'j'
        total += t.b + len(t.i) + len(t.j) + (t.f is None)
        t.d = i
        t.k = [i]
        total += t.d + t.k[0] + len(t.__dict__) if i % 100 == 0 else t.d
        s = Slotted(i)
        del s.y
        total += s.x + len(s.z) + hasattr(s, 'y')
    return total, t, s


total, t, s = run(3000)
print(total, sorted(t.__dict__), list(vars(t).items())[:4], vars(s), s.x)
t = Thing(3)
for name in 'abcdefghi':
    delattr(t, name)
    print(name, list(t.__dict__.items()) if name in 'cg' else '')
t.kind = 'other'
del t.kind
print(t.kind, vars(t))
for wrong in 'a', 'kind', 'missing':
    try:
        delattr(t, wrong)
    except AttributeError as e:
        print(e)
s = Slotted(1)
del s.x
try:
    s.x
except AttributeError as e:
    print(e)
print(vars(s))
t = Thing(4)
t.a = 'text now'
u = Thing(5)
del u.b
print(vars(u), vars(t)['a'])
