# Of several things that are wrong with a text one is told of: what the parser comes to first, or what no token can be made of.
# Characters that are no operators, margins and backslashes count only where the parser comes to them.
texts = [
    "oh no!", "a ? b", "x = $", "x `y`", "a <> b", "'text' word?", "f(1, 2!)", "'it' word '\\x78' in position 1: foo",
    "if True:\n        print()\n\texec 'mixed'", "def spam():\n  print(1)\n print(2)", "\n    first\n  second\n", "try:\n\t1/0\n    \t1/0\nfinally:\n pass\n",
    "word word\n  \\x", "a = 1 \\x", "a b \\x", "a b\n'open", "a b\n0_", "a b\n\u20ac", "a b\n)", "a{", "a{b", "10{", "a{b}", "a b{", "{a b", "a{b\n)",
    "f(**x, *)", "f(**x, *y)", "f(**x, *y z)", "f(a=1, *)", "f(*)", "f(1, *, 2)", "f(**x, y=1, *z)", "f(1, *y)", "f(a=1, *y)",
]
single = ["x = 1\ny = 2", "if 1:\n  pass\nx = 2", "if 1: pass\nx = 2", "x; y\nz", "x = 1\n  y", "(1\n)\n2", "def f(): pass\n\n\nx", "@d\nclass A:\n  pass\nx",
          "pass\n(1+)", "x = 1; \n y", "if 1:\n  pass\n", "x\n\n#c\n", "match x:\n  case 1: pass\ny", "with a: pass\nx", "x=1 #c\n"]
for mode, given in [("exec", texts), ("eval", texts), ("single", single)]:
    for text in given:
        try:
            compile(text, "<text>", mode)
            print(mode, ascii(text), "is right")
        except SyntaxError as error:
            print(mode, ascii(text), type(error).__name__, error.msg.encode("ascii", "backslashreplace").decode(), error.lineno, error.offset, error.end_lineno, error.end_offset)
