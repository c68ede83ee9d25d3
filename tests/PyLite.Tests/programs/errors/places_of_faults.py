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
