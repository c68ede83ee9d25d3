using System.Runtime.InteropServices;

namespace PyLite.Modules;

/// <summary>Functions of the system's C library, as they are. What fails returns -1; <see cref="SystemErrors"/> has the number.</summary>
internal static partial class Libc
{
    private const string C = "libc";

    [DllImport(C, SetLastError = true)] public static extern int open(byte[] path, int flags, int mode);
    [DllImport(C, SetLastError = true)] public static extern int openat(int folder, byte[] path, int flags, int mode);
    [DllImport(C, SetLastError = true)] public static extern int close(int fd);
    [DllImport(C, SetLastError = true)] public static extern nint read(int fd, ref byte buffer, nint count);
    [DllImport(C, SetLastError = true)] public static extern nint write(int fd, ref byte buffer, nint count);
    [DllImport(C, SetLastError = true)] public static extern nint pread(int fd, ref byte buffer, nint count, long offset);
    [DllImport(C, SetLastError = true)] public static extern nint pwrite(int fd, ref byte buffer, nint count, long offset);
    [DllImport(C, SetLastError = true)] public static extern long lseek(int fd, long offset, int whence);
    [DllImport(C, SetLastError = true)] public static extern int ftruncate(int fd, long length);
    [DllImport(C, SetLastError = true)] public static extern int truncate(byte[] path, long length);
    [DllImport(C, SetLastError = true)] public static extern int fsync(int fd);
    [DllImport(C, SetLastError = true)] public static extern int fdatasync(int fd);
    [DllImport(C, SetLastError = true)] public static extern int isatty(int fd);
    [DllImport(C, SetLastError = true)] public static extern int dup(int fd);
    [DllImport(C, SetLastError = true)] public static extern int dup3(int from, int to, int flags);
    [DllImport(C, SetLastError = true)] public static extern int dup2(int from, int to);
    [DllImport(C, SetLastError = true)] public static extern int pipe2(int[] fds, int flags);
    [DllImport(C, SetLastError = true)] public static extern int fcntl(int fd, int command, nint argument);

    // Every program calls these when it starts, and .NET compiles ahead only what leaves no error number.
    /// <summary>Reading from the descriptor gives an error where it would wait.</summary>
    public static bool IsNonBlocking(int fd) => fcntl_start(fd, 3, 0) is >= 0 and var flags && (flags & 0x800) != 0;

    [DllImport(C, EntryPoint = nameof(fcntl))] public static extern int fcntl_start(int fd, int command, nint argument);
    [DllImport(C, EntryPoint = nameof(isatty))] public static extern int isatty_start(int fd);
    [DllImport(C, SetLastError = true)] public static extern int ioctl(int fd, nuint request, byte[] argument);
    [DllImport(C, SetLastError = true)] public static extern int ioctl(int fd, nuint request, nint argument);
    [DllImport(C, SetLastError = true)] public static extern int flock(int fd, int operation);
    [DllImport(C, SetLastError = true)] public static extern int statx(int folder, byte[] path, int flags, uint mask, byte[] buffer);
    [DllImport(C, SetLastError = true)] public static extern int mkdirat(int folder, byte[] path, int mode);
    [DllImport(C, SetLastError = true)] public static extern int unlinkat(int folder, byte[] path, int flags);
    [DllImport(C, SetLastError = true)] public static extern int renameat(int fromFolder, byte[] from, int toFolder, byte[] to);
    [DllImport(C, SetLastError = true)] public static extern int linkat(int fromFolder, byte[] from, int toFolder, byte[] to, int flags);
    [DllImport(C, SetLastError = true)] public static extern int symlinkat(byte[] target, int folder, byte[] path);
    [DllImport(C, SetLastError = true)] public static extern nint readlinkat(int folder, byte[] path, byte[] buffer, nint size);
    [DllImport(C, SetLastError = true)] public static extern int faccessat(int folder, byte[] path, int mode, int flags);
    [DllImport(C, SetLastError = true)] public static extern int fchmodat(int folder, byte[] path, int mode, int flags);
    [DllImport(C, SetLastError = true)] public static extern int fchmod(int fd, int mode);
    [DllImport(C, SetLastError = true)] public static extern int fchownat(int folder, byte[] path, int user, int group, int flags);
    [DllImport(C, SetLastError = true)] public static extern int fchown(int fd, int user, int group);
    [DllImport(C, SetLastError = true)] public static extern int utimensat(int folder, byte[]? path, long[]? times, int flags);
    [DllImport(C, SetLastError = true)] public static extern int futimens(int fd, long[]? times);
    [DllImport(C, SetLastError = true)] public static extern int mkfifoat(int folder, byte[] path, int mode);
    [DllImport(C, SetLastError = true)] public static extern int chdir(byte[] path);
    [DllImport(C, SetLastError = true)] public static extern int fchdir(int fd);
    [DllImport(C, SetLastError = true)] public static extern int chroot(byte[] path);
    [DllImport(C, SetLastError = true)] public static extern int umask(int mask);
    [DllImport(C)] public static extern int getpid();
    [DllImport(C)] public static extern int getppid();
    [DllImport(C)] public static extern int getuid();
    [DllImport(C)] public static extern int geteuid();
    [DllImport(C)] public static extern int getgid();
    [DllImport(C)] public static extern int getegid();
    [DllImport(C)] public static extern int gettid();
    [DllImport(C, SetLastError = true)] public static extern int setuid(int id);
    [DllImport(C, SetLastError = true)] public static extern int seteuid(int id);
    [DllImport(C, SetLastError = true)] public static extern int setgid(int id);
    [DllImport(C, SetLastError = true)] public static extern int setegid(int id);
    [DllImport(C, SetLastError = true)] public static extern int getgroups(int size, int[]? groups);
    [DllImport(C, SetLastError = true)] public static extern int getpgid(int pid);
    [DllImport(C, SetLastError = true)] public static extern int setpgid(int pid, int group);
    [DllImport(C, SetLastError = true)] public static extern int getsid(int pid);
    [DllImport(C, SetLastError = true)] public static extern int setsid();
    [DllImport(C, SetLastError = true)] public static extern int tcgetpgrp(int fd);
    [DllImport(C, SetLastError = true)] public static extern int tcsetpgrp(int fd, int group);
    [DllImport(C)] public static extern nint signal(int number, nint handler);
    [DllImport(C, SetLastError = true)] public static extern int kill(int pid, int signal);
    [DllImport(C, SetLastError = true)] public static extern int killpg(int group, int signal);
    [DllImport(C, SetLastError = true)] public static extern int nice(int increment);
    [DllImport(C, SetLastError = true)] public static extern int getpriority(int which, int who);
    [DllImport(C, SetLastError = true)] public static extern int setpriority(int which, int who, int priority);
    [DllImport(C, SetLastError = true)] public static extern int waitpid(int pid, out int status, int options);
    [DllImport(C, SetLastError = true)] public static extern int wait4(int pid, out int status, int options, long[] usage);
    [DllImport(C, SetLastError = true)] public static extern int execve(byte[] path, nint[] arguments, nint[] environment);
    [DllImport(C, SetLastError = true)] public static extern int setenv(byte[] name, byte[] value, int overwrite);
    [DllImport(C, SetLastError = true)] public static extern int unsetenv(byte[] name);
    [DllImport(C)] public static extern void _exit(int code);
    [DllImport(C)] public static extern void abort();
    [DllImport(C, SetLastError = true)] public static extern nint getrandom(ref byte buffer, nint count, uint flags);
    [DllImport(C, SetLastError = true)] public static extern long sysconf(int name);
    [DllImport(C, SetLastError = true)] public static extern long fpathconf(int fd, int name);
    [DllImport(C, SetLastError = true)] public static extern long pathconf(byte[] path, int name);
    [DllImport(C, SetLastError = true)] public static extern int poll(byte[] fds, nuint count, int timeout);
    [DllImport(C, SetLastError = true)] public static extern int getrusage(int who, long[] usage);
    [DllImport(C, SetLastError = true)] public static extern int getrlimit(int resource, ulong[] limits);
    [DllImport(C, SetLastError = true)] public static extern int setrlimit(int resource, ulong[] limits);
    [DllImport(C, SetLastError = true)] public static extern int sched_getaffinity(int pid, nint size, byte[] mask);
    [DllImport(C)] public static extern int sched_yield();
    [DllImport(C, SetLastError = true)] public static extern int getloadavg(double[] loads, int count);
    [DllImport(C, SetLastError = true)] public static extern nint opendir(byte[] path);
    [DllImport(C, SetLastError = true)] public static extern nint readdir(nint folder);
    [DllImport(C)] public static extern int closedir(nint folder);
    [DllImport(C, SetLastError = true)] public static extern nint sendfile(int to, int from, ref long offset, nint count);
    [DllImport(C, SetLastError = true)] public static extern nint sendfile(int to, int from, nint offset, nint count);
    [DllImport(C, SetLastError = true)] public static extern int statvfs(byte[] path, long[] buffer);
    [DllImport(C, SetLastError = true)] public static extern int fstatvfs(int fd, long[] buffer);
    [DllImport(C, SetLastError = true)] public static extern int openpty(out int master, out int slave, byte[]? name, nint termios, nint size);
    [DllImport(C, SetLastError = true)] public static extern int tcgetattr(int fd, byte[] termios);
    [DllImport(C, SetLastError = true)] public static extern int tcsetattr(int fd, int when, byte[] termios);
    [DllImport(C, SetLastError = true)] public static extern int tcdrain(int fd);
    [DllImport(C, SetLastError = true)] public static extern int tcflush(int fd, int queue);
    [DllImport(C, SetLastError = true)] public static extern int tcflow(int fd, int action);
    [DllImport(C, SetLastError = true)] public static extern int tcsendbreak(int fd, int duration);
    [DllImport(C)] public static extern nint strsignal(int signal);
    [DllImport(C)] public static extern nint strerror(int number);

    // ---- posix_spawn; its objects are opaque and no larger than these buffers

    [DllImport(C)] public static extern int posix_spawn(out int pid, byte[] path, byte[] actions, byte[] attributes, nint[] arguments, nint[] environment);
    [DllImport(C)] public static extern int posix_spawn_file_actions_init(byte[] actions);
    [DllImport(C)] public static extern int posix_spawn_file_actions_destroy(byte[] actions);
    [DllImport(C)] public static extern int posix_spawn_file_actions_adddup2(byte[] actions, int from, int to);
    [DllImport(C)] public static extern int posix_spawn_file_actions_addclose(byte[] actions, int fd);
    [DllImport(C)] public static extern int posix_spawn_file_actions_addopen(byte[] actions, int fd, byte[] path, int flags, int mode);
    [DllImport(C)] public static extern int posix_spawn_file_actions_addchdir_np(byte[] actions, byte[] path);
    [DllImport(C)] public static extern int posix_spawn_file_actions_addclosefrom_np(byte[] actions, int from);
    [DllImport(C)] public static extern int posix_spawnattr_init(byte[] attributes);
    [DllImport(C)] public static extern int posix_spawnattr_destroy(byte[] attributes);
    [DllImport(C)] public static extern int posix_spawnattr_setflags(byte[] attributes, short flags);
    [DllImport(C)] public static extern int posix_spawnattr_setpgroup(byte[] attributes, int group);
    [DllImport(C)] public static extern int posix_spawnattr_setsigdefault(byte[] attributes, byte[] signals);
    [DllImport(C)] public static extern int posix_spawnattr_setsigmask(byte[] attributes, byte[] signals);
}
