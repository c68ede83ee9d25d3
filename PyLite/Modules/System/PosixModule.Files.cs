using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Open files, by the system's numbers.</summary>
public static partial class PosixModule
{
    private const int CloseOnExec = 0x80000;

    private static bool Retry() => SystemErrors.Last == SystemErrors.Interrupted && Interrupts.Check();

    private static PyObject? Failed(PyObject? path = null, PyObject? other = null) => PyErr.Current is not null ? null : SystemErrors.Raise(path, other);

    private static PyObject? Done(int result, PyObject? path = null) => result >= 0 ? PyNone.None : Failed(path);

    /// <summary>The descriptor of a folder, or the current one.</summary>
    private static bool Folder(PyObject? dir_fd, out int folder)
    {
        folder = FileStatus.CurrentFolder;
        if (dir_fd is null or PyNone) return true;
        if (UserSlots.Unwrap(dir_fd) is not (PyInt or PyBool) && dir_fd.Type.Lookup(Names.Index) is null)
            return PyErr.Fail(Types.TypeError, $"argument should be integer or None, not {dir_fd.Type.Name}");
        if (!Sequences.Integer(dir_fd, out long fd)) return false;
        folder = (int)fd;
        return true;
    }

    /// <summary>A path, or a descriptor: then the name is null. False with an exception pending.</summary>
    private static bool PathOrNumber(PyObject path, string function, out byte[]? name, out int fd)
    {
        name = null;
        fd = -1;
        PyObject plain = UserSlots.Unwrap(path);
        if (plain is PyInt or PyBool)
        {
            if (!Sequences.Integer(plain, out long number)) return false;
            fd = (int)number;
            return true;
        }
        name = Name(path, function, "path", function is "listdir" or "scandir" or "listxattr" ? ", os.PathLike, integer or None" : ", os.PathLike or integer");
        return name is not null;
    }

    private static byte[]? Name(PyObject path, string function, string argument = "path", string others = " or os.PathLike")
    {
        PyObject plain = UserSlots.Unwrap(path);
        if (plain is not (PyStr or PyBytes { IsMutable: false }))
        {
            string wrong = $"{function}: {argument} should be string, bytes{others}, not {path.Type.Name}";
            if (Buffers.Has(plain))
            {
                if (!WarningsModule.Warn(Types.DeprecationWarning, wrong) || !Buffers.Bytes(plain, out ReadOnlySpan<byte> bytes)) return null;
                path = new PyBytes(bytes.ToArray());
            }
            else if (path.Type.Lookup(PyStr.Intern("__fspath__")) is null)
            {
                PyErr.TypeError(wrong);
                return null;
            }
        }
        byte[]? name = FileNames.ForSystem(path, function, argument);
        if (name is not null) OpenFiles.Settle(name);
        return name;
    }

    /// <summary>Opens a file; its number, which programs that are started do not get.</summary>
    [PyFunction]
    public static PyObject? open([Keyword] PyObject path, int flags, int mode = 0x1FF, [KeywordOnly] PyObject? dir_fd = null)
    {
        if (Name(path, "open") is not { } name || !Folder(dir_fd, out int folder)) return null;
        while (true)
        {
            int fd = GlobalLock.Without(() => Libc.openat(folder, name, flags | CloseOnExec, mode));
            if (fd >= 0) return new PyInt(fd);
            if (!Retry()) return Failed(path);
        }
    }

    [PyFunction]
    public static PyObject? close([Keyword] int fd) => Done(GlobalLock.Without(() => Libc.close(fd)));

    [PyFunction]
    public static void closerange(int fd_low, int fd_high)
    {
        for (int fd = Math.Max(0, fd_low); fd < fd_high; fd++) Libc.close(fd);
    }

    [PyFunction]
    public static PyObject? read(int fd, long length)
    {
        if (length < 0) return SystemErrors.Raise(SystemErrors.Invalid);
        if (length > int.MaxValue) length = int.MaxValue;
        byte[] buffer = new byte[Math.Max(1, length)];
        while (true)
        {
            if (length > 0 && !Interrupts.WaitReadable(fd)) return null;
            nint n = GlobalLock.Without(() => Libc.read(fd, ref buffer[0], (nint)length));
            if (n >= 0) return new PyBytes(buffer[..(int)n]);
            if (!Retry()) return Failed();
        }
    }

    [PyFunction]
    public static PyObject? readv(int fd, PyObject buffers)
    {
        if (Sequences.ToList(buffers) is not { } list) return null;
        long total = 0;
        foreach (PyObject item in list)
        {
            if (!WritableBuffer.Of(item, "readv", out WritableBuffer target)) return null;
            byte[] bytes = new byte[Math.Max(1, target.Count)];
            nint n = GlobalLock.Without(() => Libc.read(fd, ref bytes[0], target.Count));
            if (n < 0) return Failed();
            bytes.AsSpan(0, (int)n).CopyTo(target.Span);
            total += n;
            if (n < target.Count) break;
        }
        return new PyInt(total);
    }

    [PyFunction]
    public static PyObject? write(int fd, ReadOnlySpan<byte> data)
    {
        nint n = Interrupts.Write(fd, data.ToArray());
        return n >= 0 ? new PyInt(n) : n == -2 ? null : Failed();
    }

    [PyFunction]
    public static PyObject? writev(int fd, PyObject buffers)
    {
        if (Sequences.ToList(buffers) is not { } list) return null;
        var all = new List<byte>();
        foreach (PyObject item in list)
        {
            if (!Buffers.Bytes(item, out ReadOnlySpan<byte> bytes)) return null;
            all.AddRange(bytes);
        }
        return write(fd, all.ToArray());
    }

    [PyFunction]
    public static PyObject? pread(int fd, int length, long offset)
    {
        if (length < 0) return SystemErrors.Raise(SystemErrors.Invalid);
        byte[] buffer = new byte[Math.Max(1, length)];
        nint n = GlobalLock.Without(() => Libc.pread(fd, ref buffer[0], length, offset));
        return n >= 0 ? new PyBytes(buffer[..(int)n]) : Failed();
    }

    [PyFunction]
    public static PyObject? pwrite(int fd, ReadOnlySpan<byte> data, long offset)
    {
        byte[] bytes = data.Length == 0 ? [0] : data.ToArray();
        int length = data.Length;
        nint n = GlobalLock.Without(() => Libc.pwrite(fd, ref bytes[0], length, offset));
        return n >= 0 ? new PyInt(n) : Failed();
    }

    [PyFunction]
    public static PyObject? lseek(int fd, long position, int how) => Libc.lseek(fd, position, how) is var at and >= 0 ? new PyInt(at) : Failed();

    [PyFunction]
    public static PyObject? ftruncate(int fd, long length) => Done(Libc.ftruncate(fd, length));

    [PyFunction]
    public static PyObject? truncate([Keyword] PyObject path, long length)
    {
        if (!PathOrNumber(path, "truncate", out byte[]? name, out int fd)) return null;
        return Done(name is null ? Libc.ftruncate(fd, length) : Libc.truncate(name, length), name is null ? null : path);
    }

    internal static bool Descriptor(PyObject fd, out int number)
    {
        number = -1;
        PyObject? given = fd;
        if (UserSlots.Unwrap(fd) is not (PyInt or PyBool))
        {
            if (Attributes.Find(fd, PyStr.Intern("fileno")) is not { } method)
                return PyErr.Current is null && PyErr.Fail(Types.TypeError, "argument must be an int, or have a fileno() method.");
            given = method.Call([], null);
        }
        if (given is null || !Sequences.Integer(given, out long n)) return false;
        if (n < 0) return PyErr.Fail(Types.ValueError, $"file descriptor cannot be a negative integer ({n})");
        number = (int)n;
        return true;
    }

    [PyFunction]
    public static PyObject? fsync([Keyword] PyObject fd) => Descriptor(fd, out int n) ? Done(GlobalLock.Without(() => Libc.fsync(n))) : null;

    [PyFunction]
    public static PyObject? fdatasync([Keyword] PyObject fd) => Descriptor(fd, out int n) ? Done(GlobalLock.Without(() => Libc.fdatasync(n))) : null;

    [PyFunction]
    public static bool isatty(int fd) => Libc.isatty(fd) == 1;

    [PyFunction]
    public static PyObject? ttyname(int fd)
    {
        if (Libc.isatty(fd) != 1) return Failed();
        return readlink(new PyStr($"/proc/self/fd/{fd}"));
    }

    [PyFunction]
    public static PyObject? ctermid() => new PyStr("/dev/tty");

    [PyFunction]
    public static PyObject? openpty()
    {
        if (Libc.openpty(out int master, out int slave, null, 0, 0) != 0) return Failed();
        set_inheritable(master, 0);
        set_inheritable(slave, 0);
        return new PyTuple([new PyInt(master), new PyInt(slave)]);
    }

    [PyFunction]
    public static PyObject? dup(int fd)
    {
        const int duplicateCloseOnExec = 1030;
        int made = Libc.fcntl(fd, duplicateCloseOnExec, 0);
        return made >= 0 ? new PyInt(made) : Failed();
    }

    [PyFunction]
    public static PyObject? dup2([Keyword] int fd, int fd2, bool inheritable = true)
    {
        int made = inheritable || fd == fd2 ? Libc.dup2(fd, fd2) : Libc.dup3(fd, fd2, CloseOnExec);
        return made >= 0 ? new PyInt(made) : Failed();
    }

    [PyFunction]
    public static PyObject? pipe() => pipe2(CloseOnExec);

    [PyFunction]
    public static PyObject? pipe2(int flags)
    {
        int[] ends = new int[2];
        return Libc.pipe2(ends, flags) == 0 ? new PyTuple([new PyInt(ends[0]), new PyInt(ends[1])]) : Failed();
    }

    [PyFunction]
    public static PyObject? get_inheritable(int fd)
    {
        int flags = Libc.fcntl(fd, 1, 0);
        return flags >= 0 ? PyBool.Of((flags & 1) == 0) : Failed();
    }

    [PyFunction]
    public static PyObject? set_inheritable(int fd, int inheritable)
    {
        int flags = Libc.fcntl(fd, 1, 0);
        return flags >= 0 ? Done(Libc.fcntl(fd, 2, inheritable != 0 ? flags & ~1 : flags | 1)) : Failed();
    }

    [PyFunction]
    public static PyObject? get_blocking(int fd)
    {
        int flags = Libc.fcntl(fd, 3, 0);
        return flags >= 0 ? PyBool.Of((flags & 0x800) == 0) : Failed();
    }

    [PyFunction]
    public static PyObject? set_blocking(int fd, bool blocking)
    {
        int flags = Libc.fcntl(fd, 3, 0);
        return flags >= 0 ? Done(Libc.fcntl(fd, 4, blocking ? flags & ~0x800 : flags | 0x800)) : Failed();
    }

    [PyFunction]
    public static PyObject? sendfile([Keyword] int out_fd, int in_fd, PyObject? offset, long count)
    {
        nint sent;
        if (offset is null)
        {
            sent = GlobalLock.Without(() => Libc.sendfile(out_fd, in_fd, (nint)0, (nint)count));
        }
        else
        {
            if (!Sequences.Integer(offset, out long from)) return null;
            sent = GlobalLock.Without(() => Libc.sendfile(out_fd, in_fd, ref from, (nint)count));
        }
        return sent >= 0 ? new PyInt(sent) : Failed();
    }

    [PyFunction]
    public static PyObject? lockf(int fd, int command, long length) => SystemErrors.Raise(38);
}
