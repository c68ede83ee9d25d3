# Numbers as text and text as numbers: floats of all sizes in all formats, by checksums; ties; f-strings, % and format.
seed = 12345


def rnd():
    global seed
    seed = (seed * 6364136223846793005 + 1442695040888963407) & (2 ** 64 - 1)
    return seed >> 11


def checksum(texts):
    total = 0
    for t in texts:
        for c in t:
            total = (total * 31 + ord(c)) % 1000000007
    return total


floats = [0.0, 0.5, 1.5, 2.5, 0.125, 0.375, 0.05, 0.15, 0.25, 0.35, 2.675, 1e15, 1e16, 123456789012345678.0, 1e-4, 1e-5, 1e22, 1e23, 5e-324, 1.7976931348623157e308, 0.1, 0.2, 0.3,
          1 / 3, 2 / 3, 9.995, 99.995, 999999.5, 9999995.0, 1e-7, 0.0001234565, 4503599627370496.5, 9007199254740993.0, 8.5, 1e2, 12345.678]
for i in range(120):
    floats.append(rnd() / 2 ** 53)
    floats.append(rnd() / 2 ** (rnd() % 100))
    floats.append(rnd() * 10.0 ** (rnd() % 40 - 30))
    floats.append((rnd() % 100000) / 8)
floats += [-x for x in floats[::3]]
print("repr", checksum(map(repr, floats)), checksum(str(x) for x in floats))
for spec in (".0f", ".1f", ".2f", ".3f", ".6f", ".10f", ".17f", ".25f", "f", "e", ".3e", ".0e", "g", ".3g", ".10g", ".17g", "", ".4", "10.2f", "<12.1f", "+.2f", "012.3f", ",.2f", "%", ".1%", "_.0f", "*^20.2f", "#.0f", "z.1f"):
    print(spec, checksum(format(x, spec) for x in floats), end=" ")
print()
for spec in ("%f", "%.0f", "%.2f", "%10.3f", "%-9.1f|", "%e", "%.2e", "%g", "%.12g", "%G", "%+.1f", "% .1f", "%#.0f", "%08.2f"):
    print(spec, checksum(spec % x for x in floats), end=" ")
print()
for digits in range(-3, 20):
    print(digits, checksum(repr(round(x, digits)) for x in floats if abs(x) < 1e300), end=" ")
print()
print([round(x, 2) for x in (2.675, 1.005, 0.125, 0.375, -0.125, 1e16, 5e-324)], round(0.5), round(1.5), round(-2.5), round(1234.5, -2), round(-0.0, 1), round(15, -1))
print(all(float(repr(x)) == x for x in floats), [float(t) for t in ("1", "-1.5e3", " 2.5 ", "1_0.5", "inf", "-nan"[1:], ".5", "5.", "+3e-2", "1e400", "0x1"[:1])])
for bad in ("", " ", "1.5.2", "e5", "1e", "--1", "1__0", "0x10", "1 2", "\u0661x"):
    try:
        print(float(bad))
    except ValueError as e:
        print(e, end="; ")
print(float("\u0661.5"), int("\u0663"))
ints = [0, 1, -1, 9, 10, -10, 99, 12345, -98765, 2 ** 31, -2 ** 31, 2 ** 63 - 1, -2 ** 63, 2 ** 64, 10 ** 18, -10 ** 18, 10 ** 25, -3 ** 50]
for spec in ("", "d", "5d", "<8d", "^9", "08d", "+d", " d", ",", "_", "x", "X", "#x", "08x", "#b", "b", "o", "_x", "*>30", ">+20d", "e", ".2f", "=+15", "x<6"):
    print(spec, checksum(format(n, spec) for n in ints), end=" ")
print()
for spec in ("%d", "%5d|", "%-8d|", "%05d", "%+d", "%x", "%X", "%o", "%#x", "%s", "%r", "%i", "%.5d", "% d", "%c"[:1] + "d"):
    print(spec, checksum(spec % n for n in ints), end=" ")
print(checksum(map(hex, ints)), checksum(map(bin, ints)), checksum(map(oct, ints)), bin(-5), hex(255), sum(bin(n).count("1") for n in range(2000)))
print([int(t) for t in ("0", "-0", "+7", " 42 ", "-123456789012345678", "1234567890123456789012", "1_000", "000123", "\n5\t")], int("ff", 16), int("0b101", 0), int("z", 36), int(b"12"))
for bad in ("", "-", "+", "1-", "1.5", "0x1f", "_1", "1__2", "a", "- 1", "1 2"):
    try:
        print(int(bad))
    except ValueError as e:
        print(e, end="; ")
print()
w, name, x = 7, "\U0001f600", 2.5
print(f"{w}{name}", f"{w}-{name}-{x}", f"{w}{w}{w}", f"{name!r:>8}|{x:{w}.1f}|{w:>{w}}|{name:*^5}|{'abc':.2}|{True}|{None}|{[1]}", f"{w=}", f"{{}}{x}", f"{x!s}{name!a}")
print("%s" % name, "%s" % "x", "%s%s" % (w, name), "%d%%" % w, "%s %d %s" % ("a", -5, [1]), "%(a)s-%(b)03d" % {"a": 1, "b": 2}, "%5s|%-5s|%.1s" % ("ab", "ab", "ab"), "%c%c" % (97, name), "%s" % (w,))
print("{}".format(name), "{}".format(w), "{} {}".format(w, name), "{1}{0}".format("a", "b"), "{a}{b:>4}".format(a=1, b=x), "{0.real}{1[0]}{2[k]}".format(w, [9], {"k": 3}), "{{}}{}x".format(1), "{!r:>5}".format("a"), "a{}".format(1), "{}b".format(1))
for bad in (lambda: "{}".format(), lambda: "}".format(1), lambda: "{".format(1), lambda: "{0}{}".format(1, 2), lambda: "%d" % "x", lambda: "%s %s" % 1, lambda: "%s" % (1, 2), lambda: "{:d}".format("x"),
            lambda: f"{1.5:d}", lambda: f"{1:.2d}", lambda: f"{'x':,}", lambda: "%z" % 1, lambda: "{:10q}".format(1), lambda: "{a}".format()):
    try:
        bad()
    except (ValueError, TypeError, IndexError, KeyError) as e:
        print(type(e).__name__, e)
L = [3, 1, 2]
print(sum([]), sum(L), sum([2 ** 62, 2 ** 62]), sum([0.1] * 3), sum([0.5, 1]), sum([True, 2]), min(L), max(L), min([2.5, 0.5, 0.5]), max([0.0, -0.0]), max([-0.0, 0.0]), list({1: 2}.values()), list(b"ab"), list({3: 4}.keys()))


def hot(n):
    out = []
    for i in range(n):
        out.append(f"{i}:{i * 0.25:.2f}:{i:04x}" + "%d/%s" % (i, str(i)) + "{}-{:>3}".format(i, i & 7) + str(round(i * 0.37, 2)) + str(int("7" + str(i)) + float(str(i) + ".5")))
    return checksum(out), out[-1]


print(hot(500))
