"""What collections is made of: the parts in C#, and classes on top of them."""
from _container_parts import (
    _count_elements, _deque_iterator, _deque_reverse_iterator, _missing, _move_to_end, _name_module, _pop, _pop_item, _set_default, deque)
from _thread import get_ident

# What each thread is just making the text of.
_shown = set()


@_name_module
class defaultdict(dict):
    """A dict that makes the values of missing keys by calling a function."""
    __module__ = 'collections'
    __slots__ = ('default_factory',)

    def __init__(self, default_factory=None, *args, **kwargs):
        if default_factory is not None and not callable(default_factory):
            raise TypeError('first argument must be callable or None')
        self.default_factory = default_factory
        dict.__init__(self, *args, **kwargs)

    __missing__ = _missing

    def __repr__(self):
        items, factory = dict.__repr__(self), self.default_factory
        mark = id(factory), get_ident()
        if mark in _shown:
            return '%s(..., %s)' % (self.__class__.__name__, items)
        _shown.add(mark)                # it may be a method of this dict
        try:
            return '%s(%r, %s)' % (self.__class__.__name__, factory, items)
        finally:
            _shown.discard(mark)

    def copy(self):
        return type(self)(self.default_factory, self)

    __copy__ = copy

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        merged = self.copy()
        merged.update(other)
        return merged

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        merged = type(self)(self.default_factory, other)
        merged.update(self)
        return merged

    def __reduce__(self):
        args = () if self.default_factory is None else (self.default_factory,)
        return type(self), args, None, None, iter(self.items())


@_name_module
class OrderedDict(dict):
    """A dict whose items can be moved to its ends."""
    __module__ = 'collections'

    def __repr__(self):
        if not self:
            return '%s()' % self.__class__.__name__
        mark = id(self), get_ident()
        if mark in _shown:
            return '...'
        _shown.add(mark)
        try:
            return '%s(%r)' % (self.__class__.__name__, list(self.items()))
        finally:
            _shown.discard(mark)

    def __or__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.__class__(self)
        made.update(other)
        return made

    def __ror__(self, other):
        if not isinstance(other, dict):
            return NotImplemented
        made = self.__class__(other)
        made.update(self)
        return made

    def __ior__(self, other):
        self.update(other)
        return self

    move_to_end = _move_to_end
    popitem = _pop_item
    pop = _pop
    setdefault = _set_default

    def __eq__(self, other):
        if isinstance(other, OrderedDict):
            return list(self.items()) == list(other.items())
        return dict.__eq__(self, other)

    def __ne__(self, other):
        equal = OrderedDict.__eq__(self, other)
        return equal if equal is NotImplemented else not equal

    def copy(self):
        return self.__class__(self)

    def __reduce__(self):
        return self.__class__, (), self.__getstate__(), None, iter(self.items())


class _tuplegetter:
    """A field of a named tuple."""

    def __init__(self, index, doc):
        self.index = index
        self.__doc__ = doc

    def __get__(self, instance, owner=None):
        return self if instance is None else tuple.__getitem__(instance, self.index)

    def __set__(self, instance, value):
        raise AttributeError("can't set attribute")

    def __delete__(self, instance):
        raise AttributeError("can't delete attribute")

    def __repr__(self):
        return f'_tuplegetter({self.index!r}, {self.__doc__!r})'

    def __reduce__(self):
        return type(self), (self.index, self.__doc__)
