"""Comments that give types, in trees of syntax."""
# Needs CPython's library.
import ast

SOURCE = '''
x = 1  # type: int
y = z = []  #  type:  List[int]
for i in y:  # type: int
    pass
else:
    pass
with a as b:  # type: str
    pass
def f(a, b=1, *args, **kw):
    # type: (int, str, *int, **str) -> None
    pass
def g(
    a,  # type: int
    b=2,  # type: str
    *c,  # type: bytes
    d,
    e=3,  # type: float
    **k  # type: object
):  # type: (...) -> int
    return 1  # type: ignore
async def h(a, /,  b):  # type: (int, int) -> None
    async for x in y:  # type: int
        async with a as b:  # type: int
            pass
    lambda q: 1  # type: ignore[misc]
z = 3  # type: ignored
# type: ignore
w = 3  # type: ignore # and more
'''
for kind in (True, False):
    tree = ast.parse(SOURCE.replace("def h(a, /,  b)", "def h(a, b)"), type_comments=kind)
    for node in ast.walk(tree):
        if getattr(node, "type_comment", None) is not None:
            print(type(node).__name__, node.lineno, node.end_lineno, node.end_col_offset, repr(node.type_comment))
    print([(i.lineno, i.tag) for i in tree.type_ignores])
print(ast.unparse(ast.parse("x = 1 # type: int\ndef f(a):\n # type: (int) -> int\n return a\n", type_comments=True)))
for wrong in ("f(a, # type: int\n b)\n", "# type: int\n", "if x: # type: int\n pass\n", "x = 1\n# type: int\n", "def f(): # type: () -> int\n  # type: () -> int\n  pass\n",
              "def f(*, # type: int\n  a): pass\n", "x += 1 # type: int\n", "x: int = 1 # type: int\n", "while 1: # type: int\n pass\n", "def f(a, /, # type: int\n b): pass\n", "with (a as b): # type: int\n pass\n"):
    try:
        ast.parse(wrong, type_comments=True)
        print("fine", repr(wrong))
    except SyntaxError as e:
        print(e.msg, e.lineno, repr(wrong))
    ast.parse(wrong)
