# Handlers of codec errors that put other input in the exception's place, and exceptions whose attributes were changed.
import codecs


def longer(e):
    e.object = b"\x00" * 8
    return "<", e.start


def shorter(e):
    e.object = e.object[: e.start]
    return "<", e.start


def one_further(e):
    return "?", e.start + 1


def no_bytes(e):
    e.object = "text"
    return "<", e.end


for name, handler in (("longer", longer), ("shorter", shorter), ("one", one_further), ("no_bytes", no_bytes)):
    codecs.register_error("test." + name, handler)

for encoding, data in (
    ("utf-16", b"\x00"), ("utf-32", b"\x00"), ("ascii", b"a\xffbc"), ("utf-8", b"a\xe2\x82"), ("utf-16-le", b"\xd8\xd8\xd8\xd8\xd8\x00\x00\x00"),
    ("utf-32-be", b"\x11\x11\x11\x00\x00\x11\x11\x00\x00\x00\x00"), ("unicode-escape", b"\\uyyyy"), ("raw-unicode-escape", b"\\U11111111"), ("utf-7", b"+AA\xff"),
):
    for name in "longer", "shorter", "one", "no_bytes":
        try:
            print(encoding, name, ascii(data.decode(encoding, "test." + name)))
        except Exception as e:
            print(encoding, name, type(e).__name__)

handlers = [codecs.lookup_error(name) for name in ("ignore", "replace", "backslashreplace", "xmlcharrefreplace", "namereplace", "surrogateescape", "surrogatepass")]
for wrong in ([], b"bytes", "text"):
    for make in (
        lambda: UnicodeEncodeError("ascii", "xyz", 0, 1, "bad"),
        lambda: UnicodeDecodeError("ascii", b"xyz", 0, 1, "bad"),
        lambda: UnicodeTranslateError("xyz", 0, 1, "bad"),
    ):
        for handler in handlers:
            error = make()
            error.object = wrong
            try:
                print(type(error).__name__, handler.__name__, handler(error))
            except (TypeError, UnicodeError) as e:
                print(type(error).__name__, handler.__name__, type(e).__name__, e if isinstance(e, TypeError) else "")
