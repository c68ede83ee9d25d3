using System.Runtime.InteropServices;

namespace PyLite.Modules;

/// <summary>More of the C library: what Linux has beyond POSIX, and waiting for children.</summary>
internal static partial class Libc
{
    [DllImport(C, SetLastError = true)] public static extern int waitid(int kind, int id, byte[] info, int options);
    [DllImport(C, SetLastError = true)] public static extern int getresuid(out int real, out int effective, out int saved);
    [DllImport(C, SetLastError = true)] public static extern int getresgid(out int real, out int effective, out int saved);
    [DllImport(C, SetLastError = true)] public static extern int setresuid(int real, int effective, int saved);
    [DllImport(C, SetLastError = true)] public static extern int setresgid(int real, int effective, int saved);
    [DllImport(C, SetLastError = true)] public static extern int setgroups(nint count, int[] groups);
    [DllImport(C, SetLastError = true)] public static extern int getgrouplist(byte[] user, int group, int[] groups, ref int count);
    [DllImport(C, SetLastError = true)] public static extern int initgroups(byte[] user, int group);
    [DllImport(C)] public static extern nint setlocale(int category, byte[]? name);
    [DllImport(C)] public static extern nint newlocale(int categories, byte[] name, nint start);
    [DllImport(C)] public static extern void freelocale(nint locale);
    [DllImport(C)] public static extern nint localeconv();
    [DllImport(C)] public static extern nint nl_langinfo(int item);
    [DllImport(C)] public static extern int wcscoll(int[] first, int[] second);
    [DllImport(C)] public static extern nint wcsxfrm(int[]? key, int[] text, nint size);
    [DllImport(C)] public static extern void sync();
    [DllImport(C, SetLastError = true)] public static extern int shm_open(byte[] name, int flags, int mode);
    [DllImport(C, SetLastError = true)] public static extern int shm_unlink(byte[] name);
    [DllImport(C, SetLastError = true)] public static extern nint sem_open(byte[] name, int flags, int mode, uint value);
    [DllImport(C, SetLastError = true)] public static extern int sem_unlink(byte[] name);
    [DllImport(C, SetLastError = true)] public static extern int sem_close(nint semaphore);
    [DllImport(C, SetLastError = true)] public static extern int sem_trywait(nint semaphore);
    [DllImport(C, SetLastError = true)] public static extern int sem_timedwait(nint semaphore, long[] time);
    [DllImport(C, SetLastError = true)] public static extern int sem_post(nint semaphore);
    [DllImport(C, SetLastError = true)] public static extern int sem_getvalue(nint semaphore, out int value);
    [DllImport(C, SetLastError = true)] public static extern nint mmap(nint address, nuint length, int protection, int flags, int fd, long offset);
    [DllImport(C, SetLastError = true)] public static extern nint mremap(nint address, nuint oldLength, nuint newLength, int flags);
    [DllImport(C, SetLastError = true)] public static extern int munmap(nint address, nuint length);
    [DllImport(C, SetLastError = true)] public static extern int msync(nint address, nuint length, int flags);
    [DllImport(C, SetLastError = true)] public static extern int madvise(nint address, nuint length, int advice);
    [DllImport(C, SetLastError = true)] public static extern int memfd_create(byte[] name, uint flags);
    [DllImport(C)] public static extern int posix_fadvise(int fd, long offset, long length, int advice);
    [DllImport(C)] public static extern int posix_fallocate(int fd, long offset, long length);
    [DllImport(C, SetLastError = true)] public static extern nint copy_file_range(int from, long[]? fromOffset, int to, long[]? toOffset, nint count, uint flags);
    [DllImport(C, SetLastError = true)] public static extern int mknodat(int folder, byte[] path, int mode, ulong device);
    [DllImport(C, SetLastError = true)] public static extern nuint confstr(int name, byte[] text, nuint size);
    [DllImport(C, SetLastError = true)] public static extern nint getxattr(byte[] path, byte[] name, byte[] value, nint size);
    [DllImport(C, SetLastError = true)] public static extern nint lgetxattr(byte[] path, byte[] name, byte[] value, nint size);
    [DllImport(C, SetLastError = true)] public static extern int setxattr(byte[] path, byte[] name, byte[] value, nint size, int flags);
    [DllImport(C, SetLastError = true)] public static extern int lsetxattr(byte[] path, byte[] name, byte[] value, nint size, int flags);
    [DllImport(C, SetLastError = true)] public static extern int removexattr(byte[] path, byte[] name);
    [DllImport(C, SetLastError = true)] public static extern int lremovexattr(byte[] path, byte[] name);
    [DllImport(C, SetLastError = true)] public static extern nint listxattr(byte[] path, byte[] names, nint size);
    [DllImport(C, SetLastError = true)] public static extern nint llistxattr(byte[] path, byte[] names, nint size);
    [DllImport(C, SetLastError = true)] public static extern int eventfd(uint value, int flags);
    [DllImport(C, SetLastError = true)] public static extern int setitimer(int which, long[] wanted, [Out] long[] old);
    [DllImport(C, SetLastError = true)] public static extern int getitimer(int which, [Out] long[] now);
    [DllImport(C, SetLastError = true)] public static extern int sched_get_priority_max(int policy);
    [DllImport(C, SetLastError = true)] public static extern int sched_get_priority_min(int policy);
    [DllImport(C, SetLastError = true)] public static extern int sched_getscheduler(int pid);
    [DllImport(C, SetLastError = true)] public static extern int sched_getparam(int pid, int[] parameters);
    [DllImport(C, SetLastError = true)] public static extern int sched_setaffinity(int pid, nint size, byte[] mask);
    [DllImport(C, SetLastError = true)] public static extern int epoll_create1(int flags);
    [DllImport(C, SetLastError = true)] public static extern int epoll_ctl(int set, int operation, int fd, byte[] description);

    /// <summary>epoll_wait that does not wait, so that the collector may wait for it; the error number is lost.</summary>
    [DllImport(C, EntryPoint = "epoll_wait"), SuppressGCTransition] public static extern int epoll_look(int set, ref byte events, int count, int timeout);
    [DllImport(C, SetLastError = true)] public static extern int epoll_wait(int set, byte[] events, int count, int timeout);
}
