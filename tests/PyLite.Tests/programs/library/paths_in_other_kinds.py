"""Paths as other bytes-like objects are taken, with a warning; errors at descriptors name them; exec wants arguments."""
import os
import warnings

warnings.simplefilter("always")
warnings.showwarning = lambda message, *rest: print("warned:", message)


def ask(name, *arguments):
    try:
        print(name, type(getattr(os, name)(*arguments)).__name__)
    except (TypeError, ValueError, OSError) as error:
        print(name, type(error).__name__, error)


for name in ("stat", "listdir", "lstat", "chdir"):
    ask(name, bytearray(b"."))
    ask(name, memoryview(b"."))
    ask(name, 3.5)
ask("access", bytearray(b"."), 0)
ask("lchown", 3, -1, -1)
for name, arguments in (("stat", ()), ("chdir", ()), ("chmod", (0o777,)), ("chown", (-1, -1)), ("statvfs", ()), ("pathconf", ("PC_NAME_MAX",))):
    ask(name, -5, *arguments)
ask("fpathconf", 9999, "PC_NAME_MAX")
print(os.pathconf("/", "PC_NAME_MAX"), os.pathconf("/", "PC_PATH_MAX"))
for function, arguments in (("execv", ("/bin/true", [])), ("execv", ("/bin/true", [""])), ("execve", ("/bin/true", [], {})), ("execve", ("/bin/true", [""], {}))):
    ask(function, *arguments)
print(os.DirEntry[str], os.stat_result.n_unnamed_fields, os.stat_result.__match_args__[-1])
