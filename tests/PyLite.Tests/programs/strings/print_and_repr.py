import sys
print()
print("a", "b", sep="-")
print("a", end="")
print("b", end="!\n")
print(1, None, True, 2.5, "x", sep=", ")
print(*[1, 2, 3])
print(*"abc", sep="|", end=".\n")
sys.stdout.write("written\n")
print("to stdout", file=sys.stdout)
print([], [1], [[1, [2]], "a"], (), (1,), (1, 2), {}, {"a": [1]}, set(), {1}, frozenset(), frozenset([1]))
print({"a": 1, 2: "b", (1, 2): None, None: 1.5})
print(range(5), range(1, 5), range(0, 10, 2), slice(1, 2), slice(None, 5, -1))
print(type(1), type("a"), type(None), type([]), type(print), type(lambda: 0), type(type), int, str, list)
a = [1]
a.append(a)
print(a)
d = {}
d["self"] = d
print(d)
print(NotImplemented, Ellipsis, ..., print.__name__, len)
class Plain:
    pass
class WithRepr:
    def __repr__(self):
        return "<repr>"
class WithStr(WithRepr):
    def __str__(self):
        return "<str>"
print(WithRepr(), WithStr(), [WithStr()], repr(WithStr()), str(WithStr()), f"{WithStr()} {WithStr()!r}")
print(Plain, WithStr.__name__, Plain().__class__.__name__, repr(Plain()).startswith("<__main__.Plain object at 0x"))
print(ValueError("bad"), repr(ValueError("bad")), repr(ValueError()), repr(KeyError("k")), KeyError("k"), repr(OSError(2, "msg")))
def function(): pass
print(repr(function).startswith("<function function at 0x"), function.__name__, function.__qualname__)
