"""A float that is no number is the same object wherever it is kept, and another one than any other."""
import struct, array, pickle
class A:
    def __init__(self, a): self.a = a
class B:
    __slots__ = "a",
    def __init__(self, a): self.a = a
nan = float("nan")
for C in A, B:
    i = C(nan)
    j = C(i.a)
    print(i.a is i.a, i.a is j.a, i.a is nan, (i.a,) == (j.a,), [i.a] == [j.a], i.a in [j.a], {i.a} == {j.a}, [j.a].count(i.a), [j.a].index(nan))
    print({1: i.a} == {1: j.a}, {i.a: 1}[j.a], len({i.a, j.a, nan}), hash(i.a) == hash(j.a), id(i.a) == id(nan))
l = [nan, 1.0]
print(l == list(l), nan in l, l[0] is nan, l.index(nan), l.count(nan), l == [nan, 1.0], l != [nan, 1.0], (nan, 1.0) in [(nan, 1.0)])
l.remove(nan)
print(l)
other = float("nan")
print(nan is other, [nan] == [other], nan in [other], float("nan") in [float("nan")], (nan,) == (other,), len({nan, other, -nan}), nan == nan, nan != nan)
l = [float("nan") for _ in range(3)]
print(l[0] is l[1], l[0] is l[0], l == l, l == l[:], l == l[::-1], [l.index(x) for x in l])
print(struct.pack(">d", nan).hex(), struct.pack("<d", -other).hex(), struct.pack(">f", nan).hex(), struct.pack(">e", other).hex())
print(array.array("d", [other]).tobytes().hex(), pickle.dumps(other, 2).hex(), nan.hex(), repr(nan), nan)
def same(n):
    i, c = A(float("nan")), 0
    for k in range(n):
        j = A(i.a)
        c += i.a is j.a
        c += i.a in [j.a]
        c += (i.a, k) == (j.a, k)
        c += [float("nan")] == [i.a]
        i = j
    return c
print(same(3000))
