# What __str__, __repr__ and __format__ give is of the class they give it of.
class Safe(str):
    def __str__(self):
        return self

    def __add__(self, other):
        return Safe(str.__add__(self, other))


class Plain(str):
    pass


class Told:
    def __str__(self):
        return Plain("told")

    def __repr__(self):
        return Plain("<told>")


class Shaped(str):
    def __format__(self, spec):
        return Shaped(f"[{str.__str__(self)}|{spec}]")


class Shown:
    def __repr__(self):
        return Plain("shown")


class Wrong:
    def __str__(self):
        return 3

    __repr__ = __str__


def names(*made):
    print(*(f"{type(one).__name__}:{one}" for one in made))


s, t, shaped = Safe("safe"), Told(), Shaped("s")
names(str(s), str(t), repr(t), str(Shown()), str(Plain("p")), Safe(s), str(object=s))
names(f"{s}", f"{s!s}", f"{t}", f"{t!s}", f"{t!r}", f"{shaped}", f"{shaped:>3}", f"{Plain('p')}", format(s), format(t), format(shaped, "x"))
names(f"{s} {t}", f"{shaped}{s}", f"a{shaped:b}c{t!r}d", f"{s}{s}{s}{s}{s}", f"{7:{Plain('>3')}}", f"{7:{Safe('>3')}}")
names("%s" % s, "%s" % Plain("p"), "%s %s" % (s, t), "{}".format(s), "{!s}".format(t), "{0}{0}".format(shaped), "{x:{y}}".format(x=7, y=Safe(">3")), "{0.__class__.__name__}{0}".format(shaped))
print(str(s) is s, s.__str__() is s, "".join([s, str(t)]), type(s + "!").__name__, str(str(s)) is s)
for call in str, repr, format, "{}".format, "{!r}".format, "%s".__mod__:
    try:
        print(call(Wrong()))
    except TypeError as e:
        print(e)

total, kept = 0, []
for i in range(3000):
    one = (s, t, "plain", i, shaped)[i % 5]
    text = str(one)
    total += len(f"{one}:{text}") + len("%s" % text) + len("{}".format(one)) + len(repr(one))
    if i % 5 == 0:
        kept.append(text is s)
print(total, all(kept), len(kept))
