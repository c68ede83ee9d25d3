# Pickles, byte by byte, and what is made of them.
import collections
import copyreg
import functools
import io
import operator
import pickle


class Plain:
    pass


class Point:
    def __init__(self, x, y):
        self.x = x
        self.y = y

    def __eq__(self, other):
        return (self.x, self.y) == (other.x, other.y)


class Slots:
    __slots__ = 'a', 'b'


class SlotsAndMore(Slots):
    pass


class Listed(list):
    pass


class Made:
    def __new__(cls, a, b):
        made = object.__new__(cls)
        made.a = a
        return made

    def __getnewargs__(self):
        return self.a, 2


class Named:
    def __new__(cls, *, k):
        made = object.__new__(cls)
        made.k = k
        return made

    def __getnewargs_ex__(self):
        return (), {'k': self.k}


class Stateful:
    def __init__(self):
        self.kept, self.lost = 1, 2

    def __getstate__(self):
        return self.kept

    def __setstate__(self, state):
        self.kept, self.lost = state, None


Pair = collections.namedtuple('Pair', 'a b')
itself = []
itself.append(itself)
ring = ([],)
ring[0].append(ring)
point = Point([1.5, 'text'], {'k': (None, True)})
slots = SlotsAndMore()
slots.a, slots.more = 1, 2
listed = Listed('ab')
listed.tag = 'tag'

values = [
    None, True, 0, 255, 256, -1, 1 << 31, -1 << 63, 1 << 64, -10 ** 30, 1.5, -0.0, 'a', '\u20ac\n\\', '\ud800', b'', b'\x00\xff', bytearray(b'ab'),
    (), (1,), (1, 2, 3, 4), [], [[]], {}, {'a': 1}, {'a': 1, 'b': [2]}, set(), {3}, frozenset([4]), ..., int, len, Point, Pair(1, 2),
    Plain(), point, slots, listed, Made(1, 2), Named(k=3), Stateful(), collections.OrderedDict(a=1), collections.defaultdict(list, a=[1]),
    collections.deque([1], 3), functools.partial(len, [1]), operator.itemgetter(1, 2), operator.attrgetter('a.b'), 'ab'.upper, range(3), 1 + 2j, KeyError('k'),
]
for protocol in range(6):
    for value in values:
        if value is slots and protocol < 2:
            continue
        data = pickle.dumps(value, protocol)
        print(protocol, data if len(data) < 120 else len(data))
        made = pickle.loads(data)
        assert type(made) is type(value), value
        if getattr(type(value), '__eq__', None) is not object.__eq__ and not callable(value):
            assert made == value, value
    assert pickle.loads(pickle.dumps(itself, protocol))[0].__len__() == 1
    again = pickle.loads(pickle.dumps(ring, protocol))
    assert again[0][0] is again, again
    again = pickle.loads(pickle.dumps(slots, protocol)) if protocol >= 2 else slots
    print(again.a, again.more, pickle.loads(pickle.dumps(listed, protocol)).tag, vars(pickle.loads(pickle.dumps(Stateful(), protocol))))

# Large things: batches and frames.
for value in list(range(2500)), {i: str(i) for i in range(1000)}, set(range(1001)), 'x' * 70000, [b'y' * 70000, 'z' * 200] * 2, ['w%d' % i for i in range(20000)]:
    data = pickle.dumps(value)
    print(len(data), data[:12], pickle.loads(data) == value)


# Persistent ids, tables, overrides.
class Saver(pickle.Pickler):
    def persistent_id(self, value):
        return ('id', value.x) if isinstance(value, Point) else None

    def reducer_override(self, value):
        return (int, ('7',)) if isinstance(value, Plain) else NotImplemented


class Loader(pickle.Unpickler):
    def persistent_load(self, known):
        return known

    def find_class(self, module, name):
        print('find', module, name)
        return super().find_class(module, name)


file = io.BytesIO()
saver = Saver(file, 4)
saver.dump([Point(5, 6), Plain(), len])
saver.dump('second')
saver.clear_memo()
file.write(b'rest')
file.seek(0)
loader = Loader(file)
print(loader.load(), loader.load(), file.read())
tabled = pickle.Pickler(io.BytesIO())
tabled.dispatch_table = copyreg.dispatch_table.copy()
tabled.dispatch_table[Plain] = lambda value: (str, ('plain',))
tabled.dump(Plain())
tabled.fast = 1
print(len(tabled.memo.copy()), pickle.PickleBuffer(b'abc').raw().tobytes())

# Buffers outside of the stream.
buffers = []
data = pickle.dumps(pickle.PickleBuffer(bytearray(b'buffer')), 5, buffer_callback=buffers.append)
print(data, bytes(pickle.loads(data, buffers=buffers)))

# What cannot be.
deep = []
for i in range(5000):
    deep = [deep]


def local():
    return lambda: None


for value in (i for i in ()), lambda: None, local(), deep, type('Gone', (), {})():
    try:
        pickle.dumps(value)
    except Exception as e:
        print(type(e).__name__, str(e).split(' at 0x')[0])
for data in b'', b'\x80', b'zz', b'.', b'(.', b'h\x01.', b'\x80\x09.', b'cos\nno_such\n.', b'cno_such\nx\n.', b'NNR.', b'}(Nu.', b"Sabc\n.", b'Px\n.', b'\x97.', b'\x82\x05.':
    try:
        print(pickle.loads(data))
    except Exception as e:
        print(type(e).__name__, str(e).split(' from ')[0].split(' (frozen')[0])
