# Needs CPython's library.
# Asynchronous generators that are left half-way are closed by their event loop, whenever the collector comes.
import asyncio, gc

log = []

async def numbers(name, clean):
    try:
        for i in range(10):
            yield i
    finally:
        if clean: await asyncio.sleep(0)
        log.append(name)

async def first(name, clean=False):
    async for x in numbers(name, clean):
        return x

async def during():
    for i in range(20):
        await first(f"a{i}", i % 2 == 0)
    for _ in range(3):
        gc.collect()
        await asyncio.sleep(0.001)

async def at_end(collect):
    for i in range(5):
        await first(f"b{i}")
    if collect: gc.collect()

def results():
    log.sort()
    print(len(log), log)
    log.clear()

asyncio.run(during()); results()
asyncio.run(at_end(True)); results()
asyncio.run(at_end(False)); results()

async def whole():
    return [x async for x in numbers("whole", False)]
print(asyncio.run(whole())); results()
