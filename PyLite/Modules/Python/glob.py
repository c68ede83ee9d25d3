"""Files whose names fit a pattern."""

import fnmatch
import os
import re

__all__ = ["escape", "glob", "iglob"]

_magic = re.compile("[*?[]")
_magic_bytes = re.compile(b"[*?[]")


def has_magic(s):
    return (_magic_bytes if isinstance(s, bytes) else _magic).search(s) is not None


def glob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    return list(iglob(pathname, root_dir=root_dir, dir_fd=dir_fd, recursive=recursive, include_hidden=include_hidden))


def iglob(pathname, *, root_dir=None, dir_fd=None, recursive=False, include_hidden=False):
    root = pathname[:0] if root_dir is None else os.fspath(root_dir)
    for path in _paths(pathname, root, recursive, include_hidden, False):
        if path:
            yield path


def _paths(pathname, root, recursive, hidden, folders_only):
    folder, pattern = os.path.split(pathname)
    if not has_magic(pathname):
        if pattern:
            if os.path.lexists(os.path.join(root, pathname)):
                yield pathname
        elif os.path.isdir(os.path.join(root, folder)):
            yield pathname
        return
    everything = recursive and pattern == _like("**", pattern)
    if folder and folder != pathname and has_magic(folder):
        folders = _paths(folder, root, recursive, hidden, True)
    else:
        folders = [folder]
    for folder in folders:
        if everything:
            names = _below(os.path.join(root, folder), hidden, folders_only) if not folder or os.path.isdir(os.path.join(root, folder)) else ()
        elif has_magic(pattern):
            names = fnmatch.filter(_names(os.path.join(root, folder), folders_only), pattern)
            if not hidden and not _is_hidden(pattern):
                names = [name for name in names if not _is_hidden(name)]
        elif pattern:
            names = [pattern] if os.path.lexists(os.path.join(root, folder, pattern)) else ()
        else:
            names = [pattern] if os.path.isdir(os.path.join(root, folder)) else ()
        for name in names:
            yield os.path.join(folder, name)


def _like(text, other):
    return text.encode() if isinstance(other, bytes) else text


def _is_hidden(name):
    return name[:1] == _like(".", name)


def _names(folder, folders_only):
    try:
        with os.scandir(folder or os.curdir.encode() if isinstance(folder, bytes) else folder or os.curdir) as entries:
            return [e.name for e in entries if not folders_only or e.is_dir()]
    except OSError:
        return []


def _below(folder, hidden, folders_only):
    yield folder[:0]
    yield from _deeper(folder, hidden, folders_only)


def _deeper(folder, hidden, folders_only):
    for name in _names(folder, folders_only):
        if hidden or not _is_hidden(name):
            yield name
            for below in _deeper(os.path.join(folder, name) if folder else name, hidden, folders_only):
                yield os.path.join(name, below)


def escape(pathname):
    drive, rest = os.path.splitdrive(pathname)
    if isinstance(pathname, bytes):
        return drive + _magic_bytes.sub(rb"[\g<0>]", rest)
    return drive + _magic.sub(r"[\g<0>]", rest)
