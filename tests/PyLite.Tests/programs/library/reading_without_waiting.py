"""A descriptor that does not wait: reading gives an error, or None, while there is nothing."""
# Needs CPython's library.
import os
r, w = os.pipe()
os.set_blocking(r, False)
for descriptor in r, os.dup(r):
    try: print(os.read(descriptor, 10))
    except BlockingIOError as e: print(e.errno, e.strerror)
os.write(w, b"abc")
print(os.read(r, 2), os.read(r, 2))
with open(r, "rb", buffering=0) as raw:
    print(raw.read(3), raw.readinto(bytearray(2)))
    os.write(w, b"xyz")
    os.close(w)
    print(raw.read(3), raw.read(3))
