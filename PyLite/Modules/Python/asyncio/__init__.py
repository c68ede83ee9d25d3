"""Coroutines, tasks, queues and locks. What reads from sockets or starts processes is the library's: see _library."""
from . import events, exceptions, futures, locks, queues, runners, taskgroups, tasks, timeouts
from .events import *
from .events import _get_running_loop, _set_running_loop
from .exceptions import *
from .futures import *
from .locks import *
from .queues import *
from .runners import *
from .taskgroups import *
from .tasks import *
from .timeouts import *

__all__ = (events.__all__ + exceptions.__all__ + futures.__all__ + locks.__all__ + queues.__all__ + runners.__all__ + taskgroups.__all__
           + tasks.__all__ + timeouts.__all__)


def __getattr__(name):
    if not name.startswith('_'):
        try:
            from . import _library
        except ImportError:
            pass
        else:
            found = _library.find(name)
            if found is not None:
                return found
    raise AttributeError('module %r has no attribute %r' % (__name__, name))
