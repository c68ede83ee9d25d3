# Needs CPython's library.
# Threads that write to one file: every line is in it, once. And threads that read one pipe: each line comes to one of them.
import os
import tempfile
import threading

name = tempfile.mktemp()
for buffering in 1, 64, -1:
    with open(name, "w", buffering=buffering) as f:
        start = threading.Event()

        def run(n):
            start.wait()
            for i in range(40):
                f.write(f"thread {n:03d} line {i}\n")
                if i % 7 == 0:
                    f.flush()

        threads = [threading.Thread(target=run, args=(n,)) for n in range(8)]
        for t in threads:
            t.start()
        start.set()
        for t in threads:
            t.join()
    with open(name) as f:
        lines = sorted(f)
    print(buffering, lines == sorted(f"thread {n:03d} line {i}\n" for n in range(8) for i in range(40)))
with open(name, "wb", buffering=32) as f:
    def run(n):
        for i in range(100):
            f.write(b"%d %d\n" % (n, i))

    threads = [threading.Thread(target=run, args=(n,)) for n in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
with open(name, "rb") as f:
    print(sorted(f) == sorted(b"%d %d\n" % (n, i) for n in range(4) for i in range(100)))
os.remove(name)
