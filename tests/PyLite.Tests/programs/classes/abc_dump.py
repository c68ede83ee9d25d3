"""What an abstract class knows of others is told as weak references to them."""
import abc
import weakref


class Shape(abc.ABC):
    pass


class Square:
    pass


class Circle:
    pass


Shape.register(Square)
print(isinstance(Square(), Shape), issubclass(Circle, Shape))
registry, cache, negative, version = abc._get_dump(Shape)
for known in registry, negative:
    print(type(known).__name__, sorted((type(item) is weakref.ref, item().__name__) for item in known))
print(type(cache).__name__, type(version).__name__)
