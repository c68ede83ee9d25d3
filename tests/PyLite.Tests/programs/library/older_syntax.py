# Needs CPython's library.
"""Texts read as those of older versions of Python: what is new is told of."""
import ast

cases = [
    ('(x := 5)', 7),
    ('def f(x, /): pass', 7),
    ('lambda x, /: 1', 7),
    ('f"{x=}"', 7),
    ('x: int = 1', 5),
    ('(x): int', 5),
    ('a.b: int = 3', 5),
    ('with (a, b): pass', 8),
    ('with (a as b): pass', 8),
    ('with (open(x) as f, g as h,): pass', 8),
    ('match x:\n  case 1: pass', 9),
    ('try: pass\nexcept* E: pass', 10),
    ('async def f(): pass', 4),
    ('async def f():\n  await x', 4),
    ('async def f():\n  async for a in b: pass', 4),
    ('async def f():\n  async with b: pass', 4),
    ('async def f(): return [a async for a in b]', 5),
    ('a @ b', 4),
    ('a @= b', 4),
    ('1_000', 5),
    ('x = 1_0.5', 5),
    ('with (a): pass', 8),
    ('with a, b: pass', 8),
    ('f(x:=1)', 7),
    ('print(f"{a} {b!r:>{w}} {c = }")', 7),
    ('with (\n a as b\n): pass', 8),
    ('try: pass\nexcept (E): pass', 10),
    ('async def f():\n  return await x', 4),
]
for text, version in cases:
    for minor in version, version + 1:
        try:
            ast.parse(text, feature_version=(3, minor))
            print(minor, repr(text))
        except SyntaxError as error:
            print(minor, repr(text), error.msg, error.lineno, error.offset)
for version in (2, 7), (3, -1), 3, (3,), "x", (3, 20):
    try:
        ast.parse("(x := 1)", feature_version=version)
        print(version)
    except (AssertionError, SyntaxError, TypeError, ValueError) as error:
        print(version, type(error).__name__, error)
