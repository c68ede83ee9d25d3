"""Tracebacks as text."""

import io
import linecache
import sys

__all__ = [
    "extract_stack", "extract_tb", "format_exception", "format_exception_only", "format_list", "format_stack", "format_tb", "print_exc",
    "format_exc", "print_exception", "print_last", "print_stack", "print_tb", "clear_frames", "FrameSummary", "StackSummary",
    "TracebackException", "walk_stack", "walk_tb"]

_missing = object()


class FrameSummary:
    """A place in a program: file, line, function and the line's text."""

    def __init__(self, filename, lineno, name, *, lookup_line=True, locals=None, line=None, end_lineno=None, colno=None, end_colno=None):
        self.filename = filename
        self.lineno = lineno
        self.name = name
        self.locals = None if locals is None else {k: repr(v) for k, v in locals.items()}
        self._line = line

    @property
    def line(self):
        if self._line is None and self.lineno is not None:
            self._line = linecache.getline(self.filename, self.lineno).strip()
        return self._line

    def __iter__(self):
        return iter((self.filename, self.lineno, self.name, self.line))

    def __getitem__(self, at):
        return (self.filename, self.lineno, self.name, self.line)[at]

    def __len__(self):
        return 4

    def __eq__(self, other):
        return tuple(self) == tuple(other) if isinstance(other, (FrameSummary, tuple)) else NotImplemented

    def __repr__(self):
        return f"<FrameSummary file {self.filename}, line {self.lineno} in {self.name}>"


class StackSummary(list):
    """Places, the outermost first."""

    @classmethod
    def extract(cls, frames, *, limit=None, lookup_lines=True, capture_locals=False):
        frames = list(frames)
        if limit is not None:
            frames = frames[:limit] if limit >= 0 else frames[limit:]
        return cls(FrameSummary(f.f_code.co_filename, line, f.f_code.co_name, locals=f.f_locals if capture_locals else None) for f, line in frames)

    @classmethod
    def from_list(cls, entries):
        return cls(e if isinstance(e, FrameSummary) else FrameSummary(e[0], e[1], e[2], line=e[3]) for e in entries)

    def format_frame_summary(self, frame):
        text = f'  File "{frame.filename}", line {frame.lineno}, in {frame.name}\n'
        return text + f"    {frame.line.strip()}\n" if frame.line else text

    def format(self):
        return [self.format_frame_summary(frame) for frame in self]


def walk_tb(tb):
    while tb is not None:
        yield tb.tb_frame, tb.tb_lineno
        tb = tb.tb_next


def walk_stack(f):
    if f is None:
        f = sys._getframe(1)
    while f is not None:
        yield f, f.f_lineno
        f = f.f_back


def extract_tb(tb, limit=None):
    return StackSummary.extract(walk_tb(tb), limit=limit)


def extract_stack(f=None, limit=None):
    stack = list(walk_stack(sys._getframe(1) if f is None else f))
    if limit is not None:
        stack = stack[:limit]
    return StackSummary.extract(reversed(stack))


def format_list(extracted_list):
    return StackSummary.from_list(extracted_list).format()


def print_list(extracted_list, file=None):
    print("".join(format_list(extracted_list)), end="", file=file or sys.stderr)


def format_tb(tb, limit=None):
    return extract_tb(tb, limit).format()


def print_tb(tb, limit=None, file=None):
    print("".join(format_tb(tb, limit)), end="", file=file or sys.stderr)


def format_stack(f=None, limit=None):
    return extract_stack(sys._getframe(1) if f is None else f, limit).format()


def print_stack(f=None, limit=None, file=None):
    print("".join(format_stack(sys._getframe(1) if f is None else f, limit)), end="", file=file or sys.stderr)


def _value_of(exc, value):
    return exc if value is _missing or value is None and isinstance(exc, BaseException) else value


def _shown(kind, value):
    """The whole text, as the interpreter itself would write it."""
    before, sys.stderr = sys.stderr, io.StringIO()
    try:
        sys.__excepthook__(kind, value, value.__traceback__)
        return sys.stderr.getvalue()
    finally:
        sys.stderr = before


def format_exception_only(exc, /, value=_missing):
    value = _value_of(exc, value)
    if value is None:
        return ["NoneType: None\n"]
    bare = value.__traceback__, value.__cause__, value.__context__, value.__suppress_context__
    value.__traceback__ = value.__cause__ = value.__context__ = None
    try:
        return _shown(type(value), value).splitlines(keepends=True)
    finally:
        value.__traceback__, value.__cause__, value.__context__, value.__suppress_context__ = bare


def format_exception(exc, /, value=_missing, tb=_missing, limit=None, chain=True):
    value = _value_of(exc, value)
    if value is None:
        return ["NoneType: None\n"]
    bare = value.__traceback__, value.__cause__, value.__context__, value.__suppress_context__
    if tb is not _missing:
        value.__traceback__ = tb
    if not chain:
        value.__cause__ = value.__context__ = None
    try:
        text = _shown(type(value), value)
    finally:
        value.__traceback__, value.__cause__, value.__context__, value.__suppress_context__ = bare
    # A part is what belongs together: the heading, a place with its line, the last lines.
    parts = []
    for line in text.splitlines(keepends=True):
        if parts and line.startswith("    ") and parts[-1].startswith("  File"):
            parts[-1] += line
        else:
            parts.append(line)
    return parts


def print_exception(exc, /, value=_missing, tb=_missing, limit=None, file=None, chain=True):
    print("".join(format_exception(exc, value, tb, limit, chain)), end="", file=file or sys.stderr)


def format_exc(limit=None, chain=True):
    return "".join(format_exception(sys.exc_info()[1], limit=limit, chain=chain))


def print_exc(limit=None, file=None, chain=True):
    print(format_exc(limit, chain), end="", file=file or sys.stderr)


def print_last(limit=None, file=None, chain=True):
    if not hasattr(sys, "last_value"):
        raise ValueError("no last exception")
    print_exception(sys.last_type, sys.last_value, sys.last_traceback, limit, file, chain)


def clear_frames(tb):
    while tb is not None:
        try:
            tb.tb_frame.clear()
        except RuntimeError:
            pass
        tb = tb.tb_next


class TracebackException:
    """An exception made ready to be shown later."""

    def __init__(self, exc_type, exc_value, exc_traceback, *, limit=None, lookup_lines=True, capture_locals=False, compact=False, **_):
        self.exc_type = exc_type
        self.stack = StackSummary.extract(walk_tb(exc_traceback), limit=limit, capture_locals=capture_locals)
        self._only = format_exception_only(exc_value)
        self._all = format_exception(exc_type, exc_value, exc_traceback)
        self._alone = format_exception(exc_type, exc_value, exc_traceback, chain=False)
        self._text = str(exc_value)

    @classmethod
    def from_exception(cls, exc, **options):
        return cls(type(exc), exc, exc.__traceback__, **options)

    def format_exception_only(self):
        yield from self._only

    def format(self, *, chain=True):
        yield from self._all if chain else self._alone

    def print(self, *, file=None, chain=True):
        print("".join(self.format(chain=chain)), end="", file=file or sys.stderr)

    def __str__(self):
        return self._text
