"""Functions that act on functions."""

_missing = object()

WRAPPER_ASSIGNMENTS = ('__module__', '__name__', '__qualname__', '__doc__', '__annotations__')
WRAPPER_UPDATES = ('__dict__',)


def update_wrapper(wrapper, wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    for name in assigned:
        try:
            value = getattr(wrapped, name)
        except AttributeError:
            continue
        try:
            setattr(wrapper, name, value)
        except (AttributeError, TypeError):
            pass
    for name in updated:
        getattr(wrapper, name).update(getattr(wrapped, name, {}))
    wrapper.__wrapped__ = wrapped
    return wrapper


def wraps(wrapped, assigned=WRAPPER_ASSIGNMENTS, updated=WRAPPER_UPDATES):
    return lambda wrapper: update_wrapper(wrapper, wrapped, assigned, updated)


def reduce(function, sequence, initial=_missing):
    iterator = iter(sequence)
    if initial is _missing:
        try:
            value = next(iterator)
        except StopIteration:
            raise TypeError('reduce() of empty iterable with no initial value') from None
    else:
        value = initial
    for item in iterator:
        value = function(value, item)
    return value


class partial:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __call__(self, /, *args, **keywords):
        if not keywords and not self.keywords:
            return self.func(*self.args, *args)
        return self.func(*self.args, *args, **{**self.keywords, **keywords})

    def __repr__(self):
        parts = [repr(self.func)]
        parts += [repr(arg) for arg in self.args]
        parts += ['%s=%r' % item for item in self.keywords.items()]
        return 'functools.partial(' + ', '.join(parts) + ')'


class partialmethod:
    def __init__(self, func, /, *args, **keywords):
        self.func = func
        self.args = args
        self.keywords = keywords

    def __get__(self, instance, owner=None):
        function = self.func
        if hasattr(function, '__get__'):
            function = function.__get__(instance, owner)
        return partial(function, *self.args, **self.keywords)


def _cache_info(hits, misses, maxsize, currsize):
    from collections import namedtuple
    return namedtuple('CacheInfo', 'hits misses maxsize currsize')(hits, misses, maxsize, currsize)


def lru_cache(maxsize=128, typed=False):
    if callable(maxsize):
        return _lru_cache(maxsize, 128)
    return lambda function: _lru_cache(function, maxsize)


def cache(function):
    return _lru_cache(function, None)


def _lru_cache(function, maxsize):
    results = {}
    hits = misses = 0

    def wrapper(*args, **kwargs):
        nonlocal hits, misses
        key = args if not kwargs else (args, tuple(kwargs.items()))
        value = results.get(key, _missing)
        if value is not _missing:
            hits += 1
            if maxsize is not None:
                del results[key]
                results[key] = value
            return value
        misses += 1
        value = function(*args, **kwargs)
        if maxsize is not None and len(results) >= maxsize:
            if maxsize == 0:
                return value
            del results[next(iter(results))]
        results[key] = value
        return value

    def cache_clear():
        nonlocal hits, misses
        results.clear()
        hits = misses = 0

    wrapper.cache_info = lambda: _cache_info(hits, misses, maxsize, len(results))
    wrapper.cache_clear = cache_clear
    return update_wrapper(wrapper, function)


def cmp_to_key(compare):
    class Key:
        __slots__ = ('obj',)

        def __init__(self, obj):
            self.obj = obj

        def __lt__(self, other):
            return compare(self.obj, other.obj) < 0

        def __gt__(self, other):
            return compare(self.obj, other.obj) > 0

        def __eq__(self, other):
            return compare(self.obj, other.obj) == 0

        def __le__(self, other):
            return compare(self.obj, other.obj) <= 0

        def __ge__(self, other):
            return compare(self.obj, other.obj) >= 0

        __hash__ = None

    return Key


class cached_property:
    def __init__(self, func):
        self.func = func
        self.attrname = None
        self.__doc__ = func.__doc__

    def __set_name__(self, owner, name):
        self.attrname = name

    def __get__(self, instance, owner=None):
        if instance is None:
            return self
        value = self.func(instance)
        instance.__dict__[self.attrname] = value
        return value


def total_ordering(cls):
    def define(name, function):
        if name not in cls.__dict__:
            function.__name__ = name
            setattr(cls, name, function)

    if '__lt__' in cls.__dict__:
        define('__gt__', lambda self, other: not (self < other) and self != other)
        define('__le__', lambda self, other: self < other or self == other)
        define('__ge__', lambda self, other: not self < other)
    elif '__gt__' in cls.__dict__:
        define('__lt__', lambda self, other: not (self > other) and self != other)
        define('__ge__', lambda self, other: self > other or self == other)
        define('__le__', lambda self, other: not self > other)
    elif '__le__' in cls.__dict__:
        define('__lt__', lambda self, other: self <= other and self != other)
        define('__gt__', lambda self, other: not self <= other)
        define('__ge__', lambda self, other: not self <= other or self == other)
    elif '__ge__' in cls.__dict__:
        define('__gt__', lambda self, other: self >= other and self != other)
        define('__lt__', lambda self, other: not self >= other)
        define('__le__', lambda self, other: not self >= other or self == other)
    else:
        raise ValueError('must define at least one ordering operation: < > <= >=')
    return cls


class singledispatch:
    def __init__(self, function):
        self._default = function
        self._registry = {}
        update_wrapper(self, function)

    def register(self, cls, function=None):
        if function is None:
            if isinstance(cls, type):
                return lambda f: self.register(cls, f)
            function = cls
            cls = next(iter(function.__annotations__.values()))
        self._registry[cls] = function
        return function

    def dispatch(self, cls):
        for base in cls.__mro__:
            if base in self._registry:
                return self._registry[base]
        return self._default

    def __call__(self, *args, **kwargs):
        return self.dispatch(type(args[0]))(*args, **kwargs)
