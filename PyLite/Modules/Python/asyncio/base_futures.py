"""How futures show themselves."""


def _future_repr_info(future):
    info = [future._state.lower()]
    if future._state == 'FINISHED':
        info.append(f'result={future._result!r}' if future._exception is None else f'exception={future._exception!r}')
    return info


def _future_repr(future):
    return f'<{type(future).__name__} {" ".join(_future_repr_info(future))}>'
