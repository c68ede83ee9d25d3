# What functools.lru_cache makes is a descriptor with a dictionary, which inspect takes for a routine.
import functools
import inspect


@functools.lru_cache(maxsize=2)
def square(x):
    'Squares.'
    return x * x


class Shape:
    @functools.cache
    def area(self, k):
        return k


print(inspect.isroutine(square), inspect.ismethoddescriptor(square), inspect.isbuiltin(square), inspect.isfunction(square))
print(hasattr(type(square), '__get__'), hasattr(type(square), '__set__'), '__dict__' in dir(square), '__get__' in dir(square))
print(sorted(square.__dict__), square.__get__(None, Shape) is square, square.__get__(3)())
square.note = 'kept'
print(square.__dict__['note'], vars(square) is square.__dict__, square.__wrapped__(5))
print(Shape().area(4), [name for name, _ in inspect.getmembers(Shape, inspect.isroutine) if not name.startswith('_')])
try:
    square.__get__()
except TypeError as e:
    print(e)
