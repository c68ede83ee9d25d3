# Needs CPython's library.
# Which builtin things have words about them.
import builtins
import collections
import functools
import inspect
import itertools
import operator
import sys

print([n for n, o in sorted(vars(builtins).items()) if (isinstance(o, type) or callable(o)) and not n.startswith("_") and not o.__doc__])
for module in operator, itertools, collections:
    print(module.__name__, [n for n, o in sorted(vars(module).items()) if callable(o) and not n.startswith("_") and not o.__doc__ and not n.startswith("User")])
print([n for n in ("exit", "exc_info", "settrace", "getsizeof", "intern", "displayhook", "_getframe") if not getattr(sys, n).__doc__])
for function in functools.reduce, functools.partial, int.__add__, str.__new__, list.__class_getitem__, object.__reduce_ex__, dict.fromkeys, open:
    print(function.__name__, bool(function.__doc__))
print(inspect.signature(open), bool(inspect.getdoc(KeyError)), bool(inspect.getdoc(operator.add)))


class Own(ValueError):
    pass


print(Own.__doc__, bool(inspect.getdoc(Own)))
