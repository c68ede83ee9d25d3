"""The types of _ctypes' types, which say how memory is laid out, and values on their way into memory and out of it."""
import _native
import struct as _struct
import sys as _sys
from _native import Block


def known(made):
    """What instances are made of stands in _ctypes, upon this module; it is told of them by name."""
    globals()[made.__name__] = made
    return made


# ---- types of types

def _layout(cls):
    size = getattr(cls, '_size__', None)
    if size is None:
        raise TypeError('abstract class')
    return size


class _CDataType(type):
    __module__ = '_ctypes'

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
    __module__ = '_ctypes'

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
    __module__ = '_ctypes'

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
    __module__ = '_ctypes'


class UnionType(_StructType):
    __module__ = '_ctypes'


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
    __module__ = '_ctypes'

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
    __module__ = '_ctypes'

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
    __module__ = '_ctypes'

    def __new__(metatype, name, bases, namespace, /, **rest):
        cls = super().__new__(metatype, name, bases, namespace, **rest)
        if bases != (_CData,):
            cls._size__ = cls._align__ = 8
            cls._shown__ = ('Q', 8)
            if not isinstance(getattr(cls, '_flags_', None), int):
                raise TypeError("class must define _flags_ which must be an integer")
        return cls


# ---- values

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
