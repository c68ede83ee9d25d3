"""Warnings: which are shown, and how."""

import sys
from _warnings import _defaultaction as defaultaction, _filters_mutated, _onceregistry as onceregistry, filters, warn, warn_explicit

__all__ = ["warn", "warn_explicit", "showwarning", "formatwarning", "filterwarnings", "simplefilter", "resetwarnings", "catch_warnings"]

_actions = "error", "ignore", "always", "default", "module", "once"


class WarningMessage:
    """A warning that was given, as catch_warnings records it."""

    def __init__(self, message, category, filename, lineno, file=None, line=None, source=None):
        self.message = message
        self.category = category
        self.filename = filename
        self.lineno = lineno
        self.file = file
        self.line = line
        self.source = source
        self._category_name = category.__name__ if category else None

    def __str__(self):
        return (f"{{message : {self.message!r}, category : {self._category_name!r}, filename : {self.filename!r}, lineno : {self.lineno}, "
                f"line : {self.line!r}}}")


def formatwarning(message, category, filename, lineno, line=None):
    if line is None:
        import linecache
        line = linecache.getline(filename, lineno)
    text = f"{filename}:{lineno}: {category.__name__}: {message}\n"
    return text + f"  {line.strip()}\n" if line and line.strip() else text


def showwarning(message, category, filename, lineno, file=None, line=None):
    if file is None:
        file = sys.stderr
    if file is not None:
        try:
            file.write(formatwarning(message, category, filename, lineno, line))
        except OSError:
            pass


_own_showwarning = showwarning


def _showwarnmsg(msg):
    show = showwarning
    if not callable(show):
        raise TypeError("warnings.showwarning() must be set to a function or method")
    show(msg.message, msg.category, msg.filename, msg.lineno, msg.file, msg.line)


def _add(filter, append):
    if append:
        if filter not in filters:
            filters.append(filter)
    else:
        if filter in filters:
            filters.remove(filter)
        filters.insert(0, filter)
    _filters_mutated()


def filterwarnings(action, message="", category=Warning, module="", lineno=0, append=False):
    assert action in _actions, f"invalid action: {action!r}"
    assert isinstance(message, str), "message must be a string"
    assert isinstance(category, type), "category must be a class"
    assert issubclass(category, Warning), "category must be a Warning subclass"
    assert isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0"
    if message or module:
        import re
        message = re.compile(message, re.I) if message else None
        module = re.compile(module) if module else None
    _add((action, message or None, category, module or None, lineno), append)


def simplefilter(action, category=Warning, lineno=0, append=False):
    assert action in _actions, f"invalid action: {action!r}"
    assert isinstance(lineno, int) and lineno >= 0, "lineno must be an int >= 0"
    _add((action, None, category, None, lineno), append)


def resetwarnings():
    filters[:] = []
    _filters_mutated()


class catch_warnings:
    """Inside of it filters and showwarning may be changed; warnings are recorded in a list when that is wanted."""

    def __init__(self, *, record=False, module=None, action=None, category=Warning, lineno=0, append=False):
        self._record = record
        self._module = sys.modules["warnings"] if module is None else module
        self._filter = None if action is None else (action, category, lineno, append)
        self._entered = False

    def __enter__(self):
        if self._entered:
            raise RuntimeError(f"Cannot enter {self!r} twice")
        self._entered = True
        module = self._module
        self._before = module.filters, module.showwarning
        module.filters = list(module.filters)
        _filters_mutated()
        if self._filter is not None:
            simplefilter(*self._filter)
        if not self._record:
            return None
        log = []

        def record(message, category, filename, lineno, file=None, line=None):
            log.append(WarningMessage(message, category, filename, lineno, file, line))
        module.showwarning = record
        return log

    def __exit__(self, *exception):
        if not self._entered:
            raise RuntimeError(f"Cannot exit {self!r} without entering first")
        self._module.filters, self._module.showwarning = self._before
        _filters_mutated()

    def __repr__(self):
        args = []
        if self._record:
            args.append("record=True")
        if self._module is not sys.modules["warnings"]:
            args.append(f"module={self._module!r}")
        return f"{type(self).__name__}({', '.join(args)})"


def _take_option(option):
    action, _, rest = option.partition(":")
    message, _, rest = rest.partition(":")
    kind, _, rest = rest.partition(":")
    module, _, line = rest.partition(":")
    action = next((a for a in _actions if action.strip() and a.startswith(action.strip())), "default" if not action else None)
    if action is None:
        return
    place, _, name = kind.strip().rpartition(".")
    category = getattr(__import__(place or "builtins", fromlist=["x"]), name, None) if name else Warning
    if isinstance(category, type):
        import re
        filterwarnings(action, re.escape(message.strip()), category, re.escape(module.strip()) + r"\Z" if module.strip() else "", int(line or 0))


for _option in sys.warnoptions:
    _take_option(_option)
