# What goes on after except* clauses: one exception that they raise is not wrapped in a group.
def t(f):
    try: f()
    except BaseException as e:
        def show(e, n=0):
            print('  '*n, type(e).__name__, e.args, 'ctx', repr(e.__context__), 'cause', repr(e.__cause__), e.__suppress_context__)
            if isinstance(e, BaseExceptionGroup):
                for x in e.exceptions: show(x, n+1)
        show(e)
    else: print('fine')
def a():
    try: raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
    except* TypeError: raise SyntaxError(3)
def b():
    try: raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
    except* (TypeError, ValueError): raise SyntaxError(3)
def c():
    try: raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
    except* (TypeError, ValueError) as e: raise ExceptionGroup('x', [OSError()])
def d():
    try: raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
    except* (TypeError, ValueError) as e: raise
def e():
    try: raise TypeError(1)
    except* TypeError as e: raise
def f():
    try: raise TypeError(1)
    except* TypeError as e: raise KeyError(2)
def g():
    try: raise TypeError(1)
    except* TypeError as e: raise e
def h():
    try: raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
    except* TypeError: raise SyntaxError(3)
    except* ValueError: raise
def i():
    try: raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
    except* TypeError: pass
    except* ValueError: raise OSError(3) from None
def j():
    try: raise ExceptionGroup("eg", [TypeError(1), ValueError(2)])
    except* TypeError as e: raise e.exceptions[0]
    except* ValueError: pass
for x in (a,b,c,d,e,f,g,h,i,j): print(x.__name__); t(x)
