# Only eval() of a text passes over spaces before an expression.
import ast

for text in (" 1", "\t1", "\n 1", "  1 + 1"):
    for way in (eval, lambda s: compile(s, "<c>", "eval"), lambda s: ast.parse(s, mode="eval")):
        try:
            print(type(way(text)).__name__)
        except IndentationError as e:
            print(e, e.offset)
print(list(map(eval, [" 2", "\t3"])))
