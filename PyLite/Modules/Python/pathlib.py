"""Paths as objects: PurePosixPath knows the text, Path the files too."""

import fnmatch
import io
import os
import re

__all__ = ["PurePath", "PurePosixPath", "Path", "PosixPath"]


class _Parents:
    """The paths above one, the nearest first."""

    def __init__(self, path):
        self._path = path
        self._parts = path._tail

    def __len__(self):
        return len(self._parts)

    def __getitem__(self, at):
        if isinstance(at, slice):
            return tuple(self[i] for i in range(*at.indices(len(self))))
        if not -len(self) <= at < len(self):
            raise IndexError(at)
        at %= len(self)
        return self._path._with(self._parts[:len(self._parts) - at - 1])

    def __iter__(self):
        return (self[i] for i in range(len(self)))

    def __repr__(self):
        return f"<{type(self._path).__name__}.parents>"


class PurePath:
    """The text of a path. Parts are set apart by single slashes; single dots are left out."""

    __slots__ = "_root", "_tail", "_text", "__weakref__"

    def __new__(cls, *args, **kwargs):
        if cls is PurePath:
            cls = PurePosixPath
        return cls._from(args)

    @classmethod
    def _from(cls, args):
        texts = []
        for arg in args:
            if isinstance(arg, PurePath):
                texts.append(str(arg))
                continue
            text = os.fspath(arg)
            if not isinstance(text, str):
                raise TypeError("argument should be a str object or an os.PathLike object returning str, not " + repr(type(text)))
            texts.append(text)
        start = max((i for i, text in enumerate(texts) if text.startswith("/")), default=0)
        texts = texts[start:]
        root = ""
        if texts and texts[0].startswith("/"):
            # Two slashes are a root of their own, more are one.
            root = "//" if texts[0].startswith("//") and not texts[0].startswith("///") else "/"
        return cls._made(root, [part for text in texts for part in text.split("/") if part and part != "."])

    @classmethod
    def _made(cls, root, tail):
        self = object.__new__(cls)
        self._root = root
        self._tail = tail
        self._text = None
        return self

    def _with(self, tail):
        return self._made(self._root, tail)

    def __reduce__(self):
        return type(self), tuple(self.parts)

    def __str__(self):
        if self._text is None:
            self._text = self._root + "/".join(self._tail) or "."
        return self._text

    __fspath__ = __str__

    def as_posix(self):
        return str(self)

    def __bytes__(self):
        return os.fsencode(self)

    def __repr__(self):
        return f"{type(self).__name__}({str(self)!r})"

    def as_uri(self):
        if not self.is_absolute():
            raise ValueError("relative path can't be expressed as a file URI")
        from urllib.parse import quote_from_bytes
        return "file://" + quote_from_bytes(bytes(self))

    def _key(self):
        return [self._root, *self._tail] if self._root else self._tail

    def __eq__(self, other):
        return self._key() == other._key() if isinstance(other, PurePath) else NotImplemented

    def __hash__(self):
        return hash(tuple(self._key()))

    def __lt__(self, other):
        return self._key() < other._key() if isinstance(other, PurePath) else NotImplemented

    def __le__(self, other):
        return self._key() <= other._key() if isinstance(other, PurePath) else NotImplemented

    def __gt__(self, other):
        return self._key() > other._key() if isinstance(other, PurePath) else NotImplemented

    def __ge__(self, other):
        return self._key() >= other._key() if isinstance(other, PurePath) else NotImplemented

    @classmethod
    def __class_getitem__(cls, item):
        return cls

    drive = ""
    root = property(lambda self: self._root)
    anchor = property(lambda self: self._root)
    parts = property(lambda self: tuple(self._key()))
    name = property(lambda self: self._tail[-1] if self._tail else "")
    parents = property(_Parents)

    @property
    def parent(self):
        return self._with(self._tail[:-1]) if self._tail else self

    @property
    def suffix(self):
        name = self.name
        at = name.rfind(".")
        return name[at:] if 0 < at < len(name) - 1 else ""

    @property
    def suffixes(self):
        name = self.name
        return [] if name.endswith(".") else ["." + part for part in name.lstrip(".").split(".")[1:]]

    @property
    def stem(self):
        name, suffix = self.name, self.suffix
        return name[:len(name) - len(suffix)]

    def with_name(self, name):
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        if not name or "/" in name or name == ".":
            raise ValueError(f"Invalid name {name!r}")
        return self._with(self._tail[:-1] + [name])

    def with_stem(self, stem):
        return self.with_name(stem + self.suffix)

    def with_suffix(self, suffix):
        if "/" in suffix or suffix and not suffix.startswith(".") or suffix == ".":
            raise ValueError(f"Invalid suffix {suffix!r}")
        if not self.name:
            raise ValueError(f"{self!r} has an empty name")
        return self._with(self._tail[:-1] + [self.stem + suffix])

    def relative_to(self, *other):
        if not other:
            raise TypeError("need at least one argument")
        start = self._from(other)
        if start._root != self._root or self._tail[:len(start._tail)] != start._tail:
            raise ValueError(f"{str(self)!r} is not in the subpath of {str(start)!r} OR one path is relative and the other is absolute.")
        return self._made("", self._tail[len(start._tail):])

    def is_relative_to(self, *other):
        try:
            self.relative_to(*other)
            return True
        except ValueError:
            return False

    def joinpath(self, *args):
        return self._from((self, *args))

    def __truediv__(self, other):
        try:
            return self._from((self, other))
        except TypeError:
            return NotImplemented

    def __rtruediv__(self, other):
        try:
            return self._from((other, self))
        except TypeError:
            return NotImplemented

    def is_absolute(self):
        return bool(self._root)

    def is_reserved(self):
        return False

    def match(self, path_pattern):
        pattern = PurePosixPath(path_pattern)
        wanted, mine = pattern._key(), self._key()
        if not wanted:
            raise ValueError("empty pattern")
        if pattern._root and len(wanted) != len(mine) or len(wanted) > len(mine):
            return False
        return all(fnmatch.fnmatchcase(part, fits) for part, fits in zip(reversed(mine), reversed(wanted)))


class PurePosixPath(PurePath):
    __slots__ = ()


class Path(PurePath):
    """A path of the system, and what may be done with the file there."""

    __slots__ = ()

    def __new__(cls, *args, **kwargs):
        return (PosixPath if cls is Path else cls)._from(args)

    @classmethod
    def cwd(cls):
        return cls(os.getcwd())

    @classmethod
    def home(cls):
        return cls("~").expanduser()

    def stat(self, *, follow_symlinks=True):
        return os.stat(self, follow_symlinks=follow_symlinks)

    def lstat(self):
        return os.stat(self, follow_symlinks=False)

    def _is(self, kind, follow=True):
        try:
            return os.stat(self, follow_symlinks=follow).st_mode & 0o170000 == kind
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return False
        except OSError as e:
            if e.errno == 40:
                return False
            raise

    def exists(self):
        try:
            self.stat()
            return True
        except (FileNotFoundError, NotADirectoryError, ValueError):
            return False

    def is_dir(self):
        return self._is(0o040000)

    def is_file(self):
        return self._is(0o100000)

    def is_symlink(self):
        return self._is(0o120000, follow=False)

    def is_fifo(self):
        return self._is(0o010000)

    def is_socket(self):
        return self._is(0o140000)

    def is_block_device(self):
        return self._is(0o060000)

    def is_char_device(self):
        return self._is(0o020000)

    def is_mount(self):
        return self.is_dir() and os.path.ismount(self)

    def samefile(self, other_path):
        mine, other = self.stat(), os.stat(other_path)
        return (mine.st_ino, mine.st_dev) == (other.st_ino, other.st_dev)

    def open(self, mode="r", buffering=-1, encoding=None, errors=None, newline=None):
        return io.open(self, mode, buffering, encoding, errors, newline)

    def read_bytes(self):
        with self.open("rb") as f:
            return f.read()

    def read_text(self, encoding=None, errors=None):
        with self.open(encoding=encoding, errors=errors) as f:
            return f.read()

    def write_bytes(self, data):
        with self.open("wb") as f:
            return f.write(memoryview(data))

    def write_text(self, data, encoding=None, errors=None, newline=None):
        if not isinstance(data, str):
            raise TypeError(f"data must be str, not {type(data).__name__}")
        with self.open("w", encoding=encoding, errors=errors, newline=newline) as f:
            return f.write(data)

    def iterdir(self):
        for name in os.listdir(self):
            yield self._with(self._tail + [name])

    def mkdir(self, mode=0o777, parents=False, exist_ok=False):
        try:
            os.mkdir(self, mode)
        except FileNotFoundError:
            if not parents or self.parent == self:
                raise
            self.parent.mkdir(parents=True, exist_ok=True)
            self.mkdir(mode, parents=False, exist_ok=exist_ok)
        except OSError:
            if not exist_ok or not self.is_dir():
                raise

    def touch(self, mode=0o666, exist_ok=True):
        if exist_ok:
            try:
                os.utime(self, None)
                return
            except OSError:
                pass
        os.close(os.open(self, os.O_CREAT | os.O_WRONLY | (0 if exist_ok else os.O_EXCL), mode))

    def unlink(self, missing_ok=False):
        try:
            os.unlink(self)
        except FileNotFoundError:
            if not missing_ok:
                raise

    def rmdir(self):
        os.rmdir(self)

    def rename(self, target):
        os.rename(self, target)
        return self._from((target,))

    def replace(self, target):
        os.replace(self, target)
        return self._from((target,))

    def chmod(self, mode, *, follow_symlinks=True):
        os.chmod(self, mode, follow_symlinks=follow_symlinks)

    def symlink_to(self, target, target_is_directory=False):
        os.symlink(target, self)

    def hardlink_to(self, target):
        os.link(target, self)

    def readlink(self):
        return self._from((os.readlink(self),))

    def absolute(self):
        return self if self.is_absolute() else self._from((os.getcwd(), self))

    def resolve(self, strict=False):
        if strict:
            self.stat()
        return self._from((os.path.realpath(self),))

    def expanduser(self):
        if self._root or not self._tail or not self._tail[0].startswith("~"):
            return self
        home = os.path.expanduser(self._tail[0])
        if home.startswith("~"):
            raise RuntimeError("Could not determine home directory.")
        return self._from((home, *self._tail[1:]))

    def owner(self):
        import pwd
        return pwd.getpwuid(self.stat().st_uid).pw_name

    def group(self):
        import grp
        return grp.getgrgid(self.stat().st_gid).gr_name

    def glob(self, pattern):
        parts = self._pattern(pattern)
        yield from self._fitting(parts, set())

    def rglob(self, pattern):
        parts = self._pattern(pattern)
        yield from self._fitting(["**", *parts], set())

    @staticmethod
    def _pattern(pattern):
        if not pattern:
            raise ValueError(f"Unacceptable pattern: {pattern!r}")
        if pattern.startswith("/"):
            raise NotImplementedError("Non-relative patterns are unsupported")
        parts = [part for part in pattern.split("/") if part and part != "."]
        if any("**" in part and part != "**" for part in parts):
            raise ValueError("Invalid pattern: '**' can only be an entire path component")
        return parts

    def _fitting(self, parts, seen):
        if not parts:
            if self not in seen:
                seen.add(self)
                yield self
            return
        first, rest = parts[0], parts[1:]
        if first == "**":
            for folder in self._folders():
                yield from folder._fitting(rest, seen)
        elif not re.search(r"[*?[]", first):
            below = self._with(self._tail + [first])
            if below.is_dir() if rest else below.exists():
                yield from below._fitting(rest, seen)
        else:
            fits = re.compile(fnmatch.translate(first)).fullmatch
            for entry in self._entries():
                if fits(entry.name) and (not rest or entry.is_dir()):
                    yield from self._with(self._tail + [entry.name])._fitting(rest, seen)

    def _entries(self):
        try:
            with os.scandir(self) as entries:
                return list(entries)
        except (PermissionError, FileNotFoundError, NotADirectoryError):
            return []

    def _folders(self):
        if self.is_dir():
            yield self
        for entry in self._entries():
            if entry.is_dir(follow_symlinks=False):
                yield from self._with(self._tail + [entry.name])._folders()

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        pass


class PosixPath(Path, PurePosixPath):
    __slots__ = ()
