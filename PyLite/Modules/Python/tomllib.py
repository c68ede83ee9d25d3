"""Reading TOML."""

import re

__all__ = ("loads", "load", "TOMLDecodeError")


class TOMLDecodeError(ValueError):
    """The text is no TOML."""


def load(fp, /, *, parse_float=float):
    """What a file opened in binary mode says."""
    text = fp.read()
    if not isinstance(text, (bytes, bytearray)):
        raise TypeError("File must be opened in binary mode, e.g. use `open('foo.toml', 'rb')`")
    return loads(text.decode(), parse_float=parse_float)


def loads(s, /, *, parse_float=float):
    """What a text says, as a dict."""
    text = s.replace("\r\n", "\n")
    if parse_float is not float:
        convert = parse_float

        def parse_float(number):
            value = convert(number)
            if isinstance(value, (dict, list)):
                raise ValueError("parse_float must not return dicts or lists")
            return value
    return _Reader(text, parse_float).document()


_bare = re.compile(r'[A-Za-z0-9_-]+')
_spaces = re.compile(r'[ \t]*')
_blank = re.compile(r'(?:[ \t\n]|#[^\n\x00-\x08\x0b-\x1f\x7f]*)*')
_plain_text = re.compile(r'[^"\\\n\x00-\x08\x0b-\x1f\x7f]*')
_plain_lines = re.compile(r'[^"\\\x00-\x08\x0b-\x1f\x7f]*')
_literal = re.compile(r"[^'\n\x00-\x08\x0b-\x1f\x7f]*")
_control = re.compile(r'[\x00-\x08\x0b-\x1f\x7f]')
_date_time = re.compile(r'(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])(?:[Tt ]([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,6})\d*)?'
                        r'(?:([Zz])|([+-])([01]\d|2[0-3]):([0-5]\d))?)?', re.ASCII)
_local_time = re.compile(r'([01]\d|2[0-3]):([0-5]\d):([0-5]\d)(?:\.(\d{1,6})\d*)?', re.ASCII)
_number = re.compile(r'0(?:x[0-9A-Fa-f](?:_?[0-9A-Fa-f])*|b[01](?:_?[01])*|o[0-7](?:_?[0-7])*)'
                     r'|[+-]?(?:0|[1-9](?:_?\d)*)(?P<float>(?:\.\d(?:_?\d)*)?(?:[eE][+-]?\d(?:_?\d)*)?)', re.ASCII)
_escapes = {'b': '\b', 't': '\t', 'n': '\n', 'f': '\f', 'r': '\r', '"': '"', '\\': '\\'}


class _Table(dict):
    """A table while it is read: how it was made says what may be added."""

    __slots__ = ('declared', 'frozen', 'dotted')

    def __init__(self):
        self.declared = False       # by a header
        self.frozen = False         # an inline table
        self.dotted = False         # by a dotted key


class _Array(list):
    """An array of tables, which headers add to."""

    __slots__ = ()


class _Reader:
    def __init__(self, text, parse_float):
        self.text = text
        self.at = 0
        self.parse_float = parse_float

    def error(self, message, at=None):
        at = self.at if at is None else at
        if at >= len(self.text):
            return TOMLDecodeError(message + " (at end of document)")
        line = self.text.count("\n", 0, at) + 1
        column = at + 1 if line == 1 else at - self.text.rindex("\n", 0, at)
        return TOMLDecodeError("%s (at line %d, column %d)" % (message, line, column))

    def peek(self):
        return self.text[self.at:self.at + 1]

    def skip(self, pattern):
        self.at = pattern.match(self.text, self.at).end()

    def comment(self):
        if self.peek() != '#':
            return
        end = self.text.find('\n', self.at)
        end = len(self.text) if end < 0 else end
        bad = _control.search(self.text, self.at, end)
        if bad:
            raise self.error("Found invalid character %r" % bad[0], bad.start())
        self.at = end

    def document(self):
        root = _Table()
        table = root
        while True:
            self.skip(_spaces)
            c = self.peek()
            if not c:
                break
            if c == '\n':
                self.at += 1
                continue
            if c == '[':
                if self.text.startswith('[[', self.at):
                    table = self.array_header(root)
                else:
                    table = self.table_header(root)
                self.skip(_spaces)
            elif c != '#':
                if c not in '"\'' and not _bare.match(c):
                    raise self.error("Invalid statement")
                self.pair(table)
                self.skip(_spaces)
            self.comment()
            c = self.peek()
            if not c:
                break
            if c != '\n':
                raise self.error("Expected newline or end of document after a statement")
            self.at += 1
        return _finished(root)

    # ---- keys

    def key(self):
        parts = [self.key_part()]
        self.skip(_spaces)
        while self.peek() == '.':
            self.at += 1
            self.skip(_spaces)
            parts.append(self.key_part())
            self.skip(_spaces)
        return parts

    def key_part(self):
        c = self.peek()
        if c == '"':
            return self.basic()
        if c == "'":
            return self.literal()
        m = _bare.match(self.text, self.at)
        if not m:
            raise self.error("Invalid initial character for a key part")
        self.at = m.end()
        return m[0]

    def parents(self, table, parts):
        """The table that the last part of a header's key is in."""
        for part in parts[:-1]:
            inner = table.get(part)
            if inner is None and part not in table:
                inner = table[part] = _Table()
            if isinstance(inner, _Array):
                inner = inner[-1]
            if not isinstance(inner, _Table):
                raise self.error("Cannot overwrite a value")
            if inner.frozen:
                raise self.error("Cannot declare %s twice" % (tuple(parts),))
            table = inner
        return table

    def table_header(self, root):
        self.at += 1
        self.skip(_spaces)
        parts = self.key()
        shown = tuple(parts)
        if self.peek() != ']':
            if self._is_declared(root, parts):
                raise self.error("Cannot declare %s twice" % (shown,))
            raise self.error("Expected ']' at the end of a table declaration")
        parent = self.parents(root, parts)
        table = parent.get(parts[-1])
        if table is None and parts[-1] not in parent:
            table = parent[parts[-1]] = _Table()
        if not isinstance(table, _Table) or table.declared or table.frozen or table.dotted:
            if isinstance(table, (_Table, _Array)):
                raise self.error("Cannot declare %s twice" % (shown,))
            raise self.error("Cannot overwrite a value")
        table.declared = True
        self.at += 1
        return table

    @staticmethod
    def _is_declared(root, parts):
        table = root
        for part in parts:
            table = table.get(part) if isinstance(table, dict) else None
            if isinstance(table, _Array):
                table = table[-1]
        return isinstance(table, _Table) and (table.declared or table.frozen)

    def array_header(self, root):
        self.at += 2
        self.skip(_spaces)
        parts = self.key()
        if not self.text.startswith(']]', self.at):
            raise self.error("Expected ']]' at the end of an array declaration")
        parent = self.parents(root, parts)
        array = parent.get(parts[-1])
        if array is None and parts[-1] not in parent:
            array = parent[parts[-1]] = _Array()
        if not isinstance(array, _Array):
            if isinstance(array, list):
                raise self.error("Cannot mutate immutable namespace %s" % (tuple(parts),))
            raise self.error("Cannot overwrite a value")
        table = _Table()
        table.declared = True
        array.append(table)
        self.at += 2
        return table

    def pair(self, table):
        parts = self.key()
        if self.peek() != '=':
            raise self.error("Expected '=' after a key in a key/value pair")
        self.at += 1
        self.skip(_spaces)
        value = self.value()
        for part in parts[:-1]:
            inner = table.get(part)
            if inner is None and part not in table:
                inner = table[part] = _Table()
                inner.dotted = True
            if not isinstance(inner, _Table):
                raise self.error("Cannot overwrite a value" if not isinstance(inner, list) else "Cannot mutate immutable namespace %s" % (tuple(parts[:-1]),))
            if inner.frozen:
                raise self.error("Cannot mutate immutable namespace %s" % (tuple(parts[:-1]),))
            if inner.declared:
                raise self.error("Cannot redefine namespace %s" % (tuple(parts[:-1]),))
            inner.dotted = True
            table = inner
        if parts[-1] in table:
            raise self.error("Cannot overwrite a value")
        table[parts[-1]] = value

    # ---- values

    def value(self):
        text, at = self.text, self.at
        c = self.peek()
        if c == '"':
            return self.lines('"', self.basic_lines) if text.startswith('"""', at) else self.basic()
        if c == "'":
            return self.lines("'", self.literal_lines) if text.startswith("'''", at) else self.literal()
        if c == 't' and text.startswith('true', at):
            self.at += 4
            return True
        if c == 'f' and text.startswith('false', at):
            self.at += 5
            return False
        if c == '[':
            return self.array()
        if c == '{':
            return self.inline_table()
        if c.isdigit():
            m = _date_time.match(text, at)
            if m:
                return self.date_time(m)
            m = _local_time.match(text, at)
            if m:
                import datetime
                self.at = m.end()
                return datetime.time(int(m[1]), int(m[2]), int(m[3]), int(m[4].ljust(6, '0')) if m[4] else 0)
        m = _number.match(text, at)
        if m:
            self.at = m.end()
            return self.parse_float(m[0]) if m['float'] else int(m[0], 0)
        for word in ('inf', 'nan', '+inf', '+nan', '-inf', '-nan'):
            if text.startswith(word, at):
                self.at += len(word)
                return self.parse_float(word)
        raise self.error("Invalid value")

    def date_time(self, m):
        import datetime
        self.at = m.end()
        try:
            year, month, day = int(m[1]), int(m[2]), int(m[3])
            if m[4] is None:
                return datetime.date(year, month, day)
            zone = None
            if m[8]:
                zone = datetime.timezone.utc
            elif m[9]:
                offset = datetime.timedelta(hours=int(m[10]), minutes=int(m[11]))
                zone = datetime.timezone(-offset if m[9] == '-' else offset)
            return datetime.datetime(year, month, day, int(m[4]), int(m[5]), int(m[6]), int(m[7].ljust(6, '0')) if m[7] else 0, tzinfo=zone)
        except ValueError as e:
            raise self.error("Invalid date or datetime", m.start()) from e

    def skip_blank(self):
        while True:
            before = self.at
            self.skip(_blank)
            self.comment()
            if self.at == before:
                break

    def array(self):
        self.at += 1
        result = []
        self.skip_blank()
        if self.peek() == ']':
            self.at += 1
            return result
        while True:
            result.append(self.value())
            self.skip_blank()
            c = self.peek()
            if c == ']':
                self.at += 1
                return result
            if c != ',':
                raise self.error("Unclosed array")
            self.at += 1
            self.skip_blank()
            if self.peek() == ']':
                self.at += 1
                return result

    def inline_table(self):
        self.at += 1
        table = _Table()
        self.skip(_spaces)
        if self.peek() != '}':
            while True:
                self.inline_pair(table)
                self.skip(_spaces)
                c = self.peek()
                if c == '}':
                    break
                if c != ',':
                    raise self.error("Unclosed inline table")
                self.at += 1
                self.skip(_spaces)
        self.at += 1
        _freeze(table)
        return table

    def inline_pair(self, table):
        parts = self.key()
        if self.peek() != '=':
            raise self.error("Expected '=' after a key in a key/value pair")
        self.at += 1
        self.skip(_spaces)
        value = self.value()
        for part in parts[:-1]:
            inner = table.get(part)
            if inner is None and part not in table:
                inner = table[part] = _Table()
            if not isinstance(inner, _Table):
                raise self.error("Cannot overwrite a value")
            if inner.frozen:
                raise self.error("Cannot mutate immutable namespace %s" % (tuple(parts),))
            table = inner
        if parts[-1] in table:
            raise self.error("Duplicate inline table key %r" % parts[-1])
        table[parts[-1]] = value

    # ---- text

    def basic(self):
        self.at += 1
        result = []
        while True:
            m = _plain_text.match(self.text, self.at)
            result.append(m[0])
            self.at = m.end()
            c = self.peek()
            if not c:
                raise self.error("Unterminated string")
            if c == '"':
                self.at += 1
                return ''.join(result)
            if c != '\\':
                raise self.error("Illegal character %r" % c)
            result.append(self.escape(False))

    def literal(self):
        self.at += 1
        m = _literal.match(self.text, self.at)
        self.at = m.end()
        c = self.peek()
        if c == "'":
            self.at += 1
            return m[0]
        raise self.error("Illegal character %r" % c if c else "Expected \"'\"")

    def escape(self, in_lines):
        start = self.at
        c = self.text[start + 1:start + 2]
        self.at += 2
        if in_lines and c in (' ', '\t', '\n'):
            if c != '\n':
                self.skip(_spaces)
                if not self.peek():
                    return ''
                if self.peek() != '\n':
                    raise self.error("Unescaped '\\' in a string")
                self.at += 1
            while self.peek() in (' ', '\t', '\n') and self.peek():
                self.at += 1
            return ''
        if c in ('u', 'U') and c:
            size = 4 if c == 'u' else 8
            digits = self.text[self.at:self.at + size]
            if len(digits) != size or not all(d in '0123456789abcdefABCDEF' for d in digits):
                raise self.error("Invalid hex value")
            self.at += size
            code = int(digits, 16)
            if 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
                raise self.error("Escaped character is not a Unicode scalar value")
            return chr(code)
        if c in _escapes and c:
            return _escapes[c]
        if not c:
            raise self.error("Unterminated string")
        raise self.error("Unescaped '\\' in a string")

    def lines(self, quote, read):
        self.at += 3
        if self.peek() == '\n':
            self.at += 1
        result = read()
        # Up to two quotes may stand before the three that end it.
        for _ in range(2):
            if self.peek() == quote:
                self.at += 1
                result += quote
        return result

    def literal_lines(self):
        end = self.text.find("'''", self.at)
        if end < 0:
            self.at = len(self.text)
            raise self.error("Expected \"'''\"")
        bad = re.search(r'[\x00-\x08\x0b-\x1f\x7f]', self.text[self.at:end])
        if bad:
            raise self.error("Found invalid character %r" % bad[0], self.at + bad.start())
        result = self.text[self.at:end]
        self.at = end + 3
        return result

    def basic_lines(self):
        result = []
        while True:
            m = _plain_lines.match(self.text, self.at)
            result.append(m[0])
            self.at = m.end()
            c = self.peek()
            if not c:
                raise self.error("Unterminated string")
            if c == '"':
                if self.text.startswith('"""', self.at):
                    self.at += 3
                    return ''.join(result)
                result.append('"')
                self.at += 1
            elif c == '\\':
                result.append(self.escape(True))
            else:
                raise self.error("Illegal character %r" % c)


def _freeze(table):
    table.frozen = True
    for value in table.values():
        if isinstance(value, _Table):
            _freeze(value)


def _finished(value):
    """The same of plain dicts and lists."""
    if isinstance(value, dict):
        return {key: _finished(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_finished(inner) for inner in value]
    return value
