"""Splitting and quoting text as a shell does."""

import re
import sys
from io import StringIO

__all__ = ["shlex", "split", "quote", "join"]


class shlex:
    """Reads words from a text or a file. Iterating gives the words."""

    def __init__(self, instream=None, infile=None, posix=False, punctuation_chars=False):
        if isinstance(instream, str):
            instream = StringIO(instream)
        self.instream = instream if instream is not None else sys.stdin
        self.infile = infile if instream is not None else None
        self.posix = posix
        self.eof = None if posix else ''
        self.commenters = '#'
        self.wordchars = 'abcdfeghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_'
        if posix:
            self.wordchars += 'ßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞ'
        self.whitespace = ' \t\r\n'
        self.whitespace_split = False
        self.quotes = '\'"'
        self.escape = '\\'
        self.escapedquotes = '"'
        self.state = ' '
        self.pushback = []
        self.lineno = 1
        self.debug = 0
        self.token = ''
        if not punctuation_chars:
            punctuation_chars = ''
        elif punctuation_chars is True:
            punctuation_chars = '();<>|&'
        self.punctuation_chars = punctuation_chars
        self._waiting = []
        if punctuation_chars:
            self.wordchars += '~-./*?='
            self.wordchars = ''.join([c for c in self.wordchars if c not in punctuation_chars])

    def push_token(self, tok):
        self.pushback.insert(0, tok)

    def get_token(self):
        return self.pushback.pop(0) if self.pushback else self.read_token()

    def _next_char(self):
        c = self._waiting.pop() if self._waiting else self.instream.read(1)
        if c == '\n':
            self.lineno += 1
        return c

    def read_token(self):
        quoted = False
        escaped_in = ' '
        while True:
            c = self._next_char()
            state = self.state
            if state is None:
                self.token = ''
                break
            if state == ' ':
                if not c:
                    self.state = None
                    break
                if c in self.whitespace:
                    if self.token or self.posix and quoted:
                        break
                elif c in self.commenters:
                    self.instream.readline()
                    self.lineno += 1
                elif self.posix and c in self.escape:
                    escaped_in = 'a'
                    self.state = c
                elif c in self.wordchars:
                    self.token = c
                    self.state = 'a'
                elif c in self.punctuation_chars:
                    self.token = c
                    self.state = 'c'
                elif c in self.quotes:
                    if not self.posix:
                        self.token = c
                    self.state = c
                elif self.whitespace_split:
                    self.token = c
                    self.state = 'a'
                else:
                    self.token = c
                    break
            elif state in self.quotes:
                quoted = True
                if not c:
                    raise ValueError("No closing quotation")
                if c == state:
                    if not self.posix:
                        self.token += c
                        self.state = ' '
                        break
                    self.state = 'a'
                elif self.posix and c in self.escape and state in self.escapedquotes:
                    escaped_in = state
                    self.state = c
                else:
                    self.token += c
            elif state in self.escape:
                if not c:
                    raise ValueError("No escaped character")
                if escaped_in in self.quotes and c != state and c != escaped_in:
                    self.token += state
                self.token += c
                self.state = escaped_in
            else:
                if not c:
                    self.state = None
                    break
                if c in self.whitespace:
                    self.state = ' '
                    if self.token or self.posix and quoted:
                        break
                elif c in self.commenters:
                    self.instream.readline()
                    self.lineno += 1
                    if self.posix:
                        self.state = ' '
                        if self.token or quoted:
                            break
                elif state == 'c':
                    if c in self.punctuation_chars:
                        self.token += c
                    else:
                        self._waiting.append(c)
                        self.state = ' '
                        break
                elif self.posix and c in self.quotes:
                    self.state = c
                elif self.posix and c in self.escape:
                    escaped_in = 'a'
                    self.state = c
                elif c in self.wordchars or c in self.quotes or self.whitespace_split and c not in self.punctuation_chars:
                    self.token += c
                else:
                    if self.punctuation_chars:
                        self._waiting.append(c)
                    else:
                        self.pushback.insert(0, c)
                    self.state = ' '
                    if self.token or self.posix and quoted:
                        break
        result, self.token = self.token, ''
        if self.posix and not quoted and result == '':
            return None
        return result

    def error_leader(self, infile=None, lineno=None):
        return '"%s", line %d: ' % (infile or self.infile, lineno or self.lineno)

    def __iter__(self):
        return self

    def __next__(self):
        token = self.get_token()
        if token == self.eof:
            raise StopIteration
        return token


def split(s, comments=False, posix=True):
    """The words of a command line."""
    if s is None:
        import warnings
        warnings.warn("Passing None for 's' to shlex.split() is deprecated.", DeprecationWarning, stacklevel=2)
    words = shlex(s, posix=posix)
    words.whitespace_split = True
    if not comments:
        words.commenters = ''
    return list(words)


def join(split_command):
    """The command line of which split() makes these words."""
    return ' '.join([quote(word) for word in split_command])


_unsafe = re.compile(r'[^\w@%+=:,./-]', re.ASCII).search


def quote(s):
    """The text as one word of a command line."""
    if not s:
        return "''"
    if _unsafe(s) is None:
        return s
    return "'" + s.replace("'", "'\"'\"'") + "'"
