"""Names that the library's own module has and a module of ours, which goes before it, has not: programs use them though they are in no documentation."""
import sys

_loaded = {}


def find(owner, name):
    # The module may have no file: that is asked for here, too.
    if not (name.startswith('__') and name.endswith('__')):
        module = sys.modules.get(owner)
        file = getattr(module, '__file__', None)
        if file is not None:
            rest = _loaded.get(owner)
            if rest is None:
                rest = _load(owner, module, file)
            if name in rest:
                return rest[name]
    raise AttributeError(f'module {owner!r} has no attribute {name!r}')


def _load(owner, module, file):
    """What is in both is ours there too, so that it fits what programs get from ours."""
    from importlib.machinery import SourceFileLoader
    from types import ModuleType
    library = ModuleType(owner)
    library.__file__, library.__package__ = file, module.__package__
    if hasattr(module, '__path__'):
        library.__path__ = module.__path__
    rest = _loaded[owner] = library.__dict__
    before = dict(vars(module))
    exec(SourceFileLoader(owner, file).get_code(owner), rest)
    # enum.global_enum puts the library's members into the module of that name, which is ours.
    vars(module).update(before)
    for name, value in vars(module).items():
        if name in rest and not name.startswith('__'):
            rest[name] = value
    return rest
