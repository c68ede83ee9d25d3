"""References that do not keep what they refer to."""

import itertools
import sys
from _weakref import CallableProxyType, ProxyType, ReferenceType, getweakrefcount, getweakrefs, proxy, ref
from _weakrefset import WeakSet
from collections.abc import MutableMapping

__all__ = [
    "ref", "proxy", "getweakrefcount", "getweakrefs", "WeakKeyDictionary", "ReferenceType", "ProxyType", "CallableProxyType", "ProxyTypes",
    "WeakValueDictionary", "WeakSet", "WeakMethod", "finalize"]

ProxyTypes = (ProxyType, CallableProxyType)


class WeakMethod(ref):
    """A weak reference to a bound method, which is made anew each time it is read."""

    def __new__(cls, meth, callback=None):
        try:
            owner, function = meth.__self__, meth.__func__
        except AttributeError:
            raise TypeError(f"argument should be a bound method, not {type(meth)}") from None
        self = ref.__new__(cls, owner, callback and (lambda _: callback(self)))
        self._function = ref(function)
        self._kind = type(meth)
        return self

    def __call__(self):
        owner, function = super().__call__(), self._function()
        return None if owner is None or function is None else self._kind(function, owner)

    def __eq__(self, other):
        if not isinstance(other, WeakMethod):
            return NotImplemented
        mine, others = self(), other()
        return self is other if mine is None or others is None else mine == others

    def __ne__(self, other):
        return not self == other if isinstance(other, WeakMethod) else NotImplemented

    __hash__ = ref.__hash__


class WeakValueDictionary(MutableMapping):
    """A mapping whose values go when nobody else has them."""

    def __init__(self, other=(), /, **named):
        self.data = {}
        self.update(other, **named)

    def _remover(self, key):
        data = self.data

        def remove(gone):
            if data.get(key) is gone:
                del data[key]
        return remove

    def __getitem__(self, key):
        value = self.data[key]()
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key, value):
        self.data[key] = ref(value, self._remover(key))

    def __delitem__(self, key):
        del self.data[key]

    def __contains__(self, key):
        known = self.data.get(key)
        return known is not None and known() is not None

    def __iter__(self):
        for key, known in list(self.data.items()):
            if known() is not None:
                yield key

    def __len__(self):
        return sum(known() is not None for known in list(self.data.values()))

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"

    def copy(self):
        return type(self)(self.items())

    __copy__ = copy

    def valuerefs(self):
        return list(self.data.values())

    def items(self):
        for key, known in list(self.data.items()):
            value = known()
            if value is not None:
                yield key, value

    def values(self):
        for _, value in self.items():
            yield value

    def keys(self):
        return iter(self)


class WeakKeyDictionary(MutableMapping):
    """A mapping whose keys go when nobody else has them."""

    def __init__(self, dict=None):
        self.data = {}
        data = self.data

        def remove(gone):
            data.pop(gone, None)
        self._remove = remove
        if dict is not None:
            self.update(dict)

    def __getitem__(self, key):
        return self.data[ref(key)]

    def __setitem__(self, key, value):
        self.data[ref(key, self._remove)] = value

    def __delitem__(self, key):
        del self.data[ref(key)]

    def __contains__(self, key):
        try:
            return ref(key) in self.data
        except TypeError:
            return False

    def __iter__(self):
        for known in list(self.data):
            key = known()
            if key is not None:
                yield key

    def __len__(self):
        return sum(known() is not None for known in list(self.data))

    def __repr__(self):
        return f"<{type(self).__name__} at {id(self):#x}>"

    def copy(self):
        return type(self)(dict(self.items()))

    __copy__ = copy

    def keyrefs(self):
        return list(self.data)

    def items(self):
        for known, value in list(self.data.items()):
            key = known()
            if key is not None:
                yield key, value

    def values(self):
        for _, value in self.items():
            yield value

    def keys(self):
        return iter(self)


class finalize:
    """Calls a function once: when an object has gone, when asked to, or at the end of the program."""

    _alive = {}
    _order = itertools.count()
    _asked = False

    def __init__(self, obj, func, /, *args, **kwargs):
        if not finalize._asked:
            finalize._asked = True
            import atexit
            atexit.register(self._exit)
        self.atexit = True
        finalize._alive[self] = (ref(obj, self), func, args, kwargs, next(self._order))

    def __call__(self, _=None):
        known = finalize._alive.pop(self, None)
        return known[1](*known[2], **known[3]) if known else None

    def detach(self):
        known = finalize._alive.get(self)
        obj = known and known[0]()
        if obj is not None and finalize._alive.pop(self, None):
            return obj, *known[1:4]

    def peek(self):
        known = finalize._alive.get(self)
        obj = known and known[0]()
        if obj is not None:
            return obj, *known[1:4]

    @property
    def alive(self):
        return self in finalize._alive

    def __repr__(self):
        obj = (self.peek() or [None])[0]
        if obj is None:
            return f"<{type(self).__name__} object at {id(self):#x}; dead>"
        return f"<{type(self).__name__} object at {id(self):#x}; for {type(obj).__name__!r} at {id(obj):#x}>"

    @classmethod
    def _exit(cls):
        for one in sorted(cls._alive, key=lambda f: -cls._alive[f][4]):
            if one.atexit:
                try:
                    one()
                except Exception:
                    sys.excepthook(*sys.exc_info())
