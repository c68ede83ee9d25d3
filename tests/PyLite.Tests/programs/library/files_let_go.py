# Files that nobody closes: what was written is there for whoever looks, and at the end of the program.
import csv
import io
import json
import os
import pickle
import shutil
import subprocess
import sys
import tempfile

start = os.getcwd()
folder = tempfile.mkdtemp()
os.chdir(folder)
open("a", "w").write("abc")
print(open("a").read(), os.path.getsize("a"))
open("a", "a").write("def")
print(open("a").read())
json.dump({"a": 1}, open("j", "w"))
pickle.dump([1], open("p", "wb"))
csv.writer(open("c", "w", newline="")).writerows([[1, 2]])
print(json.load(open("j")), pickle.load(open("p", "rb")), open("c").read())
open("moved", "w").write("moved")
os.rename("moved", "there")
shutil.copy("there", "copied")
print(open("copied").read(), os.stat("copied").st_size)
open("made_module.py", "w").write("X = 5\n")
sys.path.insert(0, folder)
import made_module
print(made_module.X)
open("script", "w").write("echo from the shell\n")
print(subprocess.check_output(["sh", "script"]))

child = """
import gzip, io, zipfile
held = open("held", "w")
held.write("held")
zipped = gzip.open("zipped", "wt")
zipped.write("zipped")
wrapped = io.TextIOWrapper(open("wrapped", "wb"), encoding="utf8")
wrapped.write("\u00e9")
class Late:
    def __init__(self): self.file = open("late", "w")
    def __del__(self): self.file.write("late")
late = Late()
class Own(io.TextIOWrapper): pass
own = Own(open("own", "wb"))
own.write("own")
archive = zipfile.ZipFile("archive", "w")
archive.writestr("name", "text")
"""
subprocess.run([sys.executable, "-c", child], check=True)
import gzip
import zipfile
print([open(name, encoding="utf8").read() for name in ("held", "wrapped", "late", "own")], gzip.open("zipped", "rt").read(), zipfile.ZipFile("archive").namelist())
os.chdir(start)
shutil.rmtree(folder)
sys.stdout.flush()
sys.stdout = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", line_buffering=True)
print("the end")
