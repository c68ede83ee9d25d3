# Keys whose classes say how they are hashed and compared, in loops that become traces.
class Key:
    def __init__(self, name, calls):
        self.name = name
        self.calls = calls

    def __hash__(self):
        self.calls.append('h')
        return hash((self.name % 5, 3))

    def __eq__(self, other):
        self.calls.append('e')
        return isinstance(other, Key) and self.name == other.name


class Bad:
    def __hash__(self):
        raise ValueError('no hash')


class Minus:
    def __hash__(self):
        return -1


def fill(n):
    calls = []
    d, s = {}, set()
    for i in range(n):
        key = Key(i % 12, calls)
        d[key] = d.get(key, 0) + 1
        if key not in s:
            s.add(key)
    return sorted((k.name, v) for k, v in d.items()), len(s), calls.count('h'), calls.count('e')


def failures(n):
    caught = []
    d, good, minus = {}, Key(1, []), Minus()
    for i in range(n):
        key = Bad() if i % 7 == 0 else minus if i % 7 == 1 else good
        try:
            d[key] = i
            caught.append(d[key])
        except ValueError as e:
            caught.append(str(e))
    return caught[-8:], len(d), hash(minus)


def cleared(n):
    class Clears:
        def __init__(self, table):
            self.table = table

        def __hash__(self):
            return 7

        def __eq__(self, other):
            self.table.clear()
            return False

    lengths = set()
    for i in range(n):
        table = {}
        table[Clears(table)] = 1
        table[Clears(table)] = 2
        lengths.add(len(table))
    return lengths


class Two:
    def __init__(self, *items):
        self.items = items

    def __iter__(self):
        for item in self.items:
            yield item


def unpacked(n):
    out = []
    for i in range(n):
        items = Two(i, i + 1) if i % 9 else Two(*range(i % 4))
        try:
            a, b = items
            out.append(a + b)
        except ValueError as e:
            out.append(str(e))
    return out[-12:], len(out)


def named(n):
    class Lazy:
        def __getattr__(self, name):
            if name == 'made':
                return 5
            raise AttributeError(name)

    class Plain:
        here = 1

        @property
        def broken(self):
            return self.absent

    found = 0
    for i in range(n):
        for o in (Lazy(), Plain()):
            for name in ('here', 'made', 'broken', 'other'):
                found += hasattr(o, name)
                found += getattr(o, name, 10)
    return found


for n in (3, 200):
    print(fill(n), failures(n), cleared(n), unpacked(n), named(n))
