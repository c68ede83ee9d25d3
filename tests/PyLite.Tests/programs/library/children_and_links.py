# Needs CPython's library.
# A child that is waited for without its number; the mode of a link, which most systems cannot change; a descriptor that cannot be.
import os
import tempfile

child = os.posix_spawn("/bin/sh", ["sh", "-c", "exit 3"], os.environ)
pid, status = os.wait()
print(pid == child, os.waitstatus_to_exitcode(status))
try:
    os.wait()
except ChildProcessError as e:
    print(e)

with tempfile.TemporaryDirectory() as folder:
    link = os.path.join(folder, "link")
    os.symlink("nowhere", link)
    try:
        os.chmod(link, 0o600, follow_symlinks=False)
    except NotImplementedError as e:
        assert str(e) == "chmod: follow_symlinks unavailable on this platform", e
    try:
        os.chmod(link, 0o600)
    except FileNotFoundError as e:
        print(e.strerror)
print(os.mknod in os.supports_dir_fd, os.chmod in os.supports_dir_fd)
try:
    os.read(-1, 1)
except OSError as e:
    print(e)
