"""Records what CPython does with each command line of command_lines.txt, in place:

    python3.11 record.py

A file begins with a line "=== file NAME" (or "=== base64 NAME"), a command with "=== run COMMAND"; in it {PY} is the program. What follows a command is what it
prints, then "--- errors" with what it prints to standard error, and "--- exit code N". {DIR} is the folder that the files are in.
"""
import base64
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))


def main():
    path = os.path.join(HERE, 'command_lines.txt')
    with open(path, encoding='utf-8') as f:
        head, *parts = re.split(r'^=== ', f.read(), flags=re.M)
    with tempfile.TemporaryDirectory() as folder:
        folder = os.path.realpath(folder)
        recorded = [head]
        for part in parts:
            first, _, body = part.partition('\n')
            kind, _, name = first.partition(' ')
            if kind != 'run':
                target = os.path.join(folder, name)
                os.makedirs(os.path.dirname(target), exist_ok=True)
                with open(target, 'wb') as f:
                    f.write(base64.b64decode(body) if kind == 'base64' else body.encode())
                recorded.append(part)
                continue
            command = name.replace('{PY}', sys.executable)
            env = {k: v for k, v in os.environ.items() if not k.startswith('PYTHON')}
            done = subprocess.run(['bash', '-c', command], cwd=folder, env=env, stdin=subprocess.DEVNULL, capture_output=True)
            texts = [t.decode('utf-8', 'backslashreplace').replace(folder, '{DIR}').replace(sys.executable, '{PY}') for t in (done.stdout, done.stderr)]
            recorded.append(f'{first}\n{texts[0]}--- errors\n{texts[1]}--- exit code {done.returncode}\n')
    with open(path, 'w', encoding='utf-8') as f:
        f.write('=== '.join(recorded))


main()
