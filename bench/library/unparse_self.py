"""This program's own syntax tree, made, walked, and turned into text again by the ast module."""
import ast
import sys

DEFAULT = 150


class Sample:
    """Something of each kind, for the tree."""

    table: dict[str, list[int]] = {"a": [1, 2, *range(3)], **{}}

    def method(self, a, /, b=1, *args, c: int = 2, **kw) -> "Sample":
        try:
            with open(a) as f, open(b) as g:
                for i, line in enumerate(f):
                    if not line or i > 5 and c != 3:
                        continue
                    yield from (x ** 2 for x in args if x)
                else:
                    del f, g
        except (OSError, ValueError) as error:
            raise RuntimeError(f"{error!r:>10} {c + 1}") from error
        finally:
            self.x, *self.rest = lambda q, *r: q if q else -r[0], kw["k"][1:2, ::3]
        while True:
            assert (n := len(self.rest)) < 3, "no"
            match n:
                case 0 | 1:
                    break
                case [1, *_] | {"k": Sample(x=1)} if n:
                    pass


def main(n):
    source = open(__file__, encoding="utf-8").read()
    length = nodes = 0
    for i in range(n):
        tree = ast.parse(source + f"\nextra_{i} = {i}\n")
        nodes += sum(isinstance(node, ast.expr) for node in ast.walk(tree))
        length += len(ast.unparse(tree))
    print(length, nodes)


main(int(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
