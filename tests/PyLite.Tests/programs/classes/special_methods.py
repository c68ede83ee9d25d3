class V:
    def __init__(self, *items): self.items = list(items)
    def __repr__(self): return "V" + repr(tuple(self.items))
    def __add__(self, o): return V(*[a + b for a, b in zip(self.items, o.items)]) if isinstance(o, V) else NotImplemented
    def __radd__(self, o): return V(*[o + a for a in self.items]) if isinstance(o, int) else NotImplemented
    def __iadd__(self, o): self.items.append(o); return self
    def __sub__(self, o): return V(*[a - o for a in self.items])
    def __mul__(self, k): return V(*[a * k for a in self.items])
    __rmul__ = __mul__
    def __truediv__(self, k): return V(*[a / k for a in self.items])
    def __floordiv__(self, k): return V(*[a // k for a in self.items])
    def __mod__(self, k): return V(*[a % k for a in self.items])
    def __pow__(self, k): return V(*[a ** k for a in self.items])
    def __matmul__(self, o): return sum(a * b for a, b in zip(self.items, o.items))
    def __neg__(self): return self * -1
    def __pos__(self): return self
    def __abs__(self): return sum(a * a for a in self.items) ** 0.5
    def __invert__(self): return V(*reversed(self.items))
    def __and__(self, o): return "and"
    def __or__(self, o): return "or"
    def __xor__(self, o): return "xor"
    def __lshift__(self, o): return "lshift"
    def __rrshift__(self, o): return "rrshift"
    def __len__(self): return len(self.items)
    def __getitem__(self, i): return self.items[i]
    def __setitem__(self, i, v): self.items[i] = v
    def __delitem__(self, i): del self.items[i]
    def __contains__(self, x): return x in self.items
    def __iter__(self): return iter(self.items)
    def __reversed__(self): return reversed(self.items)
    def __call__(self, *args, **kw): return args, kw
    def __bool__(self): return any(self.items)
    def __lt__(self, o): return self.items < o.items
    def __le__(self, o): return self.items <= o.items
    def __eq__(self, o): return isinstance(o, V) and self.items == o.items
    def __hash__(self): return hash(tuple(self.items))
    def __int__(self): return int(sum(self.items))
    def __float__(self): return float(sum(self.items))
    def __index__(self): return len(self.items)
    def __format__(self, spec): return f"<{spec}>"
    def __divmod__(self, k): return "divmod"
    def __round__(self, n=None): return "round", n


a = V(1, 2, 3)
b = V(4, 5, 6)
print(a + b, 10 + a, a - 1, a * 2, 2 * a, a / 2, b // 2, b % 4, a ** 2, a @ b, -a, +a, abs(V(3, 4)), ~a)
print(a & b, a | b, a ^ b, a << b, 1 >> a, divmod(a, 2), round(a), round(a, 2))
print(len(a), a[0], a[-1], a[1:], 2 in a, 9 in a, list(a), list(reversed(a)), a(1, k=2), bool(a), bool(V(0)), bool(V()))
a += 9
a[0] = 100
del a[1]
print(a, a < b, a > b, a <= a, a >= b, a == V(100, 3, 9), a != b, len({V(1), V(1), V(2)}))
print(int(a), float(a), [0, 1, 2, 3, 4][a], f"{a:spec}", "x%s" % a, sorted([V(3), V(1), V(2)]), max(V(3), V(5)), sum([1, 2], 0))
for x in V(7, 8):
    print(x, end=" ")
print()
for bad in (lambda: a + "x", lambda: "x" + a, lambda: object() < object(), lambda: a >= 5, lambda: [] + (), lambda: {} < {}, lambda: -"x", lambda: len(5), lambda: 5[0], lambda: iter(5)):
    try:
        print(bad())
    except (TypeError, AttributeError) as e:
        print(type(e).__name__, e)


class Iter:
    def __init__(self, n): self.n = n
    def __iter__(self): return self
    def __next__(self):
        if self.n == 0:
            raise StopIteration
        self.n -= 1
        return self.n


class OldStyle:
    def __getitem__(self, i):
        if i > 3:
            raise IndexError
        return i * i


print(list(Iter(4)), sum(Iter(1000)), list(OldStyle()), 4 in OldStyle(), [x for x in Iter(3)])


class Attr:
    def __init__(self): self.real = 1
    def __getattr__(self, name): return "dynamic " + name
    def __setattr__(self, name, value): object.__setattr__(self, name, value * 2)
    def __delattr__(self, name): print("del", name)


o = Attr()
o.x = 5
del o.anything
print(o.real, o.x, o.foo)


class Manager:
    def __enter__(self): print("enter"); return self
    def __exit__(self, kind, value, trace): print("exit", kind and kind.__name__, value); return kind is ValueError


with Manager() as m:
    print("body", isinstance(m, Manager))
with Manager(), Manager():
    raise ValueError("swallowed")
try:
    with Manager():
        raise KeyError("passes")
except KeyError:
    print("caught")
def early():
    with Manager():
        return "returned"
print(early())
