# What one thread is making the text of is whole for another; what shares a factory is whole too.
import io, os, tempfile, threading
from collections import OrderedDict, defaultdict

nested = defaultdict(list, a=defaultdict(list), b=defaultdict(list))
nested['c'] = nested
print(nested)


class Own(defaultdict):
    def __init__(self):
        super().__init__(self.make)

    def make(self):
        return 1


print(repr(Own())[:30])


class Slow:
    def __repr__(self):
        if threading.current_thread() is not threading.main_thread():
            inside.set()
            go_on.wait()
        return 'slow'


for made in ([Slow()], (Slow(),), {1: Slow()}, {1: Slow()}.values(), OrderedDict(a=Slow()), defaultdict(Slow, a=Slow())):
    inside, go_on, seen = threading.Event(), threading.Event(), []
    other = threading.Thread(target=lambda: seen.append(repr(made)))
    other.start()
    inside.wait()
    mine = repr(made)
    go_on.set()
    other.join()
    print(mine.replace('__main__.', ''), mine == seen[0])


class Named(set):
    def __new__(cls, items, name=None):
        return super().__new__(cls, items)


for keywords in {}, {'name': 3}:
    try:
        print(Named([1], **keywords))
    except TypeError as e:
        print(e)

# What was written goes before what is read past the buffer.
with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'f')
    with open(path, 'wb') as file:
        file.write(bytes(range(200)))
    with io.open(path, 'r+b', buffering=16) as file:
        file.write(b'abcdefgh')
        for size in 100, 50, 8:
            target = bytearray(size)
            print(file.readinto(target), bytes(target[:3]), bytes(target[-3:]), file.tell())
