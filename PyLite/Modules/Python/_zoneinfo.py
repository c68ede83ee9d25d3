"""The class of CPython's C module: that of the library in Python, shown as CPython shows its own."""
from zoneinfo._zoneinfo import ZoneInfo


def _show(self):
    cls = type(self)
    name = 'zoneinfo.ZoneInfo' if cls is ZoneInfo else cls.__name__
    if self.key is not None:
        return f'{name}(key={self.key!r})'
    return f'{name}.from_file({self._file_repr})'


ZoneInfo.__module__ = 'zoneinfo'
ZoneInfo.__repr__ = _show
