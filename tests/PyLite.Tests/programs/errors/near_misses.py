"""Texts that are wrong, or just not, and what is told of them."""
cases = [
    'def f(a=1,/*,b): pass',
    'lambda a,/*,b: 1',
    'def f(a,/ *,b): pass',
    "f'''{\xa0}'''",
    "f'{\x0b}'",
    "f'{ \t\x0c}'",
    "f'{**a}'",
    "f'{*a}'",
    "f'{a, **b}'",
    '(**a)',
    "print(f'{**a!r:>{w}}')",
    'match x:\n case {f"": 1}: pass',
    'match x:\n case {f"{a}": 1}: pass',
    'match x:\n case f"{a}": pass',
    'match x:\n case {-1+0j: 1, "a" "b": 2, b"c": 3, None: 4, a.b: 5}: pass',
    'match x:\n case {1+1: 1}: pass',
    'match x:\n case f"a" | 2: pass',
    'match x:\n case {"a" f"b": 1}: pass',
    'if 1:\n    y = 1\n  \\\n  x',
    'if 1:\n  y = 1\n  \\\n  x = 2',
    'a\n  \\\n  x',
    '\\\n  x',
    '  \\\n x',
    'if 1:\n    y\n    \\\n  z',
    'if 1:\n    foo()\n \\\n    x',
    'x = 1\n\\\ny = 2',
    'def f():\n    pass\n\\\n    x',
    'lambda /, a: None',
    'lambda /: None',
    'x = 5\\',
    '\\',
    '\\\n',
    '  \\',
    'if 1:\n  \\',
    '\n\\',
    'f(**a, *b)',
    'f(x=1, **a.b , *c)',
    'f(*z, **a, b=1, *c)',
    "x = b'é'",
    "x = 1 + b'é' + 2",
    "x = b'a' b'é'",
    "x = [b'é'\n]",
    'x = 1\xa0',
    '0x1\xa0',
    '1.5é',
    '1j\u20ac',
    'x = 32e-+4',
    'x = 1e+',
    'x = 1e-5',
    '[1 2 3]',
    'f(a b c, d)',
    '{a: b c d}',
    '[a b if c else d e]',
    '(a, b c d, e)',
    '[i for i in range(5) if (j := 0) for j in range(5)]',
    '{i: 1 for i in x if (j := 0) for k, j in y}',
    '[i for i in range(5) for j in range(5) if (k := 0)]',
]
for text in cases:
    try:
        compile(text, "x", "exec")
        print(repr(text))
    except SyntaxError as error:
        print(repr(text), type(error).__name__, error.msg, error.lineno, error.offset, error.end_lineno, error.end_offset)

# The margin of a line that a backslash continues is that of its first part.
steps = []
if steps == []:
    steps.append(1)
    \
  steps.append(2)
if not steps:
    pass
\
steps.append(3)
print(steps)
