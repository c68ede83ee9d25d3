# Asynchronous generators: asend, athrow, aclose, hooks; aiter and anext.
import sys


def run(coro):
    try:
        while True:
            v = coro.send(None)
            print("yielded", v)
    except StopIteration as e:
        return e.value
class sleep:
    def __init__(self, x): self.x = x
    def __await__(self):
        y = yield self.x
        return y
class It:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        self.n -= 1
        if self.n < 0: raise StopAsyncIteration
        return await sleep(self.n)
def tryit(fn, *a):
    try:
        print(fn.__name__, run(fn(*a)))
    except BaseException as e:
        print(fn.__name__, type(e).__name__, e, repr(e.__cause__))
async def ag(n):
    try:
        for i in range(n):
            r = yield i
            print("sent", r)
            await sleep("ag")
    except ValueError as e:
        print("caught", e); yield "v"
    finally:
        print("finally"); await sleep("agfin")
async def a1(): return [x async for x in ag(2)]
async def a2():
    g = ag(3)
    print(type(g), g.ag_running, g.ag_await, g.ag_code is ag.__code__, g.ag_frame is not None, g.__name__, g.__qualname__)
    print(await g.asend(None)); print(await g.asend("x")); print(await g.athrow(ValueError("q")))
    try: print(await g.__anext__())
    except StopAsyncIteration as e: print("end", repr(e))
    await g.aclose()
    try: await g.__anext__()
    except StopAsyncIteration: print("closed")
async def a3():
    g = ag(3); await g.__anext__(); await g.aclose(); print(g.ag_frame)
    await g.aclose()
    try: await g.athrow(ValueError)
    except BaseException as e: print(type(e).__name__, e)
async def a4():
    async def h():
        try: yield 1
        finally: yield 2
    g = h(); await g.__anext__()
    try: await g.aclose()
    except RuntimeError as e: print(e)
async def a5():
    g = ag(2); n = g.__anext__(); print(type(n)); print(await n)
    try: await n
    except RuntimeError as e: print(e)
    t = g.aclose(); print(type(t)); await t
    try: await t
    except RuntimeError as e: print(e)
async def a6():
    async def h():
        yield 1
        raise StopAsyncIteration
    async for x in h(): print(x)
async def a7():
    async def h():
        yield 1
        raise StopIteration
    async for x in h(): print(x)
async def a8():
    g = ag(1)
    try: await g.asend(1)
    except TypeError as e: print(e)
async def a9():
    print(await anext(It(2)), await anext(It(0), "dflt"), await anext(ag(0), 7))
    it = aiter(It(1)); print(await anext(it))
    try: aiter(5)
    except TypeError as e: print(e)
    try: anext(5)
    except TypeError as e: print(e)
    class X:
        def __aiter__(self): return 5
    try: aiter(X())
    except TypeError as e: print(e)
    try: await anext(It(0))
    except StopAsyncIteration: print("sai")
async def a10_():
    g = ag(3)
    a = g.__anext__()
    b = g.__anext__()
    try:
        a.send(None)
        b.send(None)
    except BaseException as e: print(type(e).__name__, e)
async def a11():
    async def h():
        try:
            yield 1
        except BaseException as e: print("in", repr(e)); raise
    g = h(); await g.__anext__()
    try: await g.athrow(KeyError("z"))
    except KeyError as e: print("out", e)
async def a12():
    async def h():
        return
        yield
    return [x async for x in h()]
for fn in (a1, a2, a3, a4, a5, a6, a7, a8, a9, a11, a12): tryit(fn)
def hooks():
    print(sys.get_asyncgen_hooks())
    old = sys.get_asyncgen_hooks()
    sys.set_asyncgen_hooks(firstiter=lambda g: print("first", g.__name__), finalizer=lambda g: print("fin", g.__name__))
    print(run(a12())); run(a1())
    sys.set_asyncgen_hooks(*old); print(sys.get_asyncgen_hooks().firstiter)
    try: sys.set_asyncgen_hooks(firstiter=5)
    except TypeError as e: print(e)
hooks()
