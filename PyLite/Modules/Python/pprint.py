"""Printing data so that people can read it."""

import sys

__all__ = ["pprint", "pformat", "isreadable", "isrecursive", "saferepr", "PrettyPrinter", "pp"]


def pprint(object, stream=None, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """Prints an object to a stream, standard output by default."""
    PrettyPrinter(indent, width, depth, stream, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers).pprint(object)


def pp(object, *args, sort_dicts=False, **kwargs):
    """As pprint(), with dictionaries in their own order."""
    pprint(object, *args, sort_dicts=sort_dicts, **kwargs)


def pformat(object, indent=1, width=80, depth=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
    """The text that pprint() prints."""
    return PrettyPrinter(indent, width, depth, compact=compact, sort_dicts=sort_dicts, underscore_numbers=underscore_numbers).pformat(object)


def saferepr(object):
    """As repr(), with objects that hold themselves marked."""
    return PrettyPrinter().format(object, {}, None, 0)[0]


def isreadable(object):
    """Whether saferepr() gives what Python can read."""
    return PrettyPrinter().isreadable(object)


def isrecursive(object):
    """Whether the object holds itself."""
    return PrettyPrinter().isrecursive(object)


class _Key:
    """Orders keys of different types by their types' names."""

    def __init__(self, value):
        self.value = value

    def __lt__(self, other):
        try:
            return self.value < other.value
        except TypeError:
            return (str(type(self.value)), id(self.value)) < (str(type(other.value)), id(other.value))


def _pair_key(pair):
    return _Key(pair[0]), _Key(pair[1])


def _has_fields(cls):
    """Whether the class is a dataclass that shows itself by its fields."""
    if not hasattr(cls, '__dataclass_fields__') or not getattr(getattr(cls, '__dataclass_params__', None), 'repr', True):
        return False
    shows = cls.__repr__
    return hasattr(shows, '__wrapped__') or getattr(shows, '__qualname__', '') != cls.__qualname__ + '.__repr__'


def _recursion(object):
    return "<Recursion on %s with id=%s>" % (type(object).__name__, id(object))


class PrettyPrinter:
    """Remembers how to print: indent, width, depth, stream, compact, sort_dicts and underscore_numbers are those of pprint()."""

    def __init__(self, indent=1, width=80, depth=None, stream=None, *, compact=False, sort_dicts=True, underscore_numbers=False):
        indent = int(indent)
        width = int(width)
        if indent < 0:
            raise ValueError('indent must be >= 0')
        if depth is not None and depth <= 0:
            raise ValueError('depth must be > 0')
        if not width:
            raise ValueError('width must be != 0')
        self._depth = depth
        self._indent_per_level = indent
        self._width = width
        self._stream = stream if stream is not None else sys.stdout
        self._compact = bool(compact)
        self._sort_dicts = sort_dicts
        self._underscore_numbers = underscore_numbers

    def pprint(self, object):
        if self._stream is not None:
            parts = []
            self._write(object, parts, 0, 0, {}, 0)
            self._stream.write(''.join(parts) + '\n')

    def pformat(self, object):
        parts = []
        self._write(object, parts, 0, 0, {}, 0)
        return ''.join(parts)

    def isrecursive(self, object):
        return self.format(object, {}, 0, 0)[2]

    def isreadable(self, object):
        _, readable, recursive = self.format(object, {}, 0, 0)
        return readable and not recursive

    # ---- in several lines

    def _write(self, object, out, indent, allowance, context, level):
        if id(object) in context:
            out.append(_recursion(object))
            return
        text = self._repr(object, context, level)
        if len(text) > self._width - indent - allowance:
            cls = type(object)
            writer = self._writers.get(cls.__repr__)
            if writer is None and not isinstance(object, type) and _has_fields(cls):
                writer = PrettyPrinter._write_dataclass
            if writer is not None:
                context[id(object)] = 1
                writer(self, object, out, indent, allowance, context, level + 1)
                del context[id(object)]
                return
        out.append(text)

    def _write_dataclass(self, object, out, indent, allowance, context, level):
        name = object.__class__.__name__
        items = [(f.name, getattr(object, f.name)) for f in object.__dataclass_fields__.values() if f.repr]
        out.append(name + '(')
        self._attributes(items, out, indent + len(name) + 1, allowance, context, level)
        out.append(')')

    def _write_dict(self, object, out, indent, allowance, context, level):
        out.append('{' + ' ' * (self._indent_per_level - 1))
        if object:
            items = sorted(object.items(), key=_pair_key) if self._sort_dicts else list(object.items())
            self._pairs(items, out, indent, allowance + 1, context, level)
        out.append('}')

    def _pairs(self, items, out, indent, allowance, context, level):
        indent += self._indent_per_level
        last = len(items) - 1
        for i, (key, value) in enumerate(items):
            shown = self._repr(key, context, level)
            out.append(shown + ': ')
            self._write(value, out, indent + len(shown) + 2, allowance if i == last else 1, context, level)
            if i != last:
                out.append(',\n' + ' ' * indent)

    def _attributes(self, items, out, indent, allowance, context, level):
        last = len(items) - 1
        for i, (key, value) in enumerate(items):
            out.append(key + '=')
            if id(value) in context:
                out.append('...')
            else:
                self._write(value, out, indent + len(key) + 1, allowance if i == last else 1, context, level)
            if i != last:
                out.append(',\n' + ' ' * indent)

    def _write_ordered_dict(self, object, out, indent, allowance, context, level):
        if not object:
            out.append(repr(object))
            return
        name = object.__class__.__name__
        out.append(name + '(')
        self._items([list_item for list_item in object.items()], out, indent + len(name) + 1, allowance + 1, context, level, '[', ']')
        out.append(')')

    def _write_list(self, object, out, indent, allowance, context, level):
        out.append('[')
        self._sequence(object, out, indent, allowance + 1, context, level)
        out.append(']')

    def _items(self, items, out, indent, allowance, context, level, start, end):
        out.append(start)
        self._sequence(items, out, indent, allowance + len(end), context, level)
        out.append(end)

    def _write_tuple(self, object, out, indent, allowance, context, level):
        end = ',)' if len(object) == 1 else ')'
        self._items(object, out, indent, allowance, context, level, '(', end)

    def _write_set(self, object, out, indent, allowance, context, level):
        if not object:
            out.append(repr(object))
            return
        cls = type(object)
        if cls is set:
            start, end = '{', '}'
        else:
            start, end = cls.__name__ + '({', '})'
            indent += len(cls.__name__) + 1
        self._items(sorted(object, key=_Key), out, indent, allowance, context, level, start, end)

    def _sequence(self, items, out, indent, allowance, context, level):
        out.append(' ' * (self._indent_per_level - 1))
        indent += self._indent_per_level
        separator = ',\n' + ' ' * indent
        between = ''
        width = room = self._width - indent + 1
        items = list(items)
        for i, item in enumerate(items):
            is_last = i == len(items) - 1
            if is_last:
                room -= allowance
                width -= allowance
            if self._compact:
                text = self._repr(item, context, level)
                length = len(text) + 2
                if room < length:
                    room = width
                    if between:
                        between = separator
                if room >= length:
                    room -= length
                    out.append(between + text)
                    between = ', '
                    continue
            out.append(between)
            between = separator
            self._write(item, out, indent, allowance if is_last else 1, context, level)

    def _write_str(self, object, out, indent, allowance, context, level):
        import re
        lines = object.splitlines(True)
        if not lines:
            out.append(repr(object))
            return
        chunks = []
        if level == 1:
            indent += 1
            allowance += 1
        room = most = self._width - indent
        text = ''
        for i, line in enumerate(lines):
            text = repr(line)
            if i == len(lines) - 1:
                most -= allowance
            if len(text) <= most:
                chunks.append(text)
                continue
            words = re.findall(r'\S*\s*', line)
            words.pop()
            limit = room
            current = ''
            for j, word in enumerate(words):
                candidate = current + word
                if j == len(words) - 1 and i == len(lines) - 1:
                    limit -= allowance
                if len(repr(candidate)) > limit:
                    if current:
                        chunks.append(repr(current))
                    current = word
                else:
                    current = candidate
            if current:
                chunks.append(repr(current))
        if len(chunks) == 1:
            out.append(text)
            return
        if level == 1:
            out.append('(')
        out.append(('\n' + ' ' * indent).join(chunks))
        if level == 1:
            out.append(')')

    def _write_bytes(self, object, out, indent, allowance, context, level):
        if len(object) <= 4:
            out.append(repr(object))
            return
        parens = level == 1
        if parens:
            indent += 1
            allowance += 1
            out.append('(')
        self._bytes_lines(object, out, indent, allowance)
        if parens:
            out.append(')')

    def _bytes_lines(self, object, out, indent, allowance):
        width = self._width - indent
        between = ''
        current = b''
        last = len(object) // 4 * 4
        for i in range(0, len(object), 4):
            part = object[i:i + 4]
            candidate = current + part
            if i == last:
                width -= allowance
            if len(repr(candidate)) > width:
                if current:
                    out.append(between + repr(current))
                    between = '\n' + ' ' * indent
                current = part
            else:
                current = candidate
        if current:
            out.append(between + repr(current))

    def _write_bytearray(self, object, out, indent, allowance, context, level):
        out.append('bytearray(')
        self._write_bytes(bytes(object), out, indent + 10, allowance + 1, context, level + 1)
        out.append(')')

    def _write_namespace(self, object, out, indent, allowance, context, level):
        name = 'namespace' if type(object).__name__ == 'SimpleNamespace' else object.__class__.__name__
        out.append(name + '(')
        self._attributes(list(object.__dict__.items()), out, indent + len(name) + 1, allowance, context, level)
        out.append(')')

    def _write_default_dict(self, object, out, indent, allowance, context, level):
        if not object:
            out.append(repr(object))
            return
        factory = self._repr(object.default_factory, context, level)
        name = object.__class__.__name__
        indent += len(name) + 1
        out.append('%s(%s,\n%s' % (name, factory, ' ' * indent))
        self._write_dict(object, out, indent, allowance + 1, context, level)
        out.append(')')

    def _write_counter(self, object, out, indent, allowance, context, level):
        if not object:
            out.append(repr(object))
            return
        name = object.__class__.__name__
        out.append(name + '({' + ' ' * (self._indent_per_level - 1))
        self._pairs(object.most_common(), out, indent + len(name) + 1, allowance + 2, context, level)
        out.append('})')

    def _write_deque(self, object, out, indent, allowance, context, level):
        if not object:
            out.append(repr(object))
            return
        name = object.__class__.__name__
        out.append(name + '(')
        indent += len(name) + 1
        out.append('[')
        if object.maxlen is None:
            self._sequence(object, out, indent, allowance + 2, context, level)
            out.append('])')
        else:
            self._sequence(object, out, indent, 2, context, level)
            out.append('],\n%smaxlen=%s)' % (' ' * indent, self._repr(object.maxlen, context, level)))

    # ---- in one line

    def _repr(self, object, context, level):
        return self.format(object, context.copy(), self._depth, level)[0]

    def format(self, object, context, maxlevels, level):
        """The text, whether Python can read it, and whether the object holds itself."""
        return self._safe_repr(object, context, maxlevels, level)

    def _safe_repr(self, object, context, maxlevels, level):
        cls = type(object)
        if cls in _plain:
            return repr(object), True, False
        method = getattr(cls, '__repr__', None)
        if issubclass(cls, int) and method is int.__repr__:
            return (f'{object:_d}' if self._underscore_numbers else repr(object)), True, False
        is_dict = issubclass(cls, dict) and method is dict.__repr__
        is_list = issubclass(cls, list) and method is list.__repr__
        if not is_dict and not is_list and not (issubclass(cls, tuple) and method is tuple.__repr__):
            text = repr(object)
            return text, bool(text) and not text.startswith('<'), False
        if not object:
            return '{}' if is_dict else '[]' if is_list else '()', True, False
        start, end = ('{', '}') if is_dict else ('[', ']') if is_list else ('(', ',)' if len(object) == 1 else ')')
        if maxlevels and level >= maxlevels:
            return start + '...' + end, False, id(object) in context
        if id(object) in context:
            return _recursion(object), False, True
        context[id(object)] = 1
        readable = True
        recursive = False
        parts = []
        level += 1
        if is_dict:
            items = sorted(object.items(), key=_pair_key) if self._sort_dicts else object.items()
        else:
            items = object
        for item in items:
            texts = []
            for one in (item if is_dict else (item,)):
                text, is_readable, is_recursive = self.format(one, context, maxlevels, level)
                texts.append(text)
                readable = readable and is_readable
                recursive = recursive or is_recursive
            parts.append(': '.join(texts))
        del context[id(object)]
        return start + ', '.join(parts) + end, readable, recursive


_plain = frozenset({str, bytes, bytearray, float, complex, bool, type(None)})


def _writers():
    import collections
    import types
    writers = {
        dict.__repr__: PrettyPrinter._write_dict,
        list.__repr__: PrettyPrinter._write_list,
        tuple.__repr__: PrettyPrinter._write_tuple,
        set.__repr__: PrettyPrinter._write_set,
        frozenset.__repr__: PrettyPrinter._write_set,
        str.__repr__: PrettyPrinter._write_str,
        bytes.__repr__: PrettyPrinter._write_bytes,
        bytearray.__repr__: PrettyPrinter._write_bytearray,
        types.SimpleNamespace.__repr__: PrettyPrinter._write_namespace,
        collections.OrderedDict.__repr__: PrettyPrinter._write_ordered_dict,
        collections.defaultdict.__repr__: PrettyPrinter._write_default_dict,
        collections.Counter.__repr__: PrettyPrinter._write_counter,
        collections.deque.__repr__: PrettyPrinter._write_deque,
    }
    return writers


PrettyPrinter._writers = _writers()
