"""Weak proxies do what their objects do, and are shared and counted as references are."""
import operator
import weakref


class C:
    def __floordiv__(self, other): return 42
    def __ifloordiv__(self, other): return 21
    def __matmul__(self, other): return 1729
    def __rmatmul__(self, other): return -163
    def __imatmul__(self, other): return 561
    def __index__(self): return 10
    def __bytes__(self): return b"bytes"
    def __len__(self): return 3
    def __reversed__(self): return iter("cba")


c = C()
proxy = weakref.proxy(c)
print(proxy // 5, proxy @ 5, 5 @ proxy, operator.index(proxy), bytes(proxy), "".join(reversed(proxy)), "__bytes__" in dir(proxy))
p = proxy
p //= 5
q = proxy
q @= 5
print(p, q)
kept = weakref.ref(c), weakref.ref(c, print), weakref.proxy(c, print)
print(weakref.proxy(c) is proxy, weakref.ref(c) is kept[0])
print(weakref.getweakrefcount(c), weakref.proxy(c) is proxy, weakref.proxy(c, None) is proxy, proxy in [r for r in weakref.getweakrefs(c) if r is proxy])


def function():
    return 0


class A:
    def __iter__(self): return weakref.proxy(function)


for question in (lambda: list(A()), lambda: weakref.ref(c).__init__(0, 0, 0, 0, 0), lambda: hash(proxy), lambda: weakref.proxy(5)):
    try:
        question()
    except TypeError as error:
        print(error)
