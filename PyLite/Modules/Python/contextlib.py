"""Helpers for with statements."""
import sys
from functools import wraps


class ContextDecorator:
    """A context manager that can also stand as a decorator: the function runs inside it."""

    def _recreate(self):
        return self

    def __call__(self, function):
        @wraps(function)
        def inner(*args, **kwargs):
            with self._recreate():
                return function(*args, **kwargs)
        return inner


class AsyncContextDecorator:
    """As ContextDecorator, for async with and coroutine functions."""

    def _recreate(self):
        return self

    def __call__(self, function):
        @wraps(function)
        async def inner(*args, **kwargs):
            async with self._recreate():
                return await function(*args, **kwargs)
        return inner


class AbstractContextManager:
    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        return None

    def __class_getitem__(cls, item):
        return cls


class AbstractAsyncContextManager:
    async def __aenter__(self):
        return self

    async def __aexit__(self, kind, value, traceback):
        return None

    def __class_getitem__(cls, item):
        return cls


class _GeneratorContextManager(ContextDecorator, AbstractContextManager):
    def __init__(self, function, args, kwargs):
        self._made_of = function, args, kwargs
        self._generator = function(*args, **kwargs)

    def _recreate(self):
        return _GeneratorContextManager(*self._made_of)

    def __enter__(self):
        try:
            return next(self._generator)
        except StopIteration:
            raise RuntimeError("generator didn't yield") from None

    def __exit__(self, kind, value, traceback):
        if kind is None:
            try:
                next(self._generator)
            except StopIteration:
                return False
            raise RuntimeError("generator didn't stop")
        try:
            self._generator.throw(value)
        except StopIteration as stop:
            return stop is not value
        except BaseException as error:
            if error is value:
                return False
            raise
        raise RuntimeError("generator didn't stop after throw()")


def contextmanager(function):
    @wraps(function)
    def helper(*args, **kwargs):
        return _GeneratorContextManager(function, args, kwargs)
    return helper


class _AsyncGeneratorContextManager(AsyncContextDecorator, AbstractAsyncContextManager):
    def __init__(self, function, args, kwargs):
        self._made_of = function, args, kwargs
        self._generator = function(*args, **kwargs)

    def _recreate(self):
        return _AsyncGeneratorContextManager(*self._made_of)

    async def __aenter__(self):
        try:
            return await anext(self._generator)
        except StopAsyncIteration:
            raise RuntimeError("generator didn't yield") from None

    async def __aexit__(self, kind, value, traceback):
        if kind is None:
            try:
                await anext(self._generator)
            except StopAsyncIteration:
                return False
            raise RuntimeError("generator didn't stop")
        if value is None:
            value = kind()
        try:
            await self._generator.athrow(value)
        except StopAsyncIteration as stop:
            return stop is not value
        except RuntimeError as error:
            if error is value:
                return False
            # The generator's frame has turned the exception into a RuntimeError.
            if isinstance(value, (StopIteration, StopAsyncIteration)) and error.__cause__ is value:
                return False
            raise
        except BaseException as error:
            if error is value:
                return False
            raise
        raise RuntimeError("generator didn't stop after athrow()")


def asynccontextmanager(function):
    @wraps(function)
    def helper(*args, **kwargs):
        return _AsyncGeneratorContextManager(function, args, kwargs)
    return helper


class suppress:
    def __init__(self, *exceptions):
        self._exceptions = exceptions

    def __enter__(self):
        return None

    def __exit__(self, kind, value, traceback):
        return kind is not None and issubclass(kind, self._exceptions)


class closing:
    def __init__(self, thing):
        self.thing = thing

    def __enter__(self):
        return self.thing

    def __exit__(self, *args):
        self.thing.close()


class aclosing(AbstractAsyncContextManager):
    def __init__(self, thing):
        self.thing = thing

    async def __aenter__(self):
        return self.thing

    async def __aexit__(self, *args):
        await self.thing.aclose()


class nullcontext:
    def __init__(self, enter_result=None):
        self.enter_result = enter_result

    def __enter__(self):
        return self.enter_result

    def __exit__(self, *args):
        return None

    async def __aenter__(self):
        return self.enter_result

    async def __aexit__(self, *args):
        return None


class _Redirect:
    def __init__(self, target):
        self._target = target
        self._old = []

    def __enter__(self):
        self._old.append(getattr(sys, self._stream))
        setattr(sys, self._stream, self._target)
        return self._target

    def __exit__(self, *args):
        setattr(sys, self._stream, self._old.pop())


class redirect_stdout(_Redirect):
    _stream = 'stdout'


class redirect_stderr(_Redirect):
    _stream = 'stderr'


class ExitStack:
    def __init__(self):
        self._callbacks = []

    def enter_context(self, manager):
        value = manager.__enter__()
        self._callbacks.append(manager.__exit__)
        return value

    def push(self, exit):
        self._callbacks.append(getattr(exit, '__exit__', exit))
        return exit

    def callback(self, function, /, *args, **kwargs):
        def call(*details):
            function(*args, **kwargs)
        self._callbacks.append(call)
        return function

    def pop_all(self):
        other = type(self)()
        other._callbacks, self._callbacks = self._callbacks, []
        return other

    def close(self):
        self.__exit__(None, None, None)

    def __enter__(self):
        return self

    def __exit__(self, kind, value, traceback):
        """Unwinds in reverse order. What a callback raises takes the place of what was being raised."""
        raised = value
        while self._callbacks:
            exit = self._callbacks.pop()
            try:
                if exit(type(raised) if raised is not None else None, raised, getattr(raised, '__traceback__', None)):
                    raised = None
            except BaseException as error:
                raised = error
        if raised is not None and raised is not value:
            raise raised
        return raised is None and value is not None


class AsyncExitStack(AbstractAsyncContextManager):
    def __init__(self):
        self._callbacks = []

    def _add(self, call):
        self._callbacks.append(call)

    async def enter_async_context(self, manager):
        value = await manager.__aenter__()
        self._add(manager.__aexit__)
        return value

    def enter_context(self, manager):
        value = manager.__enter__()
        self.push(manager)
        return value

    def push_async_exit(self, exit):
        self._add(getattr(exit, '__aexit__', exit))
        return exit

    def push(self, exit):
        method = getattr(exit, '__exit__', exit)

        async def call(*details):
            return method(*details)
        self._add(call)
        return exit

    def callback(self, function, /, *args, **kwargs):
        async def call(*details):
            function(*args, **kwargs)
        self._add(call)
        return function

    def push_async_callback(self, function, /, *args, **kwargs):
        async def call(*details):
            await function(*args, **kwargs)
        self._add(call)
        return function

    def pop_all(self):
        other = type(self)()
        other._callbacks, self._callbacks = self._callbacks, []
        return other

    async def aclose(self):
        await self.__aexit__(None, None, None)

    async def __aexit__(self, kind, value, traceback):
        """As ExitStack's."""
        raised = value
        while self._callbacks:
            exit = self._callbacks.pop()
            try:
                if await exit(type(raised) if raised is not None else None, raised, getattr(raised, '__traceback__', None)):
                    raised = None
            except BaseException as error:
                raised = error
        if raised is not None and raised is not value:
            raise raised
        return raised is None and value is not None
