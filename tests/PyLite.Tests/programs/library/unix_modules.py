# Needs CPython's library.
# Users and groups, locks on files, limits, terminals, and a queue between threads.
import pwd, grp, fcntl, resource, termios, tempfile, os, queue, _queue, threading, time, tty, pty, readline, struct
print(pwd.getpwuid(0), pwd.getpwnam('root').pw_dir, pwd.getpwall()[0] == pwd.getpwuid(0), grp.getgrgid(0), grp.getgrnam('root').gr_gid, len(grp.getgrall()) > 5)
f = tempfile.TemporaryFile()
print(fcntl.fcntl(f, fcntl.F_GETFD), fcntl.fcntl(f, fcntl.F_GETFL) & 3, fcntl.flock(f, fcntl.LOCK_EX | fcntl.LOCK_NB), fcntl.lockf(f, fcntl.LOCK_EX), fcntl.lockf(f, fcntl.LOCK_UN, 10, 2, 0))
print(len(fcntl.fcntl(f, fcntl.F_GETLK, struct.pack('hhqqi4x', fcntl.F_WRLCK, 0, 0, 0, 0))))
print(resource.getrlimit(resource.RLIMIT_NOFILE)[1] > 0, type(resource.getrusage(resource.RUSAGE_SELF)), resource.getpagesize(), resource.getrusage(0).ru_maxrss > 1000)
m, s = os.openpty()
a = termios.tcgetattr(s)
print(a[:6], len(a[6]), a[6][termios.VINTR])
tty.setraw(s)
b = termios.tcgetattr(s)
print(b[3], b[6][termios.VMIN])
termios.tcsetattr(s, termios.TCSANOW, a)
print(termios.tcgetattr(s) == a, termios.tcgetwinsize(s))
termios.tcsetwinsize(s, (30, 100))
print(os.get_terminal_size(s))
buf = bytearray(8)
print(fcntl.ioctl(s, termios.TIOCGWINSZ, buf), buf, fcntl.ioctl(s, termios.TIOCGWINSZ, b'\x00' * 8))
q = queue.SimpleQueue()
q.put(1)
q.put_nowait('x')
print(q.qsize(), q.get(), q.get_nowait(), q.empty())
for g in (lambda: q.get(False), lambda: q.get(timeout=0.01), lambda: q.get(timeout=-1), lambda: pwd.getpwuid(99999), lambda: pwd.getpwnam('nosuch'), lambda: grp.getgrgid(99999), lambda: grp.getgrnam('nos'), lambda: pwd.getpwuid('x'), lambda: pwd.getpwuid(1 << 70), lambda: resource.getrlimit(999), lambda: resource.setrlimit(7, (1,)), lambda: resource.getrusage(77), lambda: resource.setrlimit(7, (5000, 100)), lambda: termios.tcgetattr(f), lambda: termios.tcsetattr(s, 0, [1]), lambda: fcntl.fcntl(f, 3, b'x' * 2000), lambda: fcntl.flock(f, 99), lambda: fcntl.lockf(f, 0), lambda: fcntl.fcntl('x', 1), lambda: fcntl.fcntl(-1, 1), lambda: grp.getgrgid('x')):
    try:
        print(g())
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)
threading.Timer(0.05, lambda: q.put('later')).start()
print(q.get(), queue.Empty is _queue.Empty)
print(os.path.expanduser('~root'), _queue.SimpleQueue[int])
