"""Enumerations."""


class auto:
    pass


class _Namespace(dict):
    """What a class body's names go to: automatic values are given at once, since expressions that follow may use them."""

    def __init__(self):
        self._values = []

    def __setitem__(self, key, value):
        if isinstance(value, auto):
            generate = self.get('_generate_next_value_', self._generate)
            value = generate(key, 1, len(self._values), self._values[:])
        if _is_member(key, value):
            self._values.append(value)
        dict.__setitem__(self, key, value)


def _is_member(key, value):
    return not key.startswith('_') and not hasattr(value, '__get__')


class EnumMeta(type):
    @classmethod
    def __prepare__(mcls, name, bases, **kwargs):
        namespace = _Namespace()
        namespace._generate = bases[-1]._generate_next_value_ if bases else None
        return namespace

    def __new__(mcls, name, bases, namespace, **kwargs):
        members = {key: value for key, value in namespace.items() if _is_member(key, value)}
        plain = {key: value for key, value in namespace.items() if key not in members}
        for base in bases:
            if getattr(base, '_member_map_', None):
                raise TypeError("<enum '%s'> cannot extend %r" % (name, base))
        cls = type.__new__(mcls, name, bases, plain)
        data = cls._data_type() if bases else None
        if data is not None:
            for name_ in ('__repr__', '__str__', '__format__'):     # the data type comes first, and has its own
                if name_ not in namespace and getattr(cls, name_) is getattr(data, name_):
                    type.__setattr__(cls, name_, getattr(Enum, name_))
        cls._member_map_ = {}
        cls._value2member_map_ = {}
        for key, value in members.items():
            member = cls._make(value)
            for other in cls._member_map_.values():
                if other._value_ == member._value_:
                    member = other
                    break
            else:
                member._name_ = key
                try:
                    cls._value2member_map_[member._value_] = member
                except TypeError:       # a value without a hash is found by comparing
                    pass
            cls._member_map_[key] = member
            type.__setattr__(cls, key, member)
        return cls

    def __call__(cls, value, names=None, **kwargs):
        if names is None:
            return cls._of_value(value)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        if isinstance(names, dict):
            names = names.items()
        namespace = type(cls).__prepare__(value, (cls,))
        for item in names:
            key, member = (item, auto()) if isinstance(item, str) else item
            namespace[key] = member
        return type(cls)(value, (cls,), namespace)

    def _of_value(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for member in cls._member_map_.values():
                if member._value_ == value:
                    return member
        member = cls._missing_(value)
        if member is None:
            raise ValueError('%r is not a valid %s' % (value, cls.__qualname__))
        return member

    def __iter__(cls):
        members = [member for name, member in cls._member_map_.items() if member._name_ == name]
        if issubclass(cls, Flag):       # the names for several flags are not members of their own
            members = [member for member in members if member._value_ & (member._value_ - 1) == 0 and member._value_]
        return iter(members)

    def __reversed__(cls):
        return reversed(list(cls))

    def __len__(cls):
        return len(list(cls))

    def __bool__(cls):
        return True

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __contains__(cls, member):
        return isinstance(member, cls) and member._name_ in cls._member_map_

    def __setattr__(cls, name, value):
        if '_member_map_' in cls.__dict__ and name in cls._member_map_:
            raise AttributeError('cannot reassign member %r' % name)
        type.__setattr__(cls, name, value)

    def __getattr__(cls, name):
        raise AttributeError(name)

    def __repr__(cls):
        return "<%s '%s'>" % ('flag' if issubclass(cls, Flag) else 'enum', cls.__name__)

    @property
    def __members__(cls):
        return dict(cls._member_map_)


EnumType = EnumMeta


class Enum(metaclass=EnumMeta):
    @classmethod
    def _make(cls, value):
        """A new member. A tuple is the arguments of the class's own __new__ and __init__, and of the data type it is mixed with."""
        arguments = value if isinstance(value, tuple) else (value,)
        data = cls._data_type()
        make = cls.__new__
        if make is not object.__new__ and (data is None or make is not data.__new__):
            member = make(cls, *arguments)
        elif data is not None:
            member = data.__new__(cls, *arguments)
        else:
            member = object.__new__(cls)
        if '_value_' not in member.__dict__:
            member._value_ = value if data is None else data(*arguments)
        if cls.__init__ is not object.__init__ and (data is None or cls.__init__ is not data.__init__):
            member.__init__(*arguments)
        return member

    @classmethod
    def _data_type(cls):
        for base in cls.__mro__:
            if base in (int, float, str, bytes, tuple):
                return base

    def _generate_next_value_(name, start, count, last_values):
        return last_values[-1] + 1 if last_values else start

    @classmethod
    def _missing_(cls, value):
        return None

    @property
    def name(self):
        return self._name_

    @property
    def value(self):
        return self._value_

    def __repr__(self):
        return '<%s.%s: %r>' % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        return '%s.%s' % (self.__class__.__name__, self._name_)

    def __format__(self, spec):
        return str.__format__(str(self), spec)

    def __hash__(self):
        return hash(self._name_)

    def __copy__(self):
        return self

    def __deepcopy__(self, memo):
        return self


class IntEnum(int, Enum):
    def __str__(self):
        return str(self._value_)

    __repr__ = Enum.__repr__

    def __format__(self, spec):
        return format(self._value_, spec)


class StrEnum(str, Enum):
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()

    def __str__(self):
        return self._value_

    __repr__ = Enum.__repr__

    def __format__(self, spec):
        return format(self._value_, spec)


class Flag(Enum):
    def _generate_next_value_(name, start, count, last_values):
        return 1 << max(last_values).bit_length() if last_values else start

    @classmethod
    def _missing_(cls, value):
        every = cls._every()
        if not isinstance(value, int) or value & ~every and value >= 0:
            return None
        value &= every
        if value in cls._value2member_map_:
            return cls._value2member_map_[value]
        member = int.__new__(cls, value) if cls._data_type() else object.__new__(cls)
        member._value_ = value
        member._name_ = '|'.join([m._name_ for m in cls if m._value_ & value]) or None
        cls._value2member_map_[value] = member
        return member

    @classmethod
    def _every(cls):
        every = 0
        for member in cls:
            every |= member._value_
        return every

    def _with(self, other, operation):
        if type(other) is not type(self):
            return NotImplemented
        return type(self)(operation(self._value_, other._value_))

    def __or__(self, other):
        return self._with(other, int.__or__)

    def __and__(self, other):
        return self._with(other, int.__and__)

    def __xor__(self, other):
        return self._with(other, int.__xor__)

    def __invert__(self):
        return type(self)(self._every() & ~self._value_)

    def __contains__(self, other):
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        return iter([m for m in type(self) if m._value_ & self._value_])

    def __len__(self):
        return self._value_.bit_count()

    def __bool__(self):
        return bool(self._value_)

    def __repr__(self):
        if self._name_ is None:
            return '<%s: %r>' % (self.__class__.__name__, self._value_)
        return '<%s.%s: %r>' % (self.__class__.__name__, self._name_, self._value_)

    def __str__(self):
        if self._name_ is None:
            return '%s(%r)' % (self.__class__.__name__, self._value_)
        return '%s.%s' % (self.__class__.__name__, self._name_)


class IntFlag(int, Flag):
    def __str__(self):
        return str(self._value_)

    __repr__ = Flag.__repr__
    __hash__ = int.__hash__

    def _with(self, other, operation):
        if not isinstance(other, int):
            return NotImplemented
        return type(self)(operation(self._value_, int(other)))

    __or__ = __ror__ = Flag.__or__
    __and__ = __rand__ = Flag.__and__
    __xor__ = __rxor__ = Flag.__xor__


def unique(cls):
    aliases = ', '.join(['%s -> %s' % (name, member._name_) for name, member in cls._member_map_.items() if member._name_ != name])
    if aliases:
        raise ValueError('duplicate values found in %r: %s' % (cls, aliases))
    return cls
