# Arguments of functions written in C#: what is said of wrong ones, and what is shown of right ones.
import bisect
import heapq
import math


def show(f, *args, **kwargs):
    try:
        print(f(*args, **kwargs))
    except Exception as e:
        print(type(e).__name__, e, sep=': ')


for args, kwargs in [
        ((), {}), ((1,), {}), (([], 1, 2, 3, 4), {}), (([], 1, 2, 3, 4, 5, 6), {}), (([], 1, 2, 3), {'key': 1, 'x': 2}), (([], 1), {'a': 2}),
        (([],), {'b': 2}), ((), {'b': 2}), (([], 1, 'a'), {}), (([], 1, 1.5), {}), (([], 1, 1 << 70), {}), (([], 1, 1, 's'), {}),
        (([1, 2, 2, 3], 2), {}), (([1, 2, 2, 3],), {'x': 2, 'hi': None, 'lo': 1}), (([3, 2, 1], -2), {'key': lambda v: -v})]:
    show(bisect.bisect, *args, **kwargs)
for args in (), (1, 2), ([], 2, 3), ([1], 0):
    show(heapq.heappush, *args)
show(heapq.heappush, [], item=3)
for args in (), (1,), ([], 1), ([5, 6],):
    show(heapq.heappop, *args)
for args in (), (1, 2), ('a',), (-1,), (16,), (10 ** 400,):
    show(math.sqrt, *args)
for args, kwargs in [((1,), {}), ((1, 2, 3), {}), ((1, 2), {'rel_tol': 'a'}), ((1, 2), {'x': 1}), ((), {'a': 1, 'b': 1}), ((1, 2), {'rel_tol': -1})]:
    show(math.isclose, *args, **kwargs)
for args, kwargs in [((), {}), (([1], 2), {}), ((), {'iterable': [1]}), (([2, 3],), {'start': 4}), (([],), {'start': 1, 'z': 3})]:
    show(math.prod, *args, **kwargs)
show(math.log)
show(math.log, 8, 2)
show(math.gcd, a=1)
show(math.gcd, 12, 18, 27)
show(math.perm)
show(math.perm, 5, None)
show(math.ldexp, 1, 1.5)
show(math.hypot, 3, 4)
show(math.hypot, 1, 2, 3.5, -7)
show(math.nextafter, math.nan, 1)
show(math.ulp, math.inf)
for f in bisect.bisect, heapq.heappush, math.sqrt, math.isclose, math.perm, math.prod, math.gcd:
    print(f.__name__, f.__module__, f.__text_signature__, bool(f.__doc__))
