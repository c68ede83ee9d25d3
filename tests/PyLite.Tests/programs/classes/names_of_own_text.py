"""Texts of a class of the program's own where names are wanted."""
class Text(str):
    def __get__(self, instance, owner=None):
        return self if instance is None else "got"

class A:
    __qualname__ = Text("Qualified")
    __doc__ = Text("doc")
print(A, A.__qualname__, A.__doc__, A().__doc__, "__qualname__" in A.__dict__)
A.__qualname__ = Text("Other")
print(A)
A.__name__ = Text("Name")
print(A.__name__)
def f(): pass
f.__name__, f.__qualname__ = Text("g"), Text("h")
print(f.__name__, f.__qualname__)
class B:
    __slots__ = (Text("a"), Text("b"))
b = B()
b.a = 1
print(b.a)
try: type("C", (), {"__qualname__": 3})
except TypeError as e: print(e)
