"""__dict__ of objects whose class has a plain class before a builtin one."""
class P:
    def __init__(self, *args): self.p = args
class X(P, Exception): pass
class Y(Exception, P): pass
class V(P, dict): pass
class U(P, int): pass
class L(P, list): pass
class M(P, type(__builtins__)): pass
for C in X, Y, V, U, L:
    o = C(1) if C is U else C()
    o.q = 1
    print(C.__name__, o.__dict__, vars(o), o.__dict__ is o.__dict__)
    o.__dict__ = {"z": 2}
    print(o.z, hasattr(o, "q"), vars(o))
m = M("name")
m.q = 1
print(m.__dict__["q"], vars(m)["q"], sorted(k for k in vars(m) if k[0] != "_"))
e = ValueError("v")
e.x = 1
d = {"y": 2}
e.__dict__ = d
e.z = 3
print(e.__dict__, d, hasattr(e, "x"), e.args)
for bad in 1, None:
    try: e.__dict__ = bad
    except TypeError as t: print(t)
try: del e.__dict__
except TypeError as t: print(t)
