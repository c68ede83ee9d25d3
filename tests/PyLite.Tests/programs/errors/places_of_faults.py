import traceback
class A:
    def __init__(s,n): s.n=n
    def __enter__(s): return s
    def __exit__(s,*a): raise KeyError(s.n)
def f1():
    with A(1) as a, A(2): pass
def f2():
    with A(1) as a, \
         A(2) as b:
        return 5
def f3():
    for i in 1,2:
        with A(1) as a: break
def f4():
    with A(3):
        x = 1
        1/0
def f5():
    with A(3): 1/0
def f6():
    with (A(1), A(2)):
        x = 2
for f in (f1,f2,f3,f4,f5,f6):
    try: f()
    except KeyError: print(traceback.format_exc().replace(__file__, "FILE"))

for source in '', '\n', '#c', '(', 'a b', '1+', 'x\n\n  y', '1 +\n':
    for mode in 'eval', 'exec':
        try:
            compile(source, 'f', mode)
            print(repr(source), mode, 'ok')
        except SyntaxError as error:
            print(repr(source), mode, error.args)

print(f'{65:3c}|{65:<3c}|{65:^3c}', repr(dir).split()[2])
for wrong in (lambda: dir(1, 2), lambda: vars(1, 2)):
    try:
        wrong()
    except TypeError as error:
        print(error)

for source in 'if 1 <> 2: pass', "f'{*a}'", 'match x:\n    case a as a: pass', 'match x:\n    case [a] | [b]: pass':
    try:
        compile(source, 'f', 'exec')
    except SyntaxError as error:
        print(error.args)

# What the compiler finds after the parser shows a line only of a file.
for s in ("return 5","def f():\n  x=1\n  global x","break","f(**a, *b)","[x for x in (yield)]","nonlocal q","a=1\ndel __debug__","from __future__ import nope","class A:\n return 1", "async def f():\n yield from x", "def f(a,a): pass","case=1\nmatch x:\n case a as a: pass", "f(a=1,a=2)", "*a = 1", "x: int = yield", "from x import *\ndef g():\n from y import *"):
    try: exec(s)
    except SyntaxError as e: print(e.args, e.text); print(traceback.format_exc().split("\n", 3)[3])
    except Exception as e: print(s, e)
