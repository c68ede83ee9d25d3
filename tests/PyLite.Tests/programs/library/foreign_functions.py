# Needs CPython's library.
# Functions of the C library, structures, callbacks: what programs do with ctypes.
import ctypes, ctypes.util
from ctypes import c_int, c_double, c_char_p, c_void_p, c_size_t, Structure, POINTER, byref, CFUNCTYPE
libc = ctypes.CDLL(ctypes.util.find_library("c"), use_errno=True)
class timeval(Structure):
    _fields_ = [("tv_sec", ctypes.c_long), ("tv_usec", ctypes.c_long)]
tv = timeval()
print(libc.gettimeofday(byref(tv), None), tv.tv_sec > 1600000000)
class tm(Structure):
    _fields_ = [(n, c_int) for n in "tm_sec tm_min tm_hour tm_mday tm_mon tm_year tm_wday tm_yday tm_isdst".split()] + [("gmtoff", ctypes.c_long), ("zone", c_char_p)]
libc.gmtime.restype = POINTER(tm)
t = ctypes.c_long(86400 * 365)
r = libc.gmtime(byref(t)).contents
print(r.tm_year, r.tm_mon, r.tm_mday, r.zone)
libc.strftime.argtypes = [c_char_p, c_size_t, c_char_p, POINTER(tm)]
buf = ctypes.create_string_buffer(64)
print(libc.strftime(buf, 64, b"%Y-%m-%d", r), buf.value)
libc.div.restype = type("div_t", (Structure,), {"_fields_": [("quot", c_int), ("rem", c_int)]})
d = libc.div(17, 5); print(d.quot, d.rem)
f = libc.open
f.argtypes = [c_char_p, c_int]
if f(b"/nonexistent", 0) < 0:
    import os
    e = ctypes.get_errno(); print(e, os.strerror(e))
m = ctypes.CDLL(ctypes.util.find_library("m"))
for n in ("sin", "cos", "tgamma", "floor"):
    fn = getattr(m, n); fn.restype = c_double; fn.argtypes = [c_double]; print(n, fn(2.5))
m.fmaf.restype = ctypes.c_float; m.fmaf.argtypes = [ctypes.c_float] * 3; print(m.fmaf(1.5, 2.0, 0.25))
m.frexp.restype = c_double; e = c_int(); print(m.frexp(c_double(8.0), byref(e)), e.value)
class Point(Structure):
    _fields_ = [("x", c_int), ("y", c_int)]
    def __repr__(self): return f"Point({self.x}, {self.y})"
    def __add__(self, o): return Point(self.x + o.x, self.y + o.y)
pts = (Point * 3)((1, 2), (3, 4), (0, 1))
print(list(pts), pts[0] + pts[1], ctypes.sizeof(pts))
CMP = CFUNCTYPE(c_int, POINTER(Point), POINTER(Point))
libc.qsort(pts, 3, ctypes.sizeof(Point), CMP(lambda a, b: a[0].x - b.contents.x)); print(list(pts))
libc.bsearch.restype = c_void_p
arr = (c_int * 5)(1, 3, 5, 7, 9); key = c_int(7)
CI = CFUNCTYPE(c_int, POINTER(c_int), POINTER(c_int))
p = libc.bsearch(byref(key), arr, 5, 4, CI(lambda a, b: a[0] - b[0])); print((p - ctypes.addressof(arr)) // 4)
class Inner(Structure): _fields_ = [("a", ctypes.c_uint8), ("b", ctypes.c_uint16)]
class Outer(Structure):
    _anonymous_ = ("u",)
    class _U(ctypes.Union): _fields_ = [("i", ctypes.c_uint32), ("bytes", ctypes.c_ubyte * 4)]
    _fields_ = [("inner", Inner), ("u", _U), ("name", ctypes.c_char * 8), ("arr", c_int * 3)]
o = Outer(Inner(1, 2)); o.i = 0xdeadbeef; o.name = b"abc"; o.arr[1] = 7
print(o.inner.a, o.inner.b, [hex(b) for b in o.bytes], o.name, list(o.arr), ctypes.sizeof(Outer), bytes(o).hex())
raw = bytes(o); o2 = Outer.from_buffer_copy(raw); print(o2.i == o.i, o2.arr[1])
ba = bytearray(8); x = ctypes.c_uint32.from_buffer(ba, 4); x.value = 0x01020304; print(ba)
s = ctypes.c_char_p(b"text"); print(s.value, ctypes.string_at(s), ctypes.cast(s, POINTER(ctypes.c_char))[1])
ip = ctypes.pointer(c_int(3)); ip[0] = 9; ip.contents.value += 1; print(ip.contents, ip[0])
try: libc.strlen.argtypes = [c_char_p]; libc.strlen(5.5)
except ctypes.ArgumentError as ex: print(ex)
class VEC(Structure): _fields_ = [("data", POINTER(c_double)), ("n", c_size_t)]
a = (c_double * 4)(1, 2, 3, 4); v = VEC(a, 4); print(sum(v.data[i] for i in range(v.n)), v.data[:4])
print(ctypes.c_int.__name__, ctypes.c_longlong(2 ** 63).value, ctypes.c_uint8(300).value, ctypes.c_bool(3).value)
libc.snprintf.restype = c_int; b = ctypes.create_string_buffer(100)
print(libc.snprintf(b, c_size_t(100), b"%d %d %d %d %d %d %d %s", 1, 2, 3, 4, 5, 6, 7, b"eight"), b.value)
@CFUNCTYPE(None, c_int)
def handler(sig): print("signal", sig)
print(type(handler).__name__)
print(ctypes.sizeof(ctypes.c_wchar), ctypes.create_unicode_buffer("h\xe9").value, ctypes.wstring_at(ctypes.create_unicode_buffer("abc"), 2))
print(bytes((ctypes.c_ubyte * 3)(1, 2, 3)), (ctypes.c_char * 4).from_buffer_copy(b"wxyz").raw)
