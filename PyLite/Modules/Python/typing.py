"""Names for annotations; they are not checked."""


class _Special:
    def __init__(self, name):
        self._name = name

    def __getitem__(self, item):
        return self

    def __call__(self, *args, **kwargs):
        return self

    def __or__(self, other):
        return self

    def __ror__(self, other):
        return self

    def __repr__(self):
        return 'typing.' + self._name

    def __mro_entries__(self, bases):
        return ()


Any = _Special('Any')
Union = _Special('Union')
Optional = _Special('Optional')
Callable = _Special('Callable')
Iterable = _Special('Iterable')
Iterator = _Special('Iterator')
Generator = _Special('Generator')
Sequence = _Special('Sequence')
Mapping = _Special('Mapping')
MutableMapping = _Special('MutableMapping')


class Generic:
    """The base of classes with parameters: ``class Stack(Generic[T])``."""

    __class_getitem__ = classmethod(type(list[int]))


class Protocol(Generic):
    """The base of classes that say what methods others have."""


ClassVar = _Special('ClassVar')
Final = _Special('Final')
Literal = _Special('Literal')
Self = _Special('Self')
NoReturn = _Special('NoReturn')
Type = _Special('Type')
Annotated = _Special('Annotated')
Concatenate = _Special('Concatenate')
Collection = _Special('Collection')
Container = _Special('Container')
Reversible = _Special('Reversible')
MutableSequence = _Special('MutableSequence')
OrderedDict = _Special('OrderedDict')
TypeAlias = _Special('TypeAlias')
SupportsInt = _Special('SupportsInt')
SupportsFloat = _Special('SupportsFloat')
Text = str
IO = _Special('IO')
TextIO = _Special('TextIO')
List = list
Dict = dict
Set = set
FrozenSet = frozenset
Tuple = tuple
Deque = _Special('Deque')
DefaultDict = _Special('DefaultDict')
Counter = _Special('Counter')
Hashable = _Special('Hashable')
AnyStr = _Special('AnyStr')
TYPE_CHECKING = False


def TypeVar(name, *args, **kwargs):
    return _Special(name)


ParamSpec = TypeVar


def NewType(name, typ):
    return typ


def cast(typ, value):
    return value


class _NamedTupleMeta(type):
    def __new__(mcls, name, bases, namespace):
        from collections import namedtuple
        names = list(namespace.get('__annotations__', {}))
        defaults = [namespace[key] for key in names if key in namespace]
        cls = namedtuple(name, names, defaults=defaults)
        cls.__module__ = namespace['__module__']
        for key, value in namespace.items():
            if key not in names and key not in ('__module__', '__qualname__', '__annotations__'):
                setattr(cls, key, value)
        return cls


class _NamedTuple:
    """Called, it makes a class; inherited from, the class is made of the annotations."""
    _base = type.__new__(_NamedTupleMeta, 'NamedTuple', (), {})

    def __call__(self, typename, fields=()):
        from collections import namedtuple
        return namedtuple(typename, [name for name, _ in fields])

    def __mro_entries__(self, bases):
        return (self._base,)


class _TypedDict:
    def __call__(self, typename, fields=(), **kwargs):
        return dict

    def __mro_entries__(self, bases):
        return (dict,)


NamedTuple = _NamedTuple()
TypedDict = _TypedDict()


def overload(function):
    return function


def final(function):
    return function


def runtime_checkable(cls):
    return cls


def get_type_hints(obj):
    return dict(getattr(obj, '__annotations__', {}))
