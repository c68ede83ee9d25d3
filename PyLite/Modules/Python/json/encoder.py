"""Writing JSON."""
from _json import encode_basestring, encode_basestring_ascii, make_encoder

__all__ = ['JSONEncoder']

INFINITY = float('inf')


class JSONEncoder:
    """Makes JSON text of values."""

    item_separator = ', '
    key_separator = ': '

    def __init__(self, *, skipkeys=False, ensure_ascii=True, check_circular=True, allow_nan=True, sort_keys=False, indent=None,
                 separators=None, default=None):
        self.skipkeys = skipkeys
        self.ensure_ascii = ensure_ascii
        self.check_circular = check_circular
        self.allow_nan = allow_nan
        self.sort_keys = sort_keys
        self.indent = indent
        if separators is not None:
            self.item_separator, self.key_separator = separators
        elif indent is not None:
            self.item_separator = ','
        if default is not None:
            self.default = default

    def default(self, o):
        """Something else for an object that JSON has no form of; a subclass may know."""
        raise TypeError(f'Object of type {o.__class__.__name__} is not JSON serializable')

    def encode(self, o):
        """The JSON text of a value."""
        if isinstance(o, str):
            return encode_basestring_ascii(o) if self.ensure_ascii else encode_basestring(o)
        return ''.join(self.iterencode(o, _one_shot=True))

    def iterencode(self, o, _one_shot=False):
        """The JSON text of a value in pieces."""
        quoted = encode_basestring_ascii if self.ensure_ascii else encode_basestring
        if self.indent is None:
            markers = {} if self.check_circular else None
            return make_encoder(markers, self.default, quoted, None, self.key_separator, self.item_separator, bool(self.sort_keys),
                                bool(self.skipkeys), bool(self.allow_nan))(o, 0)
        return _Indented(self, quoted).value(o, '\n')


class _Indented:
    """Writes with line ends and indentation."""

    def __init__(self, encoder, quoted):
        self.encoder = encoder
        self.quoted = quoted
        indent = encoder.indent
        self.step = indent if isinstance(indent, str) else ' ' * indent
        self.open = set() if encoder.check_circular else None

    def scalar(self, o):
        """The text of what contains nothing; None for the rest."""
        if isinstance(o, str):
            return self.quoted(o)
        if o is None:
            return 'null'
        if o is True:
            return 'true'
        if o is False:
            return 'false'
        if isinstance(o, int):
            return int.__repr__(o)
        if isinstance(o, float):
            if o - o == 0:
                return float.__repr__(o)
            if not self.encoder.allow_nan:
                raise ValueError('Out of range float values are not JSON compliant: ' + repr(o))
            return 'NaN' if o != o else 'Infinity' if o > 0 else '-Infinity'
        return None

    def key(self, k):
        """The text of a key; None for one that is left out."""
        if isinstance(k, str):
            return self.quoted(k)
        text = self.scalar(k) if k is None or isinstance(k, (int, float)) else None
        if text is not None:
            return self.quoted(text)
        if self.encoder.skipkeys:
            return None
        raise TypeError(f'keys must be str, int, float, bool or None, not {k.__class__.__name__}')

    def value(self, o, newline):
        text = self.scalar(o)
        if text is not None:
            yield text
            return
        if self.open is not None:
            if id(o) in self.open:
                raise ValueError('Circular reference detected')
            self.open.add(id(o))
        if isinstance(o, (list, tuple)):
            yield from self.items(o, newline, '[', ']')
        elif isinstance(o, dict):
            yield from self.items(o, newline, '{', '}')
        else:
            yield from self.value(self.encoder.default(o), newline)
        if self.open is not None:
            self.open.remove(id(o))

    def items(self, o, newline, begin, end):
        if not o:
            yield begin + end
            return
        inner = newline + self.step
        before = begin + inner
        if isinstance(o, dict):
            for k, v in sorted(o.items()) if self.encoder.sort_keys else o.items():
                key = self.key(k)
                if key is None:
                    continue
                yield before + key + self.encoder.key_separator
                yield from self.value(v, inner)
                before = self.encoder.item_separator + inner
            if before[0] == begin:
                yield begin + end
                return
        else:
            for v in o:
                yield before
                yield from self.value(v, inner)
                before = self.encoder.item_separator + inner
        yield newline + end
