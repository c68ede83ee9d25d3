"""Shallow and deep copies."""
from _copy import deepcopy as _deepcopy, is_atomic as _is_atomic

__all__ = ['Error', 'copy', 'deepcopy']


class Error(Exception):
    pass


error = Error


def copy(x):
    cls = type(x)
    if _is_atomic(x) or cls in (tuple, frozenset):
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
    cls = type(x)
    if cls.__reduce_ex__ is not object.__reduce_ex__:
        reduced = x.__reduce_ex__(4)
    else:
        reduced = x.__reduce__() if hasattr(x, '__reduce__') else _reduced(x, cls)
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


def _reduced(x, cls):
    """What object.__reduce_ex__(4) says of an instance: how to make one, its state, its items."""
    if cls.__module__ == 'builtins' and not isinstance(x, (list, dict, set, frozenset, bytearray, BaseException)):
        raise TypeError("cannot pickle '%s' object" % cls.__name__)
    state = _state(x)
    if isinstance(x, BaseException):
        return cls, x.args, x.__dict__ or None
    if isinstance(x, (set, frozenset)):
        return cls, (list(x),), state
    if hasattr(x, 'default_factory') and isinstance(x, dict):
        return cls, (x.default_factory,), state, None, iter(x.items())
    if hasattr(x, 'maxlen') and hasattr(x, 'appendleft'):
        return cls, ((), x.maxlen), state, iter(x)
    if hasattr(x, '__getnewargs__'):
        args = x.__getnewargs__()
    elif isinstance(x, tuple):
        args = (tuple(x),)
    elif isinstance(x, (int, float, str, bytes, bytearray)):
        args = (_plain(x),)
    else:
        args = ()
    items = iter(x) if isinstance(x, list) else None
    pairs = iter(x.items()) if isinstance(x, dict) else None
    return cls.__new__, (cls, *args), state, items, pairs


def _plain(x):
    # A bytearray is made of bytes, which are their own copy.
    for base in (int, float, str, bytes, bytearray):
        if isinstance(x, base):
            return bytes(x) if base is bytearray else base(x)


def _state(x):
    if hasattr(x, '__getstate__'):
        return x.__getstate__()
    state = getattr(x, '__dict__', None) or None
    slots = {}
    for base in type(x).__mro__:
        names = base.__dict__.get('__slots__', ())
        for name in (names,) if isinstance(names, str) else names:
            if name not in ('__dict__', '__weakref__') and hasattr(x, name):
                slots[name] = getattr(x, name)
    return (state, slots) if slots else state
