"""A float is itself, wherever it was kept meanwhile."""
inf = float("inf")

class Bound:
    def __init__(self, low, high):
        self.low, self.high = low, high

class Slotted:
    __slots__ = ("low",)

b = Bound(-inf, inf)
minus = -inf
print(b.high is inf, b.high is b.high, b.low is inf)
s = Slotted()
s.low = inf
print(s.low is inf, id(s.low) == id(inf), id(b.high) == id(b.high))
kept = [inf, 2.5, 0.0]
print(kept[0] is inf, kept[1] is kept[1], [x is inf for x in kept])
zero, negative = 0.0, -0.0
print(zero is negative, zero is zero, b.low is zero, inf is None)
nan, other = float("nan"), float("nan")
print(nan is nan, nan is other, [nan] == [other], (nan,) == (nan,), nan in (nan,), nan in (other,))
best, count = Bound(0.0, inf), 0
for i in range(5000):
    if best.high is inf: count += 1
    if i == 3000: best.high = 1.0 * i
    if best.low is not inf: best.low = inf if i > 4000 else i / 2
print(count, best.high, best.low is inf)
