"""The repr of a file whose name is the file, of views in their own dict; two errors at closing; states of files in memory."""
import collections
import errno
import io
import os
import pickle
import tempfile


class Raw(io.RawIOBase):
    def readable(self): return True
    def writable(self): return True
    def seekable(self): return True
    def seek(self, place, whence=0): return 0
    def readinto(self, buffer): return 0
    def write(self, data): return len(data)


for kind in (io.BufferedReader, io.BufferedWriter, io.BufferedRandom, lambda raw: io.TextIOWrapper(raw, "ascii")):
    raw = Raw()
    file = kind(raw)
    raw.name = file
    try:
        print(repr(file))
    except RuntimeError as error:
        print(error)
    raw.name = "n"
    print(repr(file))
d = {}
d[1] = d.values()
print(d)
d[1] = d.items()
print(d)


class Sub(collections.defaultdict):
    def __init__(self): self.default_factory = self.make
    def make(self): return []


text = repr(Sub())
print(text.startswith("Sub(<bound method Sub.make of Sub(..., {})"), text.endswith(">, {})"))


def failing(text):
    def fail(*args):
        raise OSError(text)
    return fail


for wrap in (io.BufferedReader, io.BufferedWriter, io.BufferedRandom, lambda raw: io.TextIOWrapper(raw, "ascii")):
    raw = Raw()
    file = wrap(raw)
    file.flush, raw.close = failing("flush"), failing("close")
    try:
        file.close()
    except OSError as error:
        print(error, "/", error.__context__)
    raw.close = lambda: None
pair = io.BufferedRWPair(Raw(), Raw())
readable, written = Raw(), Raw()
readable.close, written.close = failing("reader"), failing("writer")
pair = io.BufferedRWPair(readable, written)
try:
    pair.close()
except OSError as error:
    print(error, "/", error.__context__)
readable.close = written.close = lambda: None

b = io.BytesIO(b"12345")
b.foo = 42
b.seek(2)
copy = pickle.loads(pickle.dumps(b))
print(copy.foo, copy.tell(), copy.getvalue())
s = io.StringIO("a\nb\r\nc\rd", newline="\r\n")
print(repr(pickle.loads(pickle.dumps(s)).getvalue()))
for file, states in ((io.BytesIO(), ((b"", -1, None), ("text", 0, None), (b"", 0.0, None), (b"", 0, 0), (b"two", 0), 0)),
                     (io.StringIO(), (("", "f", 0, None), ("", "", -1, None), (b"", "", 0, None), ("", b"", 0, None), ("", "", 0.0, None), ("", "", 0, 0), ("x", 0)))):
    for state in states:
        try:
            file.__setstate__(state)
        except (TypeError, ValueError) as error:
            print(type(error).__name__, error)

reader = io.BufferedReader(Raw())
for question in (lambda: reader.truncate(), lambda: reader.__init__(Raw(), 0), lambda: reader.read(), lambda: io.TextIOWrapper(io.BytesIO(), "ascii", newline="x"),
                 lambda: io.BufferedWriter(Raw(), 2**62)):
    try:
        question()
    except (ValueError, OSError, MemoryError, OverflowError) as error:
        print(type(error).__name__, "memory" if isinstance(error, (MemoryError, OverflowError)) else error)

r, w = os.pipe()
os.set_blocking(w, False)
sent = 0
with open(w, "wb", buffering=1000) as file:
    try:
        while True:
            sent += file.write(b"x" * 9999)
    except BlockingIOError as error:
        sent += error.characters_written
        print(error.errno == errno.EAGAIN, error.args[2] == error.characters_written)
    with open(r, "rb", buffering=0) as other:
        got = len(other.read(1 << 20))
        file.flush()
        got += len(other.read(1 << 20))
        print(sent == got)

with tempfile.TemporaryDirectory() as folder:
    path = os.path.join(folder, "f")
    with open(path, "w") as file:
        file.write("x")
    file = open(path)
    os.close(file.fileno())
    try:
        file.read()
    except OSError as error:
        print(error)
    try:
        file.close()
    except OSError as error:
        print(error)
    closed = []
    raw = open(path, "rb", buffering=0)
    raw.flush = lambda: closed.append(raw.closed)
    raw.close()
    print(closed, raw.closed)
    fd = os.open(path, os.O_RDONLY)
    with open(fd, "rb", buffering=0) as raw:
        print(repr(raw).replace(str(fd), "N"))
