"""Sets that do not keep their members. The members are in C#: see PyWeakTable."""
from _weakref import WeakTable, ref
from types import GenericAlias

__all__ = ['WeakSet']


class _IterationGuard:
    """Puts off what a weak dictionary removes until those that iterate over it are done."""

    def __init__(self, weakcontainer):
        self.weakcontainer = ref(weakcontainer)

    def __enter__(self):
        container = self.weakcontainer()
        if container is not None:
            container._iterating.add(self)
        return self

    def __exit__(self, kind, error, traceback):
        container = self.weakcontainer()
        if container is not None:
            container._iterating.remove(self)
            if not container._iterating:
                container._commit_removals()


class WeakSet:
    def __init__(self, data=None):
        self.data = WeakTable()
        if data is not None:
            self.update(data)

    def __iter__(self):
        return iter(self.data)

    def __len__(self):
        return len(self.data)

    def __contains__(self, item):
        return item in self.data

    def __reduce__(self):
        # The members are in the arguments.
        state = self.__getstate__()
        attributes = state[0] if isinstance(state, tuple) else state
        attributes.pop('data', None)
        return self.__class__, (list(self),), state

    def __repr__(self):
        return repr(self.data)

    def add(self, item):
        self.data.add(item)

    def clear(self):
        self.data.clear()

    def copy(self):
        return self.__class__(self)

    def pop(self):
        for item in self.data.members():
            self.data.discard(item)
            return item
        raise KeyError('pop from empty WeakSet')

    def remove(self, item):
        if not self.data.discard(item):
            raise KeyError(ref(item))

    def discard(self, item):
        self.data.discard(item)

    def update(self, other):
        for item in other:
            self.add(item)

    def __ior__(self, other):
        self.update(other)
        return self

    def union(self, other):
        made = self.__class__(self)
        made.update(other)
        return made

    __or__ = union

    def difference(self, other):
        made = self.copy()
        made.difference_update(other)
        return made

    __sub__ = difference

    def difference_update(self, other):
        self.__isub__(other)

    def __isub__(self, other):
        if self is other:
            self.data.clear()
        else:
            for item in other:
                self.data.discard(item)
        return self

    def intersection(self, other):
        return self.__class__(item for item in other if item in self)

    __and__ = intersection

    def intersection_update(self, other):
        self.__iand__(other)

    def __iand__(self, other):
        kept = self._table(other)
        for item in self.data.members():
            if item not in kept:
                self.data.discard(item)
        return self

    def symmetric_difference(self, other):
        made = self.copy()
        made.symmetric_difference_update(other)
        return made

    __xor__ = symmetric_difference

    def symmetric_difference_update(self, other):
        self.__ixor__(other)

    def __ixor__(self, other):
        if self is other:
            self.data.clear()
        else:
            for item in self._table(other):
                if not self.data.discard(item):
                    self.data.add(item)
        return self

    @staticmethod
    def _table(items):
        table = WeakTable()
        for item in items:
            table.add(item)
        return table

    def issubset(self, other):
        table = self._table(other)
        return all(item in table for item in self.data.members())

    __le__ = issubset

    def __lt__(self, other):
        table = self._table(other)
        return len(self.data) < len(table) and all(item in table for item in self.data.members())

    def issuperset(self, other):
        return all(item in self.data for item in self._table(other))

    __ge__ = issuperset

    def __gt__(self, other):
        table = self._table(other)
        return len(self.data) > len(table) and all(item in self.data for item in table)

    def __eq__(self, other):
        if not isinstance(other, self.__class__):
            return NotImplemented
        table = self._table(other)
        return len(self.data) == len(table) and all(item in table for item in self.data.members())

    def isdisjoint(self, other):
        return not any(item in self for item in other)

    __class_getitem__ = classmethod(GenericAlias)
