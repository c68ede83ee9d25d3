for text in (r"'\N{}'", r"'\N{x'", r"'aé\N{q}'", "def f():\n    x: int = 5\n    x\n    global x", "{y:=1: 2}", "a[b:=0:1]", "a[b:=0]", "{(y:=1): 2}",
             "from .__future__ import whatever", "def f(__debug__): pass", "lambda __debug__: 1"):
    try:
        compile(text, "<text>", "exec")
        print("fine")
    except SyntaxError as e:
        print(e.msg, e.lineno, e.offset, e.end_lineno)
