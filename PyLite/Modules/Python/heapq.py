"""Binary heaps in lists."""
from _heapq import (
    _heapify_max, _heappop_max, _heapreplace_max, heapify, heappop, heappush, heappushpop, heapreplace)

__all__ = ['heappush', 'heappop', 'heapify', 'heapreplace', 'merge', 'nlargest', 'nsmallest', 'heappushpop']


def nsmallest(n, iterable, key=None):
    if n == 1:
        return _first(min, iterable, key)
    return sorted(iterable, key=key)[:n] if n > 0 else []


def nlargest(n, iterable, key=None):
    if n == 1:
        return _first(max, iterable, key)
    return sorted(iterable, key=key, reverse=True)[:n] if n > 0 else []


def _first(choose, iterable, key):
    nothing = object()
    result = choose(iterable, default=nothing, key=key)
    return [] if result is nothing else [result]


def merge(*iterables, key=None, reverse=False):
    """The items of sorted iterables in one sorted order, each read when it is needed."""
    if reverse:
        order, arrange, replace, pop = -1, _heapify_max, _heapreplace_max, _heappop_max
    else:
        order, arrange, replace, pop = 1, heapify, heapreplace, heappop
    heap = []
    for number, iterable in enumerate(iterables):
        iterator = iter(iterable)
        for item in iterator:
            # Of equal items that of the earlier iterable goes first; the number decides before anything else is compared.
            heap.append([item if key is None else key(item), number * order, item, iterator])
            break
    arrange(heap)
    while len(heap) > 1:
        entry = heap[0]
        yield entry[2]
        for item in entry[3]:
            entry[0] = item if key is None else key(item)
            entry[2] = item
            replace(heap, entry)
            break
        else:
            pop(heap)
    if heap:
        yield heap[0][2]
        yield from heap[0][3]
