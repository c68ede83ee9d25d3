"""Abstract base classes."""
from _abc import (get_cache_token, _abc_init, _abc_register, _abc_instancecheck, _abc_subclasscheck, _get_dump, _reset_registry,
                  _reset_caches)


def abstractmethod(funcobj):
    """Marks a method that subclasses must define."""
    funcobj.__isabstractmethod__ = True
    return funcobj


class abstractclassmethod(classmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractstaticmethod(staticmethod):
    __isabstractmethod__ = True

    def __init__(self, callable):
        callable.__isabstractmethod__ = True
        super().__init__(callable)


class abstractproperty(property):
    __isabstractmethod__ = True


class ABCMeta(type):
    """The class of abstract base classes."""

    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = super().__new__(mcls, name, bases, namespace, **kwargs)
        _abc_init(cls)
        return cls

    def register(cls, subclass):
        """Makes a class count as a subclass. Returns it, so that this can decorate."""
        return _abc_register(cls, subclass)

    def __instancecheck__(cls, instance):
        return _abc_instancecheck(cls, instance)

    def __subclasscheck__(cls, subclass):
        return _abc_subclasscheck(cls, subclass)


def update_abstractmethods(cls):
    """Works out anew which methods of an abstract class are abstract, after methods were added to it."""
    if not hasattr(cls, "__abstractmethods__"):
        return cls
    candidates = dict.fromkeys(name for base in cls.__bases__ for name in getattr(base, "__abstractmethods__", ()))
    candidates.update(dict.fromkeys(cls.__dict__))
    cls.__abstractmethods__ = frozenset(name for name in candidates if getattr(getattr(cls, name, None), "__isabstractmethod__", False))
    return cls


class ABC(metaclass=ABCMeta):
    """An abstract base class without a metaclass to be written."""
    __slots__ = ()
