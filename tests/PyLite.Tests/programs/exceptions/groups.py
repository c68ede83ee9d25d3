# Exception groups, except*, notes, and the exception classes that tell kinds of OSError and of warnings.

import sys
def t(f, *a):
    try: print(f.__name__ if hasattr(f,'__name__') else f, repr(f(*a)))
    except BaseException as e: print(type(e).__name__, e)
t(ExceptionGroup, "m", [ValueError(1)])
t(BaseExceptionGroup, "m", [ValueError(1)])
t(BaseExceptionGroup, "m", [KeyboardInterrupt()])
t(ExceptionGroup, "m", [KeyboardInterrupt()])
t(ExceptionGroup, "m", [])
t(ExceptionGroup, "m", [1])
t(ExceptionGroup, "m", [ValueError(), 1])
t(ExceptionGroup, "m", 5)
t(ExceptionGroup, 1, [ValueError()])
t(ExceptionGroup, "m")
t(ExceptionGroup)
t(ExceptionGroup, "m", [ValueError()], 3)
t(ExceptionGroup, "m", (ValueError(1), TypeError(2)))
t(ExceptionGroup, "m", {ValueError(1)})
class EG(ExceptionGroup):
    def derive(self, excs): return EG(self.message, excs)
t(EG, "m", [KeyboardInterrupt()])
class BEG(BaseExceptionGroup): pass
t(BEG, "m", [ValueError(1)])
print(type(BEG("x", [ValueError()])), type(BaseExceptionGroup("x", [ValueError()])))
print(ExceptionGroup.__mro__, BaseExceptionGroup.__mro__)
eg = ExceptionGroup("outer", [ValueError(1), ExceptionGroup("in", [TypeError(2), ValueError(3)]), KeyError("k")])
print(str(eg), repr(eg), eg.message, eg.exceptions, eg.args)
print(str(ExceptionGroup("one", [ValueError()])))
try: eg.message = "x"
except AttributeError as e: print("AE", e)
try: eg.exceptions = ()
except AttributeError as e: print("AE", e)
print(repr(eg.split(ValueError)))
print(repr(eg.split((TypeError, KeyError))))
print(repr(eg.split(lambda e: isinstance(e, ValueError) and e.args == (3,))))
print(repr(eg.subgroup(OSError)), repr(eg.subgroup(ExceptionGroup)) , eg.subgroup(ExceptionGroup) is eg, repr(eg.subgroup(lambda e: isinstance(e, ExceptionGroup))))
print(repr(eg.subgroup(KeyError)), repr(eg.split(OSError)))
for bad in (5, "a", (1,2), (ValueError, 3), None, int):
    try: print(eg.split(bad))
    except TypeError as e: print(e)
    try: print(eg.subgroup(bad))
    except TypeError as e: print(e)
try: eg.split(lambda e: 1/0)
except ZeroDivisionError as e: print("zde")
eg.__cause__ = OSError("cause"); eg.__context__ = OSError("ctx"); eg.add_note("note1")
m, r = eg.split(ValueError)
print(m.__cause__ is eg.__cause__, m.__context__ is eg.__context__, m.__notes__, r.__notes__ is eg.__notes__, m.__suppress_context__)
e2 = EG("q", [ValueError(1), TypeError(2)])
print([type(x).__name__ for x in e2.split(ValueError)], type(e2.derive([OSError()])), type(eg.derive([OSError()])), type(eg.derive([KeyboardInterrupt()])))
class BadD(ExceptionGroup):
    def derive(self, excs): return 42
try: BadD("z", [ValueError(), TypeError()]).split(ValueError)
except TypeError as e: print(e)
print(ExceptionGroup[int] if 0 else "", issubclass(ExceptionGroup, Exception), issubclass(BaseExceptionGroup, Exception))
def star(exc, *kinds):
    log = []
    try:
        try:
            raise exc
        except* ValueError as e:
            log.append(("V", repr(e)))
            if "rv" in kinds: raise RuntimeError("new")
            if "re" in kinds: raise
            if "ree" in kinds: raise e
        except* TypeError as e:
            log.append(("T", repr(e)))
            if "rt" in kinds: raise KeyError("kk") from None
        else:
            log.append("else")
        finally:
            log.append("fin")
    except BaseException as e:
        log.append(("out", repr(e), repr(e.__context__), repr(e.__cause__)))
    print(kinds, log, sys.exc_info())
G = lambda *a: ExceptionGroup("g", list(a))
star(ValueError(1)); star(TypeError(1)); star(KeyError(1)); star(ValueError(1), "rv"); star(ValueError(2), "re"); star(ValueError(2), "ree")
star(G(ValueError(1), TypeError(2))); star(G(ValueError(1), KeyError(2))); star(G(ValueError(1), TypeError(3), KeyError(2)), "rv", "rt")
star(G(ValueError(1), TypeError(3)), "re"); star(G(ValueError(1), G(TypeError(3), ValueError(4), KeyError(5))), "re"); star(G(ValueError(1), KeyError(2)), "ree")
star(G(KeyError(1)))
star(KeyboardInterrupt())
star(BaseExceptionGroup("b", [KeyboardInterrupt(), ValueError(3)]))
def none():
    try: x = 1
    except* ValueError: print("no")
    else: return "else"
print(none())
def tup():
    try: raise G(ValueError(1), OSError(2), TypeError(3))
    except* (ValueError, OSError) as e: print(repr(e))
    except* TypeError: print("T")
tup()
def bad(tp):
    try:
        try: raise G(ValueError(1))
        except* tp: pass
    except BaseException as e: print(type(e).__name__, e, repr(e.__context__))
bad(5); bad(ExceptionGroup); bad((ValueError, ExceptionGroup)); bad(int); bad(BaseExceptionGroup)
def loop():
    r = []
    for i in range(3):
        try:
            if i == 1: raise G(ValueError(i))
            r.append(i)
        except* ValueError as e: r.append(e.exceptions[0].args[0] + 10)
        finally: r.append("f")
    return r
print(loop())
def nested():
    try:
        try: raise G(ValueError(1), TypeError(2))
        except* ValueError:
            try: raise G(KeyError(3))
            except* KeyError as e: print("inner", repr(e))
            raise OSError(4)
    except* (OSError, TypeError) as e: print(repr(e), [repr(x.__context__) for x in e.exceptions])
nested()
def name():
    try: raise ValueError(1)
    except* ValueError as e: pass
    try: e
    except NameError as x: print(x)
name()
try: e3 = ValueError(); e3.add_note(3)
except TypeError as e: print(e)
e3.__notes__ = 5
try: e3.add_note("a")
except TypeError as e: print(e)
try: e3.add_note()
except TypeError as e: print(e)
for n in "BlockingIOError ChildProcessError ConnectionAbortedError ConnectionRefusedError ConnectionResetError InterruptedError ProcessLookupError BytesWarning EncodingWarning ImportWarning PendingDeprecationWarning ResourceWarning UnicodeWarning UnicodeTranslateError".split():
    print(n, getattr(__builtins__, n).__mro__[1].__name__)
for n in (1, 2, 3, 4, 10, 11, 13, 17, 20, 21, 32, 103, 104, 110, 111, 114, 115, 99999):
    print(type(OSError(n, "x")).__name__, OSError(n, "x"), OSError(n, "m", "f").filename)
hot = 0
for i in range(500):
    try: raise G(ValueError(i), TypeError(i))
    except* ValueError as e: hot += e.exceptions[0].args[0]
    except* TypeError as e: hot += 1
print(hot)
