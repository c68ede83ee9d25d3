"""Objects of classes derived from builtin ones, where the builtin ones go."""
class Text(str): pass
class Whole(int): pass
class Real(float): pass
class Pair(tuple): pass

print(Text("b") in "abc", Text("x") in "abc", Text("b") in Text("abc"), "abc".__contains__(Text("c")), Text("") in "")
print(isinstance(1, Pair((str, int))), isinstance(1, Pair((str,))), issubclass(bool, Pair((str, int))), isinstance(1, Pair((str, Pair((float, int))))))
print("ab".center(6, Text("*")), "ab".ljust(4, Text("-")), "ab".rjust(4, Text("+")), Text("ab").zfill(4))
print(float.fromhex(Text("0x1.8p1")))
print(Whole(2) + 1j, Real(1.5) - 2j, Whole(3) * (1 + 2j), Real(2.0) / 1j, Whole(2) ** (1 + 0j), 1j + Whole(2), Whole(-1) + 1.5, 1.5 + Whole(2), 2 + Real(1.5))
for text in ("1.5 & w", "1.5 | w", "1.5 ^ w", "1.5 << w", "w & 1.5", "w >> 1.5", "1.5 & 2", "r & w", "w @ 1.5", "1.5 @ w"):
    try: print(text, eval(text, {"w": Whole(2), "r": Real(1.5)}))
    except TypeError as e: print(text, e)

# The methods of int say that floats are the others' business.
print(int.__add__(2, 1.5), int.__radd__(2, 1.5), int.__mul__(Whole(2), 1.5), int.__truediv__(2, 1j), float.__add__(1.5, 1j), float.__add__(1.5, 2), int.__sub__(True, Real(1.0)))
print(int.__rmod__(2, "a%sb"), float.__rmod__(1.5, 2), float.__rsub__(1.5, 2), int.__rmod__(10 ** 30, 1.5), int.__rsub__(2, 5), int.__floordiv__(7, 2))

class Metres(int):
    def __add__(self, other):
        sum = super().__add__(other)
        return sum if sum is NotImplemented else Metres(sum)
    __radd__ = __add__
print(Metres(2) + 3, type(Metres(2) + 3).__name__, Metres(2) + 1.5, 1.5 + Metres(2), type(1 + Metres(2)).__name__, sum([Metres(1), Metres(2)]))

try: 1 / 0
except Pair((KeyError, ZeroDivisionError)) as e: print(type(e).__name__)
total = 0
words = [Text("ab"), "b", Text("c"), "d"]
for i in range(4000):
    if words[i % 4] in "abc": total += 1
    if isinstance(i, Pair((str, int))): total += 1
print(total)
print("a", "b", sep=Text("-"), end=Text("!\n"))
print(bytes("a", Text("utf8")), bytearray("a", encoding=Text("ascii"), errors=Text("strict")))
