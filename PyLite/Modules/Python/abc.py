"""Abstract base classes."""


def abstractmethod(function):
    function.__isabstractmethod__ = True
    return function


class ABCMeta(type):
    def __new__(mcls, name, bases, namespace, /, **kwargs):
        cls = type.__new__(mcls, name, bases, namespace, **kwargs)
        abstract = {key for key, value in namespace.items() if getattr(value, '__isabstractmethod__', False)}
        for base in bases:
            for key in getattr(base, '__abstractmethods__', ()):
                if getattr(getattr(cls, key, None), '__isabstractmethod__', False):
                    abstract.add(key)
        cls.__abstractmethods__ = frozenset(abstract)
        cls._abc_registry = []
        return cls

    def register(cls, subclass):
        cls._abc_registry.append(subclass)
        return subclass

    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass):
        if cls in subclass.__mro__:
            return True
        if '__subclasshook__' in cls.__dict__:      # a structural class answers for itself, not for what inherits from it
            answer = cls.__subclasshook__(subclass)
            if answer is not NotImplemented:
                return answer
        if any(issubclass(subclass, registered) for registered in cls._abc_registry):
            return True
        return any(child is not cls and issubclass(subclass, child) for child in cls.__subclasses__())


class ABC(metaclass=ABCMeta):
    pass
