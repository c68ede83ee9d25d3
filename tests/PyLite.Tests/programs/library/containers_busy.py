"""deque, defaultdict, OrderedDict and Counter in hot loops and at their edges."""
from collections import Counter, OrderedDict, defaultdict, deque


def errors(*calls):
    for call in calls:
        try:
            print(call())
        except Exception as e:
            print(type(e).__name__, e)


def window(n, size):
    d = deque(maxlen=size)
    e = deque()
    total = 0
    for i in range(n):
        d.append(i)
        e.appendleft(i)
        if len(e) > size:
            total += e.pop()
        if i % 3 == 0:
            total += d.popleft() + e.popleft()
        if i % 50 == 0:
            d.rotate(2)
            d.append(i)
            e.extend([i, i + 1])
            total += sum(d) + e[0] + d[-1]
            for x in reversed(e):
                total += x
    return total, list(d)[:3], len(e)


def search(n):
    """Breadth first on a grid, as programs have it."""
    seen = {(0, 0)}
    queue = deque([(0, 0, 0)])
    last = 0
    while queue:
        x, y, last = queue.popleft()
        for dx, dy in ((1, 0), (0, 1), (-1, 0), (0, -1)):
            a, b = x + dx, y + dy
            if 0 <= a < n and 0 <= b < n and (a, b) not in seen and (a * b) % 7 != 6:
                seen.add((a, b))
                queue.append((a, b, last + 1))
    return len(seen), last


print(window(3000, 20), search(30))
d = deque(range(5), 3)
print(d, d.maxlen, deque().maxlen, d + deque([9]), d * 2, deque([1]) < deque([2]), d.copy().maxlen, d.index(3), d.count(4), 4 in d)
d.insert(0, 'x') if len(d) < 3 else None
d.remove(3)
d.extendleft('ab')
print(d, deque(maxlen=0), [deque('abc', 0).append(1)])
z = deque([1, 2, 3])
z[1] = 5
del z[0]
z.reverse()
print(z)
errors(lambda: deque().pop(), lambda: deque().popleft(), lambda: deque([1])[5], lambda: deque([1], -1), lambda: deque([1]).remove(2), lambda: deque([1, 2], 2).insert(0, 1), lambda: hash(deque()))
it = iter(z)
z.append(1)
errors(lambda: next(it))


class Stack(deque):
    def push(self, x):
        self.append(x)
        return self


print(list(Stack().push(1).push(2)), len(Stack([1, 2, 3])))


def tally(n):
    ints = defaultdict(int)
    lists = defaultdict(list)
    nested = defaultdict(lambda: defaultdict(int))
    for i in range(n):
        ints[i % 37] += i
        lists[str(i % 11)].append(i)
        nested[i % 5][i % 3, i % 2] += 1
    return sum(ints.values()), len(lists['3']), {k: dict(v) for k, v in nested.items() if k < 2}


print(tally(2000))
dd = defaultdict(None, a=1)
errors(lambda: dd['x'], lambda: defaultdict(5), lambda: defaultdict(list)[[]])
dd.default_factory = lambda: 7
dd['y'] = 1
dd['q'] = 2
print(dd['x'], dd.get('y'), 'y' in dd, dict(dd), dd.copy()['q'], defaultdict(int, {1: 2}) == {1: 2})


class Deep(defaultdict):
    def __missing__(self, key):
        made = self[key] = key * 2
        return made


print(Deep(int)[4])


def lru(n):
    od = OrderedDict()
    gone = 0
    for i in range(n):
        key = (i * 7919) % 97
        if key in od:
            od.move_to_end(key)
            od[key] += 1
        else:
            od[key] = i
            if len(od) > 40:
                gone += od.popitem(last=False)[0]
    return gone, list(od.items())[:2], len(od)


print(lru(3000))
od = OrderedDict(a=1, b=2, c=3)
od.move_to_end('a')
od.move_to_end('c', last=False)
print(od, od.popitem(), od.popitem(False), od, list(reversed(od)), OrderedDict([(1, 2), (3, 4)]) == OrderedDict([(3, 4), (1, 2)]))
errors(lambda: od.move_to_end('zz'), lambda: OrderedDict().popitem())

c = Counter(x % 7 for x in range(1000))
c.update('hello')
c.update({'l': 5}, h=2)
c.subtract([1, 1, 'l'])
print(c.most_common(4), c['nothing'], sorted(map(str, c)), c.total(), Counter('abca').most_common(), Counter(a=2) + Counter(a=-3, b=1), sum(Counter('abc').values()))
print(Counter([1.0, 1, True, '1']), Counter({'x': 2}), Counter(), sorted(Counter(a=2, b=0).elements()), Counter('aab') - Counter('ab'), Counter(a=1) | Counter(a=3), Counter(a=1, b=2) & Counter(b=1))
errors(lambda: Counter([[]]), lambda: Counter(5))
