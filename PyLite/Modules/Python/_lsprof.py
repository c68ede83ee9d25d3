"""Profiles programs by sys.setprofile: what cProfile stands on."""
import sys
from time import perf_counter


class profiler_entry(tuple):
    """Of a function: code, callcount, reccallcount, totaltime, inlinetime, calls."""
    code = property(lambda self: self[0])
    callcount = property(lambda self: self[1])
    reccallcount = property(lambda self: self[2])
    totaltime = property(lambda self: self[3])
    inlinetime = property(lambda self: self[4])
    calls = property(lambda self: self[5])

    def __repr__(self):
        names = ('code', 'callcount', 'reccallcount', 'totaltime', 'inlinetime', 'calls')[:len(self)]
        return f'_lsprof.{type(self).__name__}({", ".join(f"{name}={value!r}" for name, value in zip(names, self))})'


class profiler_subentry(profiler_entry):
    """Of a function as another one calls it: the same without calls."""


class _Counts:
    __slots__ = ('calls', 'recursive', 'total', 'own', 'depth', 'callees')

    def __init__(self):
        self.calls = self.recursive = self.depth = 0
        self.total = self.own = 0.0
        self.callees = {}

    def enter(self):
        self.depth += 1

    def leave(self, total, own):
        self.depth -= 1
        self.calls += 1
        self.own += own
        if self.depth:
            self.recursive += 1
        else:
            self.total += total


def _name_of(function):
    """What stands for a function that is no Python code."""
    owner = getattr(function, '__self__', None)
    name = getattr(function, '__name__', str(function))
    if owner is None or isinstance(owner, type(sys)):
        module = getattr(function, '__module__', None)
        return f'<built-in method {module}.{name}>' if module else f'<built-in method {name}>'
    kind = owner if isinstance(owner, type) else type(owner)
    return f'<method {name!r} of {kind.__name__!r} objects>' if not isinstance(owner, type) else f'<built-in method {name}>'


class Profiler:
    """Profiler(timer=None, timeunit=None, subcalls=True, builtins=True): counts calls and the time they take."""

    def __init__(self, timer=None, timeunit=0.0, subcalls=True, builtins=True):
        self._timer = timer or perf_counter
        self._unit = timeunit or 1.0
        self._subcalls = subcalls
        self._builtins = builtins
        self._on = False
        self.clear()

    def clear(self):
        self._counts = {}
        self._stack = []

    def enable(self, subcalls=True, builtins=True):
        self._subcalls = subcalls
        self._builtins = builtins
        self._on = True
        sys.setprofile(self._note)

    def disable(self):
        sys.setprofile(None)
        if not self._on:
            return
        self._on = False
        while self._stack:
            self._leave(self._timer())

    def _enter(self, key):
        counts = self._counts.get(key)
        if counts is None:
            counts = self._counts[key] = _Counts()
        sub = None
        if self._stack and self._subcalls:
            callees = self._stack[-1][0].callees
            sub = callees.get(key)
            if sub is None:
                sub = callees[key] = _Counts()
            sub.enter()
        counts.enter()
        # When it began, and how long what it called took.
        self._stack.append([counts, sub, self._timer(), 0])

    def _leave(self, now):
        counts, sub, start, inner = self._stack.pop()
        total = now - start
        if self._stack:
            self._stack[-1][3] += total
        counts.leave(total, total - inner)
        if sub is not None:
            sub.leave(total, total - inner)

    def _note(self, frame, event, argument):
        if frame.f_code is _DISABLE:
            # The call that ends the profile is the last of it.
            if event == 'call':
                self._enter("<method 'disable' of '_lsprof.Profiler' objects>")
        elif event == 'call':
            self._enter(frame.f_code)
        elif event == 'return':
            if self._stack:
                self._leave(self._timer())
        elif self._builtins:
            if event == 'c_call':
                self._enter(_name_of(argument))
            elif self._stack:
                self._leave(self._timer())

    def getstats(self):
        unit = self._unit
        return [profiler_entry((key, c.calls, c.recursive, c.total * unit, c.own * unit, [
            profiler_subentry((callee, s.calls, s.recursive, s.total * unit, s.own * unit)) for callee, s in c.callees.items() if s.calls] or None))
            for key, c in self._counts.items() if c.calls]


_DISABLE = Profiler.disable.__code__
