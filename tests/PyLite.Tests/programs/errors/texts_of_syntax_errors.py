"""str(SyntaxError) tells of the file and line that the error has, wherever they come from."""
for source in ("def f():\n x=1\n global x\n", "from __future__ import nope\n", "def f(a,a): pass", "return", "x=1\nfrom __future__ import division", "nonlocal x",
               "def f():\n  from x import *", "def f():\n nonlocal z", "if 1:\nx", "("):
    try:
        compile(source, "folder/f.py", "exec")
    except SyntaxError as error:
        print(error.args, error.filename, error.lineno, "|", error)
error = SyntaxError("m")
print(error)
for name, value in (("filename", "x.py"), ("lineno", 3), ("filename", None), ("lineno", "q"), ("filename", "a/b.py"), ("filename", b"x"), ("lineno", 2), ("msg", None)):
    setattr(error, name, value)
    print(error)
print(SyntaxError(), SyntaxError("a", ("b/c.py", 2, 3, "text")))

annotated = "from __future__ import annotations\n"
for source in ("test: (yield)", "test.test: (yield a + b)", "test[something]: (yield from x)", "def func(test: (yield from outside)): pass", "def test() -> (await y): pass",
               "async def test() -> something((a := b)): pass", "test: await some.complicated[0].call(with_args=True or 1 is not 1)", "test: f'{(x := 10):=10}'",
               "class A:\n  x: {1: (y := 1)}", "def f(a: [x async for x in y]): pass", "x: lambda: (yield)"):
    try:
        compile(annotated + source, "f.py", "exec")
        print("fine")
    except SyntaxError as error:
        print(error, error.offset)
names = {}
exec(annotated + "def f(a: u'x', b: 1e309j, c: -1e309, d: (1e309, 'x', u'y' 'z')): pass", names)
print(names["f"].__annotations__)
