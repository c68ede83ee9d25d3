# A frame stands at the line whose operator, attribute or item called, as warnings and logs show it.
import sys
import warnings
def where():
    f = sys._getframe(1)
    out = []
    while f:
        out.append((f.f_code.co_name, f.f_lineno))
        f = f.f_back
    return out
class A:
    @property
    def p(self): return where()
    def __add__(self, o): return where()
    def __getitem__(self, i): return where()
    def __getattr__(self, n): return where()
    def __iter__(self): print(where()); return iter([1])
    def __enter__(self): print(where())
    def __exit__(self, *a): print(where())
    def __eq__(self, o): return where()
    def __setattr__(self, n, v): print(where())
    def __delitem__(self, i): print(where())
    def __contains__(self, i): print(where())
    def __str__(self): return str(where())
    def __neg__(self): return where()
a = A()

x = a.p
print(x)
x = a + 1
print(x)
x = a[1]
print(x)
x = a.foo
print(x)
for i in a:
    pass
with a:
    y = 1
x = a == a
print(x)
a.z = 1
del a[1]
1 in a
x = f"{a}"
print(x)
x = -a
print(x)
x, = a
def f():
    q = 1
    a = A()

    x = a.p
    print(x)
    x = a + 1
    print(x)
    x = a[1]
    print(x)
    x = a.foo
    print(x)
    for i in a:
        pass
    with a:
        y = 1
    x = a == a
    print(x)
    a.z = 1
    del a[1]
    1 in a
    x = f"{a}"
    print(x)
    x = -a
    print(x)
    x, = a

f()


class Warns:
    @property
    def old(self):
        warnings.warn('old', DeprecationWarning, stacklevel=2)
        return 1

    def __getitem__(self, index):
        warnings.warn('item', UserWarning, stacklevel=2)
        return index


with warnings.catch_warnings(record=True) as seen:
    warnings.simplefilter('always')
    w = Warns()

    one = w.old
    two = w[2]
    three = (w.old +
             w[3])
for warning in seen:
    print(warning.message, warning.lineno)
