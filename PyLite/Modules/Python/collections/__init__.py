"""Container types beyond the builtin ones."""
from _collections import OrderedDict, _count_elements, _tuplegetter, defaultdict, deque


class Counter(dict):
    def __init__(self, iterable=None, /, **kwargs):
        dict.__init__(self)
        self.update(iterable, **kwargs)

    def __missing__(self, key):
        return 0

    def update(self, iterable=None, /, **kwargs):
        if iterable is not None:
            if isinstance(iterable, dict):
                for key, count in iterable.items():
                    self[key] = self.get(key, 0) + count
            else:
                _count_elements(self, iterable)
        for key, count in kwargs.items():
            self[key] = self.get(key, 0) + count

    def subtract(self, iterable=None, /, **kwargs):
        if iterable is not None:
            if isinstance(iterable, dict):
                for key, count in iterable.items():
                    self[key] = self.get(key, 0) - count
            else:
                for key in iterable:
                    self[key] = self.get(key, 0) - 1
        for key, count in kwargs.items():
            self[key] = self.get(key, 0) - count

    def most_common(self, n=None):
        items = sorted(self.items(), key=lambda item: item[1], reverse=True)
        return items if n is None else items[:n]

    def elements(self):
        for key, count in self.items():
            for _ in range(count):
                yield key

    def total(self):
        return sum(self.values())

    def copy(self):
        return Counter(self)

    def _keep_positive(self):
        for key in [key for key, count in self.items() if not count > 0]:
            del self[key]
        return self

    def __add__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter(self)
        for key, count in other.items():
            result[key] = result[key] + count
        return result._keep_positive()

    def __sub__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter(self)
        for key, count in other.items():
            result[key] = result[key] - count
        return result._keep_positive()

    def __or__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter(self)
        for key, count in other.items():
            if count > result[key]:
                result[key] = count
        return result._keep_positive()

    def __and__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        result = Counter()
        for key, count in self.items():
            least = min(count, other[key])
            if least > 0:
                result[key] = least
        return result

    def __pos__(self):
        return Counter(self)._keep_positive()

    def __neg__(self):
        return Counter() - self

    def __le__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[key] <= other[key] for group in (self, other) for key in group)

    def __lt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return self <= other and self != other

    def __ge__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return other <= self

    def __gt__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return other < self

    def __eq__(self, other):
        if not isinstance(other, Counter):
            return NotImplemented
        return all(self[key] == other[key] for group in (self, other) for key in group)

    def __ne__(self, other):
        return not self == other

    __hash__ = None

    def __repr__(self):
        if not self:
            return '%s()' % self.__class__.__name__
        return self.__class__.__name__ + '({' + ', '.join('%r: %r' % item for item in self.most_common()) + '})'


class ChainMap:
    def __init__(self, *maps):
        self.maps = list(maps) or [{}]

    def __getitem__(self, key):
        for mapping in self.maps:
            if key in mapping:
                return mapping[key]
        raise KeyError(key)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def __setitem__(self, key, value):
        self.maps[0][key] = value

    def __delitem__(self, key):
        del self.maps[0][key]

    def __contains__(self, key):
        return any(key in mapping for mapping in self.maps)

    def __iter__(self):
        merged = {}
        for mapping in reversed(self.maps):
            merged.update(dict.fromkeys(mapping))
        return iter(merged)

    def __len__(self):
        return len(list(iter(self)))

    def keys(self):
        return list(self)

    def values(self):
        return [self[key] for key in self]

    def items(self):
        return [(key, self[key]) for key in self]

    def new_child(self, m=None):
        return ChainMap({} if m is None else m, *self.maps)

    def __repr__(self):
        return 'ChainMap(' + ', '.join(map(repr, self.maps)) + ')'


def namedtuple(typename, field_names, *, rename=False, defaults=None, module=None):
    if isinstance(field_names, str):
        field_names = field_names.replace(',', ' ').split()
    fields = tuple(map(str, field_names))
    for index, name in enumerate(fields):
        if not name.isidentifier() or name.startswith('_'):
            if rename:
                fields = fields[:index] + ('_%d' % index,) + fields[index + 1:]
            elif name.startswith('_'):
                raise ValueError('Field names cannot start with an underscore: %r' % name)
            else:
                raise ValueError('Type names and field names must be valid identifiers: %r' % name)
    if len(set(fields)) != len(fields):
        raise ValueError('Encountered duplicate field name')
    count = len(fields)
    field_defaults = dict(zip(fields[count - len(defaults):], defaults)) if defaults else {}

    def __new__(cls, *args, **kwargs):
        if len(args) != count or kwargs:
            if len(args) > count:
                raise TypeError('%s.__new__() takes %d positional arguments but %d were given' % (typename, count + 1, len(args) + 1))
            values = list(args)
            missing = []
            for name in fields[len(args):]:
                if name in kwargs:
                    values.append(kwargs.pop(name))
                elif name in field_defaults:
                    values.append(field_defaults[name])
                else:
                    missing.append(repr(name))
            if missing:
                plural = 's' if len(missing) > 1 else ''
                names = missing[0] if len(missing) == 1 else ' and '.join(missing) if len(missing) == 2 else ', '.join(missing[:-1]) + ', and ' + missing[-1]
                raise TypeError('%s.__new__() missing %d required positional argument%s: %s' % (typename, len(missing), plural, names))
            if kwargs:
                raise TypeError("%s.__new__() got an unexpected keyword argument '%s'" % (typename, next(iter(kwargs))))
            args = values
        return tuple.__new__(cls, args)

    def __repr__(self):
        return self.__class__.__name__ + '(' + ', '.join(['%s=%r' % pair for pair in zip(fields, self)]) + ')'

    def _asdict(self):
        return dict(zip(fields, self))

    def _replace(self, /, **kwargs):
        result = type(self)(*[kwargs.pop(name, value) for name, value in zip(fields, self)])
        if kwargs:
            raise ValueError('Got unexpected field names: %r' % (list(kwargs),))
        return result

    @classmethod
    def _make(cls, iterable):
        return cls(*iterable)

    def __getnewargs__(self):
        return tuple(self)

    namespace = {
        '__new__': __new__, '__repr__': __repr__, '_asdict': _asdict, '_replace': _replace, '_make': _make, '_fields': fields,
        '_field_defaults': field_defaults, '__slots__': (), '__match_args__': fields, '__doc__': '%s(%s)' % (typename, ', '.join(fields)),
        '__getnewargs__': __getnewargs__, '__module__': module or '__main__',
    }
    for index, name in enumerate(fields):
        namespace[name] = _tuplegetter(index, None)
    return type(typename, (tuple,), namespace)


class UserDict:
    """A dictionary whose methods all go through __getitem__, __setitem__ and __delitem__, so that those can be overridden."""

    def __init__(self, data=None, /, **kwargs):
        self.data = {}
        if data is not None:
            self.update(data)
        self.update(kwargs)

    def __len__(self):
        return len(self.data)

    def __getitem__(self, key):
        if key in self.data:
            return self.data[key]
        if hasattr(self.__class__, '__missing__'):
            return self.__class__.__missing__(self, key)
        raise KeyError(key)

    def __setitem__(self, key, item):
        self.data[key] = item

    def __delitem__(self, key):
        del self.data[key]

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, key):
        return key in self.data

    def __eq__(self, other):
        return self.data == (other.data if isinstance(other, UserDict) else other)

    def __repr__(self):
        return repr(self.data)

    def get(self, key, default=None):
        return self[key] if key in self else default

    def keys(self):
        return self.data.keys()

    def items(self):
        return self.data.items()

    def values(self):
        return self.data.values()

    def update(self, other=(), /, **kwargs):
        pairs = [(key, other[key]) for key in other.keys()] if hasattr(other, 'keys') else other
        for key, value in pairs:
            self[key] = value
        for key, value in kwargs.items():
            self[key] = value

    def pop(self, key, *default):
        if key not in self and default:
            return default[0]
        value = self[key]
        del self[key]
        return value

    def popitem(self):
        for key in self:
            value = self[key]
            del self[key]
            return key, value
        raise KeyError

    def setdefault(self, key, default=None):
        if key not in self:
            self[key] = default
        return self[key]

    def clear(self):
        for key in list(self):
            del self[key]

    def copy(self):
        copied = self.__class__.__new__(self.__class__)
        copied.__dict__.update(self.__dict__)
        copied.data = self.data.copy()
        return copied


class UserList:
    """A list to inherit from."""

    def __init__(self, items=None):
        self.data = [] if items is None else list(items)

    def _same(self, data):
        made = self.__class__.__new__(self.__class__)
        made.__dict__.update(self.__dict__)
        made.data = data
        return made

    def __len__(self):
        return len(self.data)

    def __iter__(self):
        return iter(self.data)

    def __contains__(self, item):
        return item in self.data

    def __getitem__(self, index):
        return self._same(self.data[index]) if isinstance(index, slice) else self.data[index]

    def __setitem__(self, index, item):
        self.data[index] = item

    def __delitem__(self, index):
        del self.data[index]

    def __repr__(self):
        return repr(self.data)

    def _list(self, other):
        return other.data if isinstance(other, UserList) else list(other)

    def __eq__(self, other):
        return self.data == (other.data if isinstance(other, UserList) else other)

    def __lt__(self, other):
        return self.data < self._list(other)

    def __le__(self, other):
        return self.data <= self._list(other)

    def __add__(self, other):
        return self._same(self.data + self._list(other))

    def __radd__(self, other):
        return self._same(self._list(other) + self.data)

    def __iadd__(self, other):
        self.data += self._list(other)
        return self

    def __mul__(self, count):
        return self._same(self.data * count)

    __rmul__ = __mul__

    def append(self, item):
        self.data.append(item)

    def insert(self, index, item):
        self.data.insert(index, item)

    def pop(self, index=-1):
        return self.data.pop(index)

    def remove(self, item):
        self.data.remove(item)

    def clear(self):
        self.data.clear()

    def copy(self):
        return self._same(self.data[:])

    def count(self, item):
        return self.data.count(item)

    def index(self, item, *bounds):
        return self.data.index(item, *bounds)

    def reverse(self):
        self.data.reverse()

    def sort(self, *, key=None, reverse=False):
        self.data.sort(key=key, reverse=reverse)

    def extend(self, other):
        self.data.extend(self._list(other))


class UserString:
    """A str that classes may be derived from, since what it holds is in ``data``."""

    def __init__(self, seq):
        self.data = seq.data[:] if isinstance(seq, UserString) else str(seq)

    def __str__(self):
        return self.data

    def __repr__(self):
        return repr(self.data)

    def __hash__(self):
        return hash(self.data)

    def __len__(self):
        return len(self.data)

    def __int__(self):
        return int(self.data)

    def __float__(self):
        return float(self.data)

    def __contains__(self, part):
        return _plain(part) in self.data

    def __getitem__(self, at):
        return type(self)(self.data[at])

    def __iter__(self):
        return map(type(self), self.data)

    def __add__(self, other):
        return type(self)(self.data + str(other))

    def __radd__(self, other):
        return type(self)(str(other) + self.data)

    def __mul__(self, n):
        return type(self)(self.data * n)

    __rmul__ = __mul__

    def __mod__(self, args):
        return type(self)(self.data % args)

    def __eq__(self, other):
        return self.data == _plain(other)

    def __lt__(self, other):
        return self.data < _plain(other)

    def __le__(self, other):
        return self.data <= _plain(other)

    def __gt__(self, other):
        return self.data > _plain(other)

    def __ge__(self, other):
        return self.data >= _plain(other)


def _plain(value):
    return value.data if isinstance(value, UserString) else value


def _delegate(name, again):
    def method(self, *args, **kwargs):
        made = getattr(self.data, name)(*map(_plain, args), **kwargs)
        return type(self)(made) if again else made
    method.__name__ = name
    setattr(UserString, name, method)


for _name in ('capitalize casefold center expandtabs ljust lower lstrip removeprefix removesuffix replace rjust rstrip strip swapcase title translate '
              'upper zfill').split():
    _delegate(_name, True)
for _name in ('count encode endswith find format format_map index isalnum isalpha isascii isdecimal isdigit isidentifier islower isnumeric isprintable '
              'isspace istitle isupper join partition rfind rindex rpartition rsplit split splitlines startswith').split():
    _delegate(_name, False)
UserString.maketrans = str.maketrans
del _name
