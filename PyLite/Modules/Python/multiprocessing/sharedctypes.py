"""Numbers and arrays in memory that processes share. Their types are letters, as those of the module array; there is no ctypes."""

from . import heap
from . import get_context
from .context import assert_spawning

__all__ = ['RawValue', 'RawArray', 'Value', 'Array', 'copy', 'synchronized']

# Letter: how a view has its items, and the name of the type in C.
_KINDS = {
    'c': ('c', 'char'), 'u': ('I', 'wchar'), 'b': ('b', 'byte'), 'B': ('B', 'ubyte'), 'h': ('h', 'short'), 'H': ('H', 'ushort'), 'i': ('i', 'int'),
    'I': ('I', 'uint'), 'l': ('l', 'long'), 'L': ('L', 'ulong'), 'q': ('q', 'longlong'), 'Q': ('Q', 'ulonglong'), 'f': ('f', 'float'), 'd': ('d', 'double'),
}


def _check(code):
    if code not in _KINDS:
        raise TypeError(f'{code!r} is no type code')
    return _KINDS[code]


class _Shared:
    """Items of one type in a block of shared memory."""

    def __init__(self, code, count, block=None):
        format, _ = _check(code)
        size = memoryview(bytes(16)).cast(format).itemsize
        self._code, self._count = code, count
        self._block = block or heap.BufferWrapper(max(1, size * count))
        whole = self._block.create_memoryview()
        self._bytes = whole[:size * count]
        if block is None:
            self._bytes[:] = bytes(size * count)
        self._items = self._bytes.cast(format)

    def _get(self, index):
        value = self._items[index]
        return chr(value) if self._code == 'u' else value

    def _set(self, index, value):
        if self._code == 'u':
            value = ord(value)
        elif self._code in 'fd':
            value = float(value)
        elif self._code == 'c' and isinstance(value, int):
            value = bytes([value])
        elif self._code not in 'c':
            # As in C, what is too large loses its upper bits.
            bits = 8 * self._items.itemsize
            value = value.__index__() & (1 << bits) - 1
            if self._code.islower() and value >> bits - 1:
                value -= 1 << bits
        self._items[index] = value

    def __reduce__(self):
        assert_spawning(self)
        return type(self), (self._code, self._count, self._block)


class _Number(_Shared):
    @property
    def value(self):
        return self._get(0)

    @value.setter
    def value(self, value):
        self._set(0, value)

    def __repr__(self):
        return f'c_{_KINDS[self._code][1]}({self.value!r})'


class _Array(_Shared):
    def __len__(self):
        return self._count

    def __getitem__(self, index):
        if isinstance(index, slice):
            found = [self._get(i) for i in range(*index.indices(self._count))]
            return b''.join(found) if self._code == 'c' else ''.join(found) if self._code == 'u' else found
        if not -self._count <= index < self._count:
            raise IndexError('invalid index')
        return self._get(index)

    def __setitem__(self, index, value):
        if isinstance(index, slice):
            places, values = range(*index.indices(self._count)), list(value)
            if len(places) != len(values):
                raise ValueError('Can only assign sequence of same size')
            for i, item in zip(places, values):
                self._set(i, item)
            return
        if not -self._count <= index < self._count:
            raise IndexError('invalid index')
        self._set(index, value)

    def __iter__(self):
        for i in range(self._count):
            yield self._get(i)


class _Text(_Array):
    """An array of characters: as a whole it ends at the first zero."""

    @property
    def raw(self):
        return bytes(self._bytes)

    @raw.setter
    def raw(self, value):
        self._bytes[:len(value)] = value

    @property
    def value(self):
        return self.raw.split(b'\0', 1)[0]

    @value.setter
    def value(self, value):
        if len(value) > self._count:
            raise ValueError('byte string too long')
        end = b'\0' if len(value) < self._count else b''
        self._bytes[:len(value) + len(end)] = value + end


def RawValue(typecode_or_type, *args):
    """A number in shared memory, without a lock."""
    made = _Number(typecode_or_type, 1)
    if args:
        made.value, = args
    return made


def RawArray(typecode_or_type, size_or_initializer):
    """An array in shared memory, without a lock."""
    kind = _Text if typecode_or_type == 'c' else _Array
    if isinstance(size_or_initializer, int):
        if size_or_initializer < 0:
            raise ValueError('Array length must be >= 0')
        return kind(typecode_or_type, size_or_initializer)
    made = kind(typecode_or_type, len(size_or_initializer))
    for i, item in enumerate(size_or_initializer):
        made[i] = item
    return made


def _locked(made, lock, ctx):
    if lock is False:
        return made
    if lock in (True, None):
        lock = (ctx or get_context()).RLock()
    if not hasattr(lock, 'acquire'):
        raise AttributeError('%r has no method \'acquire\'' % lock)
    return synchronized(made, lock, ctx=ctx)


def Value(typecode_or_type, *args, lock=True, ctx=None):
    """A number in shared memory with a lock."""
    return _locked(RawValue(typecode_or_type, *args), lock, ctx)


def Array(typecode_or_type, size_or_initializer, *, lock=True, ctx=None):
    """An array in shared memory with a lock."""
    return _locked(RawArray(typecode_or_type, size_or_initializer), lock, ctx)


def copy(obj):
    made = type(obj)(obj._code, obj._count)
    made._bytes[:] = obj._bytes
    return made


def synchronized(obj, lock=None, ctx=None):
    assert not isinstance(obj, SynchronizedBase), 'object already synchronized'
    kind = SynchronizedString if isinstance(obj, _Text) else SynchronizedArray if isinstance(obj, _Array) else Synchronized
    return kind(obj, lock, ctx or get_context())


class SynchronizedBase(object):
    def __init__(self, obj, lock=None, ctx=None):
        self._obj = obj
        self._lock = lock or (ctx or get_context(force=True)).RLock()
        self.acquire = self._lock.acquire
        self.release = self._lock.release

    def __enter__(self):
        return self._lock.__enter__()

    def __exit__(self, *args):
        return self._lock.__exit__(*args)

    def __reduce__(self):
        assert_spawning(self)
        return synchronized, (self._obj, self._lock)

    def get_obj(self):
        return self._obj

    def get_lock(self):
        return self._lock

    def __repr__(self):
        return '<%s wrapper for %s>' % (type(self).__name__, self._obj)


class Synchronized(SynchronizedBase):
    @property
    def value(self):
        with self:
            return self._obj.value

    @value.setter
    def value(self, value):
        with self:
            self._obj.value = value


class SynchronizedArray(SynchronizedBase):
    def __len__(self):
        return len(self._obj)

    def __getitem__(self, index):
        with self:
            return self._obj[index]

    def __setitem__(self, index, value):
        with self:
            self._obj[index] = value


class SynchronizedString(SynchronizedArray):
    value = Synchronized.value

    @property
    def raw(self):
        with self:
            return self._obj.raw

    @raw.setter
    def raw(self, value):
        with self:
            self._obj.raw = value
