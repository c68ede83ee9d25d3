# Files as memory, and attributes that each thread has for itself.
import mmap
import os
import re
import tempfile
import threading


def tried(f, *args, **kwargs):
    try:
        print(repr(f(*args, **kwargs)))
    except Exception as e:
        print(type(e).__name__, e)


memory = mmap.mmap(-1, 10)
print(memory, len(memory), memory[0], memory[2:5])
tried(memory.write, b'abcab\n')
memory[6:8] = b'xy'
memory[8] = 65
print(memory[:], memory[::2], memory[-2], list(memory)[:2], memory.tell())
print(memory.find(b'a'), memory.find(b'a', 1), memory.rfind(b'ab'), memory.rfind(b'ab', 0), memory.find(b'zz'), memory.find(b'', 3))
memory.seek(0)
print(memory.readline(), memory.read(2), memory.read_byte(), memory.read(), re.search(b'c(.)', memory).span(), bytes(memory)[:3])
memory.move(0, 6, 3)
print(memory[:4], b'x' in memory, 120 in memory, bool(memory), memory == memory)
for call in (
        lambda: mmap.mmap(-1, -1), lambda: mmap.mmap(-1, 0), lambda: mmap.mmap(99, 5), lambda: mmap.mmap(-1, 5, access=9), lambda: mmap.mmap(-1, 5, flags=2, access=1),
        lambda: memory[10], lambda: memory['a'], lambda: memory.__setitem__(0, 256), lambda: memory.__setitem__(0, 'a'), lambda: memory.__setitem__(slice(0, 2), b'a'),
        lambda: memory.__delitem__(0), lambda: memory.find('a'), lambda: memory.read('a'), memory.read_byte, lambda: memory.seek(20), lambda: memory.seek(0, 9),
        lambda: memory.write(b'long'), lambda: memory.write_byte(300), lambda: memory.move(0, 5, 20), lambda: memory.flush(100, 1), lambda: memory.resize(20), lambda: len(memory)):
    tried(call)
with memory:
    print(memory.closed)
print(memory, memory.closed)
tried(memory.read)
tried(len, memory)

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, 'mapped')
    with open(path, 'wb') as f:
        f.write(b'line one\nline two\n')
    with open(path, 'r+b') as f:
        with mmap.mmap(f.fileno(), 0) as mapped:
            print(mapped.size(), mapped.readline(), mapped[5:8])
            mapped[:4] = b'LINE'
            mapped.flush()
            mapped.resize(30)
            print(len(mapped), os.path.getsize(path))
        with mmap.mmap(f.fileno(), 0, access=mmap.ACCESS_READ) as mapped:
            print(mapped, mapped[:9], memoryview(mapped).readonly)
            tried(mapped.write, b'a')
            tried(mapped.resize, 3)
        with mmap.mmap(f.fileno(), 4, access=mmap.ACCESS_COPY) as mapped:
            mapped[0] = 64
            print(mapped[:], open(path, 'rb').read(4))
        tried(mmap.mmap, f.fileno(), 200)


class Counter(threading.local):
    kind = 'counter'

    def __init__(self, start):
        print('init', start)
        self.value = start

    @property
    def double(self):
        return self.value * 2


plain, counter = threading.local(), Counter(5)
plain.x = 1
counter.value = 9


def other():
    print(hasattr(plain, 'x'), plain.__dict__, counter.value, counter.double, counter.kind)
    plain.x = counter.value = 2
    print(vars(plain), vars(counter))


for _ in range(2):
    thread = threading.Thread(target=other)
    thread.start()
    thread.join()
print(plain.x, counter.value, isinstance(counter, threading.local), type(plain))
del plain.x
tried(lambda: plain.x)
tried(threading.local, 1)
tried(setattr, plain, '__dict__', {})


def count():
    plain.n = 0
    for _ in range(3000):
        plain.n += 1
    return plain.n


threads = [threading.Thread(target=count) for _ in range(3)]
for thread in threads:
    thread.start()
print(count())
for thread in threads:
    thread.join()
