# Needs CPython's library.
# A task that a loop was left with is told of at the end.
import asyncio


async def background():
    await asyncio.sleep(10)


async def other():
    return 3


loop = asyncio.new_event_loop()
task = loop.create_task(background(), name="BG")
print(loop.run_until_complete(other()))
