# struct in loops: formats that are constant, that change, and values that do not fit.
import struct


def pack_all(n):
    total = 0
    for i in range(n):
        total += sum(struct.pack('<IhB?', i, -i & 0x7fff, i & 255, i % 2 == 0))
        a, b, c, d = struct.unpack('>iHbd', struct.pack('>iHbd', -i, i & 0xffff, i % 128, i / 4))
        total += a + b + c + int(d)
    return total


def change(n):
    result = 0
    for i in range(n):
        code = 'bhiqBHIQ'[i % 8]
        try:
            result += struct.unpack('<' + code, struct.pack('<' + code, i - n // 2))[0]
        except struct.error:
            result += 1
    return result


def from_buffer(n):
    s = struct.Struct('<qQ')
    data = b''.join(s.pack(-i, i) for i in range(n)) + s.pack(-1, 2 ** 64 - 1)
    total = 0
    for i in range(n + 1):
        a, b = s.unpack_from(data, i * s.size)
        total += a + b
    try:
        s.unpack_from(data, len(data) - 15)
    except struct.error as e:
        print(e)
    return total


print(pack_all(3000))
print(change(3000))
print(from_buffer(2000))
