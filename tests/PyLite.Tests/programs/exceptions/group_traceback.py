# A group of exceptions that nobody catches.

def f(): raise ValueError("a\nb")
def g():
    excs = []
    for fn in (f, lambda: 1/0):
        try: fn()
        except Exception as e: excs.append(e)
    excs[1].add_note("a note\nsecond")
    try: {}["k"]
    except KeyError as e:
        try: raise TypeError("ctx")
        except TypeError as e2: excs.append(e2)
    try:
        try: f()
        except ValueError as e: raise OSError("with cause") from e
    except OSError as e: excs.append(e)
    excs.append(ExceptionGroup("inner", [MemoryError("m"), KeyError(1)]))
    excs.append(IndexError())
    raise ExceptionGroup("many", excs)
def deep(n):
    e = ValueError(n)
    for i in range(n): e = ExceptionGroup("d%d" % i, [e])
    return e
WIDE = ExceptionGroup('wide', [ValueError(i) for i in range(20)])
try: g()
except ExceptionGroup as e:
    e.add_note("group note")
    raise ExceptionGroup("last", [deep(14), WIDE]) from e
