using System.Numerics;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What Linux has beyond the rest: owners of three kinds, extended attributes, files in memory, events, scheduling, devices.</summary>
public static partial class PosixModule
{
    private static PyObject? Numbers(int result, params int[] numbers) =>
        result < 0 ? Failed() : new PyTuple([.. numbers.Select(number => new PyInt((uint)number))]);

    [PyFunction] public static PyObject? getresuid() => Numbers(Libc.getresuid(out int real, out int effective, out int saved), real, effective, saved);
    [PyFunction] public static PyObject? getresgid() => Numbers(Libc.getresgid(out int real, out int effective, out int saved), real, effective, saved);

    [PyFunction]
    public static PyObject? setresuid(PyObject ruid, PyObject euid, PyObject suid) =>
        Owner(ruid, "uid", out int real) && Owner(euid, "uid", out int effective) && Owner(suid, "uid", out int saved) ? Done(Libc.setresuid(real, effective, saved)) : null;

    [PyFunction]
    public static PyObject? setresgid(PyObject rgid, PyObject egid, PyObject sgid) =>
        Owner(rgid, "gid", out int real) && Owner(egid, "gid", out int effective) && Owner(sgid, "gid", out int saved) ? Done(Libc.setresgid(real, effective, saved)) : null;

    [PyFunction]
    public static PyObject? setreuid(PyObject ruid, PyObject euid) =>
        Owner(ruid, "uid", out int real) && Owner(euid, "uid", out int effective) ? Done(Libc.setresuid(real, effective, -1)) : null;

    [PyFunction]
    public static PyObject? setregid(PyObject rgid, PyObject egid) =>
        Owner(rgid, "gid", out int real) && Owner(egid, "gid", out int effective) ? Done(Libc.setresgid(real, effective, -1)) : null;

    [PyFunction]
    public static PyObject? setgroups(PyObject groups)
    {
        if (Sequences.ToList(groups) is not { } items) return null;
        int[] numbers = new int[Math.Max(1, items.Count)];
        for (int i = 0; i < items.Count; i++)
            if (!Owner(items[i], "gid", out numbers[i])) return null;
        return Done(Libc.setgroups(items.Count, numbers));
    }

    [PyFunction]
    public static PyObject? getgrouplist(PyObject user, int group)
    {
        if (FileNames.ForSystem(user) is not { } name) return null;
        int count = 1024;
        int[] groups = new int[count];
        return Libc.getgrouplist(name, group, groups, ref count) < 0 ? Failed() : new PyList([.. groups[..count].Select(g => new PyInt((uint)g))]);
    }

    [PyFunction]
    public static PyObject? initgroups(PyObject username, int gid) => FileNames.ForSystem(username) is { } name ? Done(Libc.initgroups(name, gid)) : null;

    // ---- files

    [PyFunction] public static void sync() => Libc.sync();

    [PyFunction]
    public static PyObject? memfd_create([Keyword] PyObject name, uint flags = 1) =>
        FileNames.ForSystem(name) is { } text ? Libc.memfd_create(text, flags) is var fd and >= 0 ? new PyInt(fd) : Failed() : null;

    [PyFunction] public static PyObject? posix_fadvise(int fd, long offset, long length, int advice) => Libc.posix_fadvise(fd, offset, length, advice) is var e and not 0 ? SystemErrors.Raise(e) : PyNone.None;
    [PyFunction] public static PyObject? posix_fallocate(int fd, long offset, long length) => Libc.posix_fallocate(fd, offset, length) is var e and not 0 ? SystemErrors.Raise(e) : PyNone.None;

    [PyFunction]
    public static PyObject? copy_file_range([Keyword] int src, int dst, long count, PyObject? offset_src = null, PyObject? offset_dst = null)
    {
        if (count < 0) return PyErr.ValueError("negative value for 'count' not allowed");
        long from = -1, to = -1;
        if (offset_src is not null && !Sequences.Integer(offset_src, out from)) return null;
        if (offset_dst is not null && !Sequences.Integer(offset_dst, out to)) return null;
        nint copied = GlobalLock.Without(() => Libc.copy_file_range(src, offset_src is null ? null : [from], dst, offset_dst is null ? null : [to], (nint)count, 0));
        return copied < 0 ? Failed() : new PyInt(copied);
    }

    [PyFunction]
    public static PyObject? mknod([Keyword] PyObject path, int mode = 0x180, ulong device = 0, [KeywordOnly] PyObject? dir_fd = null) =>
        Name(path, "mknod") is { } name && Folder(dir_fd, out int folder) ? Done(Libc.mknodat(folder, name, mode, device), path) : null;

    [PyFunction] public static long major(ulong device) => (long)((device >> 8 & 0xFFF) | (device >> 32 & 0xFFFFF000));
    [PyFunction] public static long minor(ulong device) => (long)((device & 0xFF) | (device >> 12 & 0xFFFFFF00));
    [PyFunction] public static ulong makedev(uint major, uint minor) => (minor & 0xFFul) | (major & 0xFFFul) << 8 | (minor & 0xFFFFFF00ul) << 12 | (major & 0xFFFFF000ul) << 32;

    [PyFunction]
    public static PyObject? device_encoding([Keyword] int fd) => Libc.isatty(fd) == 1 ? new PyStr("UTF-8") : PyNone.None;

    private static readonly (string Name, int Number)[] PathValues =
    [
        ("PC_LINK_MAX", 0), ("PC_MAX_CANON", 1), ("PC_MAX_INPUT", 2), ("PC_NAME_MAX", 3), ("PC_PATH_MAX", 4), ("PC_PIPE_BUF", 5),
        ("PC_CHOWN_RESTRICTED", 6), ("PC_NO_TRUNC", 7), ("PC_VDISABLE", 8),
    ];

    [PyFunction]
    public static PyObject? fpathconf(int fd, PyObject name) => Number(name, PathValues) is { } number ? Limit(Libc.fpathconf(fd, number)) : null;

    [PyFunction]
    public static PyObject? pathconf([Keyword] PyObject path, PyObject name)
    {
        if (!PathOrNumber(path, "pathconf", out byte[]? file, out int fd) || Number(name, PathValues) is not { } number) return null;
        return Limit(file is null ? Libc.fpathconf(fd, number) : Libc.pathconf(file, number), path);
    }

    /// <summary>-1 stands for no limit, unless something is wrong.</summary>
    private static PyObject? Limit(long value, PyObject? path = null) => value == -1 && SystemErrors.Last != 0 ? SystemErrors.Raise(SystemErrors.Last, path) : new PyInt(value);

    private static readonly (string Name, int Number)[] TextValues = [("CS_PATH", 0), ("CS_GNU_LIBC_VERSION", 2), ("CS_GNU_LIBPTHREAD_VERSION", 3)];

    [PyFunction]
    public static PyObject? confstr(PyObject name)
    {
        if (Number(name, TextValues) is not { } number) return null;
        byte[] text = new byte[256];
        nuint length = Libc.confstr(number, text, (nuint)text.Length);
        return length == 0 ? PyNone.None : FileNames.Decode(text);
    }

    // ---- extended attributes

    private static byte[]? Subject(PyObject path, string function, bool follow, out bool isLink)
    {
        isLink = !follow;
        if (!PathOrNumber(path, function, out byte[]? name, out int fd)) return null;
        return name ?? [.. System.Text.Encoding.ASCII.GetBytes($"/proc/self/fd/{fd}"), 0];
    }

    [PyFunction]
    public static PyObject? getxattr([Keyword] PyObject path, PyObject attribute, [KeywordOnly] bool follow_symlinks = true)
    {
        if (Subject(path, "getxattr", follow_symlinks, out bool isLink) is not { } name || FileNames.ForSystem(attribute) is not { } key) return null;
        byte[] value = new byte[65536];
        nint length = isLink ? Libc.lgetxattr(name, key, value, value.Length) : Libc.getxattr(name, key, value, value.Length);
        return length < 0 ? Failed(path) : new PyBytes(value[..(int)length]);
    }

    [PyFunction]
    public static PyObject? setxattr([Keyword] PyObject path, PyObject attribute, PyObject value, int flags = 0, [KeywordOnly] bool follow_symlinks = true)
    {
        if (Subject(path, "setxattr", follow_symlinks, out bool isLink) is not { } name || FileNames.ForSystem(attribute) is not { } key) return null;
        if (!Buffers.Bytes(value, out ReadOnlySpan<byte> span)) return null;
        byte[] bytes = span.ToArray();
        return Done(isLink ? Libc.lsetxattr(name, key, bytes, bytes.Length, flags) : Libc.setxattr(name, key, bytes, bytes.Length, flags), path);
    }

    [PyFunction]
    public static PyObject? removexattr([Keyword] PyObject path, PyObject attribute, [KeywordOnly] bool follow_symlinks = true)
    {
        if (Subject(path, "removexattr", follow_symlinks, out bool isLink) is not { } name || FileNames.ForSystem(attribute) is not { } key) return null;
        return Done(isLink ? Libc.lremovexattr(name, key) : Libc.removexattr(name, key), path);
    }

    [PyFunction]
    public static PyObject? listxattr([Keyword] PyObject? path = null, [KeywordOnly] bool follow_symlinks = true)
    {
        if (Subject(path ?? new PyStr("."), "listxattr", follow_symlinks, out bool isLink) is not { } name) return null;
        byte[] names = new byte[65536];
        nint length = isLink ? Libc.llistxattr(name, names, names.Length) : Libc.listxattr(name, names, names.Length);
        if (length < 0) return Failed(path);
        var list = new PyList();
        for (int start = 0, i = 0; i < length; i++)
        {
            if (names[i] != 0) continue;
            list.Append(FileNames.Decode(names.AsSpan(start, i - start)));
            start = i + 1;
        }
        return list;
    }

    // ---- events

    [PyFunction]
    public static PyObject? eventfd([Keyword] uint initval, int flags = 0x80000) => Libc.eventfd(initval, flags) is var fd and >= 0 ? new PyInt(fd) : Failed();

    [PyFunction]
    public static PyObject? eventfd_read([Keyword] int fd)
    {
        if (!Interrupts.WaitReadable(fd)) return null;
        byte[] value = new byte[8];
        return Libc.read(fd, ref value[0], 8) == 8 ? Argument.Result(BitConverter.ToUInt64(value)) : Failed();
    }

    [PyFunction]
    public static PyObject? eventfd_write([Keyword] int fd, ulong value)
    {
        byte[] bytes = BitConverter.GetBytes(value);
        return GlobalLock.Without(() => Libc.write(fd, ref bytes[0], 8)) == 8 ? PyNone.None : Failed();
    }

    // ---- scheduling

    [PyFunction] public static PyObject? sched_get_priority_max([Keyword] int policy) => Libc.sched_get_priority_max(policy) is var p and >= 0 ? new PyInt(p) : Failed();
    [PyFunction] public static PyObject? sched_get_priority_min([Keyword] int policy) => Libc.sched_get_priority_min(policy) is var p and >= 0 ? new PyInt(p) : Failed();
    [PyFunction] public static PyObject? sched_getscheduler(int pid) => Libc.sched_getscheduler(pid) is var p and >= 0 ? new PyInt(p) : Failed();

    [PyFunction]
    public static PyObject? sched_getparam(int pid)
    {
        int[] parameters = new int[16];
        return Libc.sched_getparam(pid, parameters) < 0 ? Failed() : SchedParam.Of(new PyInt(parameters[0]));
    }

    [PyFunction]
    public static PyObject? sched_setaffinity(int pid, PyObject mask)
    {
        if (Sequences.ToList(mask) is not { } items) return null;
        byte[] bits = new byte[128];
        foreach (PyObject item in items)
        {
            if (!Sequences.Integer(item, out long cpu)) return null;
            if (cpu is < 0 or >= 1024) return cpu < 0 ? PyErr.ValueError("negative CPU number") : SystemErrors.Raise(SystemErrors.Invalid);
            bits[cpu / 8] |= (byte)(1 << (int)(cpu % 8));
        }
        return Done(Libc.sched_setaffinity(pid, bits.Length, bits));
    }

    /// <summary>Kept, but never called: a process of PyLite does not fork.</summary>
    [PyFunction]
    public static PyObject? register_at_fork([KeywordOnly] PyObject? before = null, PyObject? after_in_child = null, PyObject? after_in_parent = null)
    {
        if (before is null && after_in_child is null && after_in_parent is null) return PyErr.TypeError("At least one argument is required.");
        foreach ((PyObject? hook, string name) in (ReadOnlySpan<(PyObject?, string)>)[(before, "before"), (after_in_child, "after_in_child"), (after_in_parent, "after_in_parent")])
            if (hook is { IsCallable: false }) return PyErr.TypeError($"'{name}' must be callable, not {hook.Type.Name}");
        return PyNone.None;
    }
}
