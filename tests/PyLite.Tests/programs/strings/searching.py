# Methods that search between two positions, against a search written out in Python, over narrow and wide strings and bytes.

def find(s, x, start=None, stop=None):
    start, stop, _ = slice(start, stop).indices(len(s)) if start is None or start <= len(s) else (start, stop, 0)
    if stop is None or stop > len(s):
        stop = len(s)
    for i in range(start, stop - len(x) + 1):
        if s[i:i + len(x)] == x:
            return i
    return -1


def rfind(s, x, start=None, stop=None):
    found = -1
    at = find(s, x, start, stop)
    while at >= 0:
        found = at
        at = find(s, x, at + 1, stop)
    return found


texts = ["abcabcab", "a\U0001f600b\U0001f600\U0001f601ab", "\ude00\ud83dab\ud83d", "", "\u20acab\u20ac"]
wanted = ["", "a", "ab", "b\U0001f600", "\U0001f600", "aa", "\ud83d"]
bounds = [None, 0, 3, 8, 20, -3, -30]
checks = 0
for s in texts:
    for x in wanted:
        for start in bounds:
            assert s.find(x, start) == find(s, x, start), (s, x, start)
            for stop in bounds:
                part = s[start:stop]
                at = s.find(x, start, stop)
                inside = start is None or start <= len(s)
                assert at == (find(s, x, start, stop) if inside else -1), (s, x, start, stop)
                assert s.rfind(x, start, stop) == (rfind(s, x, start, stop) if inside else -1), (s, x, start, stop)
                assert (at >= 0) == (x in part if inside and (x or len(part) > 0 or at >= 0) else at >= 0)
                assert s.count(x, start, stop) == (part.count(x) if at >= 0 else 0), (s, x, start, stop)
                assert s.startswith(x, start, stop) == (at >= 0 and part[:len(x)] == x), (s, x, start, stop)
                assert s.endswith(x, start, stop) == (at >= 0 and part[len(part) - len(x):] == x), (s, x, start, stop)
                try:
                    assert s.index(x, start, stop) == at and s.rindex(x, start, stop) == s.rfind(x, start, stop)
                except ValueError as e:
                    assert at < 0 and str(e) == "substring not found"
                checks += 1
print(checks, "checks")

for s in texts:
    print(ascii(s), len(s), [ascii(c) for c in s], [len(s[i:]) for i in range(len(s))], ascii(s[::-1]), ascii(s[1:4]), ascii(s[-2:]))
    print([ascii(p) for p in s.partition("b")], [ascii(p) for p in s.rpartition("a")], [ascii(p) for p in s.split("a", 1)], [ascii(p) for p in s.rsplit("b", 1)])
    print([ascii(p) for p in s.split("\U0001f600")], ascii(s.replace("\U0001f600", "!")), ascii(s.replace("", "-", 3)), ascii(s.strip("\U0001f600a")))
    print(s.center(9, "\U0001f601") == s.ljust(20).strip().center(9, "\U0001f601"), len(s.rjust(12, "\U0001f601")), len(s.zfill(12)), s.isalpha(), s.upper() == s.lower())
print(" a  b c ".split(), " a  b c ".split(None, 1), " a  b c ".rsplit(None, 1), "a,b,,c".split(","), "a,b,,c".rsplit(",", 2), "a--b--c".split("--", 1))
print("".split(), "".split(","), " ".split(), "x".split("xx"), "aaa".split("aa"), "aaa".rsplit("aa"))
print("one\ntwo\r\nthree\rfour".splitlines(), "a\n\nb\n".splitlines(True), "".splitlines(), "a\x85b\u2028c".splitlines())
print("xxabxx".strip("x"), "xxabxx".lstrip("x"), "xxabxx".rstrip("x"), repr(" \t\x1c a \n".strip()), "abc".strip(""), "\U0001f600x\U0001f600".strip("\U0001f600"))
print("abc".startswith(("x", "ab")), "abc".endswith(("bc", 1)), "abc".startswith((), 1), "abc".startswith("", 3), "abc".startswith("", 4))
print("a" in "\U0001f600a", "\U0001f600" in "a", "" in "", "\U00010400".isalpha(), "\U0001d7ce".isdecimal(), "\U0001f600".isprintable(), "\U00010400".islower())
print("Abc".lower() == "abc", "\U0001f600A".lower(), "a\tb".expandtabs(4), "\U0001f600\tb".expandtabs(4), "abc".translate({97: "\U0001f600", 98: None, 99: 0x1f601}))
print("-".join(["a", "\U0001f600", ""]), "\U0001f600".join("abc"), len("\ud83d".join(["", "\ude00"])), "".join([]), ",".join(("x",)))
for bad in (lambda: "".find(1), lambda: "".find("a", "b"), lambda: "".startswith(1), lambda: "".startswith(("a", 1)), lambda: "a".split(1), lambda: "a".split(""),
            lambda: "a".strip(1), lambda: "a".partition(""), lambda: "a".partition(1), lambda: "a".replace(1, 2), lambda: "a".ljust(3, 1), lambda: "a".ljust(3, "ab"),
            lambda: "a".rstrip(1), lambda: "a".index("b"), lambda: "a".join([1]), lambda: "a".join(3), lambda: "a".removeprefix(1), lambda: "a".find("a", 1.5)):
    try:
        bad()
    except (TypeError, ValueError) as e:
        print(type(e).__name__, e)


# A string that grows and is looked at.
def grow(piece, count):
    s = ""
    seen = 0
    kept = []
    for i in range(count):
        s += piece
        if s[-1] == piece[-1] and s.endswith(piece) and s[:len(piece)] == piece and len(s) == (i + 1) * len(piece):
            seen += 1
        if i % 100 == 0:
            kept.append(s)
            t = s + "!"
            s2 = s + "?"
            assert t[-1] == "!" and s2[-1] == "?" and s[-1] == piece[-1] and t != s2 and t[:-1] == s2[:-1] == s
    for i, k in enumerate(kept):
        assert k == piece * (i * 100 + 1) and hash(k) == hash(piece * (i * 100 + 1)) and {k: 1}[piece * (i * 100 + 1)]
    assert s == piece * count and s.find(piece, len(s) - len(piece)) == len(s) - len(piece)
    return seen, len(s), len(kept)


for piece in ("ab", "x\U0001f600", "\u20ac", "\ud83d", "long text" * 40):
    print(grow(piece, 300))
