# Needs CPython's library.
# bz2 and lzma: in one go, piece by piece, files, and what is wrong.
import bz2
import io
import lzma

text = bytes(range(256)) * 40 + b"abc" * 5000
for module in (bz2, lzma):
    packed = module.compress(text)
    print(module.__name__, len(packed), module.decompress(packed) == text, module.decompress(packed + packed) == text * 2)
    decoder = module.BZ2Decompressor() if module is bz2 else module.LZMADecompressor()
    pieces = b"".join(decoder.decompress(packed[i : i + 50]) for i in range(0, len(packed), 50))
    print(pieces == text, decoder.eof, decoder.needs_input, decoder.unused_data)
    decoder = type(decoder)()
    pieces = [decoder.decompress(packed + b"more", 1000)]
    while not decoder.eof:
        pieces.append(decoder.decompress(b"", 1000))
    print(len(pieces), b"".join(pieces) == text, decoder.unused_data)
    file = io.BytesIO()
    with module.open(file, "wt") as writer:
        writer.write("one\ntwo\n")
    file.seek(0)
    with module.open(file, "rt") as reader:
        print(reader.readlines())

filters = [{"id": lzma.FILTER_DELTA, "dist": 5}, {"id": lzma.FILTER_LZMA2, "preset": 7 | lzma.PRESET_EXTREME}]
packed = lzma.compress(text, format=lzma.FORMAT_RAW, filters=filters)
print(lzma.decompress(packed, lzma.FORMAT_RAW, None, filters) == text, lzma.decompress(lzma.compress(text, format=lzma.FORMAT_ALONE)) == text)
for wrong in (
    lambda: bz2.decompress(b"no such thing"), lambda: bz2.BZ2Compressor(10), lambda: bz2.decompress(bz2.compress(b"a")[:-3]),
    lambda: lzma.decompress(b"no such thing"), lambda: lzma.decompress(lzma.compress(b"a")[:-3]), lambda: lzma.LZMACompressor(format=9),
    lambda: lzma.LZMACompressor(filters=[{}]), lambda: lzma.LZMACompressor(filters=[{"id": 99}]), lambda: lzma.LZMADecompressor(format=lzma.FORMAT_RAW),
    lambda: lzma.LZMACompressor(preset=77), lambda: lzma.LZMADecompressor(memlimit=10).decompress(lzma.compress(b"x")),
):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)
