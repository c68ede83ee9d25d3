"""Futures, tasks and the running loop of each thread: what asyncio has in C. Tracebacks pass over the frames of this module."""
import sys
import types
from _contextvars import copy_context
from _thread import get_ident
from itertools import count
from weakref import WeakSet

_PENDING, _CANCELLED, _FINISHED = 'PENDING', 'CANCELLED', 'FINISHED'
_CoroutineType = types.CoroutineType


# ---- the loop of a thread

_running = {}       # by thread


def _get_running_loop():
    return _running.get(get_ident())


def _set_running_loop(loop, /):
    if loop is None:
        _running.pop(get_ident(), None)
    else:
        _running[get_ident()] = loop


def get_running_loop():
    loop = _running.get(get_ident())
    if loop is None:
        raise RuntimeError('no running event loop')
    return loop


def get_event_loop():
    loop = _running.get(get_ident())
    if loop is None:
        from asyncio import events
        loop = events.get_event_loop_policy().get_event_loop()
    return loop


def _get_event_loop(stacklevel=3):
    return get_event_loop()


# ---- futures

class _NeverSeen:
    """
    Tells, when it goes, of an exception that nobody has asked a future for. An object of its own, so that futures without
    exceptions need no finalizer.
    """

    def __init__(self, future):
        self.future = future

    def __del__(self):
        future = self.future
        if future is None or not future._log_traceback_now:
            return
        future._log_traceback_now = False
        context = {'message': f'{type(future).__name__} exception was never retrieved', 'exception': future._exception, 'future': future}
        if future._source_traceback is not None:
            context['source_traceback'] = future._source_traceback
        future._loop.call_exception_handler(context)


class Future:
    _state = _PENDING
    _result = None
    _exception = None
    _loop = None
    _callbacks = None
    _cancel_message = None
    _cancelled_exc = None
    _exception_tb = None
    _source_traceback = None
    _asyncio_future_blocking = False
    _log_traceback_now = False
    _never_seen = None

    __class_getitem__ = classmethod(types.GenericAlias)

    def __init__(self, *, loop=None):
        if loop is None:
            loop = get_event_loop()
        if self._state is not _PENDING:
            self._start_again()
        self._loop = loop
        if loop.get_debug():
            self._note_place()

    def _start_again(self):
        self._state = _PENDING
        self._result = self._exception = self._callbacks = self._cancel_message = None
        self._log_traceback_now = False

    def _note_place(self):
        from asyncio import format_helpers
        frame = sys._getframe(0)
        if not sys.is_finalizing():
            self._source_traceback = format_helpers.extract_stack(frame)

    def __repr__(self):
        from asyncio.base_futures import _future_repr
        return _future_repr(self)

    @property
    def _log_traceback(self):
        return self._log_traceback_now

    @_log_traceback.setter
    def _log_traceback(self, value):
        if value:
            raise ValueError('_log_traceback can only be set to False')
        self._log_traceback_now = False

    def get_loop(self):
        if self._loop is None:
            raise RuntimeError('Future object is not initialized.')
        return self._loop

    def cancelled(self):
        return self._state is _CANCELLED

    def done(self):
        return self._state is not _PENDING

    def cancel(self, msg=None):
        if self._loop is None:
            raise RuntimeError('Future object is not initialized.')
        self._log_traceback_now = False
        if self._state is not _PENDING:
            return False
        self._state = _CANCELLED
        self._cancel_message = msg
        self._call_callbacks()
        return True

    def _make_cancelled_error(self):
        error = self._cancelled_exc
        if error is not None:
            self._cancelled_exc = None
            return error
        return CancelledError() if self._cancel_message is None else CancelledError(self._cancel_message)

    def result(self):
        if self._state is _CANCELLED:
            raise self._make_cancelled_error()
        if self._state is not _FINISHED:
            raise InvalidStateError('Result is not set.' if self._loop is not None else 'Future object is not initialized.')
        self._log_traceback_now = False
        if self._exception is not None:
            raise self._shown_exception()
        return self._result

    def _shown_exception(self):
        place, self._exception_tb = self._exception_tb, None
        return self._exception if place is None else self._exception.with_traceback(place)

    def exception(self):
        if self._state is _CANCELLED:
            raise self._make_cancelled_error()
        if self._state is not _FINISHED:
            raise InvalidStateError('Exception is not set.' if self._loop is not None else 'Future object is not initialized.')
        self._log_traceback_now = False
        return self._exception

    def add_done_callback(self, fn, /, *, context=None):
        if self._loop is None:
            raise RuntimeError('Future object is not initialized.')
        if self._state is not _PENDING:
            self._loop.call_soon(fn, self, context=copy_context() if context is None else context)
        elif self._callbacks is None:
            self._callbacks = [(fn, copy_context() if context is None else context)]
        else:
            self._callbacks.append((fn, copy_context() if context is None else context))

    def remove_done_callback(self, fn, /):
        if self._loop is None:
            raise RuntimeError('Future object is not initialized.')
        if self._callbacks is None:
            return 0
        before = self._callbacks[:]
        kept = [pair for pair in before if pair[0] != fn]
        if self._callbacks is not None:     # comparing may have run anything
            self._callbacks = kept or None
        return len(before) - len(kept)

    def _call_callbacks(self):
        callbacks = self._callbacks
        if callbacks is not None:
            self._callbacks = None
            call_soon = self._loop.call_soon
            for fn, context in callbacks:
                call_soon(fn, self, context=context)

    def set_result(self, result, /):
        self._set_result(result)

    def set_exception(self, exception, /):
        self._set_exception(exception)

    def _set_result(self, result):
        if self._state is not _PENDING:
            raise InvalidStateError('invalid state')
        if self._loop is None:
            raise RuntimeError('Future object is not initialized.')
        self._result = result
        self._state = _FINISHED
        self._call_callbacks()

    def _set_exception(self, exception):
        if self._state is not _PENDING:
            raise InvalidStateError('invalid state')
        if self._loop is None:
            raise RuntimeError('Future object is not initialized.')
        if isinstance(exception, type) and issubclass(exception, BaseException):
            exception = exception()
        if not isinstance(exception, BaseException):
            raise TypeError('invalid exception object')
        if isinstance(exception, StopIteration):
            raise TypeError('StopIteration interacts badly with generators and cannot be raised into a Future')
        self._exception = exception
        self._exception_tb = exception.__traceback__
        self._state = _FINISHED
        self._log_traceback_now = True
        self._never_seen = _NeverSeen(self)
        self._call_callbacks()

    def __await__(self):
        if self._state is _PENDING:
            self._asyncio_future_blocking = True
            yield self
            if self._state is _PENDING:
                raise RuntimeError("await wasn't used with future")
        return self.result()

    __iter__ = __await__


# ---- tasks

class _Tasks:
    """All tasks that are not done, and those of other classes as long as somebody has them."""

    def __init__(self):
        self._own = {}
        self._others = WeakSet()

    def add(self, task):
        if isinstance(task, Task):
            self._own[task] = None
        else:
            self._others.add(task)

    def discard(self, task):
        if self._own.pop(task, task) is task:
            self._others.discard(task)

    def __iter__(self):
        yield from tuple(self._own)
        yield from self._others

    def __len__(self):
        return len(self._own) + len(self._others)

    def __contains__(self, task):
        return task in self._own or task in self._others


_all_tasks = _Tasks()
_own_tasks = _all_tasks._own
_current_tasks = {}
_numbers = count(1).__next__


def _register_task(task):
    _all_tasks.add(task)


def _unregister_task(task):
    _all_tasks.discard(task)


def _enter_task(loop, task):
    current = _current_tasks.get(loop)
    if current is not None:
        raise RuntimeError(f'Cannot enter into task {task!r} while another task {current!r} is being executed.')
    _current_tasks[loop] = task


def _leave_task(loop, task):
    current = _current_tasks.get(loop)
    if current is not task:
        raise RuntimeError(f'Leaving task {task!r} does not match the current task {current!r}.')
    del _current_tasks[loop]


def _is_coroutine(given):
    from asyncio.coroutines import iscoroutine
    return iscoroutine(given)


class Task(Future):
    _fut_waiter = None
    _must_cancel = False
    _num_cancels_requested = 0
    _log_destroy_pending = True

    def __init__(self, coro, *, loop=None, name=None, context=None):
        if loop is None:
            loop = get_event_loop()
        if self._state is not _PENDING:
            self._start_again()
        self._loop = loop
        if loop.get_debug():
            self._note_place()
        if type(coro) is not _CoroutineType and not _is_coroutine(coro):
            self._log_destroy_pending = False
            raise TypeError(f'a coroutine was expected, got {coro!r}')
        self._context = copy_context() if context is None else context
        if name is None:
            self._name = _numbers()
        else:
            self._name = name if type(name) is str else str(name)
        self._coro = coro
        loop.call_soon(self.__step, context=self._context)
        _own_tasks[self] = None

    def __repr__(self):
        from asyncio.base_tasks import _task_repr
        return _task_repr(self)

    def get_coro(self):
        return self._coro

    def get_name(self):
        if type(self._name) is int:
            self._name = f'Task-{self._name}'
        return self._name

    def set_name(self, name, /):
        self._name = str(name)

    def get_stack(self, *, limit=None):
        from asyncio.base_tasks import _task_get_stack
        return _task_get_stack(self, limit)

    def print_stack(self, *, limit=None, file=None):
        from asyncio.base_tasks import _task_print_stack
        return _task_print_stack(self, limit, file)

    def set_result(self, result, /):
        raise RuntimeError('Task does not support set_result operation')

    def set_exception(self, exception, /):
        raise RuntimeError('Task does not support set_exception operation')

    def cancel(self, msg=None):
        self._log_traceback_now = False
        if self._state is not _PENDING:
            return False
        self._num_cancels_requested += 1
        if self._fut_waiter is not None and self._fut_waiter.cancel(msg=msg):
            return True
        self._must_cancel = True
        self._cancel_message = msg
        return True

    def cancelling(self):
        return self._num_cancels_requested

    def uncancel(self):
        if self._num_cancels_requested > 0:
            self._num_cancels_requested -= 1
        return self._num_cancels_requested

    def _finish_cancelled(self):
        del _own_tasks[self]
        Future.cancel(self, self._cancel_message)

    def __step(self, error=None):
        if self._state is not _PENDING:
            raise InvalidStateError(f'_step(): already done: {self!r} {error!r}' if error is not None else f'_step(): already done: {self!r} ')
        if self._must_cancel:
            if not isinstance(error, CancelledError):
                error = self._make_cancelled_error()
            self._must_cancel = False
        self._fut_waiter = None
        loop = self._loop
        outer = _current_tasks.get(loop)
        if outer is not None:
            raise RuntimeError(f'Cannot enter into task {self!r} while another task {outer!r} is being executed.')
        _current_tasks[loop] = self
        try:
            result = self._coro.send(None) if error is None else self._coro.throw(error)
        except StopIteration as stop:
            if self._must_cancel:
                self._must_cancel = False
                self._finish_cancelled()
            else:
                _own_tasks.pop(self, None)
                self._set_result(stop.value)
        except CancelledError as error:
            self._cancelled_exc = error
            _own_tasks.pop(self, None)
            Future.cancel(self)
        except (KeyboardInterrupt, SystemExit) as error:
            _own_tasks.pop(self, None)
            self._set_exception(error)
            raise
        except BaseException as error:
            _own_tasks.pop(self, None)
            self._set_exception(error)
        else:
            blocking = getattr(result, '_asyncio_future_blocking', None)
            if blocking is None:
                if result is None:
                    loop.call_soon(self.__step, context=self._context)
                elif type(result) is types.GeneratorType:
                    self.__fail_soon(f'yield was used instead of yield from for generator in task {self!r} with {result!r}')
                else:
                    self.__fail_soon(f'Task got bad yield: {result!r}')
            elif result is self:
                self.__fail_soon(f'Task cannot await on itself: {self!r}')
            elif (result._loop if type(result) is Future else _loop_of(result)) is not loop:
                self.__fail_soon(f'Task {self!r} got Future {result!r} attached to a different loop')
            elif not blocking:
                self.__fail_soon(f'yield was used instead of yield from in task {self!r} with {result!r}')
            else:
                result._asyncio_future_blocking = False
                result.add_done_callback(self.task_wakeup, context=self._context)
                self._fut_waiter = result
                if self._must_cancel and result.cancel(msg=self._cancel_message):
                    self._must_cancel = False
        finally:
            if _current_tasks.pop(loop, None) is not self:
                raise RuntimeError(f'Leaving task {self!r} does not match the current task.')
            self = error = None     # what an exception's frames hold goes with the task

    def __fail_soon(self, message):
        self._loop.call_soon(self.__step, RuntimeError(message), context=self._context)

    def task_wakeup(self, future, /):
        if future._state is _FINISHED and future._exception is None if isinstance(future, Future) else False:
            self.__step()
            return
        try:
            future.result()
        except BaseException as error:
            self.__step(error)
        else:
            self.__step()


def _loop_of(future):
    try:
        get_loop = future.get_loop
    except AttributeError:
        return future._loop
    return get_loop()


def _tell_of_pending():
    """The program ends: tasks that nobody will go on with are told of."""
    for task in list(_all_tasks):
        loop = task.get_loop()
        if task.done() or not task._log_destroy_pending or loop.is_running():
            continue
        context = {'task': task, 'message': 'Task was destroyed but it is pending!'}
        if task._source_traceback:
            context['source_traceback'] = task._source_traceback
        task._log_destroy_pending = False
        loop.call_exception_handler(context)

# Last, since the package asyncio begins with importing this module.
from asyncio.exceptions import CancelledError, InvalidStateError
