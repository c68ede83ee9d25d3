"""Classes from their annotated attributes."""
import copy


class _MissingType:
    def __repr__(self):
        return 'MISSING'


MISSING = _MissingType()


class KW_ONLY:
    """An annotation with this type makes the fields after it keyword-only."""


class InitVar:
    """The type of what __init__ takes only to hand it to __post_init__."""

    def __init__(self, type):
        self.type = type

    def __class_getitem__(cls, type):
        return InitVar(type)


class FrozenInstanceError(AttributeError):
    pass


class Field:
    def __init__(self, default=MISSING, default_factory=MISSING, init=True, repr=True, compare=True, hash=None, kw_only=False, metadata=None):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.compare = compare
        self.hash = hash
        self.kw_only = kw_only
        self.metadata = metadata or {}
        self.init_only = False


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=False):
    return Field(default, default_factory, init, repr, compare, hash, kw_only, metadata)


def fields(class_or_instance):
    try:
        every = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple([f for f in every.values() if not f.init_only])


def is_dataclass(obj):
    return hasattr(obj, '__dataclass_fields__')


def _require_instance(obj, function):
    if isinstance(obj, type) or not is_dataclass(obj):
        raise TypeError(function + '() should be called on dataclass instances')


def asdict(obj, *, dict_factory=dict):
    _require_instance(obj, 'asdict')
    return _converted(obj, lambda pairs: dict_factory(pairs))


def astuple(obj, *, tuple_factory=tuple):
    _require_instance(obj, 'astuple')
    return _converted(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def _converted(obj, whole):
    """A copy of a value, with each dataclass in it made anew from its pairs of name and value."""
    if is_dataclass(obj) and not isinstance(obj, type):
        return whole([(f.name, _converted(getattr(obj, f.name), whole)) for f in fields(obj)])
    kind = type(obj)
    if kind in _PLAIN:
        return obj
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return kind(*[_converted(item, whole) for item in obj])
    if isinstance(obj, (list, tuple)):
        return kind([_converted(item, whole) for item in obj])
    if isinstance(obj, dict):
        return kind([(_converted(key, whole), _converted(value, whole)) for key, value in obj.items()])
    return copy.deepcopy(obj)


_PLAIN = frozenset([int, str, float, bool, bytes, complex, type(None)])


def replace(obj, /, **changes):
    for f in fields(obj):
        if f.init and f.name not in changes:
            changes[f.name] = getattr(obj, f.name)
    return type(obj)(**changes)


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False, slots=False):
    def wrap(cls):
        return _process(cls, init, repr, eq, order, unsafe_hash, frozen, match_args, kw_only)
    return wrap if cls is None else wrap(cls)


def _process(cls, init, repr_, eq, order, unsafe_hash, frozen, match_args, kw_only):
    all_fields = {}
    for base in reversed(cls.__mro__[1:]):
        for f in getattr(base, '__dataclass_fields__', {}).values():
            all_fields[f.name] = f
    for name, annotation in cls.__dict__.get('__annotations__', {}).items():
        if annotation == 'ClassVar' or 'ClassVar' in str(annotation):
            continue
        if annotation is KW_ONLY or annotation in ('KW_ONLY', 'dataclasses.KW_ONLY'):
            kw_only = True
            continue
        default = cls.__dict__.get(name, MISSING)
        if isinstance(default, Field):
            f = default
            if f.default is MISSING:
                delattr(cls, name)
            else:
                setattr(cls, name, f.default)
        else:
            if isinstance(default, (list, dict, set)):
                raise ValueError('mutable default %s for field %s is not allowed: use default_factory' % (type(default), name))
            f = Field(default)
        f.name = name
        f.type = annotation
        f.kw_only = f.kw_only or kw_only
        f.init_only = isinstance(annotation, InitVar) or annotation is InitVar or str(annotation).startswith('InitVar')
        all_fields[name] = f
    cls.__dataclass_fields__ = all_fields
    parameters = list(all_fields.values())
    ordered = [f for f in parameters if not f.init_only]
    if init:
        seen_default = False
        for f in parameters:
            if not f.init or f.kw_only:
                continue
            if f.default is not MISSING or f.default_factory is not MISSING:
                seen_default = True
            elif seen_default:
                raise TypeError('non-default argument %r follows default argument' % f.name)
        cls.__init__ = _make_init(cls, parameters, frozen)
    shown = [f.name for f in ordered if f.repr]
    compared = [f.name for f in ordered if f.compare]
    if repr_ and '__repr__' not in cls.__dict__:
        def __repr__(self):
            return self.__class__.__qualname__ + '(' + ', '.join(['%s=%r' % (name, getattr(self, name)) for name in shown]) + ')'
        cls.__repr__ = __repr__

    def key(self):
        return tuple([getattr(self, name) for name in compared])

    if eq and '__eq__' not in cls.__dict__:
        def __eq__(self, other):
            if other.__class__ is not self.__class__:
                return NotImplemented
            return key(self) == key(other)
        cls.__eq__ = __eq__
    if order:
        def compare(test):
            def method(self, other):
                if other.__class__ is not self.__class__:
                    return NotImplemented
                return test(key(self), key(other))
            return method
        cls.__lt__ = compare(lambda a, b: a < b)
        cls.__le__ = compare(lambda a, b: a <= b)
        cls.__gt__ = compare(lambda a, b: a > b)
        cls.__ge__ = compare(lambda a, b: a >= b)
    if unsafe_hash or eq and frozen:
        cls.__hash__ = lambda self: hash(key(self))
    elif eq and '__hash__' not in cls.__dict__:
        cls.__hash__ = None
    if frozen:
        def __setattr__(self, name, value):
            raise FrozenInstanceError('cannot assign to field %r' % name)

        def __delattr__(self, name):
            raise FrozenInstanceError('cannot delete field %r' % name)
        cls.__setattr__ = __setattr__
        cls.__delattr__ = __delattr__
    if match_args:
        cls.__match_args__ = tuple([f.name for f in parameters if f.init and not f.kw_only])
    return cls


def _make_init(cls, ordered, frozen):
    parameters = ['self']
    keyword_only = []
    init_only = []
    body = []
    scope = {'_MISSING': MISSING, '_set': object.__setattr__}
    for f in ordered:
        name = f.name
        value = name
        if f.default_factory is not MISSING:
            scope['_factory_' + name] = f.default_factory
            value = '_factory_%s() if %s is _MISSING else %s' % (name, name, name)
            default = '=_MISSING'
        elif f.default is not MISSING:
            scope['_default_' + name] = f.default
            default = '=_default_' + name
        else:
            default = ''
        if f.init_only:
            (keyword_only if f.kw_only else parameters).append(name + default)
            init_only.append(value)
            continue
        if f.init:
            (keyword_only if f.kw_only else parameters).append(name + default)
        elif f.default_factory is not MISSING:
            value = '_factory_%s()' % name
        elif f.default is not MISSING:
            value = '_default_' + name
        else:
            continue
        body.append('    _set(self, %r, %s)' % (name, value) if frozen else '    self.%s = %s' % (name, value))
    if keyword_only:
        parameters += ['*'] + keyword_only
    if hasattr(cls, '__post_init__'):
        body.append('    self.__post_init__(%s)' % ', '.join(init_only))
    source = 'def __init__(%s):\n%s\n' % (', '.join(parameters), '\n'.join(body) or '    pass')
    exec(source, scope)
    function = scope['__init__']
    function.__qualname__ = cls.__qualname__ + '.__init__'
    return function
