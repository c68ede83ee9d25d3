"""Compares what two Pythons find with random patterns in random texts.

    python3.11 fuzz.py --with PYLITE [--seed N] [--count M] [--rounds R]     runs itself with both, prints the first differences
    python3.11 fuzz.py --seed N --count M                                    prints what this Python finds

A seed makes the same patterns in every Python: the random numbers are its own. Patterns that take long in CPython are kept short.
"""
import re
import sys


class Random:
    def __init__(self, seed):
        self.state = (seed * 2654435761 + 12345) & 0xFFFFFFFF

    def below(self, n):
        self.state = (self.state * 1103515245 + 12345) & 0x7FFFFFFF
        return (self.state >> 8) % n

    def chance(self, percent):
        return self.below(100) < percent

    def of(self, items):
        return items[self.below(len(items))]


ALPHABETS = ['ab', 'abc', 'aAbB', 'ab1_ ', 'a\nb', 'aé日', 'ab-,.', 'a😀b', 'sSſkK\u212aiIİı', "a'\"\\"]


class Patterns:
    """One pattern at a time: groups are numbered as they are closed, so that references are mostly right."""

    def __init__(self, random, alphabet):
        self.r = random
        self.alphabet = alphabet
        self.opened = 0
        self.closed = []
        self.names = []
        self.behind = False

    def char(self):
        c = self.r.of(self.alphabet)
        return '\\n' if c == '\n' else re.escape(c)

    def set(self):
        r = self.r
        parts = []
        for _ in range(1 + r.below(3)):
            kind = r.below(10)
            if kind < 6:
                c = self.r.of(self.alphabet)
                parts.append('\\' + c if c in '\\]-^[' else '\\n' if c == '\n' else c)
            elif kind < 8:
                parts.append(r.of(['a-c', 'A-Z', '0-9', 'a-z', '\\x00-\\x7f', 'à-ÿ', '一-龥']))
            else:
                parts.append(r.of(['\\w', '\\d', '\\s', '\\W', '\\S', '\\D']))
        return '[' + ('^' if r.chance(25) else '') + ''.join(parts) + ']'

    def atom(self, depth):
        r = self.r
        kind = r.below(100)
        if kind < 40 or depth <= 0:
            return self.char()
        if kind < 50:
            return self.set()
        if kind < 58:
            return r.of(['.', '\\w', '\\d', '\\s', '\\W', '\\S'])
        if kind < 64:
            return r.of(['^', '$', '\\b', '\\B', '\\A', '\\Z'])
        if kind < 78:
            self.opened += 1
            group = self.opened
            name = ''
            if r.chance(15):
                name = 'g%d' % group
                self.names.append(name)
            body = self.branch(depth - 1)
            self.closed.append(group)
            return ('(?P<%s>' % name if name else '(') + body + ')'
        if kind < 85:
            return '(?:' + self.branch(depth - 1) + ')'
        if kind < 88:
            return r.of(['(?=', '(?!']) + self.branch(depth - 1) + ')'
        if kind < 90:
            return r.of(['(?<=', '(?<!']) + ''.join([r.of([self.char(), self.set(), '\\w', '.']) for _ in range(1 + r.below(2))]) + ')'
        if kind < 92:
            return '(?>' + self.branch(depth - 1) + ')'
        if kind < 96 and self.closed:
            return '\\%d' % r.of(self.closed) + '(?:)'
        if kind < 98 and self.closed:
            return '(?(%d)%s|%s)' % (r.of(self.closed), self.sequence(depth - 1), self.sequence(depth - 1))
        return r.of(['(?i:', '(?s:', '(?-i:', '(?a:', '(?m:']) + self.branch(depth - 1) + ')'

    def piece(self, depth):
        r = self.r
        atom = self.atom(depth)
        if r.chance(40):
            repeat = r.of(['*', '+', '?', '{2}', '{1,2}', '{0,2}', '{2,}', '{,3}', '{1,3}'])
            if atom.endswith('*') or not atom:
                return atom
            return atom + repeat + r.of(['', '', '', '?', '+'])
        return atom

    def sequence(self, depth):
        return ''.join([self.piece(depth) for _ in range(self.r.below(4) + (1 if depth > 1 else 0))])

    def branch(self, depth):
        return '|'.join([self.sequence(depth) for _ in range(1 if self.r.chance(60) else 2 + self.r.below(3))])


def shown(m):
    return m and (m.span(), m.groups(), m.lastindex, m.lastgroup)


def one(seed):
    r = Random(seed)
    alphabet = r.of(ALPHABETS)
    pattern = Patterns(r, alphabet).branch(3)
    flags = 0
    for flag in (re.I, re.M, re.S, re.A, re.X):
        if r.chance(12):
            flags |= flag
    texts = [''.join([r.of(alphabet) if r.chance(85) else r.of('abxyz 019_\n') for _ in range(r.below(14))]) for _ in range(4)]
    as_bytes = r.chance(15) and all(ord(c) < 256 for c in pattern + ''.join(texts))
    if as_bytes:
        pattern = pattern.encode('latin1')
        texts = [t.encode('latin1') for t in texts]
    line = '%d %a %d ' % (seed, pattern, flags)
    try:
        compiled = re.compile(pattern, flags)
    except Exception as e:
        return line + '%s %s' % (type(e).__name__, ascii(str(e)))
    results = [compiled.groups, dict(compiled.groupindex)]
    for text in texts:
        start = r.below(3)
        results.append(text)
        results.append(shown(compiled.search(text)))
        results.append(shown(compiled.match(text, start)))
        results.append(shown(compiled.fullmatch(text)))
        results.append(shown(compiled.search(text, start, len(text) - r.below(3))))
        results.append([m.span() for m in compiled.finditer(text)])
        results.append(compiled.split(text))
        results.append(compiled.findall(text))
        results.append(compiled.subn(b'<\\g<0>>' if as_bytes else '<\\g<0>>', text))
    return line + ascii(results)


def results_of(python, seed, count):
    """The line of each seed. One that this Python dies of, or needs too long for, has none."""
    import subprocess
    lines = {}
    last = seed + count
    while seed < last:
        try:
            done = subprocess.run([python, '-W', 'ignore', __file__, '--seed', str(seed), '--count', str(last - seed)],
                                  capture_output=True, text=True, errors='replace', timeout=60)
            output, how = done.stdout, done.returncode and 'exit code %d %s' % (done.returncode, done.stderr[-1500:])
        except subprocess.TimeoutExpired as e:
            output, how = (e.stdout or b'').decode('utf-8', 'replace'), 'too long'
        new = [line for line in output.split('\n')[:-1] if line]
        for line in new:
            seed = int(line.split(' ', 1)[0])
            lines[seed] = line
            seed += 1
        if not how:
            break
        print('seed', seed, python, how)
        seed += 1
    return lines


def main(arguments):
    options = dict(zip(arguments[::2], arguments[1::2]))
    seed, count = int(options.get('--seed', 1)), int(options.get('--count', 1000))
    if '--with' not in options:
        for i in range(seed, seed + count):
            print(one(i), flush=True)
        return 0
    found = compared = 0
    for turn in range(int(options.get('--rounds', 1))):
        expected, got = [results_of(python, seed + turn * count, count) for python in (sys.executable, options['--with'])]
        for i, line in expected.items():
            if i not in got:
                continue
            compared += 1
            if got[i] != line:
                found += 1
                if found <= 5:
                    print('expected', line)
                    print('got     ', got[i])
    print(compared, 'compared,', found, 'differences')
    return found > 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1:]))
