# What was written to a buffer that nobody holds any more is written out, and in the right order where a text stands on it.
import gc
import io


class Raw(io.RawIOBase):
    written = []

    def writable(self):
        return True

    def write(self, data):
        Raw.written.append(bytes(data))
        return len(data)


def bytes_only():
    io.BufferedWriter(Raw()).write(b"bytes")


def text():
    writer = io.TextIOWrapper(io.BufferedWriter(Raw()), encoding="ascii")
    writer.write("text")


def detached():
    writer = io.TextIOWrapper(io.BufferedWriter(Raw()), encoding="ascii")
    writer.write("detached")
    writer.detach().write(b" and more")


for write in bytes_only, text, detached:
    Raw.written.clear()
    write()
    gc.collect()
    print(write.__name__, b"".join(Raw.written))


class Shown(Raw):
    def write(self, data):
        print("at the end", bytes(data))
        return len(data)


kept = io.BufferedWriter(Shown())
kept.write(b"kept")
