# Deques changed in the middle, against lists.
from collections import deque


def state(n):
    q = deque(maxlen=None)
    for i in range(n):
        q.append(i)
        if i % 3 == 0: q.appendleft(q.pop())
        if i % 4 == 0: q.rotate(i % 7 - 3)
    return q


for n in (0, 1, 2, 3, 7, 8, 9, 20):
    for at in range(-n - 2, n + 3):
        q, L = state(n), list(state(n))
        q.insert(at, "x")
        L.insert(at, "x")
        assert list(q) == L, (n, at)
        if -len(L) <= at < len(L):
            del q[at], L[at]
            assert list(q) == L
            if L:
                q[-1] = L[-1] = "y"
                q.remove("y")
                L.remove("y")
            assert list(q) == L and q.count("x") == L.count("x")
        q.reverse()
        L.reverse()
        c = q.copy()
        c.append(5)
        assert list(q) == L and list(reversed(q)) == L[::-1] and list(c) == L + [5] and len(q) == len(L)
        if L:
            k = at % len(L)
            q.rotate(at)
            L = L[-k:] + L[:-k] if k else L
            assert list(q) == L
            assert q.index(L[k]) == L.index(L[k]) and q.index(L[-1], -1) == len(L) - 1
q = deque([1, 2, 3], 3)
q.append(4)
q.appendleft(0)
print(q, q.copy().maxlen, q + deque([9]), q * 2, q == deque([0, 2, 3]))
for bad in (lambda: q.insert(0, 1), lambda: q.remove(77), lambda: q.index(77), lambda: q.index(0, 1), lambda: deque().pop(), lambda: q[5]):
    try:
        bad()
    except (ValueError, IndexError) as e:
        print(type(e).__name__, e)


class Clears:
    def __eq__(self, other):
        q.clear()
        return False


for what in ("remove", "index", "count"):
    q = deque([Clears(), Clears()])
    try:
        getattr(q, what)(5)
    except (IndexError, RuntimeError) as e:
        print(type(e).__name__, e)
print(list(q))
