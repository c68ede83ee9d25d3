"""What ctypes has in C: types that say how memory is laid out, their instances, and calls of functions in libraries."""
import _native
import struct as _struct
import sys as _sys
from _native import Block, Callback, get_errno, set_errno, dlclose

__version__ = '1.1.0'
RTLD_LOCAL, RTLD_GLOBAL = 0, 256
SIZEOF_TIME_T = 8
FUNCFLAG_HRESULT, FUNCFLAG_CDECL, FUNCFLAG_PYTHONAPI, FUNCFLAG_USE_ERRNO, FUNCFLAG_USE_LASTERROR = 2, 1, 4, 8, 16
CTYPES_MAX_ARGCOUNT = 1024

_pointer_type_cache = {}

# Functions of our own that ctypes calls by address.
_memmove_addr, _memset_addr, _string_at_addr, _cast_addr, _wstring_at_addr = 1, 2, 3, 4, 5


class ArgumentError(Exception):
    __module__ = 'ctypes'


def dlopen(name, flag=2, /):
    _sys.audit('ctypes.dlopen', name)
    return _native.dlopen(name, flag)


def _dlsym(handle, name, library):
    return _native.dlsym(handle, name)


# ---- types of types

def _layout(cls):
    size = getattr(cls, '_size__', None)
    if size is None:
        raise TypeError('abstract class')
    return size


class _CDataType(type):
    def __new__(metatype, name, bases, namespace, /, **rest):
        if '__module__' not in namespace:
            namespace = {**namespace, '__module__': _caller()}
        return super().__new__(metatype, name, bases, namespace, **rest)

    def __mul__(cls, length):
        if not hasattr(type(length), '__index__'):
            raise TypeError(f"can't multiply sequence by non-int of type '{type(length).__name__}'")
        return _array_type(cls, length)

    __rmul__ = __mul__

    def from_address(cls, address, /):
        _layout(cls)
        if not isinstance(address, int):
            raise TypeError('integer expected')
        return _made_at(cls, address, None)

    def from_buffer(cls, source, offset=0, /):
        size = _layout(cls)
        made = cls.__new__(cls)
        made._on_(source, offset, size)
        made._objects = source
        return made

    def from_buffer_copy(cls, source, offset=0, /):
        size = _layout(cls)
        data = memoryview(source).cast('B') if not isinstance(source, bytes) else source
        if offset < 0:
            raise ValueError('offset cannot be negative')
        if len(data) - offset < size:
            raise ValueError(f'Buffer size too small ({len(data)} instead of at least {size + offset} bytes)')
        made = _made(cls)
        _native.write(made._address_, bytes(data[offset:offset + size]))
        return made

    def in_dll(cls, library, name, /):
        try:
            address = _native.dlsym(library._handle, name)
        except OSError as e:
            raise ValueError(str(e)) from None
        return _made_at(cls, address, None)

    def from_param(cls, value, /):
        if isinstance(value, cls):
            return value
        if isinstance(value, _Param) and value.type is not None and issubclass(value.type, cls):
            return value
        if hasattr(value, '_as_parameter_'):
            return cls.from_param(value._as_parameter_)
        raise TypeError(f"expected {cls.__name__} instance instead of {_name(value)}")


def _name(value):
    return 'NoneType' if value is None else type(value).__name__


def _made(cls):
    made = cls.__new__(cls)
    made._own_(cls._size__)
    _show(made, cls)
    return made


def _made_at(cls, address, owner):
    made = cls.__new__(cls)
    made._at_(address, cls._size__, owner)
    made._b_base_ = owner if isinstance(owner, _CData) else None
    _show(made, cls)
    return made


def _show(made, cls):
    shown = cls._shown__
    if shown is not None:
        made._shown_as_(*shown)


class PyCSimpleType(_CDataType):
    def __new__(metatype, name, bases, namespace, /, swapped=False, **rest):
        cls = super().__new__(metatype, name, bases, namespace, **rest)
        code = getattr(cls, '_type_', None)
        if not isinstance(code, str) or len(code) != 1:
            if bases == (_CData,):
                return cls
            raise AttributeError("class must define a '_type_' attribute which must be a string of length 1")
        if code not in _SIMPLE:
            raise AttributeError("class must define a '_type_' attribute which must be\na single character string containing one of '" + 'cbBhHiIlLdfuzZqQPXOv?g' + "'.")
        form, size = _SIMPLE[code]
        cls._size__ = cls._align__ = size
        order = '>' if swapped else '<'
        cls._form__ = order + form if form else None
        cls._shown__ = (form if form and not swapped else 'B', size) if form else None
        cls._is_direct__ = cls.__bases__ == (_SimpleCData,) or swapped
        cls._swapped__ = swapped
        if not swapped and code in 'hHiIlLqQfd' and cls.__bases__ == (_SimpleCData,):
            other = PyCSimpleType(name, bases, {'_type_': code, '__module__': namespace.get('__module__')}, swapped=True)
            cls.__ctype_be__, cls.__ctype_le__ = other, cls
            other.__ctype_be__, other.__ctype_le__ = other, cls
        elif not swapped and code in 'bBc?' and cls.__bases__ == (_SimpleCData,):
            cls.__ctype_be__ = cls.__ctype_le__ = cls
        return cls

    def __init__(cls, name, bases, namespace, /, swapped=False, **rest):
        super().__init__(name, bases, namespace, **rest)

    def from_param(cls, value, /):
        if isinstance(value, cls):
            return value
        code = cls._type_
        if code == 'z' and (value is None or isinstance(value, (bytes, int)) and not isinstance(value, bool)):
            return _param_of(cls, value)
        if code == 'z' and isinstance(value, (Array, _Pointer)) and getattr(value._type_, '_type_', None) == 'c':
            return value
        if code == 'Z' and (value is None or isinstance(value, (str, int))):
            return _param_of(cls, value)
        if code == 'Z' and isinstance(value, (Array, _Pointer)) and getattr(value._type_, '_type_', None) == 'u':
            return value
        if code == 'P':
            if value is None or isinstance(value, int):
                return _param_of(cls, value)
            if isinstance(value, bytes):
                return _param_of(_char_p(), value)
            if isinstance(value, str):
                return _param_of(_wchar_p(), value)
            if isinstance(value, (Array, _Pointer, CFuncPtr, _Param)):
                return value
            if isinstance(value, _SimpleCData) and value._type_ in 'zZP':
                return value
        elif isinstance(value, _Param) and code in 'zZ' and getattr(value.type, '_type_', None) == {'z': 'c', 'Z': 'u'}[code]:
            return value
        elif code not in 'zZPO' or code == 'O':
            try:
                return _param_of(cls, value)
            except (TypeError, ValueError):
                pass
        if hasattr(value, '_as_parameter_'):
            return cls.from_param(value._as_parameter_)
        raise TypeError('wrong type')


def _char_p():
    import ctypes
    return ctypes.c_char_p


def _wchar_p():
    import ctypes
    return ctypes.c_wchar_p


_SIMPLE = {
    'c': ('c', 1), 'b': ('b', 1), 'B': ('B', 1), 'h': ('h', 2), 'H': ('H', 2), 'i': ('i', 4), 'I': ('I', 4), 'l': ('q', 8), 'L': ('Q', 8),
    'q': ('q', 8), 'Q': ('Q', 8), 'f': ('f', 4), 'd': ('d', 8), 'g': (None, 16), '?': ('?', 1), 'P': ('Q', 8), 'z': ('Q', 8), 'Z': ('Q', 8),
    'u': ('I', 4), 'O': (None, 8), 'v': ('h', 2),
}


class _StructType(_CDataType):
    def __new__(metatype, name, bases, namespace, /, **rest):
        cls = super().__new__(metatype, name, bases, namespace, **rest)
        if bases == (_CData,):
            return cls
        base = cls.__mro__[1]
        cls._size__, cls._align__ = getattr(base, '_size__', 0), getattr(base, '_align__', 1)
        cls._all__ = list(getattr(base, '_all__', ()))
        cls._shown__ = None
        cls._anonymous__ = dict(getattr(base, '_anonymous__', {}))
        cls._is_final__ = False
        if '_fields_' in namespace:
            cls._fields_ = namespace['_fields_']
        return cls

    def __setattr__(cls, name, value):
        if name == '_fields_':
            if cls._is_final__:
                raise AttributeError('_fields_ is final')
            super().__setattr__(name, value)
            _lay_out(cls, value)
            cls._is_final__ = True
            return
        super().__setattr__(name, value)


class PyCStructType(_StructType):
    pass


class UnionType(_StructType):
    pass


def _finish(cls):
    """The layout is in use, and cannot change any more."""
    if isinstance(cls, _StructType):
        cls._is_final__ = True


def _lay_out(cls, fields):
    if not isinstance(fields, (list, tuple)):
        raise TypeError("'_fields_' must be a sequence of pairs")
    is_union = isinstance(cls, UnionType)
    pack = cls.__dict__.get('_pack_', getattr(cls, '_pack_', None))
    if pack is not None and (not isinstance(pack, int) or pack < 0):
        raise ValueError('_pack_ must be a non-negative integer')
    swapped = hasattr(cls, '_swappedbytes_')
    size, align = cls._size__, cls._align__
    bit_at, bit_type, bit_start = 0, None, 0
    for index, field in enumerate(fields):
        if not isinstance(field, tuple) or len(field) not in (2, 3) or not isinstance(field[0], str):
            raise TypeError("_fields_ must be a sequence of (name, C type) pairs" if isinstance(field, tuple) and len(field) in (2, 3) else "'_fields_' must be a sequence of (name, C type) pairs")
        name, kind = field[0], field[1]
        if not isinstance(kind, _CDataType) or not hasattr(kind, '_size__'):
            raise TypeError(f'second item in _fields_ tuple (index {index}) must be a C type')
        _finish(kind)
        kind_align = min(kind._align__, pack) if pack else kind._align__
        if len(field) == 3:
            bits = field[2]
            if not isinstance(kind, PyCSimpleType) or kind._type_ not in 'bBhHiIlLqQ?':
                raise TypeError(f'bit fields not allowed for type {kind.__name__}')
            if not isinstance(bits, int) or not 0 < bits <= kind._size__ * 8:
                raise ValueError('number of bits invalid for bit field')
            if is_union:
                offset, shift = 0, 0
            elif bit_type is not None and bit_at + bits <= bit_type._size__ * 8 and (kind._size__ == bit_type._size__ or kind._size__ < bit_type._size__ and bit_at + bits <= bit_type._size__ * 8):
                offset, shift = bit_start, bit_at
                bit_at += bits
                kind_shown = bit_type
            elif bit_type is not None and kind._size__ > bit_type._size__ and bit_at + bits <= kind._size__ * 8 and bit_start % kind_align == 0:
                offset, shift = bit_start, bit_at
                bit_at, bit_type = bit_at + bits, kind
                size = max(size, offset + kind._size__)
            else:
                size = _rounded(size, kind_align)
                offset, shift = size, 0
                bit_at, bit_type, bit_start = bits, kind, size
                size += kind._size__
            at = (kind._size__ * 8 - shift - bits) if swapped else shift
            made = _Field(name, kind, offset, kind._size__, at, bits)
        else:
            bit_type = None
            offset = 0 if is_union else _rounded(size, kind_align)
            made = _Field(name, kind, offset, kind._size__, None, None)
            if not is_union:
                size = offset + kind._size__
        if is_union:
            size = max(size, kind._size__)
        align = max(align, kind_align)
        type.__setattr__(cls, name, made)
        cls._all__.append(made)
    type.__setattr__(cls, '_size__', _rounded(size, align))
    type.__setattr__(cls, '_align__', align)
    for name in cls.__dict__.get('_anonymous_', ()):
        inner = cls.__dict__.get(name)
        if not isinstance(inner, _Field):
            raise AttributeError(name)
        for field in inner.kind._all__:
            if field.name not in cls.__dict__:
                type.__setattr__(cls, field.name, _Field(field.name, field.kind, inner.offset + field.offset, field.bytes, field.shift, field.bits))
    shown = 'B' if is_union or pack else 'T{' + ''.join(f'{_format(f.kind)}:{f.name}:' for f in cls._all__) + '}'
    type.__setattr__(cls, '_shown__', (shown, max(cls._size__, 1)))


def _rounded(size, align):
    return (size + align - 1) // align * align


def _format(kind):
    """How the buffer protocol writes the type."""
    if isinstance(kind, PyCSimpleType):
        return ('>' if kind._swapped__ else '<') + {'g': 'g', 'O': 'O', 'P': 'P', 'z': 'z', 'Z': 'Z', 'u': 'u'}.get(kind._type_, kind._type_)
    if isinstance(kind, PyCArrayType):
        lengths = []
        while isinstance(kind, PyCArrayType):
            lengths.append(str(kind._length_))
            kind = kind._type_
        return f"({','.join(lengths)}){_format(kind)}"
    if isinstance(kind, PyCPointerType):
        return '&' + _format(kind._type_) if hasattr(kind, '_type_') else 'P'
    if isinstance(kind, PyCFuncPtrType):
        return 'X{}'
    return kind._shown__[0] if kind._shown__ else 'B'


class PyCArrayType(_CDataType):
    def __new__(metatype, name, bases, namespace, /, **rest):
        cls = super().__new__(metatype, name, bases, namespace, **rest)
        if bases == (_CData,):
            return cls
        length, kind = getattr(cls, '_length_', None), getattr(cls, '_type_', None)
        if length is None:
            raise AttributeError("class must define a '_length_' attribute")
        if not isinstance(length, int):
            raise TypeError("The '_length_' attribute must be an integer")
        if length < 0:
            raise ValueError("The '_length_' attribute must not be negative")
        if kind is None:
            raise AttributeError("class must define a '_type_' attribute")
        if not hasattr(kind, '_size__'):
            raise TypeError('_type_ must have storage info')
        _finish(kind)
        cls._size__, cls._align__ = kind._size__ * length, kind._align__
        shown = kind._shown__
        cls._shown__ = (_format(kind).lstrip('<') if isinstance(kind, PyCSimpleType) and kind._form__ is None else shown[0], shown[1]) if shown else None
        code = getattr(kind, '_type_', None)
        if code == 'c':
            cls.value, cls.raw = property(_get_text, _set_text), property(_get_raw, _set_raw)
        elif code == 'u':
            cls.value = property(_get_wide, _set_wide)
        return cls


def _get_text(self):
    data = _native.read(self._address_, self._size_)
    end = data.find(0)
    return data if end < 0 else data[:end]


def _set_text(self, value):
    if not isinstance(value, bytes):
        raise TypeError(f'bytes expected instead of {_name(value)} instance')
    if len(value) > self._size_:
        raise ValueError('byte string too long')
    _native.write(self._address_, value if len(value) == self._size_ else value + b'\0')


def _get_raw(self):
    return _native.read(self._address_, self._size_)


def _set_raw(self, value):
    value = bytes(memoryview(value))
    if len(value) > self._size_:
        raise ValueError('byte string too long')
    _native.write(self._address_, value)


def _get_wide(self):
    return _native.read(self._address_, self._size_).decode('utf-32-le', 'surrogatepass').split('\0', 1)[0]


def _set_wide(self, value):
    if not isinstance(value, str):
        raise TypeError(f'unicode string expected instead of {_name(value)} instance')
    if len(value) > self._length_:
        raise ValueError('string too long')
    data = value.encode('utf-32-le', 'surrogatepass')
    _native.write(self._address_, data if len(value) == self._length_ else data + b'\0\0\0\0')


_array_types = {}


def _array_type(kind, length):
    length = length.__index__()
    if length < 0:
        raise ValueError(f'Array length must be >= 0, not {length}')
    known = _array_types.get((kind, length))
    if known is None:
        if not hasattr(kind, '_size__'):
            raise TypeError('_type_ must have storage info')
        known = _array_types[kind, length] = PyCArrayType(f'{kind.__name__}_Array_{length}', (Array,), {'_length_': length, '_type_': kind, '__module__': _caller()})
    return known


def _caller():
    # Frames of this module are passed over.
    return _sys._getframe(0).f_globals.get('__name__', '__main__')


class PyCPointerType(_CDataType):
    def __new__(metatype, name, bases, namespace, /, **rest):
        cls = super().__new__(metatype, name, bases, namespace, **rest)
        if bases != (_CData,):
            cls._size__ = cls._align__ = 8
            cls._shown__ = ('Q', 8)
            if '_type_' in namespace and not isinstance(namespace['_type_'], _CDataType):
                raise TypeError('_type_ must have storage info')
        return cls

    def set_type(cls, kind, /):
        if not isinstance(kind, _CDataType):
            raise TypeError('_type_ must have storage info')
        cls._type_ = kind

    def from_param(cls, value, /):
        if value is None or isinstance(value, cls):
            return value
        kind = cls._type_
        if isinstance(value, _Pointer) and value._type_ is kind:
            return value
        if isinstance(value, Array) and issubclass(value._type_, kind):
            return value
        if isinstance(value, kind):
            return byref(value)
        if isinstance(value, _Param) and value.type is not None and issubclass(value.type, kind):
            return value
        if hasattr(value, '_as_parameter_'):
            return cls.from_param(value._as_parameter_)
        raise TypeError(f'expected {cls.__name__} instance instead of {_name(value)}')


class PyCFuncPtrType(_CDataType):
    def __new__(metatype, name, bases, namespace, /, **rest):
        cls = super().__new__(metatype, name, bases, namespace, **rest)
        if bases != (_CData,):
            cls._size__ = cls._align__ = 8
            cls._shown__ = ('Q', 8)
            if not isinstance(getattr(cls, '_flags_', None), int):
                raise TypeError("class must define _flags_ which must be an integer")
        return cls


# ---- instances

class _CData(Block):
    __module__ = '_ctypes'
    _b_base_ = None
    _b_needsfree_ = True
    _objects = None
    __hash__ = object.__hash__

    def __eq__(self, other):
        return self is other or NotImplemented

    def __ctypes_from_outparam__(self, /):
        return self

    def _keep_(self, key, value):
        if self._b_base_ is not None:
            self._b_base_._keep_(('in', self._address_, key), value)
        if not isinstance(self._objects, dict):
            self._objects = {}
        self._objects[str(key)] = value

    def __reduce__(self):
        if isinstance(self, (_Pointer, CFuncPtr)) or getattr(self, '_type_', None) in ('z', 'Z', 'P', 'O'):
            raise ValueError('ctypes objects containing pointers cannot be pickled')
        return (_unpickle, (type(self), (dict(vars(self)), bytes(_native.read(self._address_, self._size_)))))

    def __setstate__(self, state, /):
        values, data = state
        vars(self).update(values)
        _native.write(self._address_, data)


def _unpickle(cls, state):
    made = _made(cls)
    _native.write(made._address_, state[1])
    return made


_unpickle.__module__ = '_ctypes'


def _get(kind, address, owner):
    """The value at an address, as a program sees it."""
    if isinstance(kind, PyCSimpleType) and kind._is_direct__:
        return _read(kind, address, owner)
    return _made_at(kind, address, owner)


def _read(kind, address, owner=None):
    code = kind._type_
    if code == 'O':
        found = _objects_by_id.get(int.from_bytes(_native.read(address, 8), 'little'))
        if found is None:
            raise ValueError('PyObject is NULL')
        return found[0]
    if code == 'g':
        return _from_long_double(_native.read(address, 16))
    value = _struct.unpack(kind._form__, _native.read(address, kind._size__))[0]
    if code == 'u':
        return chr(value)
    if code == 'P':
        return value or None
    if code == 'z':
        return _native.read_text(value) if value else None
    if code == 'Z':
        return _wide_text(value) if value else None
    return value


def _wide_text(address, length=-1):
    if length < 0:
        length = 0
        while _native.read(address + 4 * length, 4) != b'\0\0\0\0':
            length += 1
    return _native.read(address, 4 * length).decode('utf-32-le', 'surrogatepass')


_objects_by_id = {}


def _to_long_double(value):
    """The x87's 80 bits, in 16 bytes."""
    if value == 0 or value != value or value in (float('inf'), float('-inf')):
        sign = _struct.pack('<d', value)[7] & 0x80
        body = b'\0' * 10 if value == 0 else (b'\0' * 7 + (b'\x80' if value == value else b'\xc0') + b'\xff\x7f')
        return body[:9] + bytes([body[9] | sign]) + b'\0' * 6
    import math
    m, e = math.frexp(abs(value))
    bits = int(m * (1 << 64))
    return bits.to_bytes(8, 'little') + ((e + 16382) | (0x8000 if value < 0 else 0)).to_bytes(2, 'little') + b'\0' * 6


def _from_long_double(data):
    import math
    bits, e = int.from_bytes(data[:8], 'little'), int.from_bytes(data[8:10], 'little')
    sign, e = -1.0 if e & 0x8000 else 1.0, e & 0x7fff
    if bits == 0:
        return sign * 0.0
    if e == 0x7fff:
        return sign * (float('inf') if bits << 1 & (1 << 64) - 1 == 0 else float('nan'))
    return sign * math.ldexp(bits, e - 16382 - 64)


def _bits_of(value, size):
    return value.__index__() & (1 << 8 * size) - 1


def _encoded(kind, value):
    """The bytes of a value, and what must be kept for them."""
    code = kind._type_
    if code in 'bBhHiIlLqQ':
        if not hasattr(type(value), '__index__'):
            raise TypeError(f"'{_name(value)}' object cannot be interpreted as an integer")
        order = 'big' if kind._swapped__ else 'little'
        return _bits_of(value, kind._size__).to_bytes(kind._size__, order), None
    if code in 'fd':
        if isinstance(value, float) or hasattr(type(value), '__float__') or hasattr(type(value), '__index__'):
            try:
                return _struct.pack(kind._form__, value), None
            except OverflowError:
                return _struct.pack(kind._form__, float('inf') if value > 0 else float('-inf')), None
        raise TypeError(f'must be real number, not {_name(value)}')
    if code == '?':
        return (b'\1' if value else b'\0'), None
    if code == 'c':
        if isinstance(value, (bytes, bytearray)) and len(value) == 1:
            return bytes(value), None
        if isinstance(value, int) and 0 <= value < 256:
            return bytes([value]), None
        raise TypeError('one character bytes, bytearray or integer expected')
    if code == 'u':
        if not isinstance(value, str):
            raise TypeError(f'unicode string expected instead of {_name(value)} instance')
        if len(value) != 1:
            raise TypeError('one character unicode string expected')
        return ord(value).to_bytes(4, 'little'), None
    if code == 'P':
        if value is None:
            return b'\0' * 8, None
        if not isinstance(value, int):
            raise TypeError('cannot be converted to pointer')
        return _bits_of(value, 8).to_bytes(8, 'little'), None
    if code in 'zZ':
        if value is None:
            return b'\0' * 8, None
        if isinstance(value, int):
            return _bits_of(value, 8).to_bytes(8, 'little'), None
        if code == 'z':
            if not isinstance(value, bytes):
                raise TypeError(f'bytes or integer address expected instead of {_name(value)} instance')
            data = value + b'\0'
        else:
            if not isinstance(value, str):
                raise TypeError(f'unicode string or integer address expected instead of {_name(value)} instance')
            data = value.encode('utf-32-le', 'surrogatepass') + b'\0\0\0\0'
        kept = _text_block(data)
        return kept._address_.to_bytes(8, 'little'), kept
    if code == 'g':
        return _to_long_double(float(value)), None
    # An object goes by a number of ours.
    number = id(value)
    _objects_by_id[number] = (value,)
    return number.to_bytes(8, 'little'), value


_texts = {}


def _text_block(data):
    """Memory with a text, the same for the same text as long as it is short: C may keep the address as long as Python keeps the bytes."""
    known = _texts.get(data)
    if known is None:
        known = Block()
        known._own_(len(data))
        _native.write(known._address_, data)
        if len(_texts) < 4096 and len(data) < 4096:
            _texts[data] = known
    return known


def _set(kind, address, value, owner, key):
    """Stores a value of a program at an address, which is in an instance's memory."""
    if isinstance(kind, PyCSimpleType):
        if isinstance(value, _SimpleCData):
            if isinstance(value, kind) or value._type_ == kind._type_:
                _native.write(address, _native.read(value._address_, kind._size__))
                owner._keep_(key, value)
                return
            if kind._type_ in 'zP' and value._type_ in 'zP':
                _native.write(address, _native.read(value._address_, 8))
                return
            raise TypeError(f'incompatible types, {_name(value)} instance instead of {kind.__name__} instance')
        if isinstance(value, (Array, _Pointer)) and kind._type_ in 'zZP':
            where = value._address_ if isinstance(value, Array) else _pointed(value)
            _native.write(address, where.to_bytes(8, 'little'))
            owner._keep_(key, value)
            return
        data, kept = _encoded(kind, value)
        _native.write(address, data)
        if kept is not None:
            owner._keep_(key, kept)
        return
    if isinstance(kind, PyCArrayType):
        if isinstance(value, kind):
            _native.write(address, _native.read(value._address_, kind._size__))
            return
        code = getattr(kind._type_, '_type_', None)
        if code == 'c' and isinstance(value, bytes):
            if len(value) > kind._length_:
                raise ValueError(f'bytes too long ({len(value)}, maximum length {kind._length_})')
            _native.write(address, value if len(value) == kind._length_ else value + b'\0')
            return
        if code == 'u' and isinstance(value, str):
            if len(value) > kind._length_:
                raise ValueError(f'string too long ({len(value)}, maximum length {kind._length_})')
            _set_wide(_made_at(kind, address, owner), value)
            return
        if code == 'c' and not isinstance(value, tuple):
            raise TypeError(f'bytes expected instead of {_name(value)} instance')
        if isinstance(value, tuple):
            made = kind(*value)
            _native.write(address, _native.read(made._address_, kind._size__))
            owner._keep_(key, made)
            return
        raise TypeError(f'incompatible types, {_name(value)} instance instead of {kind.__name__} instance')
    if isinstance(kind, PyCPointerType):
        if value is None:
            _native.write(address, b'\0' * 8)
            return
        if isinstance(value, Array) and hasattr(kind, '_type_') and issubclass(value._type_, kind._type_):
            _native.write(address, value._address_.to_bytes(8, 'little'))
            owner._keep_(key, value)
            return
        if isinstance(value, kind) or isinstance(value, _Pointer) and getattr(value, '_type_', None) is getattr(kind, '_type_', 0):
            _native.write(address, _native.read(value._address_, 8))
            owner._keep_(key, value)
            return
        raise TypeError(f'incompatible types, {_name(value)} instance instead of {kind.__name__} instance')
    if isinstance(kind, PyCFuncPtrType):
        if isinstance(value, kind):
            _native.write(address, _native.read(value._address_, 8))
            owner._keep_(key, value)
            return
        raise TypeError(f'incompatible types, {_name(value)} instance instead of {kind.__name__} instance')
    if isinstance(value, tuple):
        made = kind(*value)
    elif isinstance(value, kind):
        made = value
    else:
        raise TypeError(f'expected {kind.__name__} instance, got {_name(value)}')
    _native.write(address, _native.read(made._address_, kind._size__))
    owner._keep_(key, made)


class _Field:
    """An attribute of a structure."""
    __slots__ = ('name', 'kind', 'offset', 'bytes', 'shift', 'bits')

    def __init__(self, name, kind, offset, size, shift, bits):
        self.name, self.kind, self.offset, self.bytes, self.shift, self.bits = name, kind, offset, size, shift, bits

    @property
    def size(self):
        return self.bytes if self.bits is None else self.bits << 16 | self.shift

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        address = instance._address_ + self.offset
        if self.bits is None:
            kind = self.kind
            if isinstance(kind, PyCArrayType) and getattr(kind._type_, '_type_', None) in ('c', 'u'):
                return _made_at(kind, address, instance).value
            return _get(kind, address, instance)
        order = 'big' if self.kind._swapped__ else 'little'
        value = int.from_bytes(_native.read(address, self.bytes), order) >> self.shift & (1 << self.bits) - 1
        if self.kind._type_ == '?':
            return bool(value)
        if self.kind._type_ in 'bhilq' and value >> self.bits - 1:
            value -= 1 << self.bits
        return value

    def __set__(self, instance, value):
        address = instance._address_ + self.offset
        if self.bits is None:
            _set(self.kind, address, value, instance, self.name)
            return
        if not hasattr(type(value), '__index__'):
            raise TypeError(f"'{_name(value)}' object cannot be interpreted as an integer")
        order = 'big' if self.kind._swapped__ else 'little'
        old = int.from_bytes(_native.read(address, self.bytes), order)
        mask = (1 << self.bits) - 1 << self.shift
        _native.write(address, (old & ~mask | value.__index__() << self.shift & mask).to_bytes(self.bytes, order))

    def __delete__(self, instance):
        raise TypeError("can't delete attribute")

    def __repr__(self):
        if self.bits is None:
            return f'<Field type={self.kind.__name__}, ofs={self.offset}, size={self.bytes}>'
        return f'<Field type={self.kind.__name__}, ofs={self.offset}:{self.shift}, bits={self.bits}>'


_Field.__name__ = _Field.__qualname__ = 'CField'


class _SimpleCData(_CData, metaclass=PyCSimpleType):
    __module__ = '_ctypes'

    def __new__(cls, *args, **named):
        if not hasattr(cls, '_size__'):
            raise TypeError('abstract class')
        return super().__new__(cls)

    def __init__(self, *args, **named):
        if len(args) > 1:
            raise TypeError(f'__init__ expected at most 1 argument, got {len(args)}')
        if self._address_ == 0:
            self._own_(self._size__)
            _show(self, type(self))
        if args:
            self.value = args[0]

    @property
    def value(self):
        return _read(type(self), self._address_, self)

    @value.setter
    def value(self, value):
        _set(type(self), self._address_, value, self, 'value')

    def __bool__(self):
        return any(_native.read(self._address_, self._size_))

    def __repr__(self):
        if not type(self)._is_direct__:
            return object.__repr__(self)
        if self._type_ in 'zZ':
            value = int.from_bytes(_native.read(self._address_, 8), 'little') or None
        else:
            value = self.value
        return f'{type(self).__name__}({value!r})'


class _Aggregate(_CData):
    def _begin_(self):
        if self._address_ == 0:
            self._own_(self._size__)
            _show(self, type(self))


class _Fields(_Aggregate):
    def __new__(cls, *args, **named):
        if not hasattr(cls, '_all__'):
            raise TypeError('abstract class')
        return super().__new__(cls)

    def __init__(self, *args, **named):
        _finish(type(self))
        self._begin_()
        fields = self._all__
        if len(args) > len(fields):
            raise TypeError('too many initializers')
        for field, value in zip(fields, args):
            if field.name in named:
                raise TypeError(f'duplicate values for field {field.name!r}')
            setattr(self, field.name, value)
        for name, value in named.items():
            setattr(self, name, value)


# A structure's base is _CData itself, whose methods it has from elsewhere.
def _namespace_of(cls):
    return {'__module__': '_ctypes', '__new__': cls.__new__, '__init__': cls.__init__, '_begin_': _Aggregate._begin_}


def _new_fields(cls, *args, **named):
    if not hasattr(cls, '_all__'):
        raise TypeError('abstract class')
    return _CData.__new__(cls)


Structure = PyCStructType('Structure', (_CData,), {**_namespace_of(_Fields), '__new__': _new_fields})
Union = UnionType('Union', (_CData,), {**_namespace_of(_Fields), '__new__': _new_fields})


class Array(_CData, metaclass=PyCArrayType):
    __module__ = '_ctypes'

    def __new__(cls, *args):
        if not hasattr(cls, '_size__'):
            raise TypeError('abstract class')
        return super().__new__(cls)

    def __init__(self, *args):
        if self._address_ == 0:
            self._own_(self._size__)
            _show(self, type(self))
        if len(args) > self._length_:
            raise IndexError('invalid index')
        for i, value in enumerate(args):
            self[i] = value

    def __len__(self):
        return self._length_

    def _place(self, index):
        if not hasattr(type(index), '__index__'):
            raise TypeError('indices must be integers')
        index = index.__index__()
        if index < 0:
            index += self._length_
        if not 0 <= index < self._length_:
            raise IndexError('invalid index')
        return index

    def __getitem__(self, index):
        kind = self._type_
        if isinstance(index, slice):
            found = [self[i] for i in range(*index.indices(self._length_))]
            code = getattr(kind, '_type_', None)
            return b''.join(found) if code == 'c' else ''.join(found) if code == 'u' else found
        return _get(kind, self._address_ + self._place(index) * kind._size__, self)

    def __setitem__(self, index, value):
        kind = self._type_
        if isinstance(index, slice):
            places = range(*index.indices(self._length_))
            if len(places) != len(value):
                raise ValueError('Can only assign sequence of same size')
            for i, item in zip(places, value):
                self[i] = item
            return
        index = self._place(index)
        _set(kind, self._address_ + index * kind._size__, value, self, index)

    def __delitem__(self, index):
        raise TypeError('Array does not support item deletion')

    def __iter__(self):
        for i in range(self._length_):
            yield self[i]


def _pointed(pointer):
    return int.from_bytes(_native.read(pointer._address_, 8), 'little')


class _Pointer(_CData, metaclass=PyCPointerType):
    __module__ = '_ctypes'

    def __new__(cls, *args):
        if not hasattr(cls, '_type_'):
            raise TypeError("Cannot create instance: has no _type_")
        return super().__new__(cls)

    def __init__(self, *args):
        if self._address_ == 0:
            self._own_(8)
            _show(self, type(self))
        if args:
            self.contents = args[0]

    @property
    def contents(self):
        address = _pointed(self)
        if address == 0:
            raise ValueError('NULL pointer access')
        kept = self._objects.get('1') if isinstance(self._objects, dict) else None
        if isinstance(kept, self._type_) and kept._address_ == address:
            return kept
        return _made_at(self._type_, address, self)

    @contents.setter
    def contents(self, value):
        if not isinstance(value, self._type_) and not (isinstance(value, Array) and issubclass(value._type_, self._type_)):
            raise TypeError(f'expected {self._type_.__name__} instead of {_name(value)}')
        _native.write(self._address_, value._address_.to_bytes(8, 'little'))
        self._keep_(1, value)

    def __bool__(self):
        return _pointed(self) != 0

    def __getitem__(self, index):
        kind, address = self._type_, _pointed(self)
        if isinstance(index, slice):
            if index.stop is None:
                raise ValueError('slice stop is required')
            step = 1 if index.step is None else index.step
            if index.start is None and step < 0:
                raise ValueError('slice start is required for step < 0')
            found = [self[i] for i in range(index.start or 0, index.stop, step)]
            code = getattr(kind, '_type_', None)
            return b''.join(found) if code == 'c' else ''.join(found) if code == 'u' else found
        if not hasattr(type(index), '__index__'):
            raise TypeError('Pointer indices must be integer')
        if address == 0:
            raise ValueError('NULL pointer access')
        return _get(kind, address + index.__index__() * kind._size__, self)

    def __setitem__(self, index, value):
        address = _pointed(self)
        if not hasattr(type(index), '__index__'):
            raise TypeError('Pointer indices must be integer')
        if address == 0:
            raise ValueError('NULL pointer access')
        _set(self._type_, address + index.__index__() * self._type_._size__, value, self, ('at', index))


def POINTER(kind, /):
    known = _pointer_type_cache.get(kind)
    if known is None:
        if isinstance(kind, str):
            known = PyCPointerType('LP_' + kind, (_Pointer,), {'__module__': _sys._getframe(0).f_globals.get('__name__')})
            _pointer_type_cache[id(known)] = known
            return known
        if not isinstance(kind, type):
            raise TypeError('must be a ctypes type')
        if not isinstance(kind, _CDataType):
            raise TypeError('_type_ must have storage info')
        known = _pointer_type_cache[kind] = PyCPointerType('LP_' + kind.__name__, (_Pointer,), {'_type_': kind, '__module__': _sys._getframe(0).f_globals.get('__name__')})
    return known


def pointer(value, /):
    if not isinstance(value, _CData):
        raise TypeError('_type_ must have storage info')
    return POINTER(type(value))(value)


class _Param:
    """An argument ready for a call."""
    __slots__ = ('letter', 'number', 'type', 'kept', 'shown')

    def __init__(self, letter, number, kind, kept, shown='P'):
        self.letter, self.number, self.type, self.kept, self.shown = letter, number, kind, kept, shown

    def __repr__(self):
        return f"<cparam '{self.shown}' ({self.number:#x})>" if isinstance(self.number, int) and self.shown in 'PzZ' else f"<cparam '{self.shown}' ({self.number})>"


_Param.__name__ = _Param.__qualname__ = 'CArgObject'


def byref(value, offset=0, /):
    if not isinstance(value, _CData):
        raise TypeError(f"byref() argument must be a ctypes instance, not '{_name(value)}'")
    return _Param('i', value._address_ + offset, type(value), value)


def _param_of(kind, value):
    """A value as a parameter of a simple type."""
    data, kept = _encoded(kind, value)
    code = kind._type_
    if code in 'fd':
        return _Param(code, _struct.unpack(kind._form__, data)[0], None, kept, code)
    if code in 'bhilq':
        return _Param('i', int.from_bytes(data, 'little', signed=True), None, kept, code)
    return _Param('i', int.from_bytes(data, 'little'), None, value if kept is None else kept, code)


def _passed(value):
    """How an argument without a declared type goes: letter and number."""
    if isinstance(value, _Param):
        return value.letter, value.number, value
    if value is None:
        return 'i', 0, None
    if isinstance(value, int):
        return 'i', _signed(value & 0xffffffff, 4), None
    if isinstance(value, bytes):
        kept = _text_block(value + b'\0')
        return 'i', kept._address_, kept
    if isinstance(value, str):
        kept = _text_block(value.encode('utf-32-le', 'surrogatepass') + b'\0\0\0\0')
        return 'i', kept._address_, kept
    if isinstance(value, _SimpleCData):
        code = value._type_
        if code in 'fd':
            return code, value.value, value
        data = _native.read(value._address_, value._size_)
        return 'i', int.from_bytes(data, 'little', signed=code in 'bhilq'), value
    if isinstance(value, Array):
        return 'i', value._address_, value
    if isinstance(value, (_Pointer, CFuncPtr)):
        return 'i', _pointed(value), value
    if isinstance(value, _CData):
        if value._size_ <= 8:
            return 'i', int.from_bytes(_native.read(value._address_, value._size_), 'little'), value
        raise TypeError('structures of more than 8 bytes cannot be passed by value')
    if hasattr(value, '_as_parameter_'):
        return _passed(value._as_parameter_)
    return None


def _signed(bits, size):
    return bits - (1 << 8 * size) if bits >> 8 * size - 1 else bits


def _letter(kind):
    code = getattr(kind, '_type_', None) if isinstance(kind, PyCSimpleType) else None
    return code if code in ('f', 'd') else 'i'


def _as_result(kind, number):
    """What a call gives, from what the machine has given."""
    if kind is None:
        return None
    if isinstance(kind, PyCSimpleType):
        if kind._type_ in 'fd':
            return number if kind._is_direct__ else kind(number)
        if kind._type_ == 'O':
            return _objects_by_id[number][0]
        made = _made(kind)
        _native.write(made._address_, (number & (1 << 64) - 1).to_bytes(8, 'little')[:kind._size__])
        return made.value if kind._is_direct__ else made
    made = _made(kind)
    if kind._size__ > 8:
        raise TypeError('structures of more than 8 bytes cannot be returned by value')
    _native.write(made._address_, (number & (1 << 64) - 1).to_bytes(8, 'little')[:kind._size__])
    return made


class CFuncPtr(_CData, metaclass=PyCFuncPtrType):
    __module__ = '_ctypes'
    _flags_ = FUNCFLAG_CDECL

    def __new__(cls, *args, **named):
        return super().__new__(cls)

    def __init__(self, *args):
        if self._address_ == 0:
            self._own_(8)
        address = 0
        if args:
            first = args[0]
            if isinstance(first, tuple):
                name, library = first
                if isinstance(name, int):
                    raise TypeError('ordinals are for Windows')
                if isinstance(name, bytes):
                    name = name.decode()
                try:
                    address = _native.dlsym(library._handle, name)
                except OSError as e:
                    raise AttributeError(str(e)) from None
                self._keep_('library', library)
                self._parameters_ = args[1] if len(args) > 1 else None
            elif isinstance(first, int):
                address = first
            elif callable(first):
                address = self._make_callback(first)
            else:
                raise TypeError('argument must be callable or integer function address')
        _native.write(self._address_, address.to_bytes(8, 'little'))

    def _make_callback(self, function):
        kinds, result = self._argtypes_, self._restype_
        letters = ''.join(_letter(kind) for kind in kinds)
        back = 'v' if result is None else _letter(result)

        def called(numbers):
            try:
                value = function(*[_as_result(kind, number) for kind, number in zip(kinds, numbers)])
            except BaseException as e:
                _report('on calling ctypes callback function', function, e)
                return 0
            if result is None:
                return 0
            try:
                if isinstance(result, PyCSimpleType):
                    if back in 'fd':
                        return float(value)
                    data, kept = _encoded(result, value.value if isinstance(value, _SimpleCData) else value)
                    return int.from_bytes(data, 'little')
                letter, number, kept = _passed(value)
                return number
            except BaseException as e:
                _report('on converting result of ctypes callback function', function, e)
                return 0

        made = Callback(called, letters, back)
        self._keep_('function', (function, made))
        return made.address

    @property
    def restype(self):
        own = self.__dict__.get('_own_restype_', _sys)
        return getattr(self, '_restype_', None) if own is _sys else own

    @restype.setter
    def restype(self, kind):
        if kind is not None and not isinstance(kind, _CDataType) and not callable(kind):
            raise TypeError('restype must be a type, a callable, or None')
        self._own_restype_ = kind

    @restype.deleter
    def restype(self):
        self.__dict__.pop('_own_restype_', None)

    @property
    def argtypes(self):
        return self.__dict__.get('_own_argtypes_', getattr(self, '_argtypes_', None))

    @argtypes.setter
    def argtypes(self, kinds):
        if kinds is not None:
            if not isinstance(kinds, (tuple, list)):
                raise TypeError('_argtypes_ must be a sequence of types')
            for i, kind in enumerate(kinds):
                if not hasattr(kind, 'from_param'):
                    raise TypeError(f'item {i + 1} in _argtypes_ has no from_param method')
            kinds = tuple(kinds)
        self._own_argtypes_ = kinds

    @argtypes.deleter
    def argtypes(self):
        self.__dict__.pop('_own_argtypes_', None)

    @property
    def errcheck(self):
        return self.__dict__.get('_own_errcheck_')

    @errcheck.setter
    def errcheck(self, function):
        if not callable(function):
            raise TypeError('the errcheck attribute must be callable')
        self._own_errcheck_ = function

    def __bool__(self):
        return _pointed(self) != 0

    def __repr__(self):
        return f'<{type(self).__name__} object at {id(self):#x}>'

    def __call__(self, *args, **named):
        address = _pointed(self)
        own = _OWN.get(address)
        if own is not None:
            return own(*args)
        kinds = self.argtypes
        letters, numbers, kept = [], [], []
        if kinds is not None:
            if len(args) < len(kinds):
                raise TypeError(f"this function takes at least {len(kinds)} argument{'' if len(kinds) == 1 else 's'} ({len(args)} given)")
            if len(args) > len(kinds) and not self._flags_ & FUNCFLAG_CDECL:
                raise TypeError(f"this function takes {len(kinds)} argument{'' if len(kinds) == 1 else 's'} ({len(args)} given)")
        for i, value in enumerate(args):
            try:
                if kinds is not None and i < len(kinds):
                    value = kinds[i].from_param(value)
                passed = _passed(value)
            except Exception as e:
                raise ArgumentError(f'argument {i + 1}: {type(e).__name__}: {e}') from None
            if passed is None:
                raise ArgumentError(f"argument {i + 1}: TypeError: Don't know how to convert parameter {i + 1}")
            letters.append(passed[0])
            numbers.append(passed[1])
            kept.append(passed[2])
        if address == 0:
            raise ValueError('attempt to call a NULL function pointer')
        kind = self.restype
        is_type = isinstance(kind, _CDataType)
        back = 'v' if kind is None else _letter(kind) if is_type else 'i'
        number = _native.call(address, ''.join(letters), tuple(numbers), back, bool(self._flags_ & FUNCFLAG_USE_ERRNO))
        if kind is not None and not is_type:
            result = kind(_signed(number & 0xffffffff, 4))
        else:
            result = _as_result(kind, number)
            if isinstance(kind, _CDataType) and hasattr(kind, '_check_retval_'):
                result = kind._check_retval_(result)
        check = self.errcheck
        return result if check is None else check(result, self, args)


def _report(what, function, error):
    hook = _sys.unraisablehook
    import types
    hook(types.SimpleNamespace(exc_type=type(error), exc_value=error, exc_traceback=error.__traceback__, err_msg='Exception ignored ' + what, object=function))


# ---- functions that ctypes takes from here by address

def _address_of(value):
    if value is None:
        return 0
    if isinstance(value, bytes):
        return _text_block(value + b'\0')._address_
    if isinstance(value, str):
        return _text_block(value.encode('utf-32-le', 'surrogatepass') + b'\0\0\0\0')._address_
    if isinstance(value, int):
        return value
    if isinstance(value, _Param):
        return value.number
    if isinstance(value, (_Pointer, CFuncPtr)) or isinstance(value, _SimpleCData) and value._type_ in 'zZP':
        return int.from_bytes(_native.read(value._address_, 8), 'little')
    if isinstance(value, Array):
        return value._address_
    if hasattr(value, '_as_parameter_'):
        return _address_of(value._as_parameter_)
    raise ArgumentError('argument 1: TypeError: wrong type')


def _memmove(to, source, count):
    to = _address_of(to)
    _native.write(to, _native.read(_address_of(source), count.value if isinstance(count, _CData) else count))
    return to


def _memset(to, byte, count):
    to = _address_of(to)
    _native.write(to, bytes([byte & 255]) * count)
    return to


def _string_at(source, size):
    address = _address_of(source)
    return _native.read_text(address) if size < 0 else _native.read(address, size)


def _wstring_at(source, size):
    return _wide_text(_address_of(source), size)


def _cast(value, source, kind):
    if not (isinstance(kind, (PyCPointerType, PyCFuncPtrType)) or isinstance(kind, PyCSimpleType) and kind._type_ in 'zZPsO'):
        raise TypeError(f'cast() argument 2 must be a pointer type, not {kind.__name__ if isinstance(kind, type) else _name(kind)}')
    made = _made(kind)
    _native.write(made._address_, (_address_of(value) & (1 << 64) - 1).to_bytes(8, 'little'))
    if isinstance(source, _CData):
        made._keep_('cast', source)
    return made


_OWN = {_memmove_addr: _memmove, _memset_addr: _memset, _string_at_addr: _string_at, _cast_addr: _cast, _wstring_at_addr: _wstring_at}


def sizeof(value, /):
    if isinstance(value, _CData):
        return value._size_
    if isinstance(value, _CDataType) and hasattr(value, '_size__'):
        return value._size__
    raise TypeError('this type has no size')


def alignment(value, /):
    kind = type(value) if isinstance(value, _CData) else value
    if isinstance(kind, _CDataType) and hasattr(kind, '_align__'):
        return kind._align__
    raise TypeError('no alignment info')


def addressof(value, /):
    if not isinstance(value, _CData):
        raise TypeError('invalid type')
    return value._address_


def resize(value, size, /):
    if not isinstance(value, _CData):
        raise TypeError('excepted ctypes instance')
    if size < type(value)._size__:
        raise ValueError(f'minimum size is {type(value)._size__}')
    data = _native.read(value._address_, min(size, value._size_))
    value._own_(size)
    _native.write(value._address_, data)


def buffer_info(value, /):
    kind = type(value) if isinstance(value, _CData) else value
    lengths = []
    inner = kind
    while isinstance(inner, PyCArrayType):
        lengths.append(inner._length_)
        inner = inner._type_
    return _format(inner), len(lengths), tuple(lengths)


def call_function(address, args):
    return CFuncPtr(address)(*args)


call_cdeclfunction = call_function


def PyObj_FromPtr(address):
    return _objects_by_id[address][0]


for _metatype in (PyCSimpleType, PyCStructType, UnionType, PyCArrayType, PyCPointerType, PyCFuncPtrType, _StructType, _CDataType):
    _metatype.__module__ = '_ctypes'
