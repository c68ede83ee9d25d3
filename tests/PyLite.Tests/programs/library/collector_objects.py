# What gc says of objects: those there are, what they refer to, and what refers to them.
import gc


class Node:
    def __init__(self, *others):
        self.others = others


class Slotted:
    __slots__ = "a", "b"


def count(kind):
    gc.collect()
    return sum(1 for o in gc.get_objects() if type(o) is kind)


kept = []


def leak():
    first, second = Node(), Node()
    first.others, second.others = (second,), (first,)
    kept.append(first)


def work():
    node = Node()
    print(count(Node))
    for _ in range(3):
        ring = Node()
        ring.others = (ring,)
    del ring
    print(count(Node))
    leak()
    print(count(Node))
    kept.clear()
    print(count(Node))
    return node


work()
print(count(Node))

a, b = Node(), Node()
a.others = [b, 12345]
print(any(o is b for o in gc.get_referents(a.others)), len(gc.get_referents(a.others)))
print(any(o is a.others for o in gc.get_referrers(b)))
print([o for o in gc.get_referrers(b) if type(o) is list] == [a.others])
s = Slotted()
s.a = b
print(any(o is b for o in gc.get_referents(s)), any(o is s for o in gc.get_referrers(b)))
d = {"key": b}
print(any(o is b for o in gc.get_referents(d)), any(o is d for o in gc.get_referrers(b)))
t = (b, [b])
print([o is b for o in gc.get_referents(t)], any(o is t for o in gc.get_referrers(b)))


def outer():
    held = b
    def inner():
        return held
    return inner


inner = outer()
print(any(o is b for o in gc.get_referents(*inner.__closure__)), gc.get_referents(), gc.get_referents(1, "a", 2.5, None))
print(type(gc.get_objects()), type(gc.get_objects(generation=0)), type(gc.get_objects(None)))
for wrong in -1, 3, "a":
    try:
        gc.get_objects(generation=wrong)
    except (ValueError, TypeError) as e:
        print(type(e).__name__, e)
