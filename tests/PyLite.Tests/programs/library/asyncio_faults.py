# Needs CPython's library.
# What asyncio says of programs that go wrong, and weak sets.
import asyncio
import gc
import sys
import traceback
import weakref


def frames(error):
    return [f.name for f in traceback.extract_tb(error.__traceback__) if 'asyncio' not in f.filename]


async def fails(what):
    await asyncio.sleep(0)
    raise ValueError(what)


async def group():
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(fails(1))
        tasks.create_task(fails(2))


for wrong in (fails, lambda _: group()):
    try:
        asyncio.run(wrong('x'))
    except Exception as error:
        print(repr(error), frames(error))
        for inner in getattr(error, 'exceptions', ()):
            print('   ', repr(inner), frames(inner))


def heard(loop, context):
    print('handler:', context['message'], repr(context.get('exception')))


async def unseen():
    loop = asyncio.get_running_loop()
    loop.set_exception_handler(heard)
    asyncio.create_task(fails('nobody asks'), name='lost')
    await asyncio.sleep(0.01)
    for _ in range(3):
        gc.collect()
        await asyncio.sleep(0.01)
    task = asyncio.create_task(asyncio.sleep(5), name='waits')
    print(task.get_name(), task.done(), task.cancelling(), sorted(t.get_name() for t in asyncio.all_tasks()) == sorted(['waits', asyncio.current_task().get_name()]))
    await asyncio.sleep(0)
    print(task.cancel('enough'), task.cancelling(), task.uncancel())
    try:
        await task
    except asyncio.CancelledError as error:
        print(repr(error), task.cancelled(), repr(task)[:47])
    future = loop.create_future()
    for wrong in (future.result, future.exception, lambda: future.set_exception(StopIteration()), lambda: future.set_exception(5),
                  lambda: task.set_result(1), lambda: asyncio.Task(5), lambda: setattr(future, '_log_traceback', True)):
        try:
            print(wrong())
        except Exception as error:
            print(type(error).__name__, error)
    future.add_done_callback(print)
    print(future, future.remove_done_callback(print), future)
    future.set_result([1] * 30)
    print(future)
    try:
        future.set_result(1)
    except asyncio.InvalidStateError as error:
        print(error)
    queue = asyncio.Queue(3)
    queue.put_nowait('a')
    print(queue, asyncio.Queue[int])

asyncio.run(unseen())


def made():
    return fails(3)


async def debugging():
    asyncio.get_running_loop().slow_callback_duration = 1e9
    print(asyncio.get_running_loop().get_debug(), sys.get_coroutine_origin_tracking_depth() > 0)
    coroutine = made()
    print([name for _, _, name in coroutine.cr_origin][:2])
    coroutine.close()
    print(asyncio.get_running_loop().create_future()._source_traceback[-1].name)

asyncio.run(debugging(), debug=True)
print(sys.get_coroutine_origin_tracking_depth())


# ---- weak sets

class Thing:
    def __init__(self, n):
        self.n = n

    def __eq__(self, other):
        return self.n == other.n

    def __hash__(self):
        return self.n % 3


things = [Thing(n) for n in range(10)]
weak = weakref.WeakSet(things)
weak.add(Thing(3))
print(len(weak), things[3] in weak, Thing(4) in weak, 5 in weak, sorted(t.n for t in weak))
weak.discard(Thing(2))
weak.remove(things[5])
other = weakref.WeakSet(things[:4])
print(sorted(t.n for t in weak & other), sorted(t.n for t in weak | other), sorted(t.n for t in weak - other), sorted(t.n for t in weak ^ other))
print(other <= weak, weakref.WeakSet(things[:2]) < other, other == weakref.WeakSet(things[:4]), weak.isdisjoint(things[5:6]))
for wrong in (lambda: weak.add(5), lambda: weak.remove(things[5]), lambda: weakref.WeakSet().pop()):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, str(error)[:12])
