# Builtins that call functions of the program from a hot loop: what is compiled is entered again from inside itself.
import heapq
from dataclasses import dataclass, field


class Event:
    def __init__(self, time, number):
        self.time = time
        self.number = number

    def __lt__(self, other):
        return (self.time, self.number) < (other.time, other.number)


@dataclass(order=True)
class Job:
    rank: int
    name: str
    payload: object = field(default=None, compare=False)


def run(make, n):
    heap = []
    taken = []
    x = 7
    for i in range(n):
        x = (x * 1103515245 + 12345) & 0x7fffffff
        heapq.heappush(heap, make(x & 63, i))
        if len(heap) > 20:
            taken.append(heapq.heappop(heap))
    while heap:
        taken.append(heapq.heappop(heap))
    return taken


def number(x, i):
    return x


def real(x, i):
    return x / 4


def pair(x, i):
    return x, 'abc'[i % 3], i


print(sum([i * e.time + e.number for i, e in enumerate(run(Event, 900))]))
print(sum([i * e.rank + len(e.name) for i, e in enumerate(run(lambda x, i: Job(x, 'j%d' % i, object()), 900))]))
for make in number, real, pair:
    print(run(make, 900)[::60])
h = [5, 1.5, 3]
heapq.heapify(h)
heapq.heappush(h, 2)
print(h, heapq.heappushpop(h, 0.5), heapq.heapreplace(h, 9), h)


class Sour(Event):
    def __lt__(self, other):
        if self.number == 700:
            raise ValueError('sour')
        return Event.__lt__(self, other)


try:
    run(Sour, 900)
except ValueError as e:
    print(e)


def depth(n):
    # Each level sorts by a key that goes a level deeper.
    if n == 0:
        return 0
    return max(sorted([3, 1, 2], key=lambda k: -k if k > 1 else depth(n - 1) % 7)) + depth(n - 1) // 2


print([depth(k) for k in range(9)])


def orders(n):
    hits = 0
    for i in range(n):
        a = i % 5, 'x'
        if (i % 3, 'y') < a <= (4, 'x', 1) != a:
            hits += 1
        if (a,) > ((2, 'w'),) or (1.5, a) >= (i % 4, a):
            hits += 10
    return hits


print(orders(3000))
try:
    for i in range(2000):
        (i, 1) < (i, 'a' if i == 1900 else 2)
except TypeError as e:
    print(i, e)
