# Bytes: run lengths, a checksum, hexadecimal text, a byte array that changes in place.
import sys


def pack(data):
    out = bytearray()
    at = 0
    while at < len(data):
        end = at
        while end < len(data) and data[end] == data[at] and end - at < 255:
            end += 1
        out.append(end - at)
        out.append(data[at])
        at = end
    return bytes(out)


def unpack(data):
    out = bytearray()
    for at in range(0, len(data), 2):
        out += bytes([data[at + 1]]) * data[at]
    return bytes(out)


def checksum(data):
    a, b = 1, 0
    for x in data:
        a = (a + x) % 65521
        b = (b + a) % 65521
    return b << 16 | a


def main(n):
    total = 0
    for k in range(n):
        data = bytes((i * i // (20 + k % 10)) % 7 + 65 for i in range(300))
        packed = pack(data)
        if unpack(packed) != data:
            print("wrong")
        total ^= checksum(packed) + len(packed)
        total += len(packed.hex()) + packed.count(65)
    print(total)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 5000)
