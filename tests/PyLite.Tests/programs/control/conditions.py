def truth(x):
    return "yes" if x else "no"


for x in (0, 1, -1, 0.0, 0.5, "", "a", [], [0], (), (0,), {}, {0: 0}, None, True, False, set(), range(0), range(1)):
    print(truth(x), end=" ")
print()
print(1 and 2, 0 and 2, 1 or 2, 0 or 2, not 1, not "", None or "default", 1 and 0 or 3, [] or {} or "last")
print(1 < 2 < 3, 1 < 2 > 1, 1 == 1 != 2, 3 > 2 > 2, 1 is 1, None is None, [] is [], 1 is not None)


def noisy(name, value):
    print(name, end=" ")
    return value


print(noisy("a", 1) < noisy("b", 2) < noisy("c", 3))
print(noisy("a", 3) < noisy("b", 2) < noisy("c", 3))
print(noisy("a", 0) and noisy("b", 1), noisy("c", 1) or noisy("d", 1))
print((lambda x: "neg" if x < 0 else "zero" if x == 0 else "pos")(0))
x = 5
if x > 3: print("one line")
if x < 3:
    print("no")
elif x < 4:
    print("no")
elif x < 6:
    print("elif")
else:
    print("no")
if (n := x * 2) > 5:
    print("walrus", n)
print([y := 1, y + 1], y)
print(1 in [1, 2], 3 not in (1, 2), "k" in {"k": 1}, 2 in {1, 2}, "b" in "abc")
print(True + True, True == 1, isinstance(True, int), True & False, True | False, True ^ True)
class Falsy:
    def __bool__(self): return False
class Empty:
    def __len__(self): return 0
print(truth(Falsy()), truth(Empty()), not Falsy(), bool(Empty()))
assert x == 5
assert x == 5, "message"
print(None == 0, None == None, "" == 0, [1] == [1], (1, 2) == (1, 2), [1] == (1,), {1: 2} == {1: 2.0})
del x
try:
    x
except NameError as e:
    print(e)
