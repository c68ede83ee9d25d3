"""Exceptions of asyncio."""

__all__ = ('BrokenBarrierError', 'CancelledError', 'InvalidStateError', 'TimeoutError', 'QueueEmpty', 'QueueFull', 'IncompleteReadError',
           'LimitOverrunError', 'SendfileNotAvailableError')


class CancelledError(BaseException):
    """The task or future was cancelled."""


TimeoutError = TimeoutError


class InvalidStateError(Exception):
    """The operation is not allowed in this state."""


class BrokenBarrierError(RuntimeError):
    """Barrier is broken by barrier.abort() call."""


class QueueEmpty(Exception):
    """Queue.get_nowait() of an empty queue."""


class QueueFull(Exception):
    """Queue.put_nowait() on a full queue."""


class SendfileNotAvailableError(RuntimeError):
    """The system cannot send this file or through this transport."""


class IncompleteReadError(EOFError):
    """The stream has ended before what was asked for had come."""

    def __init__(self, partial, expected):
        super().__init__('%d bytes read on a total of %s expected bytes' % (len(partial), 'undefined' if expected is None else repr(expected)))
        self.partial = partial
        self.expected = expected

    def __reduce__(self):
        return type(self), (self.partial, self.expected)


class LimitOverrunError(Exception):
    """What was looked for did not come within the stream's limit."""

    def __init__(self, message, consumed):
        super().__init__(message)
        self.consumed = consumed

    def __reduce__(self):
        return type(self), (self.args[0], self.consumed)
