"""Tasks that end together."""
from . import events, tasks
from .exceptions import CancelledError

__all__ = ('TaskGroup',)


class TaskGroup:
    def __init__(self):
        self._state = 'new'
        self._loop = self._parent = self._waiter = None
        self._parent_cancel_requested = False
        self._tasks = set()
        self._errors = []
        self._base_error = None

    def __repr__(self):
        facts = ['tasks=%d' % len(self._tasks)] if self._tasks else []
        if self._errors:
            facts.append('errors=%d' % len(self._errors))
        if self._state == 'aborting':
            facts.append('cancelling')
        elif self._state != 'new':
            facts.append('entered')
        return '<TaskGroup%s>' % (' ' + ' '.join(facts) if facts else '')

    async def __aenter__(self):
        if self._state != 'new':
            raise RuntimeError('TaskGroup %r has been already entered' % (self,))
        self._loop = events.get_running_loop()
        self._parent = tasks.current_task(self._loop)
        if self._parent is None:
            raise RuntimeError('TaskGroup %r cannot determine the parent task' % (self,))
        self._state = 'entered'
        return self

    async def __aexit__(self, kind, error, traceback):
        exiting = self._state
        if exiting == 'entered':
            self._state = 'exiting'
        if error is not None and self._is_base_error(error) and self._base_error is None:
            self._base_error = error
        cancelled = error if kind is CancelledError else None
        if self._parent_cancel_requested and self._parent.uncancel() == 0:
            cancelled = None
        if kind is not None and exiting != 'aborting':
            self._abort()
        while self._tasks:
            if self._waiter is None:
                self._waiter = self._loop.create_future()
            try:
                await self._waiter
            except CancelledError as caught:
                if self._state != 'aborting':
                    cancelled = caught
                    self._abort()
            self._waiter = None
        self._state = 'left'
        if self._base_error is not None:
            raise self._base_error
        if cancelled is not None and not self._errors:
            raise cancelled
        if kind is not None and kind is not CancelledError:
            self._errors.append(error)
        if self._errors:
            errors, self._errors = self._errors, []
            raise BaseExceptionGroup('unhandled errors in a TaskGroup', errors) from None

    def create_task(self, coro, *, name=None, context=None):
        if self._state == 'new':
            raise RuntimeError('TaskGroup %r has not been entered' % (self,))
        if self._state == 'left' or self._state == 'exiting' and not self._tasks:
            raise RuntimeError('TaskGroup %r is finished' % (self,))
        if self._state == 'aborting':
            coro.close()
            raise RuntimeError('TaskGroup %r is shutting down' % (self,))
        task = self._loop.create_task(coro, name=name, context=context)
        task.add_done_callback(self._task_done)
        self._tasks.add(task)
        return task

    def _is_base_error(self, error):
        return isinstance(error, (SystemExit, KeyboardInterrupt))

    def _abort(self):
        self._state = 'aborting'
        for task in self._tasks:
            if not task.done():
                task.cancel()

    def _task_done(self, task):
        self._tasks.discard(task)
        if self._waiter is not None and not self._tasks and not self._waiter.done():
            self._waiter.set_result(True)
        if task.cancelled():
            return
        error = task.exception()
        if error is None:
            return
        self._errors.append(error)
        if self._is_base_error(error) and self._base_error is None:
            self._base_error = error
        if self._parent.done():
            self._loop.call_exception_handler({'message': 'Task %r has errored out but its parent task %r is already completed' % (task, self._parent),
                                               'exception': error, 'task': task})
            return
        if self._state != 'aborting' and not self._parent_cancel_requested:
            self._abort()
            self._parent_cancel_requested = True
            self._parent.cancel()
