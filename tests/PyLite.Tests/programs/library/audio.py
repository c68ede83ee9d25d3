# audioop: arithmetic on samples, and the codings of telephony.
import warnings

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    import audioop
print(caught[0].category.__name__, caught[0].message)

state = 12345


def noise(count, width, quiet=0):
    global state
    samples = []
    for _ in range(count):
        state = (state * 1103515245 + 12345) % 2**31
        samples.append(((state >> 8) % (1 << 8 * width) - (1 << 8 * width - 1)) >> quiet)
    return b"".join(s.to_bytes(width, "little", signed=True) for s in samples)


def show(*results):
    print(*(r.hex() if isinstance(r, bytes) else r for r in results))


for width in 1, 2, 3, 4:
    a, b = noise(12, width), noise(12, width, 2)
    show(width, audioop.max(a, width), audioop.minmax(a, width), audioop.avg(a, width), audioop.rms(a, width), audioop.maxpp(a, width), audioop.avgpp(a, width), audioop.cross(a, width))
    show(audioop.add(a, b, width), audioop.mul(a, width, 1.7), audioop.mul(a, width, -0.3), audioop.bias(a, width, 100), audioop.reverse(a, width), audioop.byteswap(a, width))
    show(*(audioop.lin2lin(a, width, other) for other in (1, 2, 3, 4)), audioop.tomono(a, width, 0.5, 0.7), audioop.tostereo(b, width, 1.1, -2), audioop.getsample(a, width, 3))
    show(audioop.lin2ulaw(a, width), audioop.lin2alaw(b, width), audioop.ulaw2lin(a, width), audioop.alaw2lin(a, width))
    coded, after = audioop.lin2adpcm(a, width, None)
    again, then = audioop.lin2adpcm(b, width, after)
    show(coded, after, again, then, *audioop.adpcm2lin(coded, width, None), *audioop.adpcm2lin(again, width, (7, 3)))
    for channels, rates in (1, (8000, 11025)), (2, (44100, 8000)), (1, (3, 3)), (3, (1, 2)):
        made, kept = audioop.ratecv(a, width, channels, *rates, None)
        more, last = audioop.ratecv(b, width, channels, *rates, kept, 3, 1)
        show(made, kept, more, last)
every = bytes(range(256))
show(audioop.ulaw2lin(every, 2), audioop.alaw2lin(every, 2), audioop.lin2ulaw(audioop.ulaw2lin(every, 2), 2), audioop.lin2alaw(audioop.alaw2lin(every, 2), 2))
long, part = noise(60, 2), noise(9, 2, 3)
show(audioop.findfit(long, part), audioop.findmax(long, 7), audioop.findfactor(long[:18], part), audioop.findfit(long, long[20:44]), audioop.findmax(long, 60))
for wrong in (lambda: audioop.max(b"abc", 2), lambda: audioop.max(b"abc", 5), lambda: audioop.add(b"ab", b"a", 1), lambda: audioop.getsample(b"a", 1, 1), lambda: audioop.findfit(b"abc", b"a"),
              lambda: audioop.findfit(b"ab", b"abcd"), lambda: audioop.findfactor(b"ab", b"abcd"), lambda: audioop.findmax(b"ab", 2), lambda: audioop.ratecv(b"", 1, 0, 1, 1, None),
              lambda: audioop.ratecv(b"", 1, 1, 0, 1, None), lambda: audioop.ratecv(b"abc", 2, 1, 1, 1, None), lambda: audioop.ratecv(b"", 1, 1, 1, 1, None, 0), lambda: audioop.ratecv(b"", 1, 1, 1, 1, 5),
              lambda: audioop.lin2adpcm(b"", 1, 5), lambda: audioop.lin2adpcm(b"", 1, (0, 89)), lambda: audioop.adpcm2lin(b"", 1, (40000, 1)), lambda: audioop.tomono(b"a", 1, 1, 1), lambda: audioop.max("a", 1)):
    try:
        print(wrong())
    except Exception as e:
        print(type(e).__name__, e)
