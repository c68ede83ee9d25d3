import io
import os
import sys

folder = '/tmp/pylite-files-%d' % os.getpid()
os.mkdir(folder)
name = os.path.join(folder, 'text')


def show(source):
    try:
        print(source, '->', eval(source))
    except Exception as error:
        print(source, '->', type(error).__name__, str(error).replace(folder, ''))


with open(name, 'w') as f:
    print(f.write('h\u00e9llo\nworld\r\nx'), f.tell(), f.mode, f.encoding, f.closed, f.newlines)
print(f.closed)
with open(name) as f:
    print(repr(f.readline()), f.tell(), repr(f.read(3)), f.tell(), repr(f.read()))
with open(name, newline='') as f:
    print(list(f), f.newlines)
with open(name, 'rb') as f:
    print(f.read(4), f.peek()[:3], f.readline(), f.tell(), f.seek(0), f.readlines())
with open(name, 'r+') as f:
    f.seek(0, 2)
    f.write('end')
    f.seek(0)
    print(repr(f.read()))
with open(name, 'ab') as f:
    f.write(b'zz')
    print(f.tell())
with open(name, 'rb+') as f:
    f.read(2)
    f.write(b'XY')
    f.seek(0)
    print(f.read())
for source in ("open('/nosuch')", "open(folder)", "open(name, 'q')", "open(name, 'rw')", "open(name, 'rb', encoding='u')", "open(name).write('a')",
               "open(name, 'w').read()", "open(-1)", "f.read()", "open(name, 'x')", "io.StringIO(3)", "io.BytesIO('a')", "open(name, 'w', 0)",
               "os.mkdir(folder)", "os.rmdir(name)", "os.stat(name + 'z')", "os.listdir(name)", "os.rename(name + 'a', name)", "os.fspath(3)",
               "os.close(999)", "os.read(999, 1)"):
    show(source)
s = io.StringIO('a\nb')
print(s.readlines(), s.tell(), repr(s.getvalue()), s.seek(1), s.write('ZZZ'), s.getvalue(), s.truncate(2), s.getvalue())
b = io.BytesIO(b'abc')
print(b.read(1), b.getvalue(), b.seek(0, 2), b.write(b'd'), b.getvalue(), b.tell(), b.seek(6), b.write(b'e'), b.getvalue())
t = io.TextIOWrapper(io.BytesIO(b'x\xffy'), errors='surrogateescape')
print(ascii(t.read()))
t = io.TextIOWrapper(io.BytesIO(), encoding='utf-8', newline='\r\n')
t.write('\u00e9\n')
t.flush()
print(t.buffer.getvalue())
d = io.IncrementalNewlineDecoder(None, True)
print(repr(d.decode('a\r')), repr(d.decode('\nb\rc', True)), d.newlines)
print(io.open is open, io.DEFAULT_BUFFER_SIZE, sys.stdout.name, sys.stdout.fileno(), sys.stdin.mode)


class Pieces(io.RawIOBase):
    def __init__(self):
        self.pieces = [b'ab\n', b'cd']

    def readable(self):
        return True

    def readinto(self, target):
        if not self.pieces:
            return 0
        piece = self.pieces.pop(0)
        target[:len(piece)] = piece
        return len(piece)


print(io.BufferedReader(Pieces()).readlines(), Pieces().read(2), io.TextIOWrapper(io.BufferedReader(Pieces())).read())


class Loud(io.StringIO):
    def write(self, text):
        return super().write(text.upper())


loud = Loud()
print('abc', file=loud)
print(loud.getvalue())
descriptor = os.open(name, os.O_RDWR | os.O_CREAT | os.O_TRUNC)
print(os.write(descriptor, b'12345'), os.lseek(descriptor, 1, 0), os.read(descriptor, 3), os.fstat(descriptor).st_size, os.isatty(descriptor))
os.close(descriptor)
os.symlink('text', name + '2')
print(sorted(os.listdir(folder)), os.readlink(name + '2'), os.path.islink(name + '2'), oct(os.stat(name).st_mode & 0o170000), os.stat(name)[6])
os.utime(name, (1, 2.5))
print(os.stat(name).st_mtime, os.stat(name).st_mtime_ns, os.access(name, os.R_OK), os.path.getsize(name))
print(sorted((entry.name, entry.is_file(), entry.is_symlink()) for entry in os.scandir(folder)))
r, w = os.pipe()
os.write(w, b'through')
os.close(w)
print(os.fdopen(r).read(), os.environ.get('NO_SUCH'), os.fspath(b'x'))
os.environ['PYLITE_TEST'] = 'value'
print(os.getenv('PYLITE_TEST'), os.WEXITSTATUS(os.system('exit 3')))
for entry in os.listdir(folder):
    os.unlink(os.path.join(folder, entry))
os.rmdir(folder)
print(os.path.exists(folder))
