# Messages name classes of C modules with their modules.
import array
import collections
import datetime
import functools
import operator
import os
import sys
import time
import types

things = [collections.deque(), collections.OrderedDict(), collections.defaultdict(), functools.partial(int), functools.lru_cache(int), types.SimpleNamespace(),
          operator.itemgetter(1), operator.attrgetter("a"), operator.methodcaller("a"), list[int], time.gmtime(0), os.stat("/"), sys.version_info, sys.flags,
          datetime.date(1, 1, 1), array.array("i")]
for thing in things:
    print(type(thing).__name__, type(thing).__qualname__, type(thing).__module__, type(thing))
    for wrong in (lambda: thing < 1, lambda: -thing, lambda: [1][thing], lambda: "".join([thing]), lambda: "%d" % thing if not isinstance(thing, tuple) else int(thing), lambda: os.fspath(thing)):
        try:
            print(wrong())
        except TypeError as e:
            print(e)
for wrong in (lambda: collections.deque().pop(1), lambda: array.array("i").tolist(1), lambda: collections.deque.append(), lambda: collections.OrderedDict().nope,
              lambda: collections.defaultdict().nope, lambda: sys.flags(), lambda: time.struct_time([1])):
    try:
        print(wrong())
    except (TypeError, AttributeError) as e:
        print(e)
