"""A write that waits for a reader ends when a signal's handler raises, and goes on when it does not."""
import os
import signal
import threading


def interrupt(number, frame):
    raise ZeroDivisionError


def write_interrupted(mode, data, **options):
    reader, writer = os.pipe()
    signal.signal(signal.SIGALRM, interrupt)
    file = open(writer, mode, closefd=False, **options)
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        file.write(data)
        file.flush()
        print("written?")
    except ZeroDivisionError:
        print("interrupted", mode, os.read(reader, 3))
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        os.close(writer)
        os.close(reader)
    try:
        file.close()
    except OSError as error:
        print(type(error).__name__)


write_interrupted("wb", b"abc" * 100000, buffering=0)
write_interrupted("wb", b"xyz" * 100000)
write_interrupted("w", "xyz" * 100000, encoding="latin-1")

reader, writer = os.pipe()
handled, received = [], []
signal.signal(signal.SIGALRM, lambda number, frame: (handled.append(number), thread.start()))


def read():
    while len(received) < 300000:
        received.extend(os.read(reader, 4096))


thread = threading.Thread(target=read)
signal.setitimer(signal.ITIMER_REAL, 0.1)
written = 0
while written < 300000:
    written += os.write(writer, b"x" * (300000 - written))
thread.join()
print(written, len(received), len(handled))
os.close(reader)
os.close(writer)
