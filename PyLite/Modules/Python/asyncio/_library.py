"""
What reads from sockets and starts processes comes from CPython's library, where there is one: its transports, protocols, streams and
subprocesses stand on its selector loop. A loop of ours becomes one that is both when such a thing is first asked of it.
"""
import selectors
import socket
import weakref

from . import events, unix_events

_names = {
    'base_events': 'Server',
    'protocols': 'BaseProtocol BufferedProtocol DatagramProtocol Protocol SubprocessProtocol',
    'streams': 'StreamReader StreamReaderProtocol StreamWriter open_connection open_unix_connection start_server start_unix_server',
    'subprocess': 'create_subprocess_exec create_subprocess_shell',
    'transports': 'BaseTransport DatagramTransport ReadTransport SubprocessTransport Transport WriteTransport',
    'unix_events': 'AbstractChildWatcher FastChildWatcher MultiLoopChildWatcher PidfdChildWatcher SafeChildWatcher ThreadedChildWatcher',
}
_modules = ('base_events base_futures base_subprocess base_tasks constants coroutines format_helpers log mixins protocols selector_events sslproto staggered '
            'streams subprocess threads transports trsock unix_events').split()


def find(name):
    """A name of the package that is the library's; None when there is none."""
    from importlib import import_module
    for module, names in _names.items():
        if name in names.split():
            return getattr(import_module('asyncio.' + module), name)
    if name in _modules:
        return import_module('asyncio.' + name)
    return SelectorEventLoop if name == 'SelectorEventLoop' else None


class _UnixSelectorEventLoop(events.BaseEventLoop, unix_events._UnixSelectorEventLoop):
    """Calls, tasks and times are ours; descriptors, transports and processes are the library's."""

    def __init__(self, selector=None):
        super().__init__()
        complete(self, selector)

    def call_soon_threadsafe(self, callback, *args, context=None):
        handle = self.call_soon(callback, *args, context=context)
        self._write_to_self()
        return handle

    def _run_once(self):
        if self._ready or self._stopping:
            self._process_events(self._selector.select(0))
        super()._run_once()

    def _wait(self, seconds):
        self._process_events(self._selector.select(seconds))

    def close(self):
        if not self._closed:
            unix_events._UnixSelectorEventLoop.close(self)
            super().close()

    async def shutdown_default_executor(self):
        pass


SelectorEventLoop = _UnixSelectorEventLoop


def complete(loop, selector=None):
    """Makes a loop of ours one that waits for descriptors too."""
    loop.__class__ = SelectorEventLoop
    loop._selector = selectors.DefaultSelector() if selector is None else selector
    loop._signal_handlers = {}
    loop._unix_server_sockets = {}
    loop._transports = weakref.WeakValueDictionary()
    loop._internal_fds = 0
    loop._default_executor = None
    loop._executor_shutdown_called = False
    loop._asyncgens_shutdown_called = False
    loop._current_handle = None
    loop._timer_cancelled_count = 0
    loop.slow_callback_duration = 0.1
    loop._make_self_pipe()


def has(name):
    return hasattr(SelectorEventLoop, name)
