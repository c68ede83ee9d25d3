# What a comparison or an index does to the container that asks for it.
from collections import deque
class Eq:
    def __init__(self, what): self.what = what
    def __eq__(self, o): self.what(); return True
    __hash__ = None
class Ix:
    def __init__(self, what, n): self.what, self.n = what, n
    def __index__(self): self.what(); return self.n
def show(f, c):
    try: r = f()
    except (IndexError, ValueError, RuntimeError, TypeError) as e: r = type(e).__name__
    print(r, c)
L = []; L[:] = [1, Eq(L.clear), 3]; show(lambda: L.remove('q'), L)
L = []; L[:] = [1, Eq(L.clear), 3]; show(lambda: L.index('q'), L)
L = []; L[:] = [1, Eq(L.clear), 3]; show(lambda: L.count('q'), L)
L = []; L[:] = [1, Eq(L.clear), 3]; show(lambda: 'q' in L, L)
L = []; L[:] = [1, Eq(L.clear), 3]; show(lambda: L == [1, 2, 3], L)
L = [1, 2, 3]; show(lambda: L.pop(Ix(L.clear, 2)), L)
L = [1, 2, 3]; show(lambda: L[Ix(L.clear, 2)], L)
L = [1, 2, 3]; show(lambda: L.insert(Ix(L.clear, 2), 9), L)
L = [1, 2, 3]; show(lambda: L[Ix(L.clear, 1):Ix(L.clear, 3)], L)
L = [1, 2, 3]; show(lambda: L.__delitem__(Ix(L.clear, 1)), L)
L = [1, 2, 3]; show(lambda: L.__setitem__(Ix(L.clear, 1), 7), L)
L = [1, 2, 3]; show(lambda: L.__setitem__(slice(Ix(L.clear, 1), Ix(L.clear, 3)), [7, 8]), L)
L = [1, 2, 3]; show(lambda: L.__delitem__(slice(Ix(L.clear, 0), Ix(L.clear, 3), 2)), L)
D = deque(); D.extend([1, Eq(D.clear), 3]); show(lambda: D.remove('q'), D)
D = deque(); D.extend([1, Eq(D.clear), 3]); show(lambda: D.index('q'), D)
B = bytearray(b'abc'); show(lambda: B.pop(Ix(B.clear, 2)), B)
B = bytearray(b'abc'); show(lambda: B.remove(Ix(B.clear, 98)), B)
B = bytearray(b'abc'); show(lambda: B.insert(Ix(B.clear, 2), 98), B)
