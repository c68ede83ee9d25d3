import sys, contextlib
def g():
    try: raise ValueError('v')
    except ValueError: yield 1
    print(repr(sys.exc_info()[1])); yield 2
    try: raise KeyError('k')
    except KeyError as e: print(repr(e.__context__))
    yield 3
gen = g()
try: raise IndexError('i')
except IndexError: next(gen)
next(gen); next(gen)
gen = g(); next(gen)
try: raise IndexError('j')
except IndexError: next(gen); next(gen); print(repr(sys.exc_info()[1]))
def h():
    try:
        print(sys.exc_info()[0]); yield
    except Exception as exc:
        print(sys.exc_info()[0], exc.__context__); yield
        print(sys.exc_info()[0]); yield
        raise
m = h(); next(m)
try: raise ValueError('x')
except Exception as exc:
    try: m.throw(exc)
    except Exception: pass
next(m)
try: next(m)
except ValueError as e: print('re', repr(e), repr(e.__context__))
def nested():
    for i in range(2):
        try: raise ValueError(i)
        except ValueError:
            try: raise KeyError(i)
            except KeyError: yield repr(sys.exc_info()[1])
            yield repr(sys.exc_info()[1])
        yield repr(sys.exc_info()[1])
n = nested()
def step(e):
    if e is None: return next(n)
    try: raise e
    except type(e): return next(n)
print([step(e) for e in (OSError('a'), None, TypeError('b'), AttributeError('c'), None, OSError('d'))])
@contextlib.contextmanager
def cm():
    try: yield
    except ValueError as e: print('cm', repr(e), repr(e.__context__), repr(sys.exc_info()[1])); raise RuntimeError('from cm') from e
    finally: print('fin', repr(sys.exc_info()[1]))
try:
    try: raise OSError('o')
    except OSError:
        with cm(): raise ValueError('w')
except RuntimeError as e: print(repr(e), repr(e.__cause__), repr(e.__context__), repr(e.__context__.__context__))
def w():
    with contextlib.suppress(ValueError):
        try: raise ValueError(1)
        finally:
            yield repr(sys.exc_info()[1])
    yield repr(sys.exc_info()[1])
x = w(); print(next(x))
try: raise KeyError
except KeyError: print(next(x))
print(sys.exc_info())
async def co():
    try: raise ValueError('co')
    except ValueError:
        await sl()
        print(repr(sys.exc_info()[1]))
    print(repr(sys.exc_info()[1]))
    try: raise
    except RuntimeError as e: print(e, repr(e.__context__))
class sl:
    def __await__(self): yield 5
c = co()
try: raise OSError
except OSError: c.send(None)
try: c.send(None)
except StopIteration: pass
def loop(n):
    t = 0
    def gg():
        for i in range(n):
            try:
                if i % 3: raise ValueError(i)
            except ValueError:
                yield 1 if sys.exc_info()[0] is ValueError else 100
            yield 0 if sys.exc_info()[0] is None else 1000
    it = gg()
    for v in it: t += v
    return t
print(loop(3000))
def loop2(n):
    t = 0
    def gg():
        for i in range(n):
            try: raise ValueError(i)
            except ValueError: yield i
            yield type(sys.exc_info()[1]).__name__
    it = gg(); out = {}
    for i in range(2 * n):
        if i % 2:
            try: raise KeyError
            except KeyError: r = next(it)
            out[r] = out.get(r, 0) + 1
        else: next(it)
    return out
print(loop2(2000))


# An exception on the stack as any other value is not what a handler goes back to.

def holds_it(in_handler):
    error = sys.exc_info()[1]
    if not in_handler:
        try:
            pass
        except ValueError:
            pass
        found = [error, (yield), sys.exc_info()[1], (yield), error]
    else:
        try:
            raise KeyError('own')
        except KeyError:
            found = [error, (yield), sys.exc_info()[1], (yield), error]
            found.append(sys.exc_info()[1])
        finally:
            found.append((yield sys.exc_info()[1]))
    yield found, sys.exc_info()[1]


for in_handler in (False, True):
    for _ in range(3):
        it = holds_it(in_handler)
        try:
            raise ValueError('first caller')
        except ValueError:
            next(it)
        it.send(1)
        try:
            raise TypeError('third caller')
        except TypeError:
            print(it.send(2))
        if in_handler:
            print(it.send(3))


def leaves_with_finally(n):
    for i in range(n):
        try:
            try:
                raise KeyError(i)
            except KeyError:
                try:
                    yield sys.exc_info()[1]
                    if i == n - 1:
                        return (yield sys.exc_info()[1])
                finally:
                    yield sys.exc_info()[1]
        finally:
            yield sys.exc_info()[1]


def from_many_callers(n):
    it, got = leaves_with_finally(n), []
    while True:
        try:
            raise IndexError(len(got))
        except IndexError:
            try:
                got.append(repr(next(it)))
            except StopIteration as stop:
                return got, stop.value, repr(stop.__context__)
        try:
            got.append(repr(next(it)))
        except StopIteration as stop:
            return got, stop.value, repr(stop.__context__)


got, value, context = from_many_callers(60)
print(got[:7], got[-7:], value, context)
