# A BytesIO is no bytes-like object; what getbuffer() gives is.
import io

stream = io.BytesIO(b"hello")
view = stream.getbuffer()
view[0] = 72
print(stream.getvalue(), bytes(view), view.readonly, type(view.obj).__name__)
for wrong in (lambda: stream.write(b"x" * 100), lambda: stream.truncate(1), lambda: bytearray().join([stream]), lambda: memoryview(stream), lambda: int(stream), lambda: b"a" + stream):
    try:
        print(wrong())
    except (BufferError, TypeError) as e:
        print(type(e).__name__, e)
view.release()
stream.seek(0, 2)
stream.write(b" world")
with stream.getbuffer() as view:
    view[1:3] = b"EE"
print(stream.getvalue(), list(stream))
