# Needs CPython's library.
# What the parser warns of, ast.parse() warns of too; what the compiler warns of, it does not.
import ast
import warnings

for text in ["x = '\\d'", "x = b'\\q'", "x = 1if 2else 3", "x is 1", "assert (a, 'b')", "f'{x!r:\\d}'"]:
    for do in ast.parse, lambda text: compile(text, "name.py", "exec"):
        with warnings.catch_warnings(record=True) as told:
            warnings.simplefilter("always")
            do(text)
        print(repr(text), [(w.category.__name__, str(w.message), w.filename, w.lineno) for w in told])
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            try:
                do(text)
            except SyntaxError as e:
                print(type(e).__name__, e.args)
