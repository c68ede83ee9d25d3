"""Coroutines that run beside each other."""
from _asyncio import Task, _all_tasks, _current_tasks

from . import events, futures
from .coroutines import iscoroutine
from .exceptions import CancelledError

__all__ = ('ALL_COMPLETED', 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'Task', 'all_tasks', 'as_completed', 'create_task', 'current_task', 'ensure_future',
           'gather', 'iscoroutine', 'iscoroutinefunction', 'run_coroutine_threadsafe', 'shield', 'sleep', 'to_thread', 'wait', 'wait_for')

FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED = 'FIRST_COMPLETED', 'FIRST_EXCEPTION', 'ALL_COMPLETED'


def iscoroutinefunction(func):
    code = getattr(getattr(func, '__func__', func), '__code__', None)
    return bool(getattr(code, 'co_flags', 0) & 0x80) or getattr(func, '_is_coroutine', None) is not None


def current_task(loop=None):
    return _current_tasks.get(events.get_running_loop() if loop is None else loop)


def all_tasks(loop=None):
    loop = events.get_running_loop() if loop is None else loop
    return {task for task in _all_tasks if task._loop is loop and not task.done()}


def create_task(coro, *, name=None, context=None):
    return events.get_running_loop().create_task(coro, name=name, context=context)


async def _await(awaitable):
    return await awaitable


def ensure_future(coro_or_future, *, loop=None):
    if futures.isfuture(coro_or_future):
        if loop is not None and loop is not coro_or_future.get_loop():
            raise ValueError('The future belongs to a different loop than the one specified as the loop argument')
        return coro_or_future
    if not iscoroutine(coro_or_future):
        if not hasattr(type(coro_or_future), '__await__'):
            raise TypeError('An asyncio.Future, a coroutine or an awaitable is required')
        coro_or_future = _await(coro_or_future)
    if loop is None:
        loop = events.get_event_loop()
    return loop.create_task(coro_or_future)


# ---- waiting

class _Bare:
    def __await__(self):
        yield


_bare = _Bare()


async def sleep(delay, result=None):
    if delay <= 0:
        await _bare
        return result
    loop = events.get_running_loop()
    future = loop.create_future()
    timer = loop.call_later(delay, _set_unless_done, future, result)
    try:
        return await future
    finally:
        timer.cancel()


def _set_unless_done(future, result):
    if not future.done():
        future.set_result(result)


async def wait(fs, *, timeout=None, return_when=ALL_COMPLETED):
    if futures.isfuture(fs) or iscoroutine(fs):
        raise TypeError('expect a list of futures, not %s' % type(fs).__name__)
    if not fs:
        raise ValueError('Set of Tasks/Futures is empty.')
    if return_when not in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        raise ValueError('Invalid return_when value: %s' % (return_when,))
    fs = set(fs)
    if any(iscoroutine(f) for f in fs):
        raise TypeError('Passing coroutines is forbidden, use tasks explicitly.')
    loop = events.get_running_loop()
    waiter = loop.create_future()
    timer = loop.call_later(timeout, _set_unless_done, waiter, None) if timeout is not None else None
    left = len(fs)
    for f in fs:
        if f.done():
            left -= 1

    def one_done(future):
        nonlocal left
        left -= 1
        failed = not future.cancelled() and future.exception() is not None
        if left <= 0 or return_when == FIRST_COMPLETED or return_when == FIRST_EXCEPTION and failed:
            if timer is not None:
                timer.cancel()
            _set_unless_done(waiter, None)

    finished = [f for f in fs if f.done()]
    if left == 0 or finished and return_when == FIRST_COMPLETED or return_when == FIRST_EXCEPTION and any(
            not f.cancelled() and f.exception() is not None for f in finished):
        if timer is not None:
            timer.cancel()
        return set(finished), fs - set(finished)
    pending = [f for f in fs if not f.done()]
    for f in pending:
        f.add_done_callback(one_done)
    try:
        await waiter
    finally:
        if timer is not None:
            timer.cancel()
        for f in pending:
            f.remove_done_callback(one_done)
    done = {f for f in fs if f.done()}
    return done, fs - done


async def wait_for(fut, timeout):
    if timeout is None:
        return await fut
    fut = ensure_future(fut, loop=events.get_running_loop())
    if timeout <= 0:
        if fut.done():
            return fut.result()
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as error:
            raise TimeoutError() from error
    loop = events.get_running_loop()
    waiter = loop.create_future()
    timer = loop.call_later(timeout, _set_unless_done, waiter, None)

    def release(_):
        _set_unless_done(waiter, None)

    fut.add_done_callback(release)
    try:
        try:
            await waiter
        except CancelledError:
            if fut.done():
                return fut.result()
            fut.remove_done_callback(release)
            await _cancel_and_wait(fut)
            raise
        if fut.done():
            return fut.result()
        fut.remove_done_callback(release)
        await _cancel_and_wait(fut)
        try:
            return fut.result()
        except CancelledError as error:
            raise TimeoutError() from error
    finally:
        timer.cancel()


async def _cancel_and_wait(fut):
    waiter = events.get_running_loop().create_future()

    def release(_):
        _set_unless_done(waiter, None)

    fut.add_done_callback(release)
    try:
        fut.cancel()
        await waiter
    finally:
        fut.remove_done_callback(release)


class _Gathering(futures.Future):
    """Its cancel() cancels what is gathered."""

    def __init__(self, children, *, loop):
        super().__init__(loop=loop)
        self._children = children
        self._is_cancelled = False

    def cancel(self, msg=None):
        if self.done():
            return False
        any_cancelled = False
        for child in self._children:
            if child.cancel(msg=msg):
                any_cancelled = True
        if any_cancelled:
            self._is_cancelled = True
        return any_cancelled


def gather(*coros_or_futures, return_exceptions=False):
    if not coros_or_futures:
        loop = events.get_event_loop()
        outer = loop.create_future()
        outer.set_result([])
        return outer
    known = {}
    children = []
    loop = outer = None
    finished = 0

    def one_done(future):
        nonlocal finished
        finished += 1
        if outer is None or outer.done():
            if not future.cancelled():
                future.exception()
            return
        if not return_exceptions:
            if future.cancelled():
                outer.set_exception(future._make_cancelled_error())
                return
            error = future.exception()
            if error is not None:
                outer.set_exception(error)
                return
        if finished < len(known):
            return
        results = []
        for child in children:
            if child.cancelled():
                results.append(CancelledError('' if child._cancel_message is None else child._cancel_message))
            else:
                error = child.exception()
                results.append(child.result() if error is None else error)
        if outer._is_cancelled:
            outer.set_exception(future._make_cancelled_error())
        else:
            outer.set_result(results)

    for given in coros_or_futures:
        if given not in known:
            child = ensure_future(given, loop=loop)
            if loop is None:
                loop = child.get_loop()
            known[given] = child
            child.add_done_callback(one_done)
        children.append(known[given])
    outer = _Gathering(children, loop=loop)
    return outer


def shield(arg):
    inner = ensure_future(arg)
    if inner.done():
        return inner
    loop = inner.get_loop()
    outer = loop.create_future()

    def inner_done(future):
        if outer.cancelled():
            if not future.cancelled():
                future.exception()
        elif future.cancelled():
            outer.cancel()
        elif future.exception() is not None:
            outer.set_exception(future.exception())
        else:
            outer.set_result(future.result())

    def outer_done(_):
        if not inner.done():
            inner.remove_done_callback(inner_done)

    inner.add_done_callback(inner_done)
    outer.add_done_callback(outer_done)
    return outer


def as_completed(fs, *, timeout=None):
    if futures.isfuture(fs) or iscoroutine(fs):
        raise TypeError('expect an iterable of futures, not %s' % type(fs).__name__)
    from .queues import Queue
    done = Queue()
    loop = events.get_event_loop()
    todo = {ensure_future(f, loop=loop) for f in set(fs)}
    timer = None

    def time_is_over():
        for f in todo:
            f.remove_done_callback(one_done)
            done.put_nowait(None)
        todo.clear()

    def one_done(future):
        if not todo:
            return
        todo.remove(future)
        done.put_nowait(future)
        if not todo and timer is not None:
            timer.cancel()

    async def next_one():
        future = await done.get()
        if future is None:
            raise TimeoutError
        return future.result()

    for f in todo:
        f.add_done_callback(one_done)
    if todo and timeout is not None:
        timer = loop.call_later(timeout, time_is_over)
    for _ in range(len(todo)):
        yield next_one()


async def to_thread(func, /, *args, **kwargs):
    context = _contextvars.copy_context()
    return await events.get_running_loop().run_in_executor(None, lambda: context.run(lambda: func(*args, **kwargs)))


def run_coroutine_threadsafe(coro, loop):
    from concurrent.futures import Future
    if not iscoroutine(coro):
        raise TypeError('A coroutine object is required')
    future = Future()

    def start():
        task = ensure_future(coro, loop=loop)

        def copy(done):
            if done.cancelled():
                future.cancel()
            elif done.exception() is not None:
                future.set_exception(done.exception())
            else:
                future.set_result(done.result())

        task.add_done_callback(copy)

    loop.call_soon_threadsafe(start)
    return future
