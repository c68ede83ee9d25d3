"""await outside functions, for those who compile with ast.PyCF_ALLOW_TOP_LEVEL_AWAIT."""
# Needs CPython's library.
import ast, asyncio, inspect, types
FLAG = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT

async def double(n):
    await asyncio.sleep(0)
    return 2 * n
class Context:
    async def __aenter__(self): return "entered"
    async def __aexit__(self, *exc): print("left", exc[0])
async def numbers(n):
    for i in range(n): yield i

def run(text, mode="exec"):
    names = {"double": double, "Context": Context, "numbers": numbers, "asyncio": asyncio}
    code = compile(text, "<typed>", mode, flags=FLAG)
    print(mode, bool(code.co_flags & inspect.CO_COROUTINE), end=" ")
    result = eval(code, names)
    if inspect.iscoroutine(result):
        result = asyncio.run(result)
    return result, sorted(set(names) - {"double", "Context", "numbers", "asyncio", "__builtins__"}), names.get("x")

print(run("x = await double(2)"))
print(run("await double(3)", "eval"))
print(run("x = 1"))
print(run("1 + 1", "eval"))
print(run("async with Context() as x: pass"))
print(run("async for x in numbers(3): print(x)"))
print(run("x = [i async for i in numbers(3)]"))
print(run("[await double(i) for i in range(3)]", "eval"))
print(run("x = {await double(i): i async for i in numbers(2)}"))
print(run("await double(5)\nx = 7", "exec"))
print(run("await double(5)", "single"))
print(run("try:\n    await asyncio.sleep(0)\n    1 / 0\nexcept ZeroDivisionError as e:\n    x = str(e)\nfinally:\n    await double(1)"))
print(run("async def f(): return await double(4)\nx = await f()"))
for wrong in ("def f(): await double(1)", "class A:\n    await double(1)", "lambda: await x", "return 1", "yield 1", "await"):
    try:
        compile(wrong, "<typed>", "exec", flags=FLAG)
        print("fine", repr(wrong))
    except SyntaxError as e:
        print(e.msg, repr(wrong))
try: compile("await double(1)", "<typed>", "exec")
except SyntaxError as e: print(e.msg)
names = {"double": double, "y": 3}
made = types.FunctionType(compile("y = await double(y)", "<typed>", "exec", flags=FLAG), names)
c = made()
print(c.__name__, inspect.iscoroutinefunction(made), asyncio.run(c), names["y"])
tree = ast.parse("z = await double(8)")
scope = {"double": double}
asyncio.run(eval(compile(tree, "<tree>", "exec", flags=FLAG), scope))
print(scope["z"])
total = 0
for i in range(200):
    scope = {"double": double, "i": i}
    asyncio.run(eval(compile("r = 0\nfor k in range(20):\n    r += await double(i + k)", "<loop>", "exec", flags=FLAG), scope))
    total += scope["r"]
print(total)
