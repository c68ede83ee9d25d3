"""Functions whose code is taken apart and made again, as packages that pickle functions do."""
# Needs CPython's library.
import inspect, pickle, types

FIELDS = ("argcount posonlyargcount kwonlyargcount nlocals stacksize flags code consts names varnames filename name qualname firstlineno "
          "linetable exceptiontable freevars cellvars").split()

def taken(code):
    values = [getattr(code, "co_" + name) for name in FIELDS]
    values[7] = tuple(taken(c) if inspect.iscode(c) else c for c in values[7])
    return ("code", values)

def made(parts):
    values = list(parts[1])
    values[7] = tuple(made(c) if isinstance(c, tuple) and c[:1] == ("code",) else c for c in values[7])
    return types.CodeType(*values)

def sent(function, **names):
    code = made(pickle.loads(pickle.dumps(taken(function.__code__))))
    cells = tuple(types.CellType(c.cell_contents) for c in function.__closure__ or ())
    copy = types.FunctionType(code, {**globals(), **names}, function.__name__, function.__defaults__, cells)
    copy.__kwdefaults__ = function.__kwdefaults__
    return copy

def plain(a, b=2, /, c=3, *rest, d=4, **more):
    "Adds."
    return a + b + c + d + sum(rest), more

def loops(n):
    total = 0
    for i in range(n):
        try:
            if i % 3: raise ValueError(i)
            total += i
        except ValueError as e:
            total -= e.args[0]
        finally:
            total += 1
    return total

def outer(k):
    seen = []
    def inner(x, *, scale=1):
        seen.append(x)
        return (x + k) * scale, len(seen)
    return inner

def generator(n):
    got = None
    for i in range(n):
        got = yield (i, got)
    return "end"

def nested(words):
    table = {w: [c for c in w if c in "aeiou"] for w in words}
    class Found:
        def __init__(self, **keys): self.__dict__.update(keys)
        def show(self): return sorted(self.__dict__.items())
    return Found(**{k: "".join(v) for k, v in table.items()}).show(), (lambda q, r=5: q * r)(2)

async def awaits(n):
    return [await echo(i) for i in range(n)]
async def echo(n): return n * 2

def run(coroutine):
    try: coroutine.send(None)
    except StopIteration as e: return e.value

print(sent(plain)(1, 2, 3, 4, d=5, e=6), sent(plain).__doc__)
print(sent(loops)(3000), loops(3000))
print(sent(outer(10))(1, scale=3), sent(outer)(7)(1))
g = sent(generator)(3)
print(next(g), g.send("x"), g.send("y"))
print(sent(nested)(["house", "tree"]))
print(run(sent(awaits)(4)))
print(sent(lambda: missing, missing="found")())

code = made(taken(plain.__code__))
print(code == plain.__code__, hash(code) == hash(plain.__code__), code.co_name, code.co_varnames, code.co_firstlineno - plain.__code__.co_firstlineno)
print(inspect.signature(sent(plain)))
moved = list(taken(loops.__code__)[1])
moved[10], moved[11], moved[12], moved[13] = "<elsewhere>", "renamed", "A.renamed", 100
code = types.CodeType(*moved)
print(code.co_filename, code.co_name, code.co_qualname, code.co_firstlineno, [line for _, _, line in code.co_lines() if line][:1])
def wrong():
    x = 1
    return x + nowhere
parts = list(taken(wrong.__code__)[1])
parts[13] = 500
try: types.FunctionType(types.CodeType(*parts), {})()
except NameError as e: print(e, e.__traceback__.tb_next.tb_lineno)

for args in ((), (1,) * 19, (1,) * 18):
    try: types.CodeType(*args)
    except TypeError as e: print(e)
for at, value in ((0, "1"), (7, []), (10, b"f"), (0, -1)):
    parts = list(taken(plain.__code__)[1])
    parts[at] = value
    try: types.CodeType(*parts)
    except (TypeError, ValueError) as e: print(type(e).__name__, e)

c = types.CellType(1)
print(str(c).split(" at ")[0], str(c).split(": ")[1].split(" at ")[0])
del c.cell_contents
print(str(c).split(": ")[1])
try: c.cell_contents
except ValueError as e: print(e)
class A:
    def with_names(self): return super(A, self)
    def inside(self): return [super for _ in ()]
print(A.with_names.__code__.co_freevars, A.inside.__code__.co_freevars, A.with_names.__closure__[0].cell_contents is A)

import dataclasses
@dataclasses.dataclass
class Fields:
    a: int = 1
print(Fields.__repr__.__code__.co_filename == dataclasses.__file__, Fields.__init__.__code__.co_filename, Fields(2))
