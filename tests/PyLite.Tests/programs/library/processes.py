# Needs CPython's library.
# Processes that are started, fed, waited for and ended; waiting for several pipes at once.
import os
import select
import signal
import subprocess
import time

print(subprocess.run(["echo", "hello"], capture_output=True))
print(subprocess.check_output("echo $WORD; pwd", shell=True, env={"WORD": "given"}, cwd="/", text=True))
print(subprocess.run(["sh", "-c", "echo out; echo err >&2; exit 2"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True))

for arguments, options in [(["/nonexistent"], {}), (["no_such_program"], {}), (["ls"], {"cwd": "/nowhere"}), (["/etc"], {})]:
    try:
        subprocess.run(arguments, **options)
    except OSError as error:
        print(type(error).__name__, error)

process = subprocess.Popen(["cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
print(process.communicate(b"x" * 200_000)[0] == b"x" * 200_000, process.returncode)

process = subprocess.Popen(["sleep", "30"])
print(process.poll())
process.terminate()
print(process.wait() == -signal.SIGTERM)

try:
    subprocess.run(["sleep", "30"], timeout=0.05)
except subprocess.TimeoutExpired as error:
    print("timed out", error.cmd)

reading, writing = os.pipe()
process = subprocess.Popen(["sh", "-c", f"echo passed on > /proc/self/fd/{writing}"], pass_fds=[writing])
os.close(writing)
print(os.read(reading, 100), process.wait(), os.get_inheritable(reading))

process = subprocess.Popen("cut -d ' ' -f 6 /proc/self/stat", shell=True, start_new_session=True, stdout=subprocess.PIPE)
print(int(process.communicate()[0]) == process.pid)

first = subprocess.Popen(["printf", "a\nb\nab\n"], stdout=subprocess.PIPE)
second = subprocess.Popen(["grep", "b"], stdin=first.stdout, stdout=subprocess.PIPE, text=True)
first.stdout.close()
print(list(second.stdout), second.wait(), first.wait())

print(os.waitstatus_to_exitcode(os.system("exit 5")), subprocess.run("umask", shell=True, umask=0o27, capture_output=True).stdout)
pid = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 7"], os.environ)
print(os.WEXITSTATUS(os.waitpid(pid, 0)[1]))
try:
    os.waitpid(pid, 0)
except ChildProcessError as error:
    print(error)

# ---- select, poll, epoll

reading, writing = os.pipe()
print(select.select([reading], [writing], [], 0) == ([], [writing], []))
poll = select.poll()
poll.register(reading, select.POLLIN)
print(poll.poll(1))
os.write(writing, b"x")
print(poll.poll() == [(reading, select.POLLIN)], select.select([reading], [], [], 1) == ([reading], [], []))
with select.epoll() as events:
    events.register(reading, select.EPOLLIN)
    print(events.poll(1) == [(reading, select.EPOLLIN)])
    os.read(reading, 1)
    print(events.poll(0.001))
for wrong in (lambda: select.select([0], [], [], -1), lambda: select.select(["a"], [], []), lambda: select.select(1, 2, 3), lambda: poll.unregister(50_000), events.poll):
    try:
        wrong()
    except Exception as error:
        print(type(error).__name__, error)

# ---- a handler runs while the program sleeps

heard = []
signal.signal(signal.SIGALRM, lambda number, frame: heard.append(time.monotonic() - start))
start = time.monotonic()
signal.setitimer(signal.ITIMER_REAL, 0.02)
time.sleep(0.3)
woken = time.monotonic() - start
print(len(heard), heard[0] < woken, woken >= 0.3)
