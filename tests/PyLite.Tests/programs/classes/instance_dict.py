# The dict of an instance shows its attributes, and attributes are what is in the dict.
import copy
import pickle


class Plain:
    kind = "class"

    def __init__(self, **named):
        self.__dict__.update(named)

    def __repr__(self):
        return f"Plain({self.__dict__})"


def both_ways():
    p = Plain(a=1, b=2.5, c="x")
    d = p.__dict__
    print(d is p.__dict__, d is vars(p), d, len(d), list(d), list(d.values()), list(reversed(d)))
    p.a += 1
    p.new = [1]
    d["b"] = "text"
    d["kind"] = "own"
    print(p, p.b, p.kind, d["a"], d.get("nothing"), "new" in d, "gone" in d, 3 in d, d.get(7), None in d)
    del p.a
    del d["b"]
    print(d, hasattr(p, "a"), hasattr(p, "b"), d.pop("c"), d.pop("c", "none left"))
    try:
        d["absent"]
    except KeyError as e:
        print("KeyError", e)
    try:
        p.c
    except AttributeError as e:
        print(e)
    print(d.setdefault("s", 5), d.setdefault("s", 6), p.s, d.popitem(), d)
    d |= {"u": 1, "v": 2.0}
    print(p, d == {"kind": "own", "new": [1], "u": 1, "v": 2.0}, d != p.__dict__, d == Plain(**d).__dict__, d | {"w": 1})
    d.clear()
    print(p, d, p.kind, bool(d))
    p.z = 1
    print(d, dict(d), {**d}, [*d.items()], d.copy(), sorted(d.keys() | {"y"}))


class Key(str):
    pass


def what_attributes_cannot_be():
    p = Plain(a=1)
    d = p.__dict__
    d[5] = "five"
    d[None] = "none"
    p.b = 2
    print(d, p.a, p.b, p.__dict__ is d, dir(p)[-2:] if all(isinstance(k, str) for k in d) else "keys are mixed")
    q = Plain(a=1)
    e = vars(q)
    e[Key("k")] = "subclass"
    print(e, q.k, type(list(e)[1]).__name__)
    r = Plain()
    for i in range(200):
        r.__dict__[f"n{i}"] = i
    print(len(r.__dict__), r.n0, r.n199, list(r.__dict__)[::60])
    for bad in [[], {}]:
        try:
            vars(Plain(x=1))[bad] = 1
        except TypeError as e:
            print(e)
        try:
            print(bad in vars(Plain(x=1)))
        except TypeError as e:
            print(e)


def replaced():
    p = Plain(a=1, b=2)
    d = p.__dict__
    p.__dict__ = {"c": 3}
    print(d, p, p.c, hasattr(p, "a"))
    d["a"] = 9
    p.d = 4
    print(d, p.__dict__)
    q = Plain()
    q.__dict__ = p.__dict__
    q.e = 5
    print(p.e, p.__dict__ is q.__dict__)
    shared = Plain(x=1)
    other = Plain()
    other.__dict__ = shared.__dict__
    other.y = 2
    shared.z = 3
    other.x = "one"
    print(shared, other, other.z, list(other.__dict__))
    own = Plain(k=1)
    own.__dict__ = own.__dict__
    own.k += 1
    print(own)
    del own.__dict__
    print(own, own.__dict__)


class A:
    def __init__(self):
        self.n = 1


class B:
    def hello(self):
        return "B", self.n


def changed_class():
    a = A()
    d = a.__dict__
    a.__class__ = B
    a.m = 2
    d["n"] += 10
    print(a.hello(), d, a.__dict__ is d)


def while_iterating():
    p = Plain(a=1, b=2, c=3)
    try:
        for k in p.__dict__:
            p.more = k
    except RuntimeError as e:
        print(e)
    for k, v in vars(p).items():
        setattr(p, k, str(v) * 2)
    print(p)
    it = iter(p.__dict__)
    print(next(it), it.__length_hint__(), list(it))
    for k in list(p.__dict__):
        delattr(p, k)
    print(p, len(vars(p)))


class Named:
    def __set_name__(self, owner, name):
        self.name = name

    def __get__(self, instance, owner):
        return self if instance is None else instance.__dict__[self.name]

    def __set__(self, instance, value):
        instance.__dict__[self.name] = value


class Point:
    x = Named()
    y = Named()

    def __init__(self, x, y):
        self.x = x
        self.y = y


class Recorder:
    def __setattr__(self, name, value):
        self.__dict__[name] = value
        self.__dict__.setdefault("log", []).append(name)


class Slotted:
    __slots__ = ("s", "__dict__")


def in_loops():
    total = 0
    p = Point(1, 2.0)
    for i in range(3000):
        p.x = p.x + 1 if i % 3 else i
        p.y = p.y + 0.5 if i < 2000 else i
        total += p.x
        if i % 1000 == 999:
            print(p.x, p.y, vars(p))
    made = [Point(i, str(i)) for i in range(1500)]
    print(sum(q.x for q in made), made[7].__dict__, total)
    for i in range(1500):
        r = Recorder()
        r.a = i
        r.b = r.a + 0.5
        r.a = "text" if i % 2 else i
        if i % 500 == 0:
            print(r.__dict__)
    n = 0
    for i in range(2500):
        q = made[i % 1500]
        for k, v in q.__dict__.items():
            n += len(k)
        if i == 2000:
            q.extra = True
        if vars(q) == vars(made[0]):
            n += 1000
    print(n)
    changing = Plain(v=0)
    for i in range(2500):
        changing.__dict__["v"] += 1 if i < 1200 else 0.5
        if i == 1800:
            changing.__dict__["v"] = 10**30
    print(changing)
    s = Slotted()
    s.s = 1
    s.t = 2
    print(s.__dict__, s.s)
    s.__dict__["u"] = 3
    print(s.u, s.__dict__)


def copies():
    p = Plain(a=[1], b=2)
    d = p.__dict__
    q, r = copy.copy(p), copy.deepcopy(p)
    p.a.append(2)
    p.c = 3
    print(p, q, r, q.__dict__ is d)
    s, e = pickle.loads(pickle.dumps((p, d)))
    print(s, e, s.__dict__ is e)
    e["new"] = 1
    print(hasattr(s, "new"))
    print(p.__getstate__() == d, p.__reduce_ex__(2)[2] == d)
    x = ValueError("v")
    x.note = 1
    x.__dict__["other"] = 2
    print(x.other, vars(x))
    exec("z = a + [b]", {}, vars(p))
    print(p.z)


def main():
    both_ways()
    what_attributes_cannot_be()
    replaced()
    changed_class()
    while_iterating()
    in_loops()
    copies()


main()
