"""What ctypes has in C: types that say how memory is laid out, their instances, and calls of functions in libraries."""
import _native
import struct as _struct
import sys as _sys
from _native import Block, Callback, get_errno, set_errno, dlclose
from _ctypes_types import (
    PyCArrayType, PyCFuncPtrType, PyCPointerType, PyCSimpleType, PyCStructType, UnionType, _CDataType, _StructType, _encoded, _finish, _format,
    _get, _made, _made_at, _name, _objects_by_id, _read, _set, _show, _text_block, _wide_text, known,
)

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
    try:
        return _native.dlsym(handle, name)
    except OSError:
        import _ctypes_api
        address = _ctypes_api.address_of(name)
        if address is None:
            raise
        return address


# ---- instances

@known
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


@known
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


@known
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


@known
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


@known
def _pointed(pointer):
    return int.from_bytes(_native.read(pointer._address_, 8), 'little')


@known
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


@known
class _Param:
    """An argument ready for a call."""
    __slots__ = ('letter', 'number', 'type', 'kept', 'shown')

    def __init__(self, letter, number, kind, kept, shown='P'):
        self.letter, self.number, self.type, self.kept, self.shown = letter, number, kind, kept, shown

    def __repr__(self):
        return f"<cparam '{self.shown}' ({self.number:#x})>" if isinstance(self.number, int) and self.shown in 'PzZ' else f"<cparam '{self.shown}' ({self.number})>"


_Param.__name__ = _Param.__qualname__ = 'CArgObject'


@known
def byref(value, offset=0, /):
    if not isinstance(value, _CData):
        raise TypeError(f"byref() argument must be a ctypes instance, not '{_name(value)}'")
    return _Param('i', value._address_ + offset, type(value), value)


@known
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


@known
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
                    address = _dlsym(library._handle, name, library)
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
        if address < 4096:
            import _ctypes_api
            own = _ctypes_api.at(address)
        number = own(*numbers) if own is not None else _native.call(address, ''.join(letters), tuple(numbers), back, bool(self._flags_ & FUNCFLAG_USE_ERRNO))
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
