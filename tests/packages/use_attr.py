"""Classes by attr and attrs."""
import attr
import attrs
from attrs import Factory, asdict, astuple, define, evolve, field, fields, frozen, make_class, validators


@define(order=True)
class Point:
    x: int = field(validator=validators.instance_of(int))
    y: int = field(default=0, converter=int)

    @property
    def norm(self):
        return (self.x ** 2 + self.y ** 2) ** 0.5


@frozen
class Line:
    start: Point
    end: Point = Factory(lambda: Point(9, 9))
    tags: list = field(factory=list, repr=False, eq=False, metadata={"k": 1})


@attr.s(auto_attribs=True, kw_only=True, slots=True)
class Old:
    name: str
    age: int = attr.ib(default=3, validator=attr.validators.in_(range(10)))
    extra: str = attr.ib(default=attr.Factory(lambda self: self.name * 2, takes_self=True))

    @age.validator
    def check(self, attribute, value):
        if value == 7:
            raise ValueError(f"{attribute.name} is seven")

    def __attrs_post_init__(self):
        self.name = self.name.strip()


p = Point(3, "4")
print(p, p.norm, Point(1, 2) < Point(1, 3), p == Point(3, 4), evolve(p, x=8), asdict(Line(p)), astuple(Line(p, p)), sorted([Point(2), Point(1)]))
print(Old(name=" a "), [a.name for a in fields(Line)], fields(Line).tags.metadata, hash(frozen(type("E", (), {"__annotations__": {}}))()) is not None)
for make in (lambda: Point("x"), lambda: Point(), lambda: Old(name="x", age=7), lambda: Old(name="x", age=70), lambda: setattr(Line(p), "start", 1), lambda: setattr(p, "z", 1),
             lambda: Point(1, "q"), lambda: define(type("Bad", (), {"a": field(default=1), "b": field(), "__annotations__": {"a": int, "b": int}}))):
    try:
        make()
        print("fine")
    except Exception as e:
        print(type(e).__name__, str(e)[:200])
C = make_class("C", {"a": field(default=1), "b": field(kw_only=True)})
print(C(b=2), attr.has(C), attr.fields_dict(C)["a"].default, C.__init__.__doc__, C.__attrs_attrs__[0])


@define
class Base:
    a: int = 1


@define
class Derived(Base):
    b: "list[int]" = field(factory=list, on_setattr=attrs.setters.validate, validator=validators.deep_iterable(validators.instance_of(int)))

    def __attrs_pre_init__(self):
        pass


d = Derived(5, [1, 2])
d.b = [3]
try:
    d.b = ["x"]
except TypeError as e:
    print(str(e)[:80])
print(d, Derived.__slots__, attr.resolve_types(Derived) is Derived, fields(Derived).b.type, Derived.__match_args__)
match d:
    case Derived(a, b=[n]):
        print(a, n)


@attr.s(cmp=False, these={"v": attr.ib(converter=attr.converters.optional(int), default=None)})
class These:
    pass


print(These("3").v, These().v, attr.validators.optional(int), attr.filters.include(int)(fields(Point).x, 1), attr.converters.to_bool("yes"))


@define
class Node:
    name: str
    next: "Node | None" = None


n = Node("a")
n.next = n
print(n, attr.cmp_using(eq=lambda a, b: True, class_name="K")("x") == 1 if False else "", asdict(Node("a", Node("b")), filter=lambda a, v: v is not None), attr.__version__ > "20")
print(sum(Point(i, i).norm for i in range(2000)))
