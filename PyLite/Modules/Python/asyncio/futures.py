"""Results that will be there later."""
from _asyncio import Future

from . import events

__all__ = ('Future', 'isfuture', 'wrap_future')

def isfuture(obj):
    return hasattr(type(obj), '_asyncio_future_blocking') and obj._asyncio_future_blocking is not None


def wrap_future(future, *, loop=None):
    """A future of the loop that gets the result of a future of a thread."""
    if isfuture(future):
        return future
    loop = loop or events.get_event_loop()
    mine = Future(loop=loop)

    def copy():
        if mine.done():
            return
        if future.cancelled():
            mine.cancel()
        elif future.exception() is not None:
            mine.set_exception(future.exception())
        else:
            mine.set_result(future.result())

    future.add_done_callback(lambda _: loop.call_soon_threadsafe(copy))
    return mine
