# Patterns and matches as objects; replacing and splitting.
import copy
import re


def attempt(f):
    try:
        print(f())
    except Exception as e:
        print(type(e).__name__, e)


p = re.compile('(?P<a>a)(b)?')
m = p.search('xac')
print(p, m, p.pattern, p.flags, p.groups, dict(p.groupindex), p == re.compile('(?P<a>a)(b)?'), p != re.compile('a'), hash(p) == hash(p))
print(m.group(), m.group(0, 1, 'a'), m[1], m['a'], m[2], m.groups(), m.groups('-'), m.groupdict(), m.start(), m.end('a'), m.span(2), m.regs)
print(m.re is p, m.string, m.pos, m.endpos, m.lastindex, m.lastgroup, bool(m), copy.copy(m) is m, copy.deepcopy(p) is p)
print(p.match('ba', 1), p.match('ba'), p.fullmatch('ab'), p.fullmatch('abc'), p.fullmatch('abc', 0, 2), p.search('aa', 1, 99), p.search('aa', 5))
print(p.findall('abaa'), re.findall('b?', 'abb'), re.findall('(a)(b)?', 'aab'), re.findall(b'.', b'ab'), [x.span() for x in re.finditer('b*', 'abb')])
print(re.split(r'\W+', 'a, b;c'), re.split(r'(\W)', 'a,b'), re.split('x*', 'axbc'), re.split(',', 'a,b,c', maxsplit=1), re.split(b' ', b'a b'))
print(re.sub('a', 'x', 'banana'), re.sub('a', 'x', 'banana', 2), re.subn('a', '', 'banana'), re.sub('x*', '-', 'abxd'), re.sub('b', r'[\g<0>]', 'abc'))
print(re.sub(r'(\w+) (\w+)', r'\2 \1', 'hello world'), re.sub('(?P<n>.)', r'\g<n>\g<1>\n', 'ab'), re.sub('a|(b)', r'<\1>', 'ab'), re.sub('.', r'\\', 'a'))
print(re.sub(r'\d+', lambda m: str(int(m[0]) * 2), 'a1b22'), re.sub(b'a', b'\\0z', b'a'), re.sub('a', lambda m: None, 'bab'), m.expand(r'\1-\2-\g<a>'))
print(re.escape('a.b*[c] d'), re.escape(b'a+b'), repr(re.I), re.I | re.M, repr(re.compile('x', re.A | re.I)), re.compile(b'x').flags, re.I | 2 == re.I)
scan = re.compile(r'(?P<num>\d+)|(?P<name>\w+)|(?P<op>.)').scanner('x=12')
print([(t.lastgroup, t.group()) for t in iter(scan.match, None)], scan.match(), scan.search())
print(re.Scanner([(r'\d+', lambda s, t: int(t)), (r'(a)b', 'AB'), (r'\s+', None)]).scan('12 ab 3x'))


class Text(str):
    pass


t = p.match(Text('ab'))
print(type(t.string), type(t.group()), re.match(b'a', bytearray(b'ab')).group(), p.sub(Text('y'), 'ab'))
attempt(lambda: p.match(1))
attempt(lambda: p.match(b'a'))
attempt(lambda: re.match(b'a', 'a'))
attempt(lambda: p.match())
attempt(lambda: m.group(3))
attempt(lambda: m['zz'])
attempt(lambda: m.foo)
attempt(lambda: re.sub('a', 1, 'a'))
attempt(lambda: re.sub('a', lambda m: 1, 'ba'))
attempt(lambda: re.sub('a', r'\1', 'a'))
attempt(lambda: re.sub('a', r'\g<x>', 'a'))
attempt(lambda: re.sub('a', r'\g<x', 'a'))
attempt(lambda: re.sub('a', r'\q', 'a'))
attempt(lambda: re.compile(1))
attempt(lambda: re.compile(p, re.I))
attempt(lambda: re.compile('a', re.A | re.U))
attempt(lambda: re.compile(b'a', re.U))
attempt(lambda: re.sub('a', b'x', 'a'))
attempt(lambda: type(m)())
