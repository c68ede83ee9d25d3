# Every operator a class can define.
class A:
    x = 1
    def __init__(self, v=3): self.v = v
    def __repr__(self): return f"A({self.v!r})"
    def __eq__(self, o): return isinstance(o, A) and self.v == o.v
    def __lt__(self, o): return self.v < o.v
    def __hash__(self): return hash(self.v)
    def __add__(self, o): return A(self.v + (o.v if isinstance(o, A) else o))
    __radd__ = __add__
    def __iadd__(self, o): self.v += o; return self
    def __neg__(self): return A(-self.v)
    def __call__(self, *a, **k): return (a, k)
    def __getitem__(self, i): return i
    def __len__(self): return 7
    def __contains__(self, i): return i == 5
    def __bool__(self): return self.v != 0
    def __iter__(self): yield from range(3)
    def __index__(self): return self.v
    def __int__(self): return 42
    def __float__(self): return 4.5
    def __format__(self, s): return f"<{s}>"
    def __enter__(self): print("enter"); return self
    def __exit__(self, *a): print("exit", a[0] and a[0].__name__); return True
    def __abs__(self): return 'abs'
    def __divmod__(self, o): return 'dm'
    def __matmul__(self, o): return 'mm'
    def __pow__(self, o): return 'pow'
    def __invert__(self): return 'inv'
    def __round__(self, n=None): return ('round', n)
    def __reversed__(self): return iter('rev')
    def __getattr__(self, n):
        if n.startswith('q'): return n
        raise AttributeError(n)
a = A()
print(a, a == A(), a != A(4), a < A(4), a > A(1), hash(a) == hash(3), a + 1, 1 + a, a + a, -a)
a += 5; print(a, a(1, b=2), a[1:2], a[1, 2], a[...], len(a), 5 in a, 6 in a, bool(a), list(a), [0]*3 and list(range(20))[A(2)])
print(int(a), float(a), f"{a:>10}", format(a), abs(a), divmod(a, 1), a @ 1, a ** 2, ~a, round(a), round(a, 2), list(reversed(a)), a.qq)
with a as b: raise ValueError(1)
try: a.zz
except AttributeError as e: print(e, repr(e))
try: a <= 3
except TypeError as e: print(e)
print(sum([A(1), A(2)]), max(A(1), A(4)), sorted([A(3), A(1)]))
print(A.x, a.x, A.__name__, type(a).__mro__, a.__class__, A.__dict__['x'])
print(hex(A(255)), bin(A(5)), oct(A(8)))
