# Tasks, groups, timeouts, queues and locks of asyncio, and context variables.

import asyncio, sys
async def w(n, d, log):
    log.append(("start", n))
    try:
        await asyncio.sleep(d)
        log.append(("end", n)); return n
    except asyncio.CancelledError:
        log.append(("cancelled", n)); raise
    finally: log.append(("fin", n))
async def main():
    log = []
    async with asyncio.TaskGroup() as tg:
        a = tg.create_task(w(1, 0.01, log)); b = tg.create_task(w(2, 0, log))
    print(a.result(), b.result(), log)
    log = []
    async def bad():
        await asyncio.sleep(0.001); raise ValueError("bad")
    async def failing():
        try:
            async with asyncio.TaskGroup() as tg:
                tg.create_task(w(1, 5, log)); tg.create_task(bad()); tg.create_task(w(2, 6, log))
        except* ValueError as e: print("group", e.exceptions, e.message, sorted(log))
    # A task of its own: 3.11's first libraries leave the cancellation of the one a group failed in.
    await asyncio.create_task(failing())
    try:
        async with asyncio.timeout(0.01) as t: await asyncio.sleep(60)
    except TimeoutError as e: print("timeout", repr(e), t.expired())
    async with asyncio.timeout(None): await asyncio.sleep(0)
    try: await asyncio.wait_for(asyncio.sleep(60), 0.005)
    except asyncio.TimeoutError: print("wait_for timeout")
    print(await asyncio.wait_for(asyncio.sleep(0, "ok"), 60))
    q = asyncio.Queue(2)
    async def prod():
        for i in range(5): await q.put(i)
        await q.put(None)
    async def cons():
        out = []
        while (x := await q.get()) is not None: out.append(x); q.task_done()
        q.task_done(); return out
    _, got = await asyncio.gather(prod(), cons()); print(got, q.empty(), q.qsize()); await q.join()
    pq = asyncio.PriorityQueue(); [pq.put_nowait(x) for x in (3, 1, 2)]; print([pq.get_nowait() for _ in range(3)])
    lq = asyncio.LifoQueue(); [lq.put_nowait(x) for x in (3, 1, 2)]; print([lq.get_nowait() for _ in range(3)])
    try: lq.get_nowait()
    except asyncio.QueueEmpty: print("empty")
    lock = asyncio.Lock(); order = []
    async def locker(n):
        async with lock: order.append(n); await asyncio.sleep(0); order.append(-n)
    await asyncio.gather(*(locker(i) for i in range(1, 4))); print(order)
    cond = asyncio.Condition(); items = []
    async def waiter():
        async with cond: await cond.wait_for(lambda: len(items) >= 2); return list(items)
    t = asyncio.create_task(waiter(), name="waiter"); await asyncio.sleep(0)
    for i in range(2):
        async with cond: items.append(i); cond.notify_all()
    print(await t, t.get_name())
    ev = asyncio.Event(); t = asyncio.create_task(ev.wait()); await asyncio.sleep(0); ev.set(); print(await t, ev.is_set())
    sem = asyncio.Semaphore(2); peak = cur = 0
    async def limited():
        nonlocal peak, cur
        async with sem: cur += 1; peak = max(peak, cur); await asyncio.sleep(0); cur -= 1
    await asyncio.gather(*(limited() for _ in range(6))); print(peak)
    res = await asyncio.gather(w(1, 0, []), bad(), return_exceptions=True); print(res)
    try: await asyncio.gather(w(1, 0, []), bad())
    except ValueError as e: print("gather", e)
    done, pending = await asyncio.wait([asyncio.create_task(w(1, 0, [])), asyncio.create_task(w(2, 5, []))], return_when=asyncio.FIRST_COMPLETED)
    print(len(done), len(pending)); [p.cancel() for p in pending]; await asyncio.wait(pending)
    gate = asyncio.Event()
    async def late(): await gate.wait(); return "b"
    for c in asyncio.as_completed([late(), asyncio.sleep(0, "a")]): print(await c); gate.set()
    t = asyncio.create_task(asyncio.sleep(60)); await asyncio.sleep(0); t.cancel("why")
    try: await t
    except asyncio.CancelledError as e: print("cancelled", e.args, t.cancelled(), t.done())
    f = asyncio.get_running_loop().create_future()
    f.add_done_callback(lambda f: print("callback", f.result())); f.set_result(5); await asyncio.sleep(0)
    try: f.set_result(6)
    except asyncio.InvalidStateError as e: print("ise", str(e)[:8])
    async def inner():
        try: await asyncio.sleep(60)
        finally: print("inner cleanup")
    t = asyncio.create_task(inner()); await asyncio.sleep(0)
    try: await asyncio.wait_for(asyncio.shield(t), 0.001)
    except TimeoutError: print("shield", t.done())
    t.cancel()
    try: await t
    except asyncio.CancelledError: pass
    print(await asyncio.to_thread(lambda a, b=0: a + b, 3, b=4))
    print(asyncio.current_task().get_name(), len(asyncio.all_tasks()), asyncio.iscoroutinefunction(main), asyncio.iscoroutine(5))
    loop = asyncio.get_running_loop(); h = loop.call_later(0.001, print, "later"); loop.call_soon(print, "soon"); await asyncio.sleep(0.01); h2 = loop.call_later(5, print, "never"); h2.cancel(); print(h2.cancelled())
    b = asyncio.Barrier(2)
    async def bar(n):
        async with b as pos: return pos
    print(sorted(await asyncio.gather(bar(1), bar(2))))
    async def agen():
        try:
            for i in range(3): yield i
        finally: print("agen closed")
    async for x in agen():
        if x == 1: break
    return "result"
print(asyncio.run(main()))
try: asyncio.run(5)
except ValueError as e: print(e)
async def boom(): raise KeyError("boom")
try: asyncio.run(boom())
except KeyError as e: print("boom", e)
try: asyncio.get_running_loop()
except RuntimeError as e: print(e)
with asyncio.Runner() as r: print(r.run(asyncio.sleep(0, 1)), r.run(asyncio.sleep(0, 2)))
loop = asyncio.new_event_loop(); print(loop.run_until_complete(asyncio.sleep(0, "x"))); loop.close(); print(loop.is_closed())
import contextvars
v = contextvars.ContextVar("v", default=0)
async def ctx(n): v.set(n); await asyncio.sleep(0); return v.get()
async def cm(): print(await asyncio.gather(ctx(1), ctx(2)), v.get())
asyncio.run(cm())
