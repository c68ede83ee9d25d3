"""The event loop: what is ready is called in order, what waits for a time stands in a heap."""
import _contextvars
import _thread
import collections
import heapq
import sys
import time
from _asyncio import _get_running_loop, _set_running_loop, get_event_loop, get_running_loop

try:
    import threading
except ImportError:
    threading = None

__all__ = ('AbstractEventLoop', 'AbstractEventLoopPolicy', 'DefaultEventLoopPolicy', 'Handle', 'TimerHandle', 'get_event_loop', 'get_event_loop_policy',
           'get_running_loop', 'new_event_loop', 'set_event_loop', 'set_event_loop_policy', 'BaseEventLoop', 'AbstractServer', '_get_running_loop', '_set_running_loop')


class Handle:
    """A call that is to be made."""

    def __init__(self, callback, args, loop, context=None):
        self._callback = callback
        self._args = args
        self._loop = loop
        self._context = _contextvars.copy_context() if context is None else context
        self._cancelled = False

    def __repr__(self):
        return '<%s%s %r>' % (type(self).__name__, ' cancelled' if self._cancelled else '', self._callback)

    def cancel(self):
        self._cancelled = True
        self._callback = self._args = None

    def cancelled(self):
        return self._cancelled

    def _run(self):
        try:
            self._context.run(self._callback, *self._args)
        except (SystemExit, KeyboardInterrupt):
            raise
        except BaseException as error:
            self._loop.call_exception_handler({'message': f'Exception in callback {self._callback!r}', 'exception': error, 'handle': self})


class TimerHandle(Handle):
    def __init__(self, when, callback, args, loop, context=None):
        super().__init__(callback, args, loop, context)
        self._when = when

    def when(self):
        return self._when

    def __lt__(self, other):
        return self._when < other._when

    def __le__(self, other):
        return self._when <= other._when

    def __gt__(self, other):
        return self._when > other._when

    def __ge__(self, other):
        return self._when >= other._when


class AbstractEventLoop:
    """What event loops derive from."""


class AbstractServer:
    """What servers derive from."""

    async def __aenter__(self):
        return self

    async def __aexit__(self, *error):
        self.close()
        await self.wait_closed()


class BaseEventLoop(AbstractEventLoop):
    def __init__(self):
        self._ready = collections.deque()
        self._scheduled = []
        self._stopping = False
        self._closed = False
        self._running = False
        self._debug = False
        self._task_factory = None
        self._exception_handler = None
        self._asyncgens = []
        self._asyncgens_room = 64       # when there are so many, those that are done are forgotten
        self._threads = 0
        self._thread_id = None
        self._wake = threading.Condition() if threading is not None else None

    def __repr__(self):
        return '<%s running=%s closed=%s debug=%s>' % (type(self).__name__, self._running, self._closed, self._debug)

    # ---- calls

    def time(self):
        return time.monotonic()

    def call_soon(self, callback, *args, context=None):
        self._check_closed()
        handle = Handle(callback, args, self, context)
        self._ready.append(handle)
        return handle

    def call_soon_threadsafe(self, callback, *args, context=None):
        if self._wake is None:
            return self.call_soon(callback, *args, context=context)
        with self._wake:
            handle = self.call_soon(callback, *args, context=context)
            self._wake.notify()
        return handle

    def call_later(self, delay, callback, *args, context=None):
        if delay is None:
            raise TypeError('delay must not be None')
        return self.call_at(self.time() + delay, callback, *args, context=context)

    def call_at(self, when, callback, *args, context=None):
        if when is None:
            raise TypeError('when cannot be None')
        self._check_closed()
        timer = TimerHandle(when, callback, args, self, context)
        heapq.heappush(self._scheduled, timer)
        return timer

    # ---- futures and tasks

    def create_future(self):
        return futures.Future(loop=self)

    def create_task(self, coro, *, name=None, context=None):
        self._check_closed()
        if self._task_factory is not None:
            task = self._task_factory(self, coro) if context is None else self._task_factory(self, coro, context=context)
            if name is not None:
                task.set_name(name)
            return task
        return tasks.Task(coro, loop=self, name=name, context=context)

    def set_task_factory(self, factory):
        if factory is not None and not callable(factory):
            raise TypeError('task factory must be a callable or None')
        self._task_factory = factory

    def get_task_factory(self):
        return self._task_factory

    def run_in_executor(self, executor, func, *args):
        if executor is not None:
            return futures.wrap_future(executor.submit(func, *args), loop=self)
        future = self.create_future()

        def settle(method, value):
            self._threads -= 1
            if not future.done():
                method(value)

        def work():
            try:
                result = func(*args)
            except BaseException as error:
                self.call_soon_threadsafe(settle, future.set_exception, error)
            else:
                self.call_soon_threadsafe(settle, future.set_result, result)

        self._threads += 1
        if threading is None:
            self.call_soon(work)
        else:
            threading.Thread(target=work, daemon=True).start()
        return future

    # ---- running

    def run_forever(self):
        self._check_closed()
        if self._running:
            raise RuntimeError('This event loop is already running')
        if _get_running_loop() is not None:
            raise RuntimeError('Cannot run the event loop while another loop is running')
        hooks = sys.get_asyncgen_hooks()
        sys.set_asyncgen_hooks(firstiter=self._note_asyncgen, finalizer=self._finalize_asyncgen)
        self._running = True
        _set_running_loop(self)
        try:
            while True:
                self._run_once()
                if self._stopping:
                    break
        finally:
            self._stopping = False
            self._running = False
            _set_running_loop(None)
            sys.set_asyncgen_hooks(*hooks)

    def run_until_complete(self, future):
        self._check_closed()
        if self._running:
            raise RuntimeError('This event loop is already running')
        is_new = not futures.isfuture(future)
        future = tasks.ensure_future(future, loop=self)
        future.add_done_callback(_stop_loop_of)
        try:
            self.run_forever()
        except BaseException:
            if is_new and future.done() and not future.cancelled():
                future.exception()
            raise
        finally:
            future.remove_done_callback(_stop_loop_of)
        if not future.done():
            raise RuntimeError('Event loop stopped before Future completed.')
        return future.result()

    def _run_once(self):
        scheduled, ready = self._scheduled, self._ready
        while scheduled and scheduled[0]._cancelled:
            heapq.heappop(scheduled)
        if not ready and not self._stopping:
            self._wait(max(0, scheduled[0]._when - self.time()) if scheduled else None)
        if scheduled:
            end = self.time() + 1e-9
            while scheduled and scheduled[0]._when < end:
                timer = heapq.heappop(scheduled)
                if not timer._cancelled:
                    ready.append(timer)
        for _ in range(len(ready)):
            handle = ready.popleft()
            if not handle._cancelled:
                handle._run()

    def _wait(self, seconds):
        if self._wake is None:
            if seconds is None:
                raise RuntimeError('nothing is left that could wake the event loop')
            time.sleep(seconds)
            return
        if self._threads == 0 and seconds is not None and threading.active_count() == 1:
            time.sleep(seconds)
            return
        with self._wake:
            if not self._ready:
                self._wake.wait(seconds)

    def stop(self):
        self._stopping = True

    def is_running(self):
        return self._running

    def is_closed(self):
        return self._closed

    def close(self):
        if self._running:
            raise RuntimeError('Cannot close a running event loop')
        self._closed = True
        self._ready.clear()
        self._scheduled.clear()

    def _check_closed(self):
        if self._closed:
            raise RuntimeError('Event loop is closed')

    def _note_asyncgen(self, generator):
        generators = self._asyncgens
        if len(generators) >= self._asyncgens_room:
            generators[:] = [g for g in generators if g.ag_frame is not None]
            self._asyncgens_room = max(64, 2 * len(generators))
        generators.append(generator)

    def _finalize_asyncgen(self, generator):
        if generator in self._asyncgens:
            self._asyncgens.remove(generator)
        if not self._closed:
            self.call_soon_threadsafe(self.create_task, generator.aclose())

    async def shutdown_asyncgens(self):
        generators, self._asyncgens[:] = [g for g in self._asyncgens if g.ag_frame is not None], []
        if not generators:
            return
        results = await tasks.gather(*[g.aclose() for g in generators], return_exceptions=True)
        for result, generator in zip(results, generators):
            if isinstance(result, Exception):
                self.call_exception_handler({'message': 'an error occurred during closing of asynchronous generator %r' % (generator,), 'exception': result})

    async def shutdown_default_executor(self):
        pass

    # ---- errors

    def get_debug(self):
        return self._debug

    def set_debug(self, enabled):
        self._debug = enabled

    def get_exception_handler(self):
        return self._exception_handler

    def set_exception_handler(self, handler):
        if handler is not None and not callable(handler):
            raise TypeError('A callable object or None is expected, got %r' % (handler,))
        self._exception_handler = handler

    def default_exception_handler(self, context):
        error = context.get('exception')
        print(context.get('message') or 'Unhandled exception in event loop', file=sys.stderr)
        if error is not None:
            sys.excepthook(type(error), error, error.__traceback__)

    def call_exception_handler(self, context):
        if self._exception_handler is None:
            self.default_exception_handler(context)
        else:
            self._exception_handler(self, context)


def _stop_loop_of(future):
    if not future.cancelled():
        error = future.exception()
        if isinstance(error, (SystemExit, KeyboardInterrupt)):
            return
    future.get_loop().stop()


# ---- the loop of a thread

_loops = {}         # what set_event_loop() was given, by thread


class AbstractEventLoopPolicy:
    """What policies derive from."""


class DefaultEventLoopPolicy(AbstractEventLoopPolicy):
    def get_event_loop(self):
        thread = _thread.get_ident()
        if thread not in _loops and (threading is None or threading.current_thread() is threading.main_thread()):
            self.set_event_loop(self.new_event_loop())
        loop = _loops.get(thread)
        if loop is None:
            raise RuntimeError('There is no current event loop in thread %r.' % (threading.current_thread().name if threading else 'MainThread'))
        return loop

    def set_event_loop(self, loop):
        _loops[_thread.get_ident()] = loop

    def new_event_loop(self):
        return BaseEventLoop()


BaseDefaultEventLoopPolicy = DefaultEventLoopPolicy
_event_loop_policy = DefaultEventLoopPolicy()


def get_event_loop_policy():
    return _event_loop_policy


def set_event_loop_policy(policy):
    global _event_loop_policy
    _event_loop_policy = policy if policy is not None else DefaultEventLoopPolicy()


def set_event_loop(loop):
    _event_loop_policy.set_event_loop(loop)


def new_event_loop():
    return _event_loop_policy.new_event_loop()


# At the end, because these need this module.
from . import futures, tasks
