"""Text and bytes in memory."""


class StringIO:
    def __init__(self, initial_value='', newline='\n'):
        self._parts = [initial_value] if initial_value else []
        self._pos = 0
        self.closed = False

    def _text(self):
        if len(self._parts) != 1:
            self._parts = [''.join(self._parts)]
        return self._parts[0]

    def _check(self):
        if self.closed:
            raise ValueError('I/O operation on closed file')

    def write(self, s):
        self._check()
        if not isinstance(s, str):
            raise TypeError("string argument expected, got '%s'" % type(s).__name__)
        text = self._text() if self._pos >= 0 and self._parts and self._pos < sum(map(len, self._parts)) else None
        if text is None:
            self._parts.append(s)
        else:
            self._parts = [text[:self._pos] + s + text[self._pos + len(s):]]
        self._pos += len(s)
        return len(s)

    def writelines(self, lines):
        for line in lines:
            self.write(line)

    def getvalue(self):
        self._check()
        return self._text()

    def read(self, size=-1):
        self._check()
        text = self._text()
        end = len(text) if size is None or size < 0 else self._pos + size
        result = text[self._pos:end]
        self._pos += len(result)
        return result

    def readline(self, size=-1):
        self._check()
        text = self._text()
        end = text.find('\n', self._pos)
        end = len(text) if end < 0 else end + 1
        result = text[self._pos:end]
        self._pos = end
        return result

    def readlines(self, hint=-1):
        return list(self)

    def __iter__(self):
        return self

    def __next__(self):
        line = self.readline()
        if not line:
            raise StopIteration
        return line

    def seek(self, pos, whence=0):
        self._pos = pos if whence == 0 else len(self._text()) + pos
        return self._pos

    def tell(self):
        return self._pos

    def truncate(self, size=None):
        size = self._pos if size is None else size
        self._parts = [self._text()[:size]]
        return size

    def flush(self):
        pass

    def close(self):
        self.closed = True

    def __enter__(self):
        return self

    def __exit__(self, *args):
        self.close()


open = open
