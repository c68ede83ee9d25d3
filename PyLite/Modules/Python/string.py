"""String constants, templates and formatters."""

import _string

__all__ = ["ascii_letters", "ascii_lowercase", "ascii_uppercase", "capwords", "digits", "hexdigits", "octdigits", "printable", "punctuation",
           "whitespace", "Formatter", "Template"]

whitespace = ' \t\n\r\v\f'
ascii_lowercase = 'abcdefghijklmnopqrstuvwxyz'
ascii_uppercase = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'
ascii_letters = ascii_lowercase + ascii_uppercase
digits = '0123456789'
hexdigits = digits + 'abcdef' + 'ABCDEF'
octdigits = '01234567'
punctuation = r"""!"#$%&'()*+,-./:;<=>?@[\]^_`{|}~"""
printable = digits + ascii_letters + punctuation + whitespace


def capwords(s, sep=None):
    """The words of the text, each with a capital letter."""
    return (sep or ' ').join(map(str.capitalize, s.split(sep)))


class Template:
    """Text with $names in it. A subclass may have another delimiter, idpattern, braceidpattern, flags or pattern."""

    delimiter = '$'
    idpattern = r'(?a:[_a-z][_a-z0-9]*)'
    braceidpattern = None
    flags = 2       # re.IGNORECASE

    def __init_subclass__(cls):
        super().__init_subclass__()
        cls._compile()

    @classmethod
    def _compile(cls):
        import re
        pattern = cls.__dict__.get('pattern')
        if pattern is None:
            delimiter = re.escape(cls.delimiter)
            braced = cls.braceidpattern or cls.idpattern
            pattern = r'%s(?:(?P<escaped>%s)|(?P<named>%s)|{(?P<braced>%s)}|(?P<invalid>))' % (delimiter, delimiter, cls.idpattern, braced)
        cls.pattern = re.compile(pattern, cls.flags | re.VERBOSE)

    def __init__(self, template):
        if not hasattr(type(self), 'pattern'):
            Template._compile()
        self.template = template

    def _invalid(self, match):
        at = match.start('invalid')
        lines = self.template[:at].splitlines(keepends=True)
        column = at - len(''.join(lines[:-1])) if lines else 1
        raise ValueError('Invalid placeholder in string: line %d, col %d' % (max(len(lines), 1), column))

    def _unknown(self):
        raise ValueError('Unrecognized named group in pattern', self.pattern)

    @staticmethod
    def _lookup(mapping, names):
        if mapping is _missing:
            return names
        if not names:
            return mapping
        from collections import ChainMap
        return ChainMap(names, mapping)

    def substitute(self, mapping=None, /, **kws):
        """The text with its names replaced; KeyError for one that the mapping does not have."""
        mapping = self._lookup(_missing if mapping is None else mapping, kws)

        def replaced(match):
            named = match.group('named') or match.group('braced')
            if named is not None:
                return str(mapping[named])
            if match.group('escaped') is not None:
                return self.delimiter
            if match.group('invalid') is not None:
                self._invalid(match)
            self._unknown()
        return self.pattern.sub(replaced, self.template)

    def safe_substitute(self, mapping=None, /, **kws):
        """The text with its names replaced; those that the mapping does not have stay."""
        mapping = self._lookup(_missing if mapping is None else mapping, kws)

        def replaced(match):
            named = match.group('named') or match.group('braced')
            if named is not None:
                try:
                    return str(mapping[named])
                except KeyError:
                    return match.group()
            if match.group('escaped') is not None:
                return self.delimiter
            if match.group('invalid') is not None:
                return match.group()
            self._unknown()
        return self.pattern.sub(replaced, self.template)

    def is_valid(self):
        """Whether substitute() finds nothing wrong with the text."""
        return all(match.group('invalid') is None for match in self.pattern.finditer(self.template))

    def get_identifiers(self):
        """The names in the text, in the order they come first."""
        names = [match.group('named') or match.group('braced') for match in self.pattern.finditer(self.template)]
        return list(dict.fromkeys([name for name in names if name is not None]))


_missing = object()


class Formatter:
    """What str.format() does, in parts that a subclass may replace."""

    def format(self, format_string, /, *args, **kwargs):
        return self.vformat(format_string, args, kwargs)

    def vformat(self, format_string, args, kwargs):
        used = set()
        result, _ = self._vformat(format_string, args, kwargs, used, 2)
        self.check_unused_args(used, args, kwargs)
        return result

    def _vformat(self, format_string, args, kwargs, used_args, recursion_depth, auto_arg_index=0):
        if recursion_depth < 0:
            raise ValueError('Max string recursion exceeded')
        result = []
        for literal, field, spec, conversion in self.parse(format_string):
            if literal:
                result.append(literal)
            if field is None:
                continue
            if field == '':
                if auto_arg_index is False:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                field = str(auto_arg_index)
                auto_arg_index += 1
            elif field.isdigit():
                if auto_arg_index:
                    raise ValueError('cannot switch from manual field specification to automatic field numbering')
                auto_arg_index = False
            value, first = self.get_field(field, args, kwargs)
            used_args.add(first)
            value = self.convert_field(value, conversion)
            spec, auto_arg_index = self._vformat(spec, args, kwargs, used_args, recursion_depth - 1, auto_arg_index)
            result.append(self.format_field(value, spec))
        return ''.join(result), auto_arg_index

    def get_value(self, key, args, kwargs):
        return args[key] if isinstance(key, int) else kwargs[key]

    def check_unused_args(self, used_args, args, kwargs):
        pass

    def format_field(self, value, format_spec):
        return format(value, format_spec)

    def convert_field(self, value, conversion):
        if conversion is None:
            return value
        convert = {'s': str, 'r': repr, 'a': ascii}.get(conversion)
        if convert is None:
            raise ValueError("Unknown conversion specifier {0!s}".format(conversion))
        return convert(value)

    def parse(self, format_string):
        return _string.formatter_parser(format_string)

    def get_field(self, field_name, args, kwargs):
        first, rest = _string.formatter_field_name_split(field_name)
        value = self.get_value(first, args, kwargs)
        for is_attribute, name in rest:
            value = getattr(value, name) if is_attribute else value[name]
        return value, first
