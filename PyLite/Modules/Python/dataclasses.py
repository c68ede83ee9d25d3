"""Classes from their annotated attributes."""
import sys
import copy
import types
import _thread
from abc import update_abstractmethods

__all__ = ['dataclass', 'field', 'Field', 'FrozenInstanceError', 'InitVar', 'KW_ONLY', 'MISSING', 'fields', 'asdict', 'astuple',
           'make_dataclass', 'replace', 'is_dataclass']


class FrozenInstanceError(AttributeError):
    pass


class _HAS_DEFAULT_FACTORY_CLASS:
    def __repr__(self):
        return '<factory>'


class _MISSING_TYPE:
    pass


class _KW_ONLY_TYPE:
    pass


_HAS_DEFAULT_FACTORY = _HAS_DEFAULT_FACTORY_CLASS()
MISSING = _MISSING_TYPE()
KW_ONLY = _KW_ONLY_TYPE()
_EMPTY_METADATA = types.MappingProxyType({})


class _FIELD_BASE:
    """What an annotated name is."""

    def __init__(self, name):
        self.name = name

    def __repr__(self):
        return self.name


_FIELD = _FIELD_BASE('_FIELD')
_FIELD_CLASSVAR = _FIELD_BASE('_FIELD_CLASSVAR')
_FIELD_INITVAR = _FIELD_BASE('_FIELD_INITVAR')


_FIELDS, _PARAMS, _POST_INIT_NAME = '__dataclass_fields__', '__dataclass_params__', '__post_init__'
_SHOWN = 'name', 'type', 'default', 'default_factory', 'init', 'repr', 'hash', 'compare', 'metadata', 'kw_only', '_field_type'
_shown_fields = set()


class InitVar:
    """The type of what __init__ takes only to hand it to __post_init__."""
    __slots__ = ('type',)

    def __init__(self, type):
        self.type = type

    def __repr__(self):
        known = isinstance(self.type, type) and not isinstance(self.type, types.GenericAlias)
        return 'dataclasses.InitVar[%s]' % (self.type.__name__ if known else repr(self.type))

    def __class_getitem__(cls, type):
        return InitVar(type)


class Field:
    """One annotated name of a dataclass."""
    __slots__ = ('name', 'type', 'default', 'default_factory', 'repr', 'hash', 'init', 'compare', 'metadata', 'kw_only', '_field_type')
    def __init__(self, default, default_factory, init, repr, hash, compare, metadata, kw_only):
        self.name = None
        self.type = None
        self.default = default
        self.default_factory = default_factory
        self.init = init
        self.repr = repr
        self.hash = hash
        self.compare = compare
        self.metadata = _EMPTY_METADATA if metadata is None else types.MappingProxyType(metadata)
        self.kw_only = kw_only
        self._field_type = None

    def __repr__(self):
        key = id(self), _thread.get_ident()
        if key in _shown_fields:
            return '...'
        _shown_fields.add(key)
        try:
            return 'Field(' + ','.join(['%s=%r' % (name, getattr(self, name)) for name in _SHOWN]) + ')'
        finally:
            _shown_fields.discard(key)

    def __set_name__(self, owner, name):
        # A default that wants to know its name is told, as if it stood in the class itself.
        tell = getattr(type(self.default), '__set_name__', None)
        if tell:
            tell(self.default, owner, name)

    __class_getitem__ = classmethod(types.GenericAlias)


class _DataclassParams:
    """What dataclass() was called with."""
    __slots__ = ('init', 'repr', 'eq', 'order', 'unsafe_hash', 'frozen')

    def __init__(self, init, repr, eq, order, unsafe_hash, frozen):
        self.init = init
        self.repr = repr
        self.eq = eq
        self.order = order
        self.unsafe_hash = unsafe_hash
        self.frozen = frozen

    def __repr__(self):
        return '_DataclassParams(' + ','.join(['%s=%r' % (name, getattr(self, name)) for name in self.__slots__]) + ')'


def field(*, default=MISSING, default_factory=MISSING, init=True, repr=True, hash=None, compare=True, metadata=None, kw_only=MISSING):
    """Tells more of a field than its default."""
    if default is not MISSING and default_factory is not MISSING:
        raise ValueError('cannot specify both default and default_factory')
    return Field(default, default_factory, init, repr, hash, compare, metadata, kw_only)


def dataclass(cls=None, /, *, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False, match_args=True, kw_only=False,
              slots=False, weakref_slot=False):
    """Adds to a class the methods that follow from its fields."""
    def wrap(cls):
        return _process(cls, _DataclassParams(init, repr, eq, order, unsafe_hash, frozen), match_args, kw_only, slots, weakref_slot)
    return wrap if cls is None else wrap(cls)


# ---- fields

def _meant(annotation, cls, module):
    """What an annotation that is text begins with: a name that cls's module has, or one of a module that it calls so."""
    ours = sys.modules.get(cls.__module__)
    space = ours.__dict__ if ours else {}
    name, rest = _word(annotation)
    if rest.startswith('.'):
        if space.get(name) is not module:
            return None
        space = module.__dict__
        name, rest = _word(rest[1:])
    return space.get(name)


def _word(text):
    text = text.lstrip()
    end = 0
    while end < len(text) and (text[end].isalnum() or text[end] == '_'):
        end += 1
    return text[:end], text[end:].lstrip()


def _is_class_variable(annotation, cls):
    typing = sys.modules.get('typing')
    if typing is None:
        return False
    if isinstance(annotation, str):
        annotation = _meant(annotation, cls, typing)
    return annotation is typing.ClassVar or type(annotation) is typing._GenericAlias and annotation.__origin__ is typing.ClassVar


def _is_init_only(annotation, cls):
    if isinstance(annotation, str):
        annotation = _meant(annotation, cls, sys.modules[__name__])
    return annotation is InitVar or type(annotation) is InitVar


def _is_marker(annotation, cls):
    return annotation is KW_ONLY or isinstance(annotation, str) and _meant(annotation, cls, sys.modules[__name__]) is KW_ONLY


def _make_field(cls, name, annotation, kw_only):
    default = getattr(cls, name, MISSING)
    if isinstance(default, Field):
        f = default
    else:
        if isinstance(default, types.MemberDescriptorType):
            default = MISSING
        f = field(default=default)
    f.name = name
    f.type = annotation
    if _is_class_variable(annotation, cls):
        f._field_type = _FIELD_CLASSVAR
    elif _is_init_only(annotation, cls):
        f._field_type = _FIELD_INITVAR
    else:
        f._field_type = _FIELD
    if f._field_type is not _FIELD and f.default_factory is not MISSING:
        raise TypeError('field %s cannot have a default factory' % name)
    if f._field_type is not _FIELD_CLASSVAR:
        if f.kw_only is MISSING:
            f.kw_only = kw_only
    elif f.kw_only is not MISSING:
        raise TypeError('field %s is a ClassVar but specifies kw_only' % name)
    if f._field_type is _FIELD and f.default.__class__.__hash__ is None:
        raise ValueError('mutable default %s for field %s is not allowed: use default_factory' % (type(f.default), name))
    return f


def _own_fields(cls, kw_only):
    annotations = cls.__dict__.get('__annotations__', {})
    found = []
    seen_marker = False
    for name, annotation in annotations.items():
        if _is_marker(annotation, cls):
            if seen_marker:
                raise TypeError('%r is KW_ONLY, but KW_ONLY has already been specified' % name)
            seen_marker = kw_only = True
        else:
            found.append(_make_field(cls, name, annotation, kw_only))
    for f in found:
        if isinstance(getattr(cls, f.name, None), Field):
            # The class shows the default, as if it had been written plainly.
            if f.default is MISSING:
                delattr(cls, f.name)
            else:
                setattr(cls, f.name, f.default)
    for name, value in cls.__dict__.items():
        if isinstance(value, Field) and name not in annotations:
            raise TypeError('%r is a field but has no type annotation' % name)
    return found


def _process(cls, params, match_args, kw_only, slots, weakref_slot):
    every = {}
    frozen_bases = []
    for base in cls.__mro__[-1:0:-1]:
        inherited = getattr(base, '__dataclass_fields__', None)
        if inherited is not None:
            frozen_bases.append(base.__dataclass_params__.frozen)
            every.update(inherited)
    for f in _own_fields(cls, kw_only):
        every[f.name] = f
    if frozen_bases:
        if any(frozen_bases) and not params.frozen:
            raise TypeError('cannot inherit non-frozen dataclass from a frozen one')
        if params.frozen and not all(frozen_bases):
            raise TypeError('cannot inherit frozen dataclass from a non-frozen one')
    cls.__dataclass_fields__ = every
    cls.__dataclass_params__ = params
    own_hash = cls.__dict__.get('__hash__', MISSING)
    has_own_hash = not (own_hash is MISSING or own_hash is None and '__eq__' in cls.__dict__)
    if params.order and not params.eq:
        raise ValueError('eq must be true if order is true')

    taken = [f for f in every.values() if f._field_type is not _FIELD_CLASSVAR]
    real = [f for f in taken if f._field_type is _FIELD]
    positional = [f for f in taken if f.init and not f.kw_only]
    keyword_only = [f for f in taken if f.init and f.kw_only]
    writer = _Writer(cls)
    if params.init:
        _write_init(writer, taken, positional, keyword_only, params.frozen, slots)
    if params.repr:
        _write_repr(writer, [f.name for f in real if f.repr])
    compared = [f.name for f in real if f.compare]
    if params.eq:
        _write_comparison(writer, '__eq__', '==', compared)
    if params.order:
        for name, operator in ('__lt__', '<'), ('__le__', '<='), ('__gt__', '>'), ('__ge__', '>='):
            if name in cls.__dict__:
                raise TypeError('Cannot overwrite attribute %s in class %s. Consider using functools.total_ordering' % (name, cls.__name__))
            _write_comparison(writer, name, operator, compared)
    if params.frozen:
        for name in '__setattr__', '__delattr__':
            if name in cls.__dict__:
                raise TypeError('Cannot overwrite attribute %s in class %s' % (name, cls.__name__))
        _write_frozen(writer, [f.name for f in real])
    if params.unsafe_hash or params.eq and params.frozen:
        if has_own_hash:
            if params.unsafe_hash:
                raise TypeError('Cannot overwrite attribute __hash__ in class %s' % cls.__name__)
        else:
            hashed = [f.name for f in real if (f.compare if f.hash is None else f.hash)]
            if own_hash is None:
                del cls.__hash__
            writer.add('__hash__', 'self', ['return hash(%s)' % _tuple('self', hashed)])
    elif params.eq and not has_own_hash:
        cls.__hash__ = None
    writer.finish()
    if params.init and '__init__' in writer.made:
        writer.made['__init__'].__annotations__ = {**{f.name: f.type for f in positional + keyword_only}, 'return': None}
    if not getattr(cls, '__doc__'):
        cls.__doc__ = cls.__name__ + _signature(cls, writer, positional, keyword_only)
    if match_args and '__match_args__' not in cls.__dict__:
        cls.__match_args__ = tuple([f.name for f in positional])
    if slots:
        cls = _with_slots(cls, params.frozen, weakref_slot, [f.name for f in real])
    elif weakref_slot:
        raise TypeError('weakref_slot is True but slots is False')
    update_abstractmethods(cls)
    return cls


# ---- methods

class _Writer:
    """The text of a class's methods. They are compiled together, each with names of its own for what it needs."""

    def __init__(self, cls):
        self._cls = cls
        self._text = []
        self._names = []
        self.values = {}
        self.made = {}

    def add(self, name, parameters, body):
        """A method, unless the class has it."""
        if name in self._cls.__dict__:
            return
        self._names.append(name)
        self._text.append('  def %s(%s):\n   %s\n' % (name, parameters, '\n   '.join(body)))

    def finish(self):
        if not self._names:
            return
        # A function around them makes what they need free variables, and leaves the module's globals theirs.
        source = 'def __make__(%s):\n%s  return %s,\n' % (', '.join(self.values), ''.join(self._text), ', '.join(self._names))
        module = sys.modules.get(self._cls.__module__)
        space = {}
        exec(source, module.__dict__ if module else {}, space)
        for function in space['__make__'](**self.values):
            function.__qualname__ = '%s.%s' % (self._cls.__qualname__, function.__name__)
            function.__module__ = self._cls.__module__
            if function.__name__ == '__repr__':
                # By these pprint and others know that they may show the fields in their own way.
                function.__wrapped__ = types.FunctionType(function.__code__, function.__globals__, '__repr__', None, function.__closure__)
                function.__wrapped__.__qualname__ = '__create_fn__.<locals>.__repr__'
                function.__code__ = function.__code__.replace(co_filename=globals().get('__file__', '<string>'))
            setattr(self._cls, function.__name__, function)
            self.made[function.__name__] = function


def _tuple(of, names):
    return '(' + ''.join(['%s.%s,' % (of, name) for name in names]) + ')'


def _write_init(writer, taken, positional, keyword_only, frozen, slots):
    default_seen = None
    for f in positional:
        if f.default is not MISSING or f.default_factory is not MISSING:
            default_seen = f
        elif default_seen is not None:
            raise TypeError('non-default argument %r follows default argument' % f.name)
    own = '__dataclass_self__' if any([f.name == 'self' for f in taken]) else 'self'
    values = writer.values
    values['__dataclass_factory__'] = _HAS_DEFAULT_FACTORY
    values['__dataclass_set__'] = object.__setattr__
    parameters = [own] + [_parameter(f, values) for f in positional]
    if keyword_only:
        parameters += ['*'] + [_parameter(f, values) for f in keyword_only]
    body = []
    for f in taken:
        name = f.name
        if f._field_type is _FIELD_INITVAR:
            continue
        if f.default_factory is not MISSING:
            values['__dataclass_make_%s__' % name] = f.default_factory
            value = '__dataclass_make_%s__()' % name
            if f.init:
                value += ' if %s is __dataclass_factory__ else %s' % (name, name)
        elif f.init:
            value = name
        elif slots and f.default is not MISSING:
            values['__dataclass_default_%s__' % name] = f.default
            value = '__dataclass_default_%s__' % name
        else:
            # The class has the default, if there is one.
            continue
        body.append('__dataclass_set__(%s, %r, %s)' % (own, name, value) if frozen else '%s.%s = %s' % (own, name, value))
    if hasattr(writer._cls, '__post_init__'):
        body.append('%s.__post_init__(%s)' % (own, ', '.join([f.name for f in taken if f._field_type is _FIELD_INITVAR])))
    writer.add('__init__', ', '.join(parameters), body or ['pass'])


def _parameter(f, values):
    if f.default is not MISSING:
        values['__dataclass_default_%s__' % f.name] = f.default
        return '%s=__dataclass_default_%s__' % (f.name, f.name)
    return f.name + ('=__dataclass_factory__' if f.default_factory is not MISSING else '')


def _write_repr(writer, names):
    writer.values['__dataclass_thread__'] = _thread.get_ident
    writer.values['__dataclass_shown__'] = set()
    text = ', '.join(['%s={self.%s!r}' % (name, name) for name in names])
    writer.add('__repr__', 'self', [
        # An object that is part of itself is shown once.
        'key = id(self), __dataclass_thread__()',
        'if key in __dataclass_shown__:',
        "    return '...'",
        '__dataclass_shown__.add(key)',
        'try:',
        '    return self.__class__.__qualname__ + f"(%s)"' % text,
        'finally:',
        '    __dataclass_shown__.discard(key)'])


def _write_comparison(writer, name, operator, names):
    writer.add(name, 'self, other', [
        'if other.__class__ is self.__class__:',
        '    return %s %s %s' % (_tuple('self', names), operator, _tuple('other', names)),
        'return NotImplemented'])


def _write_frozen(writer, names):
    writer.values['__dataclass_type__'] = writer._cls
    writer.values['__dataclass_error__'] = FrozenInstanceError
    condition = 'if type(self) is __dataclass_type__ or name in %r:' % (tuple(names),)
    for method, parameters, what in ('__setattr__', 'name, value', 'assign to'), ('__delattr__', 'name', 'delete'):
        writer.add(method, 'self, ' + parameters, [
            condition,
            '    raise __dataclass_error__(f"cannot %s field {name!r}")' % what,
            'super(__dataclass_type__, self).%s(%s)' % (method, parameters)])


def _signature(cls, writer, positional, keyword_only):
    """The text of what a class takes, which is its docstring if it has no other."""
    if '__init__' not in writer.made:
        import inspect
        try:
            return str(inspect.signature(cls)).replace(' -> None', '')
        except (TypeError, ValueError):
            return ''
    parts = [_shown(f) for f in positional]
    if keyword_only:
        parts += ['*'] + [_shown(f) for f in keyword_only]
    return '(' + ', '.join(parts) + ')'


def _shown(f):
    kind = f.type
    if getattr(kind, '__module__', None) == 'typing':
        text = repr(kind).replace('typing.', '')
    elif isinstance(kind, types.GenericAlias):
        text = str(kind)
    elif isinstance(kind, type):
        text = kind.__qualname__ if kind.__module__ == 'builtins' else kind.__module__ + '.' + kind.__qualname__
    else:
        text = repr(kind)
    default = f.default if f.default is not MISSING else _HAS_DEFAULT_FACTORY if f.default_factory is not MISSING else MISSING
    return f.name + ': ' + text + ('' if default is MISSING else ' = %r' % (default,))


# ---- classes with slots

def _state(self):
    return [getattr(self, f.name) for f in fields(self)]


def _set_state(self, state):
    for f, value in zip(fields(self), state):
        object.__setattr__(self, f.name, value)


def _slots_of(cls):
    slots = cls.__dict__.get('__slots__')
    if slots is None:
        return []
    if isinstance(slots, str):
        return [slots]
    if hasattr(slots, '__next__'):
        raise TypeError("Slots of '%s' cannot be determined" % cls.__name__)
    return list(slots)


def _with_slots(cls, frozen, weakref_slot, names):
    """A class like it, whose fields are slots: those of a class that exists cannot change."""
    if '__slots__' in cls.__dict__:
        raise TypeError('%s already specifies __slots__' % cls.__name__)
    space = dict(cls.__dict__)
    inherited = []
    for base in cls.__mro__[1:-1]:
        inherited += _slots_of(base)
    space['__slots__'] = tuple([name for name in names + (['__weakref__'] if weakref_slot else []) if name not in inherited])
    for name in names:
        space.pop(name, None)
    space.pop('__dict__', None)
    space.pop('__weakref__', None)
    qualname = getattr(cls, '__qualname__', None)
    made = type(cls)(cls.__name__, cls.__bases__, space)
    if qualname is not None:
        made.__qualname__ = qualname
    if frozen:
        if '__getstate__' not in space:
            made.__getstate__ = _state
        if '__setstate__' not in space:
            made.__setstate__ = _set_state
    return made


# ---- what is done with instances

def fields(class_or_instance):
    """The fields of a dataclass or an instance of one."""
    try:
        every = class_or_instance.__dataclass_fields__
    except AttributeError:
        raise TypeError('must be called with a dataclass type or instance') from None
    return tuple([f for f in every.values() if f._field_type is _FIELD])


def is_dataclass(obj):
    """Whether something is a dataclass or an instance of one."""
    return hasattr(obj if isinstance(obj, type) else type(obj), '__dataclass_fields__')


def _is_dataclass_instance(obj):
    return hasattr(type(obj), '__dataclass_fields__')


def asdict(obj, *, dict_factory=dict):
    """The fields of an instance by name, with all dataclasses in them made dicts too."""
    if not _is_dataclass_instance(obj):
        raise TypeError('asdict() should be called on dataclass instances')
    return _converted(obj, dict_factory)


def astuple(obj, *, tuple_factory=tuple):
    """The fields of an instance, with all dataclasses in them made tuples too."""
    if not _is_dataclass_instance(obj):
        raise TypeError('astuple() should be called on dataclass instances')
    return _converted(obj, lambda pairs: tuple_factory([value for _, value in pairs]))


def _converted(obj, whole):
    """A copy of a value, with each dataclass in it made anew from its pairs of name and value."""
    kind = type(obj)
    if kind in _PLAIN:
        return obj
    if _is_dataclass_instance(obj):
        return whole([(f.name, _converted(getattr(obj, f.name), whole)) for f in fields(obj)])
    if isinstance(obj, tuple) and hasattr(obj, '_fields'):
        return kind(*[_converted(item, whole) for item in obj])
    if isinstance(obj, (list, tuple)):
        return kind([_converted(item, whole) for item in obj])
    if isinstance(obj, dict):
        return kind([(_converted(key, whole), _converted(value, whole)) for key, value in obj.items()])
    return copy.deepcopy(obj)


_PLAIN = frozenset([int, str, float, bool, bytes, complex, type(None)])


def replace(obj, /, **changes):
    """An instance like another but for the fields that are given."""
    if not _is_dataclass_instance(obj):
        raise TypeError('replace() should be called on dataclass instances')
    for f in obj.__dataclass_fields__.values():
        if f._field_type is _FIELD_CLASSVAR:
            continue
        if not f.init:
            if f.name in changes:
                raise ValueError('field %s is declared with init=False, it cannot be specified with replace()' % f.name)
        elif f.name not in changes:
            if f._field_type is _FIELD_INITVAR and f.default is MISSING:
                raise ValueError('InitVar %r must be specified with replace()' % f.name)
            changes[f.name] = getattr(obj, f.name)
    return obj.__class__(**changes)


def make_dataclass(cls_name, fields, *, bases=(), namespace=None, init=True, repr=True, eq=True, order=False, unsafe_hash=False, frozen=False,
                   match_args=True, kw_only=False, slots=False, weakref_slot=False):
    """A new dataclass from names, pairs of name and type, or triples of name, type and field."""
    import keyword
    space = {} if namespace is None else dict(namespace)
    annotations = {}
    for item in fields:
        if isinstance(item, str):
            name, kind = item, 'typing.Any'
        elif len(item) == 2:
            name, kind = item
        elif len(item) == 3:
            name, kind, space[item[0]] = item
        else:
            raise TypeError('Invalid field: %r' % (item,))
        if not isinstance(name, str) or not name.isidentifier():
            raise TypeError('Field names must be valid identifiers: %r' % (name,))
        if keyword.iskeyword(name):
            raise TypeError('Field names must not be keywords: %r' % (name,))
        if name in annotations:
            raise TypeError('Field name duplicated: %r' % (name,))
        annotations[name] = kind
    space['__annotations__'] = annotations
    cls = types.new_class(cls_name, bases, {}, lambda body: body.update(space))
    return dataclass(cls, init=init, repr=repr, eq=eq, order=order, unsafe_hash=unsafe_hash, frozen=frozen, match_args=match_args,
                     kw_only=kw_only, slots=slots, weakref_slot=weakref_slot)


def __getattr__(name):
    import _rest
    return _rest.find('dataclasses', name)
