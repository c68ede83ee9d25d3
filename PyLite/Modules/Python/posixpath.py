"""Names of files and folders on systems where a slash parts them."""
import posix

curdir, pardir, extsep, sep, pathsep, altsep, devnull = '.', '..', '.', '/', ':', None, '/dev/null'
defpath = '/bin:/usr/bin'
supports_unicode_filenames = False


def _like(path, *texts):
    """The texts as str or bytes, as the path is."""
    return [text.encode() for text in texts] if isinstance(path, bytes) else texts


def normcase(s):
    return posix.fspath(s)


def isabs(s):
    s = posix.fspath(s)
    return s.startswith(_like(s, '/')[0])


def join(a, *p):
    a = posix.fspath(a)
    slash, nothing = _like(a, '/', '')
    path = a
    for part in map(posix.fspath, p):
        if isinstance(part, bytes) != isinstance(path, bytes):
            raise TypeError("Can't mix strings and bytes in path components")
        if part.startswith(slash):
            path = part
        elif not path or path.endswith(slash):
            path += part
        else:
            path += slash + part
    return path


def split(p):
    p = posix.fspath(p)
    slash, = _like(p, '/')
    at = p.rfind(slash) + 1
    head, tail = p[:at], p[at:]
    if head and head != slash * len(head):
        head = head.rstrip(slash)
    return head, tail


def splitext(p):
    p = posix.fspath(p)
    slash, dot = _like(p, '/', '.')
    name = p.rfind(slash) + 1
    at = p.rfind(dot)
    start = name
    while start < len(p) and p[start:start + 1] == dot:
        start += 1
    return (p[:at], p[at:]) if at >= start and at > name else (p, p[:0])


def splitdrive(p):
    p = posix.fspath(p)
    return p[:0], p


def basename(p):
    return split(p)[1] if not posix.fspath(p)[-1:] in ('/', b'/') else posix.fspath(p)[:0]


def dirname(p):
    return split(p)[0]


def _status(path, follow=True):
    try:
        return posix.stat(path, follow_symlinks=follow) if not isinstance(path, int) else posix.fstat(path)
    except (OSError, ValueError):
        return None


def exists(path):
    return _status(path) is not None


def lexists(path):
    return _status(path, False) is not None


def isfile(path):
    status = _status(path)
    return status is not None and status.st_mode & 0o170000 == 0o100000


def isdir(path):
    status = _status(path)
    return status is not None and status.st_mode & 0o170000 == 0o040000


def islink(path):
    status = _status(path, False)
    return status is not None and status.st_mode & 0o170000 == 0o120000


def ismount(path):
    here, above = _status(path, False), _status(join(path, *_like(posix.fspath(path), '..')), False)
    return here is not None and above is not None and (here.st_dev != above.st_dev or here.st_ino == above.st_ino)


def getsize(filename):
    return posix.stat(filename).st_size


def getmtime(filename):
    return posix.stat(filename).st_mtime


def getatime(filename):
    return posix.stat(filename).st_atime


def getctime(filename):
    return posix.stat(filename).st_ctime


def samestat(s1, s2):
    return s1.st_ino == s2.st_ino and s1.st_dev == s2.st_dev


def samefile(f1, f2):
    return samestat(posix.stat(f1), posix.stat(f2))


def expanduser(path):
    path = posix.fspath(path)
    tilde, slash = _like(path, '~', '/')
    if not path.startswith(tilde) or path[1:2] not in (slash, path[:0]):
        return path
    home = posix.environ.get(b'HOME')
    if home is None:
        return path
    if isinstance(path, str):
        home = home.decode('utf-8', 'surrogateescape')
    return (home.rstrip(slash) + path[1:]) or slash


def expandvars(path):
    path = posix.fspath(path)
    if isinstance(path, bytes):
        return path
    result, at = '', 0
    while at < len(path):
        if path[at] != '$':
            result += path[at]
            at += 1
            continue
        end = at + 1
        if path[end:end + 1] == '{':
            end = path.find('}', end)
            if end < 0:
                return result + path[at:]
            name, end = path[at + 2:end], end + 1
        else:
            while end < len(path) and (path[end].isalnum() and path[end].isascii() or path[end] == '_'):
                end += 1
            name = path[at + 1:end]
        value = posix.environ.get(name.encode())
        result += path[at:end] if value is None or not name else value.decode('utf-8', 'surrogateescape')
        at = end
    return result


def normpath(path):
    path = posix.fspath(path)
    slash, dot, two, nothing = _like(path, '/', '.', '..', '')
    if not path:
        return dot
    start = slash * (2 if path.startswith(slash * 2) and not path.startswith(slash * 3) else 1 if path.startswith(slash) else 0)
    parts = []
    for part in path.split(slash):
        if part in (nothing, dot):
            continue
        if part != two or (not start and not parts) or (parts and parts[-1] == two):
            parts.append(part)
        elif parts:
            parts.pop()
    return start + slash.join(parts) or dot


def abspath(path):
    path = posix.fspath(path)
    if not isabs(path):
        path = join(posix.getcwdb() if isinstance(path, bytes) else posix.getcwd(), path)
    return normpath(path)


def realpath(filename, *, strict=False):
    filename = posix.fspath(filename)
    slash, dot, two, nothing = _like(filename, '/', '.', '..', '')
    rest = abspath(filename).split(slash) if not isabs(filename) else filename.split(slash)
    rest.reverse()
    path, links = slash, 0
    while rest:
        part = rest.pop()
        if part in (nothing, dot):
            continue
        if part == two:
            path = split(path)[0]
            continue
        further = join(path, part)
        try:
            is_link = posix.lstat(further).st_mode & 0o170000 == 0o120000
        except OSError:
            if strict:
                raise
            is_link = False
        if not is_link or links > 40:
            path = further
            continue
        links += 1
        target = posix.readlink(further)
        if isabs(target):
            path = slash
        rest.extend(reversed(target.split(slash)))
    return path


def commonprefix(m):
    if not m:
        return ''
    first, last = min(m), max(m)
    for i, c in enumerate(first):
        if c != last[i]:
            return first[:i]
    return first


def commonpath(paths):
    paths = [posix.fspath(path) for path in paths]
    if not paths:
        raise ValueError('commonpath() arg is an empty sequence')
    slash, dot, nothing = _like(paths[0], '/', '.', '')
    if len({isabs(path) for path in paths}) > 1:
        raise ValueError("Can't mix absolute and relative paths")
    split_paths = [[part for part in path.split(slash) if part not in (nothing, dot)] for path in paths]
    return (slash if isabs(paths[0]) else nothing) + slash.join(commonprefix(split_paths))


def relpath(path, start=None):
    path = posix.fspath(path)
    if not path:
        raise ValueError('no path specified')
    slash, dot, two = _like(path, '/', '.', '..')
    here = [part for part in abspath(dot if start is None else start).split(slash) if part]
    there = [part for part in abspath(path).split(slash) if part]
    same = len(commonprefix([here, there]))
    return slash.join([two] * (len(here) - same) + there[same:]) or dot
