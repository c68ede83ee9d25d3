"""Shallow and deep copies."""
from copyreg import dispatch_table
from _copy import deepcopy as _deepcopy, is_atomic as _is_atomic

__all__ = ['Error', 'copy', 'deepcopy']

# For those who add a class of their own.
_copy_dispatch = {}
_deepcopy_dispatch = {}


class Error(Exception):
    pass


error = Error


def copy(x):
    cls = type(x)
    if _is_atomic(x) or cls in (tuple, frozenset, slice):
        return x
    if cls in (list, dict, set, bytearray):
        return x.copy()
    if cls in _copy_dispatch:
        return _copy_dispatch[cls](x)
    own = getattr(cls, '__copy__', None)
    if own is not None:
        return own(x)
    reduced = _reduced(x, cls, 'un(shallow)copyable')
    return x if isinstance(reduced, str) else _reconstruct(x, None, *reduced)


def deepcopy(x, memo=None, _nil=[]):
    return _deepcopy(x, memo, _rebuild)


def _reduced(x, cls, what):
    reductor = dispatch_table.get(cls)
    if reductor is not None:
        return reductor(x)
    reductor = getattr(x, '__reduce_ex__', None)
    if reductor is not None:
        return reductor(4)
    reductor = getattr(x, '__reduce__', None)
    if reductor:
        return reductor()
    raise Error(f'{what} object of type {cls}')


def _rebuild(x, memo):
    """A deep copy of an object that is no plain builtin one."""
    cls = type(x)
    if cls in _deepcopy_dispatch:
        return _deepcopy_dispatch[cls](x, memo)
    reduced = _reduced(x, cls, 'un(deep)copyable')
    return x if isinstance(reduced, str) else _reconstruct(x, memo, *reduced)


def _reconstruct(x, memo, func, args, state=None, listiter=None, dictiter=None, *, deepcopy=deepcopy):
    deep = memo is not None
    if deep and args:
        args = [deepcopy(arg, memo) for arg in args]
    y = func(*args)
    if deep:
        memo[id(x)] = y
    if state is not None:
        if deep:
            state = deepcopy(state, memo)
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
    if listiter is not None:
        for item in listiter:
            y.append(deepcopy(item, memo) if deep else item)
    if dictiter is not None:
        for key, value in dictiter:
            if deep:
                key = deepcopy(key, memo)
                value = deepcopy(value, memo)
            y[key] = value
    return y


def __getattr__(name):
    import _rest
    return _rest.find('copy', name)
