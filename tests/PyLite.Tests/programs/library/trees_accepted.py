# Needs CPython's library.
# What the parser accepts and only the compiler does not: ast.parse() gives a tree.
import ast

for text in [
    "f(a=1, a=2)", "f'{g(a=1, a=2)}'", "try: pass\nexcept: pass\nexcept A: pass\n", "match x:\n  case f'{a}': pass\n", "return", "yield", "break", "def f(a, a): pass",
    "from __future__ import braces", "x\nfrom __future__ import division", "def f():\n x\n global x", "nonlocal x", "await x", "*a", "x = *a", "del *a",
    "if 1:", "class A:\n  def f():\ny", "x = '", "(1 +\n 2 3)\n", "f() = 1",
]:
    for do in ast.parse, lambda text: compile(text, "<unknown>", "exec"):
        try:
            do(text)
            print(repr(text), "is accepted")
        except SyntaxError as e:
            print(repr(text), type(e).__name__, e.args, e.lineno, e.offset, repr(e.text), e.end_lineno, e.end_offset)
