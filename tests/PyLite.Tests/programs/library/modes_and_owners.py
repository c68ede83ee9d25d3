# Needs CPython's library.
# What a file's mode says; numbers of users and groups; streams in memory with attributes are copied whole; what threads stand at.
import codeop
import io
import os
import pickle
import stat
import sys
import threading

for mode in 0o644, 0o100644, 0o40755, 0o120777, 0o20620, 0o60660, 0o10600, 0o140755, 0o104755, 0o102711, 0o41777, 0o101644, 0o7777:
    print(oct(mode), stat.filemode(mode))

for uid, gid in [(-2, 0), (2**32, 0), (0, 2**40), ("0", 0), (0, 1.5), (-1, -1), (2**32 - 1, -1)]:
    try:
        print(uid, gid, os.chown(".", uid, gid))
    except (OverflowError, TypeError) as error:
        print(type(error).__name__, error)


class Bytes(io.BytesIO):
    def __init__(self, value, more):
        super().__init__(value)
        self.more = more


class Text(io.StringIO):
    pass


b = Bytes(b"abc", 3)
b.seek(2)
again = pickle.loads(pickle.dumps(b))
print(b.__getstate__(), again.more, again.getvalue(), again.tell())
t = Text("abc")
t.more = [4]
t.read(1)
again = pickle.loads(pickle.dumps(t))
print(t.__getstate__(), again.more, again.getvalue(), again.tell())

print(list(sys._current_frames()) == [threading.get_ident()], sys._current_frames()[threading.get_ident()].f_code is sys._getframe().f_code)
try:
    1 / 0
except ZeroDivisionError:
    print(sys._current_exceptions()[threading.get_ident()][:2])

for source in "'\\", "'abc\\", "x = '''", "\"abc", "x = 'a\\\nb", "(":
    try:
        print(repr(source), codeop.compile_command(source) and "code")
    except SyntaxError as error:
        print(repr(source), error.msg)

print(round(8979323, 10**100), round(12345, -2), round(15, -1), round(10**2000 + 5, -1500) == 10**2000, round(10**30 * 5, -31))
import types
made = types.TracebackType(None, sys._getframe(), 1, 2)
print(made.tb_lasti, made.tb_lineno)
