"""Files: text and bytes, on the disk and in memory."""
from _io import (
    DEFAULT_BUFFER_SIZE, BlockingIOError, UnsupportedOperation, BufferedRandom, BufferedReader, BufferedRWPair, BufferedWriter, BytesIO,
    FileIO, IncrementalNewlineDecoder, StringIO, TextIOWrapper, _BufferedIOBase, _IOBase, _RawIOBase, _TextIOBase, open, open_code,
    text_encoding)

SEEK_SET, SEEK_CUR, SEEK_END = 0, 1, 2


class _Kind(type):
    """The classes of files count as derived from those below, whether they are or not."""

    def __instancecheck__(cls, instance):
        return cls.__subclasscheck__(type(instance))

    def __subclasscheck__(cls, subclass):
        return cls in subclass.__mro__ or ('_real' in cls.__dict__ and cls._real in subclass.__mro__)


class IOBase(_IOBase, metaclass=_Kind):
    _real = _IOBase


class RawIOBase(_RawIOBase, IOBase):
    _real = _RawIOBase


class BufferedIOBase(_BufferedIOBase, IOBase):
    _real = _BufferedIOBase


class TextIOBase(_TextIOBase, IOBase):
    _real = _TextIOBase
