# Needs CPython's library.
# Where a program is, as faulthandler writes it.
import faulthandler
import tempfile
import time

file = tempfile.TemporaryFile("w+")


def inner():
    faulthandler.dump_traceback(file)


inner()
file.seek(0)
print([line.rstrip("\n") if "thread" not in line else "thread" for line in file if "File" not in line], file.tell() > 0)
file.seek(0)
print([line.split(", ")[-1] for line in file if "File" in line])
before = faulthandler.is_enabled()
faulthandler.enable()
print(before, faulthandler.is_enabled(), faulthandler.disable(), faulthandler.disable())
late = tempfile.TemporaryFile("w+")
faulthandler.dump_traceback_later(0.02, file=late)
time.sleep(0.2)
late.seek(0)
print(late.readline())
faulthandler.cancel_dump_traceback_later()
try:
    faulthandler.dump_traceback_later(-1)
except ValueError as error:
    print(error)
