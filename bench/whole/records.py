# Classes like data classes: equality, hashing, ordering, copies with changes, grouping.
import sys


class Person:
    __slots__ = ("name", "age", "city")

    def __init__(self, name, age, city):
        self.name, self.age, self.city = name, age, city

    def __eq__(self, other):
        return isinstance(other, Person) and (self.name, self.age, self.city) == (other.name, other.age, other.city)

    def __hash__(self):
        return hash((self.age, len(self.name)))

    def __repr__(self):
        return f"Person({self.name!r}, {self.age}, {self.city!r})"

    def replace(self, **changes):
        values = {name: getattr(self, name) for name in self.__slots__}
        values.update(changes)
        return Person(**values)


def main(n):
    kept = {}
    letters = 0
    for k in range(n):
        people = [Person("abcdefgh"[i % 8] * (i % 5 + 1), i * 7 % 60, ("Rome", "Oslo", "Lima")[i % 3]) for i in range(40)]
        people += [person.replace(age=person.age + k % 2) for person in people[:20]]
        groups = {}
        for person in people:
            groups.setdefault(person.city, []).append(person)
            kept[person] = kept.get(person, 0) + 1
        letters += sum(len(repr(person)) for person in groups["Oslo"])
    print(len(kept), max(kept.values()), letters)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 12000)
