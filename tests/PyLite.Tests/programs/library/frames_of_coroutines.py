# Needs CPython's library.
# The frame of a coroutine that runs is the one its callees find; no frame of the library's that is C in CPython is seen.
import asyncio
import datetime
import sys
import traceback
import zoneinfo


def outward():
    found, frame = [], sys._getframe(1)
    while frame is not None:
        found.append(frame)
        frame = frame.f_back
    return found


async def outer(tasks):
    await asyncio.sleep(0)
    own = tasks[0].get_coro().cr_frame
    print(own is sys._getframe(), own in outward(), own.f_code.co_name)
    await inner(own)


async def inner(above):
    print(above in outward(), above.f_lineno - above.f_code.co_firstlineno, sys._getframe() is above)


async def main():
    tasks = []
    tasks.append(asyncio.create_task(outer(tasks)))
    await tasks[0]
    print(tasks[0].get_coro().cr_frame)


asyncio.run(main())


def numbers():
    print(steps.gi_frame.f_lineno - numbers.__code__.co_firstlineno)
    yield 1
    print(steps.gi_frame is sys._getframe(), steps.gi_frame.f_back.f_code.co_name)
    yield 2


steps = numbers()
print(list(steps), steps.gi_frame)


class Moment(datetime.datetime):
    def astimezone(self, zone=None):
        return super().astimezone(zone)

    def __add__(self, other):
        print([frame.name for frame in traceback.extract_stack()], other)
        return super().__add__(other)


print(Moment(2016, 3, 27, 1, 30, tzinfo=datetime.timezone.utc).astimezone(zoneinfo.ZoneInfo("Europe/Paris")))
