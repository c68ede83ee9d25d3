"""Functions of CPython's program that are about objects, for ctypes.pythonapi. They take and give numbers and addresses, as those in libraries do."""
import sys as _sys
from _ctypes_types import _objects_by_id, _text_block
from _native import read_text as _read_text

# Where such functions seem to be: nothing else is at so low an address.
_FIRST = 64


def _object(address):
    try:
        return _objects_by_id[address][0]
    except KeyError:
        raise SystemError('bad argument to internal function') from None


def _given(value):
    address = id(value)
    _objects_by_id[address] = (value,)
    return address


class PyCapsule:
    __module__ = 'builtins'
    __slots__ = '_pointer', '_name', '_context', '_destructor'

    def __repr__(self):
        name = self._name
        return f'<capsule object {"NULL" if name is None else chr(34) + _read_text(name._address_).decode() + chr(34)} at {id(self):#x}>'


def _kept(name):
    return _text_block(_read_text(name) + b'\0') if name else None


def _text(block):
    return None if block is None else _read_text(block._address_)


def PyCapsule_New(pointer, name, destructor):
    if not pointer:
        raise ValueError('PyCapsule_New called with null pointer')
    made = PyCapsule()
    made._pointer, made._name, made._context, made._destructor = pointer, _kept(name), 0, destructor
    return _given(made)


def PyCapsule_IsValid(capsule, name):
    capsule = _objects_by_id.get(capsule, (None,))[0]
    return int(type(capsule) is PyCapsule and _text(capsule._name) == (_read_text(name) if name else None))


def _capsule(address, function):
    capsule = _object(address)
    if type(capsule) is not PyCapsule:
        raise ValueError(f'{function} called with invalid PyCapsule object')
    return capsule


def PyCapsule_GetPointer(capsule, name):
    found = _capsule(capsule, 'PyCapsule_GetPointer')
    if not PyCapsule_IsValid(capsule, name):
        raise ValueError('PyCapsule_GetPointer called with incorrect name')
    return found._pointer


def PyCapsule_GetName(capsule):
    name = _capsule(capsule, 'PyCapsule_GetName')._name
    return 0 if name is None else name._address_


def PyCapsule_GetContext(capsule):
    return _capsule(capsule, 'PyCapsule_GetContext')._context


def PyCapsule_GetDestructor(capsule):
    return _capsule(capsule, 'PyCapsule_GetDestructor')._destructor


def PyCapsule_SetPointer(capsule, pointer):
    if not pointer:
        raise ValueError('PyCapsule_SetPointer called with null pointer')
    _capsule(capsule, 'PyCapsule_SetPointer')._pointer = pointer
    return 0


def PyCapsule_SetName(capsule, name):
    _capsule(capsule, 'PyCapsule_SetName')._name = _kept(name)
    return 0


def PyCapsule_SetContext(capsule, context):
    _capsule(capsule, 'PyCapsule_SetContext')._context = context
    return 0


def PyCapsule_SetDestructor(capsule, destructor):
    _capsule(capsule, 'PyCapsule_SetDestructor')._destructor = destructor
    return 0


def Py_IncRef(value):
    return 0


Py_DecRef = PyType_Modified = Py_IncRef


def PyErr_CheckSignals():
    return 0


_version = _text_block(_sys.version.encode() + b'\0')


def Py_GetVersion():
    return _version._address_


_functions = [PyCapsule_New, PyCapsule_IsValid, PyCapsule_GetPointer, PyCapsule_GetName, PyCapsule_GetContext, PyCapsule_GetDestructor,
              PyCapsule_SetPointer, PyCapsule_SetName, PyCapsule_SetContext, PyCapsule_SetDestructor, PyErr_CheckSignals, Py_GetVersion]
_addresses = {function.__name__: _FIRST + i for i, function in enumerate(_functions)}
for _name in 'Py_IncRef', 'Py_DecRef', 'PyType_Modified':
    _addresses[_name] = _FIRST + len(_functions)
_functions.append(Py_IncRef)


def at(address):
    """The function that seems to be at an address, or None."""
    return _functions[address - _FIRST] if _FIRST <= address < _FIRST + len(_functions) else None


address_of = _addresses.get
