from __future__ import annotations
import sys


class Later:
    x: Nowhere[int] = 1
    y: (int, str)

    def method(self, a: Later, *rest: int | None, key: dict[str, list[Later]] = 3) -> "Later": ...


def show(action):
    try:
        action()
    except Exception as error:
        text = str(error).replace(__file__[:-len('import_state.py')], '')
        print(type(error).__name__, text, getattr(error, 'name', None))


def statement(text):
    def run():
        exec(text, {'__name__': 'elsewhere'})
    run.__name__ = text
    show(run)


print(Later.__annotations__, Later.method.__annotations__)
z: not_there ** -2 if a else lambda q, /, r=1, *, s: f'{q!r:>{r}}'
print(__annotations__)
for text in ('import broken', 'import broken.a', 'from ring import X', 'import ring.c', 'import sys.nothing', 'from space import nothing',
             'from sys import nothing', 'from . import x', 'from .a import x', '__import__("")', '__import__("sys", level=-1)', '__import__(3)'):
    statement(text)
print([name for name in sys.modules if name.startswith(('broken', 'ring'))])
import space.inner.deep as deep
import space
print(deep.V, deep.__name__, deep.__package__, len(space.__path__), hasattr(space, '__file__'), space.inner.deep is deep)
sys.modules['halted'] = None
statement('import halted')
sys.modules['stand_in'] = 42
import stand_in
print(stand_in)
calls = []
import builtins
original = builtins.__import__


def spy(name, globals=None, locals=None, fromlist=(), level=0):
    calls.append((name, fromlist, level))
    return original(name, globals, locals, fromlist, level)


builtins.__import__ = spy
import math
from math import floor, ceil
builtins.__import__ = original
print(calls)


class Finder:
    @staticmethod
    def find_spec(name, path, target=None):
        print('asked', name, path)
        if name == 'made_up':
            class Spec: pass
            spec = Spec()
            spec.name, spec.loader, spec.parent, spec.origin = name, Finder, '', 'nowhere'
            spec.submodule_search_locations, spec.has_location, spec.cached = None, False, None
            return spec

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        module.value = 'made'


sys.meta_path.insert(0, Finder)
import made_up
print(made_up.value, made_up.__loader__ is Finder, made_up.__package__ == '', made_up.__spec__.name)
sys.meta_path.remove(Finder)
