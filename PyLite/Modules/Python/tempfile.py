"""Files and folders for a short time."""

import io
import os
import random
import sys

__all__ = [
    "NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "TemporaryDirectory", "mkstemp", "mkdtemp", "mktemp", "TMP_MAX", "gettempprefix",
    "tempdir", "gettempdir", "gettempprefixb", "gettempdirb"]

TMP_MAX = 10000
tempdir = None
template = "tmp"
_letters = "abcdefghijklmnopqrstuvwxyz0123456789_"
_random = random.SystemRandom() if hasattr(random, "SystemRandom") else random.Random(int.from_bytes(os.urandom(8), "big"))


def gettempprefix():
    return template


def gettempprefixb():
    return template.encode()


def gettempdir():
    global tempdir
    if tempdir is None:
        places = [os.environ.get(name) for name in ("TMPDIR", "TEMP", "TMP")] + ["/tmp", "/var/tmp", "/usr/tmp", os.getcwd()]
        for place in places:
            if place and os.path.isdir(place) and os.access(place, os.W_OK | os.X_OK):
                tempdir = os.path.abspath(place)
                break
        else:
            raise FileNotFoundError(2, f"No usable temporary directory found in {[p for p in places if p]}")
    return tempdir


def gettempdirb():
    return os.fsencode(gettempdir())


def _parts(prefix, suffix, dir):
    is_bytes = any(isinstance(part, bytes) for part in (prefix, suffix, dir))
    if is_bytes and any(isinstance(part, str) for part in (prefix, suffix, dir)):
        raise TypeError("Can't mix bytes and non-bytes in path components.")
    if prefix is None:
        prefix = gettempprefixb() if is_bytes else gettempprefix()
    if suffix is None:
        suffix = b"" if is_bytes else ""
    if dir is None:
        dir = gettempdirb() if is_bytes else gettempdir()
    return prefix, suffix, os.fspath(dir)


def _names(prefix, suffix, dir):
    for _ in range(TMP_MAX):
        name = "".join(_random.choice(_letters) for _ in range(8))
        yield os.path.join(dir, prefix + (name.encode() if isinstance(prefix, bytes) else name) + suffix)
    raise FileExistsError(17, "No usable temporary file name found")


def mkstemp(suffix=None, prefix=None, dir=None, text=False):
    for name in _names(*_parts(prefix, suffix, dir)):
        name = os.path.abspath(name)
        try:
            return os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o600), name
        except FileExistsError:
            pass


def mkdtemp(suffix=None, prefix=None, dir=None):
    for name in _names(*_parts(prefix, suffix, dir)):
        try:
            os.mkdir(name, 0o700)
            return name
        except FileExistsError:
            pass


def mktemp(suffix="", prefix=template, dir=None):
    for name in _names(prefix, suffix, gettempdir() if dir is None else dir):
        if not os.path.lexists(name):
            return os.path.abspath(name)


class _TemporaryFileWrapper:
    """A file that is removed when it is closed."""

    def __init__(self, file, name, delete=True):
        self.file = file
        self.name = name
        self.delete = delete
        self._is_gone = False

    def __getattr__(self, name):
        value = getattr(self.__dict__["file"], name)
        if not isinstance(value, int):
            setattr(self, name, value)
        return value

    def close(self):
        self.file.close()
        if self.delete and not self._is_gone:
            self._is_gone = True
            os.unlink(self.name)

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, *exception):
        self.close()

    def __iter__(self):
        yield from self.file

    def __del__(self):
        if "_is_gone" in self.__dict__ and not self.file.closed:
            self.close()

    def __repr__(self):
        return f"<tempfile._TemporaryFileWrapper object at {id(self):#x}>"


def NamedTemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, delete=True, *, errors=None):
    fd, name = mkstemp(suffix, prefix, dir)
    try:
        file = io.open(fd, mode, buffering=buffering, newline=newline, encoding=encoding, errors=errors)
    except BaseException:
        os.close(fd)
        os.unlink(name)
        raise
    return _TemporaryFileWrapper(file, name, delete)


def TemporaryFile(mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
    fd, name = mkstemp(suffix, prefix, dir)
    os.unlink(name)
    try:
        return io.open(fd, mode, buffering=buffering, newline=newline, encoding=encoding, errors=errors)
    except BaseException:
        os.close(fd)
        raise


class SpooledTemporaryFile:
    """A file that is kept in memory until it grows too large for that."""

    def __init__(self, max_size=0, mode="w+b", buffering=-1, encoding=None, newline=None, suffix=None, prefix=None, dir=None, *, errors=None):
        self._options = dict(mode=mode, buffering=buffering, encoding=encoding, newline=newline, suffix=suffix, prefix=prefix, dir=dir, errors=errors)
        self._file = io.BytesIO() if "b" in mode else io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors=errors, newline=newline)
        self._max_size = max_size
        self._rolled = False

    def rollover(self):
        if self._rolled:
            return
        old, at = self._file, self._file.tell()
        self._file = new = TemporaryFile(**self._options)
        old.seek(0)
        new.write(old.read())
        new.seek(at)
        self._rolled = True

    def _check(self):
        if not self._rolled and self._max_size and self._file.tell() > self._max_size:
            self.rollover()

    def write(self, data):
        count = self._file.write(data)
        self._check()
        return count

    def writelines(self, lines):
        self._file.writelines(lines)
        self._check()

    def __getattr__(self, name):
        return getattr(self.__dict__["_file"], name)

    def __iter__(self):
        return iter(self._file)

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self._file.close()


def _remove_tree(path):
    with os.scandir(path) as entries:
        for entry in list(entries):
            if entry.is_dir(follow_symlinks=False):
                _remove_tree(entry.path)
            else:
                os.unlink(entry.path)
    os.rmdir(path)


class TemporaryDirectory:
    """A folder that is removed with all that is in it."""

    def __init__(self, suffix=None, prefix=None, dir=None, ignore_cleanup_errors=False):
        self.name = mkdtemp(suffix, prefix, dir)
        self._ignores = ignore_cleanup_errors

    def __repr__(self):
        return f"<{type(self).__name__} {self.name!r}>"

    def __enter__(self):
        return self.name

    def __exit__(self, *exception):
        self.cleanup()

    def cleanup(self):
        try:
            if os.path.isdir(self.name):
                _remove_tree(self.name)
        except OSError:
            if not self._ignores:
                raise
