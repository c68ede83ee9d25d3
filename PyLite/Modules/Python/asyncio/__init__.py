"""Coroutines, tasks, queues and locks, for machines without CPython's library."""
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
