# An instance of a builtin class has its class's doc; one of a program's class the class's own.
class Plain(list):
    pass


class Told(list):
    "A list."


for made in 1, 1.5, "x", b"", [], {}, set(), (), None, True, range(3):
    print(type(made).__name__, made.__doc__ == type(made).__doc__)
print([].__doc__ is not None, Plain().__doc__, Told().__doc__, Plain([1]).__doc__, Told.__doc__)
print(type(int | str), type(int | str).__qualname__, type(int | str).__name__, type(list[int]))
try:
    [].__doc__ = "other"
except AttributeError as e:
    print(e)
for source in "*a", "*a, b", "a, *b", "(*a)", "a, b", "a,", "[*a]":
    try:
        print(eval(source, {"a": [1], "b": [2]}))
    except SyntaxError as e:
        print(source, e.msg)
