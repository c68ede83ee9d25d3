"""Regular expressions: search, match, split and replace text by patterns."""

import enum
import sys
import _sre

# Where CPython's library is, its parts of this package (_parser, _constants) can be imported.
__path__ = [__file__.removesuffix('/__init__.py')] if '__file__' in globals() else [folder + '/re' for folder in sys.path if folder]

Pattern = _sre.Pattern
Match = _sre.Match

__all__ = [
    "match", "fullmatch", "search", "sub", "subn", "split", "findall", "finditer", "compile", "purge", "template", "escape", "error",
    "Pattern", "Match", "A", "I", "L", "M", "S", "X", "U", "ASCII", "IGNORECASE", "LOCALE", "MULTILINE", "DOTALL", "VERBOSE", "UNICODE",
    "NOFLAG", "RegexFlag",
]

__version__ = "2.2.1"


class RegexFlag(enum.IntFlag):
    NOFLAG = 0
    ASCII = A = 256
    IGNORECASE = I = 2
    LOCALE = L = 4
    UNICODE = U = 32
    MULTILINE = M = 8
    DOTALL = S = 16
    VERBOSE = X = 64
    TEMPLATE = T = 1
    DEBUG = 128

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            return None
        if value < 0:
            value &= 511
        known = cls._value2member_map_.get(value)
        if known is None:
            known = int.__new__(cls, value)
            known._value_ = value
            known._name_ = '|'.join([m._name_ for m in cls if m._value_ & value]) or None
            cls._value2member_map_[value] = known
        return known

    def __repr__(self):
        if not self._value_:
            return 're.NOFLAG'
        names = ['re.' + m._name_ for m in type(self) if m._value_ & self._value_]
        rest = self._value_ & ~511
        if rest:
            names.append(hex(rest))
        return '|'.join(names)

    __str__ = __repr__

    def __invert__(self):
        return RegexFlag(511 & ~self._value_)


globals().update(RegexFlag.__members__)


class error(Exception):
    """A pattern or a replacement is wrong: msg says what, pattern and pos (with lineno and colno) where."""

    __module__ = 're'

    def __init__(self, msg, pattern=None, pos=None):
        self.msg = msg
        self.pattern = pattern
        self.pos = pos
        self.lineno = self.colno = None
        if pattern is not None and pos is not None:
            newline = '\n' if isinstance(pattern, str) else b'\n'
            self.lineno = pattern.count(newline, 0, pos) + 1
            self.colno = pos - pattern.rfind(newline, 0, pos)
            msg = f'{msg} at position {pos}'
            if newline in pattern:
                msg = f'{msg} (line {self.lineno}, column {self.colno})'
        super().__init__(msg)


_cache = {}
_MAXCACHE = 512


def _compile(pattern, flags):
    if isinstance(flags, RegexFlag):
        flags = flags._value_
    try:
        return _cache[type(pattern), pattern, flags]
    except KeyError:
        pass
    if isinstance(pattern, Pattern):
        if flags:
            raise ValueError("cannot process flags argument with a compiled pattern")
        return pattern
    if not isinstance(pattern, (str, bytes)):
        raise TypeError("first argument must be string or compiled pattern")
    compiled = _sre._compile_text(pattern, flags)
    if not flags & 128:
        if len(_cache) >= _MAXCACHE:
            _cache.pop(next(iter(_cache)), None)
        _cache[type(pattern), pattern, flags] = compiled
    return compiled


def compile(pattern, flags=0):
    """The pattern as an object, whose methods do what the functions of this module do."""
    return _compile(pattern, flags)


def match(pattern, string, flags=0):
    """The match at the beginning of the string, or None."""
    return _compile(pattern, flags).match(string)


def fullmatch(pattern, string, flags=0):
    """The match of the whole string, or None."""
    return _compile(pattern, flags).fullmatch(string)


def search(pattern, string, flags=0):
    """The first match in the string, or None."""
    return _compile(pattern, flags).search(string)


def sub(pattern, repl, string, count=0, flags=0):
    """The string with its first count matches (0: all) replaced: by a text, where a backslash names a group, or by what a function makes
    of the match."""
    return _compile(pattern, flags).sub(repl, string, count)


def subn(pattern, repl, string, count=0, flags=0):
    """The tuple (sub(), how many were replaced)."""
    return _compile(pattern, flags).subn(repl, string, count)


def split(pattern, string, maxsplit=0, flags=0):
    """The parts between matches; the texts of the pattern's groups go between them."""
    return _compile(pattern, flags).split(string, maxsplit)


def findall(pattern, string, flags=0):
    """The texts of all matches that do not overlap or, where the pattern has groups, of the groups."""
    return _compile(pattern, flags).findall(string)


def finditer(pattern, string, flags=0):
    """An iterator over all matches that do not overlap."""
    return _compile(pattern, flags).finditer(string)


def purge():
    """Forgets compiled patterns."""
    _cache.clear()


def template(pattern, flags=0):
    """As compile(), deprecated."""
    import warnings
    warnings.warn("The re.template() function is deprecated as it is an undocumented function without an obvious purpose. "
                  "Use re.compile() instead.", DeprecationWarning, stacklevel=2)
    return _compile(pattern, flags | 1)


_special = {ord(c): '\\' + c for c in '()[]{}?*+-|^$\\.&~# \t\n\r\v\f'}


def escape(pattern):
    """The text with a backslash before every character that means something in a pattern."""
    if isinstance(pattern, str):
        return pattern.translate(_special)
    return str(pattern, 'latin1').translate(_special).encode('latin1')


def _pickle(pattern):
    return _compile, (pattern.pattern, pattern.flags)


class Scanner:
    """Cuts a text into tokens: by a list of (pattern, action), where an action is a function of the scanner and the text, or a result."""

    def __init__(self, lexicon, flags=0):
        self.lexicon = lexicon
        self._actions = {}
        parts = []
        group = 1
        for phrase, action in lexicon:
            self._actions[group] = action
            group += 1 + _compile(phrase, flags).groups
            parts.append('(%s)' % phrase)
        self.scanner = _compile('|'.join(parts), flags)

    def scan(self, string):
        """The list of tokens and the rest of the text that no pattern matches."""
        result = []
        match = self.scanner.scanner(string).match
        i = 0
        while True:
            m = match()
            if not m:
                break
            j = m.end()
            if i == j:
                break
            action = self._actions[m.lastindex]
            if callable(action):
                self.match = m
                action = action(self, m.group())
            if action is not None:
                result.append(action)
            i = j
        return result, string[i:]


def __getattr__(name):
    if name in ('_compiler', '_parser', '_constants', '_casefix'):
        try:
            __import__('re.' + name)
        except ImportError:
            pass
        else:
            return sys.modules['re.' + name]
    import _rest
    return _rest.find('re', name)
