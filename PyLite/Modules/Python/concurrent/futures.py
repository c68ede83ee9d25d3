"""Calls that other threads make, and their results to come. Processes are CPython's library's."""

import queue
import threading
import time
from collections import namedtuple

__all__ = [
    "FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED", "CancelledError", "TimeoutError", "BrokenExecutor", "Future",
    "Executor", "wait", "as_completed", "ThreadPoolExecutor"]

FIRST_COMPLETED = "FIRST_COMPLETED"
FIRST_EXCEPTION = "FIRST_EXCEPTION"
ALL_COMPLETED = "ALL_COMPLETED"

TimeoutError = TimeoutError


class Error(Exception):
    pass


class CancelledError(Error):
    """The call was cancelled before it began."""


class InvalidStateError(Error):
    """The future is not in a state for that."""


class BrokenExecutor(RuntimeError):
    """The workers cannot go on."""


class Future:
    """The result of a call that may not have come yet."""

    def __init__(self):
        self._condition = threading.Condition()
        # pending, running, cancelled, finished
        self._state = "pending"
        self._result = self._exception = None
        self._callbacks = []

    def __repr__(self):
        state = self._state
        if state == "finished":
            what = f"raised {type(self._exception).__name__}" if self._exception else f"returned {type(self._result).__name__}"
            state = f"{state} {what}"
        return f"<Future at {id(self):#x} state={state}>"

    def cancel(self):
        with self._condition:
            if self._state in ("running", "finished"):
                return False
            if self._state == "cancelled":
                return True
            self._state = "cancelled"
            self._condition.notify_all()
        self._call_back()
        return True

    def cancelled(self):
        return self._state == "cancelled"

    def running(self):
        return self._state == "running"

    def done(self):
        return self._state in ("cancelled", "finished")

    def add_done_callback(self, fn):
        with self._condition:
            if not self.done():
                self._callbacks.append(fn)
                return
        self._tell(fn)

    def _call_back(self):
        for fn in self._callbacks:
            self._tell(fn)

    def _tell(self, fn):
        try:
            fn(self)
        except Exception:
            import logging
            logging.getLogger("concurrent.futures").exception("exception calling callback for %r", self)

    def _wait(self, timeout):
        with self._condition:
            if not self._condition.wait_for(self.done, timeout):
                raise TimeoutError
            if self._state == "cancelled":
                raise CancelledError

    def result(self, timeout=None):
        self._wait(timeout)
        if self._exception is not None:
            try:
                raise self._exception
            finally:
                self = None
        return self._result

    def exception(self, timeout=None):
        self._wait(timeout)
        return self._exception

    def set_running_or_notify_cancel(self):
        with self._condition:
            if self._state == "cancelled":
                return False
            if self._state != "pending":
                raise RuntimeError("Future in unexpected state")
            self._state = "running"
            return True

    def _finish(self, result, exception):
        with self._condition:
            if self.done():
                raise InvalidStateError(f"{self._state.upper()}: {self!r}")
            self._result, self._exception = result, exception
            self._state = "finished"
            self._condition.notify_all()
        self._call_back()

    def set_result(self, result):
        self._finish(result, None)

    def set_exception(self, exception):
        self._finish(None, exception)


DoneAndNotDoneFutures = namedtuple("DoneAndNotDoneFutures", "done not_done")


def _watch(futures):
    """A queue that gets each future once it is done."""
    ended = queue.SimpleQueue()
    for future in futures:
        future.add_done_callback(ended.put)
    return ended


def wait(fs, timeout=None, return_when=ALL_COMPLETED):
    futures = set(fs)
    ended, done = _watch(futures), set()
    end = None if timeout is None else time.monotonic() + timeout

    def is_enough():
        if return_when == FIRST_COMPLETED and done or len(done) == len(futures):
            return True
        return return_when == FIRST_EXCEPTION and any(not f.cancelled() and f.exception() for f in done)
    while not is_enough():
        try:
            done.add(ended.get(timeout=None if end is None else max(end - time.monotonic(), 0.0001)))
        except queue.Empty:
            break
    done.update(f for f in futures if f.done())
    return DoneAndNotDoneFutures(done, futures - done)


def as_completed(fs, timeout=None):
    futures = set(fs)
    ended = _watch(futures)
    end = None if timeout is None else time.monotonic() + timeout
    for left in range(len(futures), 0, -1):
        try:
            yield ended.get(timeout=None if end is None else max(end - time.monotonic(), 0.0001))
        except queue.Empty:
            raise TimeoutError(f"{left} (of {len(futures)}) futures unfinished") from None


class Executor:
    """Makes calls for others."""

    def submit(self, fn, /, *args, **kwargs):
        raise NotImplementedError

    def map(self, fn, *iterables, timeout=None, chunksize=1):
        end = None if timeout is None else time.monotonic() + timeout
        futures = [self.submit(fn, *args) for args in zip(*iterables)]

        def results():
            try:
                futures.reverse()
                while futures:
                    yield futures.pop().result(None if end is None else end - time.monotonic())
            finally:
                for future in futures:
                    future.cancel()
        return results()

    def shutdown(self, wait=True, *, cancel_futures=False):
        pass

    def __enter__(self):
        return self

    def __exit__(self, *exception):
        self.shutdown()
        return False


class ThreadPoolExecutor(Executor):
    """Threads that make the calls in their order."""

    _made = 0

    def __init__(self, max_workers=None, thread_name_prefix="", initializer=None, initargs=()):
        if max_workers is None:
            import os
            max_workers = min(32, (os.cpu_count() or 1) + 4)
        if max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        if initializer is not None and not callable(initializer):
            raise TypeError("initializer must be a callable")
        if not thread_name_prefix:
            thread_name_prefix = f"ThreadPoolExecutor-{ThreadPoolExecutor._made}"
            ThreadPoolExecutor._made += 1
        self._max_workers, self._prefix = max_workers, thread_name_prefix
        self._initializer, self._initargs = initializer, initargs
        self._work = queue.SimpleQueue()
        self._threads = []
        self._idle = threading.Semaphore(0)
        self._lock = threading.Lock()
        self._is_shut = self._is_broken = False

    def submit(self, fn, /, *args, **kwargs):
        with self._lock:
            if self._is_broken:
                raise BrokenExecutor("A thread initializer failed, the thread pool is not usable anymore")
            if self._is_shut:
                raise RuntimeError("cannot schedule new futures after shutdown")
            future = Future()
            self._work.put((future, fn, args, kwargs))
            if not self._idle.acquire(timeout=0) and len(self._threads) < self._max_workers:
                thread = threading.Thread(target=self._run, name=f"{self._prefix}_{len(self._threads)}")
                _working.add(self)
                self._threads.append(thread)
                thread.start()
            return future

    def _run(self):
        try:
            if self._initializer is not None:
                self._initializer(*self._initargs)
        except BaseException:
            self._break()
            return
        while True:
            item = self._work.get()
            if item is None:
                self._work.put(None)
                return
            future, fn, args, kwargs = item
            if future.set_running_or_notify_cancel():
                try:
                    result = fn(*args, **kwargs)
                except BaseException as e:
                    future.set_exception(e)
                else:
                    future.set_result(result)
            del item, future, fn, args, kwargs
            self._idle.release()

    def _break(self):
        with self._lock:
            self._is_broken = True
            while not self._work.empty():
                item = self._work.get()
                if item is not None:
                    item[0].set_exception(BrokenExecutor("A thread initializer failed, the thread pool is not usable anymore"))

    def shutdown(self, wait=True, *, cancel_futures=False):
        with self._lock:
            self._is_shut = True
            while cancel_futures and not self._work.empty():
                item = self._work.get()
                if item is not None:
                    item[0].cancel()
            self._work.put(None)
            _working.discard(self)
        if wait:
            for thread in self._threads:
                thread.join()


_working = set()


def _finish_all():
    """At the end of the program: what was asked for is done first."""
    for executor in list(_working):
        executor.shutdown()


threading._register_atexit(_finish_all)
