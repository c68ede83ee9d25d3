# Coroutines that nobody awaits are warned of, each at the line where CPython sees the last reference go.
import asyncio


async def fetch():
    return {"x": 1}


def keeps_it():
    waiting = fetch()
    print("in a function", type(waiting).__name__)


async def main():
    closed = fetch()
    closed.close()
    print(await fetch(), await asyncio.gather(fetch(), fetch()))


keeps_it()
print(type(fetch()).__name__)
asyncio.run(main())
left = fetch()
try:
    asyncio.run(main)
except ValueError as e:
    print(str(e)[:35])
print(left["x"])
