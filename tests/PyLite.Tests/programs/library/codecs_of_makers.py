# Needs CPython's library.
# What the codecs of Chinese, Japanese and Korean do not have: characters for private use, and what makers have put into a standard's gaps.
import zlib


def ranges(numbers):
    out = []
    for n in numbers:
        if out and out[-1][1] == n - 1:
            out[-1][1] = n
        else:
            out.append([n, n])
    return [f"{a:x}-{b:x}" if a != b else f"{a:x}" for a, b in out]


def decoded(encoding, pair):
    try:
        return pair.decode(encoding)
    except UnicodeDecodeError:
        return None


for encoding in "shift_jis", "euc_jp", "gbk", "cp949":
    pairs = {bytes([a, b]): decoded(encoding, bytes([a, b])) for a in range(0x81, 0x100) for b in range(0x40, 0x100)}
    rows = ranges(a for a in range(0x81, 0x100) if any(text and len(text) == 1 for pair, text in pairs.items() if pair[0] == a))
    print(encoding, len([text for text in pairs.values() if text]), rows)
    print("private", len([text for text in pairs.values() if text and any("\ue000" <= c <= "\uf8ff" for c in text)]))
    print(zlib.crc32(ascii(sorted(pairs.items())).encode()))

for encoding in "cp932", "shift_jis", "gbk", "big5", "cp949", "euc_kr":
    for text in "a\ue000b", "\uf8f0\uf8f3", "\u2252\u221a", "\U0001f600":
        try:
            print(encoding, ascii(text), text.encode(encoding))
        except UnicodeEncodeError as error:
            print(encoding, ascii(text), error.start, error.end, error.reason, text.encode(encoding, "replace"), text.encode(encoding, "xmlcharrefreplace"))
print(len("".join(b for b in map(chr, range(0x80, 0x3000)) if b.encode("gbk", "ignore"))), "\u20ac".encode("gbk", "replace"))
print(ascii(b"\x87\x90\xed\x40\xee\xec\xee\xef\xee\xf8\xee\xf9\xee\xfc\xfa\x5c\x80\xa0\xfd\xff\xf0\x40".decode("cp932")))
for bad in b"\xee\xed", b"\xee\xee", b"\x87\x93", b"\x87", b"\xff":
    try:
        print(ascii(bad.decode("cp932")))
    except UnicodeDecodeError as error:
        print(error)
