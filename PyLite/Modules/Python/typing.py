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
Generic = _Special('Generic')
Protocol = _Special('Protocol')
ClassVar = _Special('ClassVar')
Final = _Special('Final')
Literal = _Special('Literal')
Self = _Special('Self')
NoReturn = _Special('NoReturn')
Type = _Special('Type')
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


def cast(typ, value):
    return value


def NamedTuple(typename, fields=()):
    from collections import namedtuple
    return namedtuple(typename, [name for name, _ in fields])


def overload(function):
    return function


def final(function):
    return function


def runtime_checkable(cls):
    return cls


def get_type_hints(obj):
    return dict(getattr(obj, '__annotations__', {}))
