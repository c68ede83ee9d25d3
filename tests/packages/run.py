"""Runs each program of this folder under CPython and under PyLite and compares what they print: run.py PYLITE [NAME ...]

The packages are Debian's (python3-pygments, python3-docutils, ...); a program whose package CPython does not find is passed over."""
import difflib, os, re, subprocess, sys, time

folder = os.path.dirname(os.path.abspath(__file__))
python = os.environ.get("PYTHON") or ("/usr/bin/python3.11" if os.path.exists("/usr/bin/python3.11") else "python3.11")


def run(command, program):
    environment = {**os.environ, "PYTHONHASHSEED": "0", "COLUMNS": "80", "PYTHONDONTWRITEBYTECODE": "1"}
    start = time.perf_counter()
    try:
        done = subprocess.run([*command, program], capture_output=True, text=True, errors="replace", cwd=folder, env=environment, timeout=300)
    except subprocess.TimeoutExpired:
        return "", "timeout", -1, 300
    # Addresses differ from run to run.
    return re.sub(r"0x[0-9a-f]{8,}", "0xADDRESS", done.stdout), done.stderr, done.returncode, time.perf_counter() - start


def main():
    pylite = sys.argv[1].split()
    names = sys.argv[2:] or sorted(f[4:-3] for f in os.listdir(folder) if f.startswith("use_"))
    failed = 0
    for name in names:
        program = f"use_{name}.py"
        expected = run([python], program)
        if expected[2] != 0 and "ModuleNotFoundError" in expected[1]:
            print(f"{name:18} not installed")
            continue
        if expected[2] != 0:
            print(f"{name:18} FAILS IN CPYTHON\n{expected[1]}")
            failed += 1
            continue
        actual = run(pylite, program)
        same = actual[0] == expected[0] and actual[2] == expected[2]
        failed += not same
        print(f"{name:18} {'same' if same else 'DIFFERENT':10} {expected[3]:6.2f} s  {actual[3]:6.2f} s  {actual[3] / expected[3]:5.1f}", flush=True)
        if not same:
            if actual[1].strip() != expected[1].strip():
                print("\n".join("    " + line for line in actual[1].strip().splitlines()[-12:]))
            lines = list(difflib.unified_diff(expected[0].splitlines(), actual[0].splitlines(), "cpython", "pylite", n=0, lineterm=""))
            print("\n".join("    " + line[:300] for line in lines[:24]))
    return 1 if failed else 0


sys.exit(main())
