"""Functions that act on functions."""
from _functools import _lru_cache_wrapper, cmp_to_key, partial, reduce

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
    # Made when it is first asked for: most programs never do.
    global _cache_info
    from collections import namedtuple
    _cache_info = namedtuple('CacheInfo', 'hits misses maxsize currsize', module='functools')
    return _cache_info(hits, misses, maxsize, currsize)


def lru_cache(maxsize=128, typed=False):
    if isinstance(maxsize, int):
        if maxsize < 0:
            maxsize = 0
    elif callable(maxsize) and isinstance(typed, bool):
        return _cached(maxsize, 128, typed)
    elif maxsize is not None:
        raise TypeError('Expected first argument to be an integer, a callable, or None')
    return lambda function: _cached(function, maxsize, typed)


def cache(function):
    return _cached(function, None, False)


def _cached(function, maxsize, typed):
    wrapper = _lru_cache_wrapper(function, maxsize, typed, lambda *info: _cache_info(*info))
    wrapper.cache_parameters = lambda: {'maxsize': maxsize, 'typed': typed}
    return update_wrapper(wrapper, function)


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
