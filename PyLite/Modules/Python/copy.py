"""Shallow and deep copies."""
from _copy import deepcopy as _deepcopy, is_atomic as _is_atomic

__all__ = ['Error', 'copy', 'deepcopy']


class Error(Exception):
    pass


error = Error


def copy(x):
    cls = type(x)
    if _is_atomic(x) or cls in (tuple, frozenset, slice):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    if hasattr(cls, '__copy__'):
        return x.__copy__()
    return _rebuild(x, None)


def deepcopy(x, memo=None, _nil=None):
    return _deepcopy(x, memo, _rebuild)


def _rebuild(x, memo):
    """A copy of an object that is no plain builtin one: deep with a memo, shallow without."""
    reduced = x.__reduce_ex__(4)
    if isinstance(reduced, str):
        return x
    function, args, state, items, pairs = (tuple(reduced) + (None, None, None))[:5]
    deep = memo is not None
    if deep and args:
        args = [_deepcopy(arg, memo, _rebuild) for arg in args]
    y = function(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = _deepcopy(state, memo, _rebuild)
        if hasattr(y, '__setstate__'):
            y.__setstate__(state)
        else:
            slots = None
            if isinstance(state, tuple) and len(state) == 2:
                state, slots = state
            if state is not None:
                y.__dict__.update(state)
            if slots is not None:
                for key, value in slots.items():
                    setattr(y, key, value)
    if items is not None:
        for item in items:
            y.append(_deepcopy(item, memo, _rebuild) if deep else item)
    if pairs is not None:
        for key, value in pairs:
            if deep:
                key = _deepcopy(key, memo, _rebuild)
                value = _deepcopy(value, memo, _rebuild)
            y[key] = value
    return y
