"""The system: files, folders, processes and the environment."""
import posix
import posixpath as path
import sys
from posix import *
from posix import _exit
from posixpath import altsep, curdir, defpath, devnull, extsep, pardir, pathsep, sep

sys.modules['os.path'] = path
name = 'posix'
linesep = '\n'
error = OSError
SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2
P_WAIT, P_NOWAIT = 0, 1


def fsencode(filename):
    filename = fspath(filename)
    return filename.encode('utf-8', 'surrogateescape') if isinstance(filename, str) else filename


def fsdecode(filename):
    filename = fspath(filename)
    return filename.decode('utf-8', 'surrogateescape') if isinstance(filename, bytes) else filename


class _Environ:
    """The variables of the environment. What is set here, programs that are started see."""

    def __init__(self, data):
        self._data = data

    def __getitem__(self, key):
        try:
            return fsdecode(self._data[self._key(key)])
        except KeyError:
            raise KeyError(key) from None

    def __setitem__(self, key, value):
        if not isinstance(value, str):
            raise TypeError('str expected, not %s' % type(value).__name__)
        putenv(key, value)
        self._data[self._key(key)] = fsencode(value)

    def __delitem__(self, key):
        try:
            del self._data[self._key(key)]
        except KeyError:
            raise KeyError(key) from None
        unsetenv(key)

    @staticmethod
    def _key(key):
        if not isinstance(key, str):
            raise TypeError('str expected, not %s' % type(key).__name__)
        return fsencode(key)

    def __iter__(self):
        return iter([fsdecode(key) for key in self._data])

    def __len__(self):
        return len(self._data)

    def __contains__(self, key):
        return fsencode(key) in self._data

    def __repr__(self):
        return 'environ(%r)' % (dict(self.items()),)

    def keys(self):
        return {key: None for key in self}.keys()

    def values(self):
        return dict(self.items()).values()

    def items(self):
        return {key: self[key] for key in self}.items()

    def get(self, key, default=None):
        return self[key] if key in self else default

    def pop(self, key, *default):
        if key not in self and default:
            return default[0]
        value = self[key]
        del self[key]
        return value

    def setdefault(self, key, value):
        if key not in self:
            self[key] = value
        return self[key]

    def update(self, other=(), **more):
        for key, value in dict(other, **more).items():
            self[key] = value

    def clear(self):
        for key in self:
            del self[key]

    def copy(self):
        return dict(self.items())


environ = _Environ(posix.environ)


def getenv(key, default=None):
    return environ.get(key, default)


def get_exec_path(env=None):
    return (environ if env is None else env).get('PATH', defpath).split(pathsep)


def makedirs(name, mode=0o777, exist_ok=False):
    head, tail = path.split(name)
    if not tail:
        head, tail = path.split(head)
    if head and tail and not path.exists(head):
        try:
            makedirs(head, exist_ok=exist_ok)
        except FileExistsError:
            pass
        if tail in ('.', b'.'):
            return
    try:
        mkdir(name, mode)
    except OSError:
        if not exist_ok or not path.isdir(name):
            raise


def removedirs(name):
    rmdir(name)
    head, tail = path.split(name.rstrip('/'))
    while head and tail:
        try:
            rmdir(head)
        except OSError:
            break
        head, tail = path.split(head)


def renames(old, new):
    head, tail = path.split(new)
    if head and tail and not path.exists(head):
        makedirs(head)
    rename(old, new)


def walk(top, topdown=True, onerror=None, followlinks=False):
    top = fspath(top)
    folders, files = [], []
    try:
        entries = list(scandir(top))
    except OSError as problem:
        if onerror is not None:
            onerror(problem)
        return
    for entry in entries:
        (folders if entry.is_dir() else files).append(entry.name)
    if topdown:
        yield top, folders, files
    for folder in folders:
        below = path.join(top, folder)
        if followlinks or not path.islink(below):
            yield from walk(below, topdown, onerror, followlinks)
    if not topdown:
        yield top, folders, files


def fdopen(fd, mode='r', buffering=-1, encoding=None, *args, **kwargs):
    if not isinstance(fd, int):
        raise TypeError('invalid fd type (%s, expected integer)' % type(fd))
    import io
    return io.open(fd, mode, buffering, encoding, *args, **kwargs)


def popen(cmd, mode='r', buffering=-1):
    raise NotImplementedError('os.popen needs the library of CPython 3.11')


def execvp(file, args):
    execvpe(file, args, environ)


def execvpe(file, args, env):
    if path.dirname(file):
        execve(file, args, env)
    problem = None
    for folder in get_exec_path(env):
        try:
            execve(path.join(folder, file), args, env)
        except OSError as error:
            problem = problem if isinstance(error, (FileNotFoundError, NotADirectoryError)) and problem else error
    raise problem


def execl(file, *args):
    execv(file, args)


def execlp(file, *args):
    execvp(file, args)


class PathLike:
    """What has ``__fspath__``."""

    def __class_getitem__(cls, item):
        return cls
