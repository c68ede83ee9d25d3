"""How tasks show themselves."""
from .base_futures import _future_repr_info


def _task_repr(task):
    info = _future_repr_info(task)
    if task.cancelling() and not task.done():
        info[0] = 'cancelling'
    return f'<{type(task).__name__} {info[0]} name={task.get_name()!r} coro={task._coro!r}{"".join(" " + part for part in info[1:])}>'
