"""Enumerations."""


class auto:
    pass


class _EnumDict(dict):
    pass


class EnumMeta(type):
    def __new__(mcls, name, bases, namespace, **kwargs):
        members = {}
        plain = {}
        for key, value in namespace.items():
            is_member = not key.startswith('_') and not hasattr(value, '__get__') and not callable(value)
            is_member = is_member or isinstance(value, auto)
            if is_member:
                members[key] = value
            else:
                plain[key] = value
        cls = type.__new__(mcls, name, bases, plain)
        cls._member_map_ = {}
        cls._value2member_map_ = {}
        last = 0
        for key, value in members.items():
            if isinstance(value, auto):
                value = cls._next_value(last)
            last = value
            member = cls._value2member_map_.get(value)
            if member is None:
                member = cls._make(value)
                member._name_ = key
                member._value_ = value
                cls._value2member_map_[value] = member
            cls._member_map_[key] = member
            type.__setattr__(cls, key, member)
        return cls

    def __call__(cls, value):
        try:
            return cls._value2member_map_[value]
        except KeyError:
            raise ValueError('%r is not a valid %s' % (value, cls.__qualname__)) from None

    def __iter__(cls):
        return iter([member for name, member in cls._member_map_.items() if member._name_ == name])

    def __len__(cls):
        return len(cls._value2member_map_)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __contains__(cls, member):
        return isinstance(member, cls)

    def __setattr__(cls, name, value):
        if '_member_map_' in cls.__dict__ and name in cls._member_map_:
            raise AttributeError('cannot reassign member %r' % name)
        type.__setattr__(cls, name, value)

    def __repr__(cls):
        return "<enum '%s'>" % cls.__name__

    @property
    def __members__(cls):
        return cls._member_map_


class Enum(metaclass=EnumMeta):
    @classmethod
    def _make(cls, value):
        return object.__new__(cls)

    @classmethod
    def _next_value(cls, last):
        return last + 1

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

    def __hash__(self):
        return hash(self._name_)

    def __eq__(self, other):
        return self is other


class IntEnum(int, Enum):
    @classmethod
    def _make(cls, value):
        return int.__new__(cls, value)

    def __str__(self):
        return str(self._value_)

    def __eq__(self, other):
        return int(self) == other

    def __hash__(self):
        return hash(int(self))


class StrEnum(str, Enum):
    @classmethod
    def _make(cls, value):
        return str.__new__(cls, value)

    def __str__(self):
        return self._value_

    def __eq__(self, other):
        return self._value_ == other

    def __hash__(self):
        return hash(self._value_)


class Flag(Enum):
    @classmethod
    def _next_value(cls, last):
        return last * 2 or 1

    def _combine(self, value):
        member = self._value2member_map_.get(value)
        if member is None:
            member = object.__new__(type(self))
            member._value_ = value
            member._name_ = '|'.join([m._name_ for m in type(self) if m._value_ & value])
            self._value2member_map_[value] = member
        return member

    def __or__(self, other):
        return self._combine(self._value_ | other._value_)

    def __and__(self, other):
        return self._combine(self._value_ & other._value_)

    def __xor__(self, other):
        return self._combine(self._value_ ^ other._value_)

    def __contains__(self, other):
        return other._value_ & self._value_ == other._value_

    def __bool__(self):
        return bool(self._value_)


def unique(cls):
    return cls
