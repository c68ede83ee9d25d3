# Needs CPython's library.
"""Files that py_compile has written are run as programs are."""
import os
import py_compile
import subprocess
import sys
import tempfile


def run(file):
    done = subprocess.run([sys.executable, file, "a"], capture_output=True, text=True)
    print(done.returncode, done.stdout.split(), done.stderr.strip().split("\n")[-1])


with tempfile.TemporaryDirectory() as folder:
    source, compiled = os.path.join(folder, "source.py"), os.path.join(folder, "compiled.pyc")
    with open(source, "w") as f:
        f.write("import sys, os\nprint(__name__, os.path.basename(__file__), len(sys.argv), os.path.samefile(sys.path[0], os.path.dirname(__file__)))\n"
                "def f(x=[1]): return 1 / (len(sys.argv) - 2)\nf()\n")
    py_compile.compile(source, cfile=compiled)
    os.remove(source)
    run(compiled)
    with open(compiled, "rb") as f:
        whole = f.read()
    for size in (10, 20, len(whole) - 3):
        with open(compiled, "wb") as f:
            f.write(whole[:size])
        run(compiled)
    with open(compiled, "wb") as f:
        f.write(b"\1\2\3\4" + whole[4:])
    run(compiled)
