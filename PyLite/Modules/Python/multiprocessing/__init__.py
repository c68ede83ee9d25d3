"""Processes that work for a program. The parts are those of CPython's library; every start method is a fresh interpreter here."""

import sys

__path__ = [__file__.removesuffix('/__init__.py')] if '__file__' in globals() else [folder + '/multiprocessing' for folder in sys.path if folder]

from . import context

# A process cannot fork: what asks for that gets a fresh interpreter too.
_fresh = context._concrete_contexts['spawn']
for _name in context._concrete_contexts:
    context._concrete_contexts[_name] = _fresh
context._default_context._default_context = _fresh

__all__ = [_name for _name in dir(context._default_context) if not _name.startswith('_')]
for _name in __all__:
    globals()[_name] = getattr(context._default_context, _name)
del _name

SUBDEBUG = 5
SUBWARNING = 25

# Modules that a child makes of the parent's main module look for it here.
if '__main__' in sys.modules:
    sys.modules['__mp_main__'] = sys.modules['__main__']
