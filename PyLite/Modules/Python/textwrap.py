"""Wrapping, filling and indenting text."""

import re

__all__ = ['TextWrapper', 'wrap', 'fill', 'dedent', 'indent', 'shorten']

_space = '\t\n\x0b\x0c\r '


class TextWrapper:
    """Breaks a paragraph into lines of a width. The options are attributes of the same names."""

    unicode_whitespace_trans = dict.fromkeys(map(ord, _space), ord(' '))
    _letter = r'[^\d\W]'
    # A dash between letters may end a line; so may a hyphen inside of a word with two letters on either side.
    _chunk = re.compile(r'''
        [\t\n\v\f\r\ ]+
        | (?<=[\w!"'&.,?])-{2,}(?=\w)
        | [^\t\n\v\f\r\ ](?:
            [^\t\n\v\f\r\ ]*?(?:
                -(?:(?<=[^\d\W]{2}-)|(?<=[^\d\W]-[^\d\W]-))(?=[^\d\W]-?[^\d\W])
                | (?=[\t\n\v\f\r\ ]|\Z)
                | (?<=[\w!"'&.,?])(?=-{2,}\w)))''', re.VERBOSE)
    _plain_chunk = re.compile(r'[\t\n\v\f\r ]+|[^\t\n\v\f\r ]+')
    sentence_end_re = re.compile(r'[a-z][.!?]["\']?\Z')

    def __init__(self, width=70, initial_indent="", subsequent_indent="", expand_tabs=True, replace_whitespace=True, fix_sentence_endings=False,
                 break_long_words=True, drop_whitespace=True, break_on_hyphens=True, tabsize=8, *, max_lines=None, placeholder=' [...]'):
        self.width = width
        self.initial_indent = initial_indent
        self.subsequent_indent = subsequent_indent
        self.expand_tabs = expand_tabs
        self.replace_whitespace = replace_whitespace
        self.fix_sentence_endings = fix_sentence_endings
        self.break_long_words = break_long_words
        self.drop_whitespace = drop_whitespace
        self.break_on_hyphens = break_on_hyphens
        self.tabsize = tabsize
        self.max_lines = max_lines
        self.placeholder = placeholder

    def _chunks(self, text):
        if self.expand_tabs:
            text = text.expandtabs(self.tabsize)
        if self.replace_whitespace:
            text = text.translate(self.unicode_whitespace_trans)
        pattern = self._chunk if self.break_on_hyphens else self._plain_chunk
        chunks = pattern.findall(text)
        if self.fix_sentence_endings:
            for i in range(len(chunks) - 1):
                if chunks[i + 1] == ' ' and self.sentence_end_re.search(chunks[i]):
                    chunks[i + 1] = '  '
        return chunks

    def _break(self, word, room):
        """The part of a long word that fits in what is left of a line, and the rest."""
        end = room
        if self.break_on_hyphens and len(word) > room:
            hyphen = word.rfind('-', 0, room)
            if hyphen > 0 and any(c != '-' for c in word[:hyphen]):
                end = hyphen + 1
        return word[:end], word[end:]

    def wrap(self, text):
        """The lines of the text."""
        if self.width <= 0:
            raise ValueError("invalid width %r (must be > 0)" % self.width)
        if self.max_lines is not None:
            indent = self.subsequent_indent if self.max_lines > 1 else self.initial_indent
            if len(indent) + len(self.placeholder.lstrip()) > self.width:
                raise ValueError("placeholder too large for max width")
        lines = []
        chunks = self._chunks(text)[::-1]
        while chunks:
            indent = self.subsequent_indent if lines else self.initial_indent
            width = self.width - len(indent)
            if self.drop_whitespace and lines and not chunks[-1].strip():
                chunks.pop()
            line = []
            used = 0
            while chunks and used + len(chunks[-1]) <= width:
                used += len(chunks[-1])
                line.append(chunks.pop())
            if chunks and len(chunks[-1]) > width:
                if self.break_long_words:
                    part, chunks[-1] = self._break(chunks[-1], 1 if width < 1 else width - used)
                    line.append(part)
                elif not line:
                    line.append(chunks.pop())
                used = sum(map(len, line))
            if self.drop_whitespace and line and not line[-1].strip():
                used -= len(line.pop())
            if not line:
                continue
            last = self.max_lines is None or len(lines) + 1 < self.max_lines
            rest_is_blank = not chunks or self.drop_whitespace and len(chunks) == 1 and not chunks[0].strip()
            if last or rest_is_blank and used <= width:
                lines.append(indent + ''.join(line))
                continue
            while line:
                if line[-1].strip() and used + len(self.placeholder) <= width:
                    lines.append(indent + ''.join(line) + self.placeholder)
                    return lines
                used -= len(line.pop())
            if lines:
                previous = lines[-1].rstrip()
                if len(previous) + len(self.placeholder) <= self.width:
                    lines[-1] = previous + self.placeholder
                    return lines
            lines.append(indent + self.placeholder.lstrip())
            return lines
        return lines

    def fill(self, text):
        """The lines of the text as one string."""
        return '\n'.join(self.wrap(text))


def wrap(text, width=70, **kwargs):
    """The lines that a paragraph becomes."""
    return TextWrapper(width=width, **kwargs).wrap(text)


def fill(text, width=70, **kwargs):
    """A paragraph with its lines broken."""
    return TextWrapper(width=width, **kwargs).fill(text)


def shorten(text, width, **kwargs):
    """As many of the text's words as fit, and a placeholder for the rest."""
    return TextWrapper(width=width, max_lines=1, **kwargs).fill(' '.join(text.strip().split()))


def dedent(text):
    """The text without the white space that all its lines begin with. Lines of nothing else become empty."""
    lines = [line if line.strip(' \t') else '' for line in text.split('\n')]
    margin = None
    for line in lines:
        if not line:
            continue
        indent = line[:len(line) - len(line.lstrip(' \t'))]
        if margin is None:
            margin = indent
        else:
            common = 0
            while common < min(len(margin), len(indent)) and margin[common] == indent[common]:
                common += 1
            margin = margin[:common]
    if margin:
        lines = [line[len(margin):] for line in lines]
    return '\n'.join(lines)


def indent(text, prefix, predicate=None):
    """The text with the prefix before each line that is not blank, or that the predicate holds for."""
    if predicate is None:
        predicate = str.strip
    return ''.join([prefix + line if predicate(line) else line for line in text.splitlines(True)])
