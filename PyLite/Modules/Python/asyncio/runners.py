"""asyncio.run() and Runner."""
import _contextvars

from . import events, tasks

__all__ = ('Runner', 'run')


class Runner:
    def __init__(self, *, debug=None, loop_factory=None):
        self._debug = debug
        self._factory = loop_factory
        self._loop = None
        self._context = None
        self._closed = False

    def __enter__(self):
        self._prepare()
        return self

    def __exit__(self, kind, error, traceback):
        self.close()

    def _prepare(self):
        if self._closed:
            raise RuntimeError('Runner is closed')
        if self._loop is None:
            if self._factory is None:
                self._loop = events.new_event_loop()
                events.set_event_loop(self._loop)
            else:
                self._loop = self._factory()
            if self._debug is not None:
                self._loop.set_debug(self._debug)
            self._context = _contextvars.copy_context()

    def get_loop(self):
        self._prepare()
        return self._loop

    def run(self, coro, *, context=None):
        if not tasks.iscoroutine(coro):
            raise ValueError('a coroutine was expected, got %r' % (coro,))
        if events._get_running_loop() is not None:
            raise RuntimeError('Runner.run() cannot be called from a running event loop')
        self._prepare()
        task = self._loop.create_task(coro, context=self._context if context is None else context)
        return self._loop.run_until_complete(task)

    def close(self):
        if self._closed or self._loop is None:
            self._closed = True
            return
        loop = self._loop
        try:
            _cancel_all(loop)
            loop.run_until_complete(loop.shutdown_asyncgens())
        finally:
            if self._factory is None:
                events.set_event_loop(None)
            loop.close()
            self._loop = None
            self._closed = True


def _cancel_all(loop):
    left = tasks.all_tasks(loop)
    if not left:
        return
    for task in left:
        task.cancel()
    loop.run_until_complete(tasks.gather(*left, return_exceptions=True))
    for task in left:
        if not task.cancelled() and task.exception() is not None:
            loop.call_exception_handler({'message': 'unhandled exception during asyncio.run() shutdown', 'exception': task.exception(), 'task': task})


def run(main, *, debug=None):
    if events._get_running_loop() is not None:
        raise RuntimeError('asyncio.run() cannot be called from a running event loop')
    with Runner(debug=debug) as runner:
        return runner.run(main)
