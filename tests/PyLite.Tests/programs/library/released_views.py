"""What asks a memoryview that has been released gets ValueError; its hash stays known. Bytes and views are not ordered."""
import binascii
import io
import struct

view = memoryview(b"abcdef")
for question in (lambda: view < view, lambda: view < b"abcdef", lambda: b"abcdef" <= view, lambda: view >= b"abcdef"):
    try:
        print(question())
    except TypeError as error:
        print(error)
print(b"abcdef" == view, view == b"abcdef", bytearray(b"abcdef") == view, b"abcdef" != view)

known = memoryview(b"known")
hash(known)
known.release()
print(hash(known) == hash(b"known"))
view.release()
for question in (lambda: bytes(view), lambda: bytearray(view), lambda: view.tobytes(), lambda: list(view), lambda: memoryview(view), lambda: hash(view),
                 lambda: int.from_bytes(view, "big"), lambda: struct.unpack("B", view), lambda: binascii.hexlify(view), lambda: io.BytesIO(view),
                 lambda: io.BytesIO().write(view)):
    try:
        print(question())
    except ValueError as error:
        print(error)
print(view == view, view == b"abcdef", repr(view)[:9])
