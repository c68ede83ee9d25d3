"""Syntax trees: made of source text, changed, checked and compiled."""
import ast


def show(source, mode="exec"):
    print(ast.dump(ast.parse(source, mode=mode), include_attributes=True))


show("x = (1) + 2 * -y")
show("if a:\n    b = 'é'; c = f'{d!r:>{w}}'\n\nelse: pass")
show("f(a, *b, k=u'v', **c)[1:2, ::3]", "eval")
show("""
@d
async def g(a, /, b: int = 1, *c, e, f=2, **h) -> None:
    async with p as (q, [r]): await s
    del t.u, v[0]
""")
show("""
match x:
    case {'a': [1, *_], **rest} | C(y=None) if z: ...
    case _: pass
""")
show("try: pass\nexcept* E as e: raise X from y")
print(ast.unparse(ast.parse("lambda x, *, y=1: [i for i in x if i if not y] or {**a, 'k': (yield)}")))


class Double(ast.NodeTransformer):
    def visit_Constant(self, node):
        return ast.copy_location(ast.Constant(node.value * 2), node)


tree = ast.fix_missing_locations(Double().visit(ast.parse("print(21, 'ab')\n")))
exec(compile(tree, "<tree>", "exec"))
print(eval(compile(ast.fix_missing_locations(ast.Expression(ast.BinOp(ast.Constant(6), ast.Mult(), ast.Constant(7)))), "<tree>", "eval")))
print(ast.literal_eval("{'a': [1, 2.5, (None, True)], 'b': {1}, 'c': -1+2j, 'd': b'x'}"))
for bad in ("f()", "1 + x", "[1, 2", " 1"):
    try:
        print(ast.literal_eval(bad))
    except (ValueError, SyntaxError) as e:
        print(type(e).__name__, str(e).split("<ast")[0])


def wrong(node, mode="exec"):
    """What CPython says about a tree that no text could have made."""
    if isinstance(node, ast.stmt):
        node = ast.Module([node], [])
    elif isinstance(node, ast.expr):
        node, mode = ast.Expression(node), "eval"
    try:
        compile(ast.fix_missing_locations(node), "<tree>", mode)
        print("compiled")
    except (TypeError, ValueError, SyntaxError) as e:
        print(type(e).__name__, str(e).split("<ast")[0])


name, store = ast.Name("x", ast.Load()), ast.Name("x", ast.Store())
wrong(store)
wrong(ast.Delete([name]))
wrong(ast.Assign([], name))
wrong(ast.Assign([ast.Constant(1)], name))
wrong(ast.Name(1, ast.Load()))
wrong(ast.Name("None", ast.Load()))
wrong(ast.Constant([1]))
wrong(ast.BoolOp(ast.Or(), [name]))
wrong(ast.Compare(name, [ast.Lt()], []))
wrong(ast.Dict([name], []))
wrong(ast.ListComp(name, []))
wrong(ast.If(name, [], []))
wrong(ast.Try([ast.Pass()], [], [], []))
wrong(ast.Raise(None, name))
wrong(ast.Return(name))
wrong(ast.Expr())
wrong(ast.Expr(None))
wrong(ast.Starred(name, ast.Load()))
wrong(ast.Call(name, [], [ast.keyword("k", name), ast.keyword("k", name)]))
wrong(ast.Match(name, [ast.match_case(ast.MatchStar("y"), None, [ast.Pass()])]))
wrong(ast.Module([ast.Pass()]))
wrong(ast.Interactive([ast.Pass()]))
wrong(ast.Module([ast.Constant(1)], []))
try:
    compile(ast.Module([ast.Pass()], []), "<tree>", "exec")
except TypeError as e:
    print(e)
print(compile("assert 0", "<text>", "exec", optimize=1).co_consts, eval(compile("__debug__", "<text>", "eval", optimize=2)))
ﬁeld = "compatible"
print(field)
