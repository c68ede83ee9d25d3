# Needs CPython's library.
# Processes that work for a program.
import multiprocessing
from multiprocessing import shared_memory


def square(x):
    return x * x


def child(queue, lock, event, name):
    memory = shared_memory.SharedMemory(name)
    memory.buf[0] += 1
    memory.close()
    with lock:
        queue.put(('from the child', multiprocessing.current_process().name))
    queue.put(event.wait(20))


if __name__ == '__main__':
    context = multiprocessing.get_context('spawn')
    queue, lock, event = context.SimpleQueue(), context.Lock(), context.Event()
    memory = shared_memory.SharedMemory(create=True, size=16)
    memory.buf[0] = 41
    process = context.Process(target=child, args=(queue, lock, event, memory.name), name='worker')
    lock.acquire()
    process.start()
    lock.release()
    print(queue.get(), process.is_alive())
    event.set()
    print('waited', queue.get())
    process.join()
    print(process.exitcode, memory.buf[0])
    memory.close()
    memory.unlink()
    with context.Pool(1) as pool:
        print(pool.map(square, range(5)))
    semaphore, mutex = context.BoundedSemaphore(2), context.RLock()
    print(semaphore.acquire(), semaphore.acquire(), semaphore.acquire(False), semaphore.acquire(timeout=0.01))
    semaphore.release()
    semaphore.release()
    for wrong in semaphore.release, mutex.release:
        try:
            wrong()
        except (ValueError, AssertionError) as e:
            print(type(e).__name__, e)
    with mutex, mutex:
        print(mutex)
