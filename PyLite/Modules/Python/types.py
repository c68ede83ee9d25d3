"""The classes of things that have no name of their own."""
import sys as _sys


def _generator():
    yield


FunctionType = LambdaType = type(_generator)
GeneratorType = type(_generator())
MethodType = type(type('_C', (), {'f': _generator})().f)
BuiltinFunctionType = BuiltinMethodType = type(len)
CodeType = type(_generator.__code__)


async def _coroutine(): pass
_coroutine = _coroutine()
CoroutineType = type(_coroutine)
_coroutine.close()


async def _async_generator(): yield
AsyncGeneratorType = type(_async_generator())
NoneType = type(None)
EllipsisType = type(Ellipsis)
NotImplementedType = type(NotImplemented)
ModuleType = type(_sys)
GenericAlias = type(list[int])
UnionType = type(int | str)
GetSetDescriptorType = type(_generator.__class__.__code__)
MemberDescriptorType = type(_generator.__class__.__globals__)


class SimpleNamespace:
    def __init__(self, **kwargs):
        self.__dict__.update(kwargs)

    def __repr__(self):
        items = ['%s=%r' % item for item in self.__dict__.items()]
        name = 'namespace' if type(self) is SimpleNamespace else type(self).__name__
        return '%s(%s)' % (name, ', '.join(items))

    def __eq__(self, other):
        if isinstance(other, SimpleNamespace):
            return self.__dict__ == other.__dict__
        return NotImplemented


class MappingProxyType:
    """A view of a mapping through which nothing can be changed."""

    def __init__(self, mapping):
        self._mapping = mapping

    def __getitem__(self, key):
        return self._mapping[key]

    def __contains__(self, key):
        return key in self._mapping

    def __len__(self):
        return len(self._mapping)

    def __iter__(self):
        return iter(self._mapping)

    def __eq__(self, other):
        return self._mapping == other

    def __repr__(self):
        return 'mappingproxy(%r)' % (self._mapping,)

    def get(self, key, default=None):
        return self._mapping.get(key, default)

    def keys(self):
        return self._mapping.keys()

    def values(self):
        return self._mapping.values()

    def items(self):
        return self._mapping.items()

    def copy(self):
        return self._mapping.copy()


def new_class(name, bases=(), kwds=None, exec_body=None):
    namespace = {}
    if exec_body is not None:
        exec_body(namespace)
    kwds = dict(kwds or {})
    meta = kwds.pop('metaclass', type(bases[0]) if bases else type)
    return meta(name, bases, namespace, **kwds)


def coroutine(func):
    """Lets the generators that func makes be awaited."""
    if not callable(func):
        raise TypeError('types.coroutine() expects a callable')
    code = getattr(func, '__code__', None)
    if isinstance(code, CodeType):
        if code.co_flags & 0x180:
            return func
        if code.co_flags & 0x20:
            func.__code__ = code.replace(co_flags=code.co_flags | 0x100)
            return func

    def wrapped(*args, **kwargs):
        made = func(*args, **kwargs)
        if isinstance(made, CoroutineType) or hasattr(made, '__await__'):
            return made
        return _Awaitable(made)

    wrapped.__name__ = getattr(func, '__name__', 'wrapped')
    wrapped.__doc__ = getattr(func, '__doc__', None)
    return wrapped


class _Awaitable:
    def __init__(self, iterable):
        self._iterable = iterable

    def __await__(self):
        return (yield from self._iterable)
