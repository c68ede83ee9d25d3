"""Arguments and variables of the environment that are no UTF-8."""
# Needs CPython's library.
import subprocess, sys, os
program = "import sys, os; print(ascii(sys.argv[1:]), os.environb[b'ODD'], ascii(os.environ['ODD']))"
env = dict(os.environ)
env["ODD"] = os.fsdecode(b"x\x8ay")
out = subprocess.run([sys.executable, "-c", program, b"a\x8a\xd0b", "\u9769", ""], capture_output=True, env=env, text=True)
print(out.stdout, out.stderr)
