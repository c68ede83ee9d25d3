# Where tell() says a text file is, whatever ends its lines and wherever the pieces that are read meet: reading goes on there.
import os, tempfile, itertools
fn = tempfile.mktemp()
def check(data, enc, nl, chunk):
    with open(fn, 'wb') as f: f.write(data.encode(enc))
    out = []
    for how in ('line', 'char', 'two'):
        with open(fn, encoding=enc, newline=nl) as f:
            f._CHUNK_SIZE = chunk
            seen = []
            while True:
                pos = f.tell()
                piece = f.readline() if how == 'line' else f.read(1 if how == 'char' else 2)
                seen.append((pos, piece))
                if not piece: break
            whole = ''.join(p for _, p in seen)
            ok = []
            at = 0
            for pos, piece in seen:
                f.seek(pos)
                rest = f.read()
                ok.append(rest == whole[at:])
                at += len(piece)
            out.append((how, whole == (data.replace('\r\n','\n').replace('\r','\n') if nl is None else data), all(ok)))
    return out
for data in ('ab\rcd\ref\r', 'ab\r\ncd\r\n\r\nef', '\r\r\n\r', 'a\nb\r\nc\rd', 'h\xe9\r\n\u20ac\U0001f44d\rz\r\n'):
    for enc in ('utf-8', 'utf-16-le'):
        for nl in (None, '', '\n', '\r', '\r\n'):
            for chunk in (1, 3, 8192):
                r = check(data, enc, nl, chunk)
                if not all(x[1] and x[2] for x in r): print(ascii(data), enc, nl, chunk, r)
with open(fn, 'wb') as f: f.write(b'a\r\nb\rc\n')
f = open(fn)
f.readline()
for place in (None, 0, 3):
    if place is not None: f.seek(place)
    print(f.newlines, f.read(), f.newlines)
f.close()
os.remove(fn)
import io
d = io.IncrementalNewlineDecoder(None, True)
d.decode('a\r\n')
print(repr(d.newlines))
d.reset()
print(d.newlines)

