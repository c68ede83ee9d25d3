# Needs CPython's library.
# Bytes that are none of a codec with shifts are the program's error, with its place.
def shown(data, codec, errors="strict"):
    try:
        return ascii(data.decode(codec, errors))
    except UnicodeDecodeError as error:
        return f"{error.encoding} {error.start}-{error.end}: {error.reason}"


for data in (b"~{VRND~} ok", b"~{\xff\xff~}", b"\x80", b"ab\xfe"):
    print(data, shown(data, "hz"))
print(shown(b"ab\xfecd", "hz", "replace"), shown(b"ab\xfecd", "hz", "ignore"))
