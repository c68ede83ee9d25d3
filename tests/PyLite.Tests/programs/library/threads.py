import atexit
import queue
import signal
import threading
import time
import weakref

atexit.register(print, 'registered first')
atexit.register(print, 'registered last', 'with', sep='-')
jobs, results = queue.Queue(), []


def worker():
    while (job := jobs.get()) is not None:
        total = 0
        for i in range(job * 1000):
            total += i
        results.append((job, total))
        jobs.task_done()


threads = [threading.Thread(target=worker, name='w%d' % i) for i in range(3)]
for thread in threads:
    thread.start()
for job in range(12):
    jobs.put(job)
jobs.join()
for thread in threads:
    jobs.put(None)
for thread in threads:
    thread.join()
print(sorted(results)[-2:], threading.active_count(), threads[0].is_alive())
flag = []


def spin():
    count = 0
    while not flag:
        count += 1
    print('seen')


thread = threading.Thread(target=spin)
thread.start()
time.sleep(0.02)
flag.append(1)
thread.join()
local = threading.local()
local.x = 1
threading.Thread(target=lambda: print(hasattr(local, 'x'))).start()
event = threading.Event()
threading.Timer(0.01, event.set).start()
print(event.wait(5), threading.Lock().acquire(False), threading.RLock().acquire())
lock = threading.Lock()
with lock:
    print(lock.locked(), lock.acquire(timeout=0.01))
try:
    lock.release()
except RuntimeError as error:
    print(error)


class Thing:
    pass


thing = Thing()
reference = weakref.ref(thing)
print(reference() is thing, weakref.ref(thing) is reference, weakref.getweakrefcount(thing), len(weakref.WeakKeyDictionary({thing: 1})))
try:
    weakref.ref(3)
except TypeError as error:
    print(error)
signal.signal(signal.SIGUSR1, lambda number, frame: print('signal', number))
signal.raise_signal(signal.SIGUSR1)
print(signal.getsignal(signal.SIGTERM))


def late():
    time.sleep(0.03)
    print('late')


threading.Thread(target=late).start()
print('end of main')
# Needs CPython's library.
