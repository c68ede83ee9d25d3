import neighbour
import neighbour as n
import sys
from neighbour import add, CONSTANT as C
from helpers import tools
from helpers.tools import twice
import helpers.inner.deep
import math, time

print(neighbour.add(1, 2), n is neighbour, add(3, 4), C, tools.twice(5), twice(6), helpers.inner.deep.VALUE, helpers.NAME)
print(neighbour.__name__, __name__, tools.__name__, "neighbour" in sys.modules, sys.modules["neighbour"] is n)
neighbour.CONSTANT = 99
print(neighbour.get_constant(), C)
try:
    import missing_module
except ModuleNotFoundError as e:
    print(e, e.name)
try:
    from neighbour import nothing
except ImportError as e:
    print(str(e).split(" (")[0])
try:
    neighbour.nothing
except AttributeError as e:
    print(e)
from star import *
print(public, "_private" in globals())


def local_import():
    import neighbour
    from math import floor as f
    return neighbour.add(f(1.5), 1)


print(local_import(), time.time() > 0, time.perf_counter() >= 0)
total = 0
for i in range(3000):
    total = neighbour.add(total, n.CONSTANT)
print(total, neighbour.calls)
