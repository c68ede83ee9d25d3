"""A method of a derived class that declines a comparison leaves it to the builtin class, which takes the object for what it is made of."""


def declining(base, *names):
    return type("D" + base.__name__, (base,), {name: (lambda self, other: NotImplemented) for name in names} | {"__hash__": base.__hash__})


Int, Float, Str = declining(int, "__lt__", "__eq__", "__add__"), declining(float, "__lt__"), declining(str, "__lt__", "__eq__")
print(Int(0) < 1, 1 > Int(0), Int(0) == 0, Int(0) != 0, 0 == Int(0), Int(1) == Int(1), Int(0) + 1, 1 + Int(2))
print(Float(0.5) < 1.0, 1.0 > Float(0.5), Str("a") < "b", "b" > Str("a"), Str("a") == "a", "a" == Str("a"))
print({"a": 1}.get(Str("a")), {Str("a"): 1}.get("a"), [1, 2].index(Int(2)), Int(2) in [1, 2])
for question in (lambda: Float(0.5) < 1, lambda: 1 > Float(0.5), lambda: Float(0.5) < Float(0.6)):
    try:
        print(question())
    except TypeError as error:
        print(error)
for base, one, more in ((list, [1], [2]), (tuple, (1,), (2,)), (bytes, b"a", b"b"), (set, {1}, {1, 2})):
    derived = declining(base, "__lt__")
    print(derived(one) < more, more > derived(one))
print(declining(dict, "__eq__")() == {}, declining(frozenset, "__eq__")() == frozenset(), declining(complex, "__eq__")(1) == 1 + 0j)


class Evil(int):
    def __lt__(self, other):
        heap.clear()
        return NotImplemented


import heapq
heap = [Evil(0)]
try:
    heapq.heappushpop(heap, 1)
except IndexError as error:
    print(type(error).__name__)
total = 0
for i in range(3000):
    total += Int(i) < 1500
print(total)
