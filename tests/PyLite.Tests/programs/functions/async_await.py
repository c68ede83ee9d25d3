# async def, await, async for, async with, asynchronous comprehensions, and the objects they are made of.
import types, sys
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
class Aw:
    def __init__(self, v): self.v = v
    def __await__(self):
        r = yield self.v
        return ("got", r, self.v)
async def f(x):
    a = await sleep(x)
    b = await Aw(2)
    return (a, b)
print(run(f(1)))
c = f(3)
print(type(c), c.__name__, c.__qualname__, c.cr_running, c.cr_await, c.cr_frame is not None, c.cr_code is f.__code__, c.cr_origin, c.cr_suspended)
print(c.send(None)); print(type(c.cr_await), c.cr_suspended)
print(c.send("a")); print(type(c.cr_await))
try: c.send("b")
except StopIteration as e: print(e.value)
print(c.cr_frame, c.cr_await)
try: c.send(None)
except RuntimeError as e: print(e)
try: iter(c)
except TypeError as e: print(e)
try: next(c)
except TypeError as e: print(e)
c = f(1)
try: c.send(1)
except TypeError as e: print(e)
c.close()
try: c.send(None)
except RuntimeError as e: print(e)
def tryit(fn, *a):
    try:
        print(fn.__name__, run(fn(*a)))
    except BaseException as e:
        print(fn.__name__, type(e).__name__, e, repr(e.__cause__))
async def bad1(): await 5
async def bad2():
    class X:
        def __await__(self): return 5
    await X()
async def bad3():
    class X:
        def __await__(self): return f(1)
    await X()
async def bad4():
    async for x in 5: pass
async def bad5():
    class X:
        def __aiter__(self): return 5
    async for x in X(): pass
async def bad6():
    class X:
        def __aiter__(self): return self
        def __anext__(self): return 5
    async for x in X(): pass
async def bad7():
    async with 5: pass
async def bad8():
    class X:
        async def __aenter__(self): pass
    async with X(): pass
async def bad9():
    class X:
        def __aenter__(self): return 3
        async def __aexit__(self, *a): pass
    async with X(): pass
async def bad10():
    class X:
        async def __aenter__(self): return 3
        def __aexit__(self, *a): return 4
    async with X(): pass
async def bad11(): raise StopIteration(1)
async def bad12():
    c = f(1); c.send(None)
    await c
async def bad13():
    c = sl(); 
    await c
async def bad14():
    def g(): yield 1
    await g()
async def bad15():
    c = f(9); run(c); await c
async def bad16():
    class X:
        async def __aenter__(self): return 3
        def __aexit__(self, *a): return 4
    async with X(): raise ValueError(2)
for fn in (bad1, bad2, bad4, bad5, bad6, bad7, bad8, bad9, bad10, bad11, bad12, bad14, bad15, bad16): tryit(fn)
class CM:
    def __init__(self, swallow=False): self.s = swallow
    async def __aenter__(self): print("enter", await sleep("in")); return self
    async def __aexit__(self, *a): print("exit", a[0], await sleep("out")); return self.s
async def w1():
    async with CM() as c, CM(True): print("body"); return 5
async def w2():
    async with CM(True): 1/0
    return "after"
async def w3():
    async with CM(): 1/0
async def w4():
    for i in range(3):
        async with CM():
            if i == 0: continue
            if i == 1: break
    return i
for fn in (w1, w2, w3, w4): tryit(fn)
class It:
    def __init__(self, n): self.n = n
    def __aiter__(self): return self
    async def __anext__(self):
        self.n -= 1
        if self.n < 0: raise StopAsyncIteration
        return await sleep(self.n)
async def l1():
    r = []
    async for x in It(3): r.append(x)
    else: r.append("else")
    return r
async def l2():
    async for x in It(3):
        if x is None: break
    else: return "no"
    return "broke"
async def l3():
    async for x in It(3): raise KeyError(x)
async def l4():
    return [x async for x in It(2)], {x async for x in It(1)}, {1: x async for x in It(1)}
async def l5():
    return [await sleep(i) for i in range(2)], [await sleep(x) async for x in It(1) if await sleep("c") is None]
async def l6():
    return [[await sleep((i, j)) for j in range(2)] for i in range(2)]
async def l7():
    g = (await sleep(i) for i in range(2))
    print(type(g), g.__name__)
    return [x async for x in g]
async def l8():
    try:
        async for x in It(1): pass
    finally: print("fin")
    return sum([x or 1 async for x in It(4)])
for fn in (l1, l2, l3, l4, l5, l6, l7, l8): tryit(fn)
c = f(1); c.send(None)
try: c.throw(KeyError("thrown"))
except KeyError as e: print("thrown", e)
async def g1():
    try: await sleep(1)
    except KeyError as e: return "caught %s" % e
c = g1(); c.send(None)
try: c.throw(KeyError, "k")
except StopIteration as e: print(e.value)
async def g2():
    try: await Aw(1)
    finally: print("cleanup")
c = g2(); c.send(None); c.close(); print("closed")
async def g3():
    try: await sleep(1)
    except GeneratorExit: await sleep(2)
c = g3(); c.send(None)
try: c.close()
except RuntimeError as e: print(e)
w = f(1).__await__(); print(type(w)); print(w.send(None), next(w)); 
try: w.throw(ValueError("w"))
except ValueError as e: print(e)
w.close()
def dele():
    x = yield 1
g = dele(); print(g.gi_suspended, g.gi_yieldfrom, g.gi_running); next(g); print(g.gi_suspended)
def d2(): yield from [1, 2]
g = d2(); next(g); print(type(g.gi_yieldfrom))


# Chains that get hot.
async def leaf(x): return x + 1
async def middle(x): return await leaf(await leaf(x))
async def items(n):
    for i in range(n): yield i
async def hot(n):
    total = 0
    for i in range(n): total += await middle(i)
    async for x in items(n):
        if x == n - 3: await sleep("three left")
        total += x
    total += sum([x async for x in items(n) if x & 1])
    return total
print(run(hot(300)))
