"""Blocks that may only take so long."""
from . import events, tasks
from .exceptions import CancelledError

__all__ = ('Timeout', 'timeout', 'timeout_at')


class Timeout:
    def __init__(self, when):
        self._state = 'created'
        self._timer = None
        self._task = None
        self._when = when

    def __repr__(self):
        return '<Timeout [%s]%s>' % (self._state, ' when=%s' % (round(self._when, 3) if self._when is not None else None) if self._state == 'active' else '')

    def when(self):
        return self._when

    def reschedule(self, when):
        if self._state != 'active':
            raise RuntimeError('Timeout has not been entered' if self._state == 'created' else 'Cannot change state of %s Timeout' % self._state)
        self._when = when
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if when is not None:
            loop = events.get_running_loop()
            self._timer = loop.call_soon(self._expire) if when <= loop.time() else loop.call_at(when, self._expire)

    def expired(self):
        return self._state in ('expiring', 'expired')

    def _expire(self):
        self._task.cancel()
        self._state = 'expiring'
        self._timer = None

    async def __aenter__(self):
        self._state = 'active'
        self._task = tasks.current_task()
        if self._task is None:
            raise RuntimeError('Timeout should be used inside a task')
        self._cancelling = self._task.cancelling()
        self.reschedule(self._when)
        return self

    async def __aexit__(self, kind, error, traceback):
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if self._state == 'expiring':
            self._state = 'expired'
            if self._task.uncancel() <= self._cancelling and kind is CancelledError:
                raise TimeoutError from error
        elif self._state == 'active':
            self._state = 'exited'
        return None


def timeout(delay):
    return Timeout(events.get_running_loop().time() + delay if delay is not None else None)


def timeout_at(when):
    return Timeout(when)
