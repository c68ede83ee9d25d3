# Needs CPython's library.
# What the site module adds to the builtins.
import builtins

print(exit, quit)
print(help)
print([hasattr(builtins, n) for n in ("copyright", "credits", "license", "help")], type(exit).__module__)


def plain(x):
    """Says x."""


class Sub(int):
    def __add__(self, other):
        return NotImplemented


help(plain)
print(Sub(2) + 3)
quit(7)
