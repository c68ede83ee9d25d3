"""The classes that the library's encodings of Chinese, Japanese and Korean are derived from."""
import _multibyte


class MultibyteCodec:
    def __init__(self, name):
        self._name = name

    def encode(self, input, errors=None):
        return _multibyte.encode(self._name, input, errors or 'strict'), len(input)

    def decode(self, input, errors=None):
        data = bytes(input)
        return _multibyte.decode(self._name, data, errors or 'strict', True)[0], len(data)


def getcodec(name):
    if not isinstance(name, str):
        raise TypeError('codec name must be a string.')
    if not _multibyte.exists(name):
        raise LookupError('no such codec is supported.')
    return MultibyteCodec(name)


class MultibyteIncrementalEncoder:
    codec = None

    def __init__(self, errors='strict'):
        self.errors = errors

    def encode(self, input, final=False):
        return self.codec.encode(input, self.errors)[0]

    def reset(self):
        pass

    def getstate(self):
        return 0

    def setstate(self, state):
        pass


class MultibyteIncrementalDecoder:
    codec = None

    def __init__(self, errors='strict'):
        self.errors = errors
        self._rest = b''

    def decode(self, input, final=False):
        data = self._rest + bytes(input)
        text, used = _multibyte.decode(self.codec._name, data, self.errors, final)
        self._rest = data[used:]
        return text

    def reset(self):
        self._rest = b''

    def getstate(self):
        return self._rest, 0

    def setstate(self, state):
        self._rest = state[0]


class MultibyteStreamReader:
    codec = None

    def __init__(self, stream, errors='strict'):
        self.stream, self.errors, self._rest = stream, errors, b''

    def _decode(self, data, final):
        data = self._rest + data
        text, used = _multibyte.decode(self.codec._name, data, self.errors, final)
        self._rest = data[used:]
        return text

    def read(self, size=-1):
        if size is None or size < 0:
            return self._decode(self.stream.read(), True)
        while True:
            data = self.stream.read(size)
            text = self._decode(data, not data)
            if text or not data:
                return text

    def readline(self, size=-1):
        data = self.stream.readline() if size is None or size < 0 else self.stream.readline(size)
        return self._decode(data, not data)

    def readlines(self, sizehint=None):
        return self.read().splitlines(True)

    def reset(self):
        self._rest = b''


class MultibyteStreamWriter:
    codec = None

    def __init__(self, stream, errors='strict'):
        self.stream, self.errors = stream, errors

    def write(self, text):
        self.stream.write(self.codec.encode(text, self.errors)[0])

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def reset(self):
        pass
