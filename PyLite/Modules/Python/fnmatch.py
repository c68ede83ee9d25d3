"""Names that match patterns as shells have them: *, ?, [abc], [!abc]."""

import functools
import re

__all__ = ["filter", "fnmatch", "fnmatchcase", "translate"]


def fnmatch(name, pat):
    """Whether the name matches; as the system's file names compare, which here is by case."""
    return fnmatchcase(name, pat)


def fnmatchcase(name, pat):
    """Whether the name matches, by case."""
    return _matcher(pat)(name) is not None


def filter(names, pat):
    """The names that match."""
    match = _matcher(pat)
    return [name for name in names if match(name)]


@functools.lru_cache(maxsize=32768)
def _matcher(pat):
    if isinstance(pat, bytes):
        return re.compile(translate(str(pat, 'latin1')).encode('latin1')).match
    return re.compile(translate(pat)).match


def translate(pat):
    """The regular expression for the pattern."""
    parts = []
    i = 0
    while i < len(pat):
        c = pat[i]
        i += 1
        if c == '*':
            if not parts or parts[-1] is not None:
                parts.append(None)
        elif c == '?':
            parts.append('.')
        elif c == '[':
            end = pat.find(']', i + (2 if pat[i:i + 1] == '!' else 1))
            if end < 0:
                parts.append('\\[')
                continue
            parts.append(_set(pat[i:end]))
            i = end + 1
        else:
            parts.append(re.escape(c))
    # What stands between two stars is taken where it is found first: no other place can do better.
    fixed = []
    stars = [n for n, part in enumerate(parts) if part is None] + [len(parts)]
    fixed.append(''.join(parts[:stars[0]]))
    for n, (at, following) in enumerate(zip(stars, stars[1:])):
        between = ''.join(parts[at + 1:following])
        if following == len(parts):
            fixed.append('.*' + between)
        else:
            fixed.append('(?>.*?%s)' % between)
    return r'(?s:%s)\Z' % ''.join(fixed)


def _set(stuff):
    if '-' not in stuff:
        stuff = stuff.replace('\\', r'\\')
    else:
        chunks = []
        i = 0
        at = 2 if stuff[0] == '!' else 1
        while True:
            at = stuff.find('-', at, len(stuff) - 1)
            if at < 0:
                break
            chunks.append(stuff[i:at])
            i = at + 1
            at += 3
        if stuff[i:]:
            chunks.append(stuff[i:])
        else:
            chunks[-1] += '-'
        for n in range(len(chunks) - 1, 0, -1):
            if chunks[n - 1][-1] > chunks[n][0]:       # no characters at all
                chunks[n - 1] = chunks[n - 1][:-1] + chunks[n][1:]
                del chunks[n]
        stuff = '-'.join([s.replace('\\', r'\\').replace('-', r'\-') for s in chunks])
    if not stuff:
        return '(?!)'
    if stuff == '!':
        return '.'
    stuff = re.sub(r'([&~|])', r'\\\1', stuff)
    if stuff[0] == '!':
        stuff = '^' + stuff[1:]
    elif stuff[0] in '^[':
        stuff = '\\' + stuff
    return '[%s]' % stuff
