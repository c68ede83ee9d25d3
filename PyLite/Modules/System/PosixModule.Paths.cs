using System.Runtime.InteropServices;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Files and folders by name.</summary>
public static partial class PosixModule
{
    private const int NoFollow = 0x100, RemoveFolder = 0x200, FollowLink = 0x400, EffectiveAccess = 0x200, NotSupported = 95;

    internal static PyInstance Describe(FileStatus s)
    {
        static PyObject Nanoseconds((long Seconds, uint Nanoseconds) t) => PyLong.From(new System.Numerics.BigInteger(t.Seconds) * 1_000_000_000 + t.Nanoseconds);
        static PyObject Seconds((long Seconds, uint Nanoseconds) t) => new PyFloat(t.Seconds + 1e-9 * t.Nanoseconds);
        return StatResult.Of(new PyInt(s.Mode), PyLong.From(s.Inode), PyLong.From(s.OnDevice), new PyInt(s.Links), new PyInt(s.User), new PyInt(s.Group), new PyInt(s.Size),
            new PyInt(s.Accessed.Seconds), new PyInt(s.Modified.Seconds), new PyInt(s.Changed.Seconds),
            Seconds(s.Accessed), Seconds(s.Modified), Seconds(s.Changed), Nanoseconds(s.Accessed), Nanoseconds(s.Modified), Nanoseconds(s.Changed),
            new PyInt(s.BlockSize), new PyInt(s.Blocks), PyLong.From(s.SpecialDevice));
    }

    private static PyObject? Status(FileStatus? status, PyObject? path) => status is null ? Failed(path) : Describe(status);

    [PyFunction]
    public static PyObject? stat([Keyword] PyObject path, [KeywordOnly] PyObject? dir_fd = null, bool follow_symlinks = true)
    {
        if (!PathOrNumber(path, "stat", out byte[]? name, out int fd) || !Folder(dir_fd, out int folder)) return null;
        return name is null ? Status(FileStatus.OfDescriptor(fd), path) : Status(FileStatus.OfPath(folder, name, follow_symlinks), path);
    }

    [PyFunction]
    public static PyObject? lstat([Keyword] PyObject path, [KeywordOnly] PyObject? dir_fd = null) =>
        Name(path, "lstat") is { } name && Folder(dir_fd, out int folder) ? Status(FileStatus.OfPath(folder, name, follow: false), path) : null;

    [PyFunction]
    public static PyObject? fstat([Keyword] int fd) => Status(FileStatus.OfDescriptor(fd), null);

    [PyFunction]
    public static PyObject? access([Keyword] PyObject path, int mode, [KeywordOnly] PyObject? dir_fd = null, bool effective_ids = false, bool follow_symlinks = true)
    {
        if (Name(path, "access") is not { } name || !Folder(dir_fd, out int folder)) return null;
        return PyBool.Of(Libc.faccessat(folder, name, mode, (effective_ids ? EffectiveAccess : 0) | (follow_symlinks ? 0 : NoFollow)) == 0);
    }

    /// <summary>The names in a folder, in no particular order.</summary>
    [PyFunction]
    public static PyObject? listdir([Keyword] PyObject? path = null)
    {
        if (!Entries(path, "listdir", out PyObject shown, out List<FolderEntry> entries)) return null;
        return new PyList([.. entries.Select(entry => FileNames.Like(UserSlots.Unwrap(shown), entry.Name))]);
    }

    /// <summary>What is in a folder; false with an exception pending.</summary>
    private static bool Entries(PyObject? path, string function, out PyObject shown, out List<FolderEntry> entries)
    {
        shown = path is null or PyNone ? new PyStr(".") : path;
        entries = [];
        if (!PathOrNumber(shown, function, out byte[]? name, out int fd)) return false;
        if (name is not null && FileNames.Plain(shown) is { } plain) shown = plain;
        string folder = name is null ? $"/proc/self/fd/{fd}" : FileNames.Decode(name).Value;
        FileStatus? status = name is null ? FileStatus.OfDescriptor(fd) : FileStatus.OfPath(FileStatus.CurrentFolder, name, follow: true);
        if (status is null) return SystemErrors.Fail(name is null ? null : shown);
        if (!status.IsDirectory)
        {
            SystemErrors.Raise(20, name is null ? null : shown);
            return false;
        }
        if (Directory_.Read(name ?? FileNames.ForSystem(new PyStr(folder))!) is not { } found) return SystemErrors.Fail(name is null ? null : shown);
        entries = found;
        return true;
    }

    /// <summary>What is in a folder, as objects that know what each is.</summary>
    [PyFunction]
    public static PyObject? scandir([Keyword] PyObject? path = null)
    {
        if (!Entries(path, "scandir", out PyObject shown, out List<FolderEntry> entries)) return null;
        return new PyDirectoryScan(shown, entries);
    }

    [PyFunction]
    public static PyObject? mkdir([Keyword] PyObject path, int mode = 0x1FF, [KeywordOnly] PyObject? dir_fd = null) =>
        Name(path, "mkdir") is { } name && Folder(dir_fd, out int folder) ? Done(Libc.mkdirat(folder, name, mode), path) : null;

    [PyFunction]
    public static PyObject? rmdir([Keyword] PyObject path, [KeywordOnly] PyObject? dir_fd = null) =>
        Name(path, "rmdir") is { } name && Folder(dir_fd, out int folder) ? Done(Libc.unlinkat(folder, name, RemoveFolder), path) : null;

    [PyFunction]
    public static PyObject? unlink([Keyword] PyObject path, [KeywordOnly] PyObject? dir_fd = null) =>
        Name(path, "unlink") is { } name && Folder(dir_fd, out int folder) ? Done(Libc.unlinkat(folder, name, 0), path) : null;

    [PyFunction]
    public static PyObject? remove([Keyword] PyObject path, [KeywordOnly] PyObject? dir_fd = null) =>
        Name(path, "remove") is { } name && Folder(dir_fd, out int folder) ? Done(Libc.unlinkat(folder, name, 0), path) : null;

    private static PyObject? Move(string function, PyObject src, PyObject dst, PyObject? src_dir_fd, PyObject? dst_dir_fd)
    {
        if (Name(src, function, "src") is not { } from || Name(dst, function, "dst") is not { } to) return null;
        if (!Folder(src_dir_fd, out int fromFolder) || !Folder(dst_dir_fd, out int toFolder)) return null;
        return Libc.renameat(fromFolder, from, toFolder, to) == 0 ? PyNone.None : Failed(src, dst);
    }

    [PyFunction]
    public static PyObject? rename([Keyword] PyObject src, PyObject dst, [KeywordOnly] PyObject? src_dir_fd = null, PyObject? dst_dir_fd = null) =>
        Move("rename", src, dst, src_dir_fd, dst_dir_fd);

    [PyFunction]
    public static PyObject? replace([Keyword] PyObject src, PyObject dst, [KeywordOnly] PyObject? src_dir_fd = null, PyObject? dst_dir_fd = null) =>
        Move("replace", src, dst, src_dir_fd, dst_dir_fd);

    [PyFunction]
    public static PyObject? link([Keyword] PyObject src, PyObject dst, [KeywordOnly] PyObject? src_dir_fd = null, PyObject? dst_dir_fd = null, bool follow_symlinks = true)
    {
        if (Name(src, "link", "src") is not { } from || Name(dst, "link", "dst") is not { } to) return null;
        if (!Folder(src_dir_fd, out int fromFolder) || !Folder(dst_dir_fd, out int toFolder)) return null;
        return Libc.linkat(fromFolder, from, toFolder, to, follow_symlinks ? FollowLink : 0) == 0 ? PyNone.None : Failed(src, dst);
    }

    [PyFunction]
    public static PyObject? symlink([Keyword] PyObject src, PyObject dst, bool target_is_directory = false, [KeywordOnly] PyObject? dir_fd = null)
    {
        if (Name(src, "symlink", "src") is not { } from || Name(dst, "symlink", "dst") is not { } to || !Folder(dir_fd, out int folder)) return null;
        return Libc.symlinkat(from, folder, to) == 0 ? PyNone.None : Failed(src, dst);
    }

    [PyFunction]
    public static PyObject? readlink([Keyword] PyObject path, [KeywordOnly] PyObject? dir_fd = null)
    {
        if (Name(path, "readlink") is not { } name || !Folder(dir_fd, out int folder)) return null;
        byte[] buffer = new byte[4096];
        nint length = Libc.readlinkat(folder, name, buffer, buffer.Length);
        return length >= 0 ? FileNames.Like(FileNames.Plain(path), buffer[..(int)length]) : Failed(path);
    }

    [PyFunction]
    public static PyObject? chmod([Keyword] PyObject path, int mode, [KeywordOnly] PyObject? dir_fd = null, bool follow_symlinks = true)
    {
        if (!PathOrNumber(path, "chmod", out byte[]? name, out int fd) || !Folder(dir_fd, out int folder)) return null;
        if (name is null) return Done(Libc.fchmod(fd, mode), path);
        int done = Libc.fchmodat(folder, name, mode, follow_symlinks ? 0 : NoFollow);
        if (done == 0 || follow_symlinks || Marshal.GetLastPInvokeError() != NotSupported) return Done(done, path);
        return dir_fd is null or PyNone
            ? PyErr.Raise(Types.NotImplementedError, "chmod: follow_symlinks unavailable on this platform")
            : PyErr.ValueError("chmod: cannot use dir_fd and follow_symlinks together");
    }

    [PyFunction]
    public static PyObject? fchmod([Keyword] int fd, int mode) => Done(Libc.fchmod(fd, mode));

    [PyFunction]
    public static PyObject? chown([Keyword] PyObject path, PyObject uid, PyObject gid, [KeywordOnly] PyObject? dir_fd = null, bool follow_symlinks = true)
    {
        if (!Owner(uid, "uid", out int user) || !Owner(gid, "gid", out int group)) return null;
        if (!PathOrNumber(path, "chown", out byte[]? name, out int fd) || !Folder(dir_fd, out int folder)) return null;
        return name is null ? Done(Libc.fchown(fd, user, group), path) : Done(Libc.fchownat(folder, name, user, group, follow_symlinks ? 0 : NoFollow), path);
    }

    /// <summary>The number of a user or group: one of 32 bits without a sign, or -1; false with an exception pending.</summary>
    internal static bool Owner(PyObject given, string what, out int number)
    {
        number = 0;
        if (given is not (PyInt or PyLong) && given.Type.Lookup(Names.Index) is null) return PyErr.Fail(Types.TypeError, $"{what} should be integer, not {given.Type.Name}");
        if (!Sequences.AnyInteger(given, null, out System.Numerics.BigInteger n)) return false;
        // What a C long has room for and the number has not is called too small, whatever its sign.
        if (n > long.MaxValue) return PyErr.Fail(Types.OverflowError, $"{what} is greater than maximum");
        if (n < -1 || n > uint.MaxValue) return PyErr.Fail(Types.OverflowError, $"{what} is less than minimum");
        number = (int)(long)n;
        return true;
    }

    [PyFunction]
    public static PyObject? lchown([Keyword] PyObject path, PyObject uid, PyObject gid) => Name(path, "lchown") is null ? null : chown(path, uid, gid, null, false);

    [PyFunction]
    public static PyObject? fchown([Keyword] int fd, PyObject uid, PyObject gid) =>
        Owner(uid, "uid", out int user) && Owner(gid, "gid", out int group) ? Done(Libc.fchown(fd, user, group)) : null;

    /// <summary>Sets when a file was read and changed last: seconds, or nanoseconds in ns; now without either.</summary>
    [PyFunction]
    public static PyObject? utime([Keyword] PyObject path, PyObject? times = null, [KeywordOnly, Unset] PyObject? ns = null, PyObject? dir_fd = null, bool follow_symlinks = true)
    {
        if (times is not null && ns is not null) return PyErr.ValueError("utime: you may specify either 'times' or 'ns' but not both");
        long[]? values = null;
        if (times is not null)
        {
            if (UserSlots.Unwrap(times) is not PyTuple { Items: [var first, var second] }) return PyErr.TypeError("utime: 'times' must be either a tuple of two ints or None");
            values = new long[4];
            if (!Time(first, values, 0) || !Time(second, values, 2)) return null;
        }
        else if (ns is not null)
        {
            if (UserSlots.Unwrap(ns) is not PyTuple { Items: [var first, var second] }) return PyErr.TypeError("utime: 'ns' must be a tuple of two ints");
            if (!Sequences.Integer(first, out long a) || !Sequences.Integer(second, out long b)) return null;
            (long A, long B) seconds = (Math.DivRem(a, 1_000_000_000, out long aRest), Math.DivRem(b, 1_000_000_000, out long bRest));
            values = [aRest < 0 ? seconds.A - 1 : seconds.A, aRest < 0 ? aRest + 1_000_000_000 : aRest, bRest < 0 ? seconds.B - 1 : seconds.B, bRest < 0 ? bRest + 1_000_000_000 : bRest];
        }
        if (!PathOrNumber(path, "utime", out byte[]? name, out int fd) || !Folder(dir_fd, out int folder)) return null;
        return name is null ? Done(Libc.futimens(fd, values)) : Done(Libc.utimensat(folder, name, values, follow_symlinks ? 0 : NoFollow), path);
    }

    private static bool Time(PyObject value, long[] into, int at)
    {
        if (UserSlots.Unwrap(value) is PyFloat real)
        {
            double floor = Math.Floor(real.Value);
            if (double.IsNaN(floor) || Math.Abs(floor) > long.MaxValue / 2.0) return PyErr.Fail(Types.OverflowError, "timestamp out of range for platform time_t");
            into[at] = (long)floor;
            into[at + 1] = (long)Math.Floor((real.Value - floor) * 1e9);
            return true;
        }
        if (!Sequences.Integer(value, out long seconds)) return false;
        into[at] = seconds;
        return true;
    }

    [PyFunction]
    public static PyObject? mkfifo([Keyword] PyObject path, int mode = 0x1B6, [KeywordOnly] PyObject? dir_fd = null) =>
        Name(path, "mkfifo") is { } name && Folder(dir_fd, out int folder) ? Done(Libc.mkfifoat(folder, name, mode), path) : null;

    [PyFunction]
    public static PyObject? chdir([Keyword] PyObject path)
    {
        if (!PathOrNumber(path, "chdir", out byte[]? name, out int fd)) return null;
        return Done(name is null ? Libc.fchdir(fd) : Libc.chdir(name), path);
    }

    [PyFunction]
    public static PyObject? fchdir([Keyword] PyObject fd) => Descriptor(fd, out int n) ? Done(Libc.fchdir(n)) : null;

    [PyFunction]
    public static PyObject? chroot([Keyword] PyObject path) => Name(path, "chroot") is { } name ? Done(Libc.chroot(name), path) : null;

    [PyFunction]
    public static PyObject? getcwd() => getcwdb() is PyBytes name ? FileNames.Decode(name.Span) : null;

    [PyFunction]
    public static PyObject? getcwdb()
    {
        byte[] buffer = new byte[4096];
        nint length = Libc.readlinkat(FileStatus.CurrentFolder, "/proc/self/cwd\0"u8.ToArray(), buffer, buffer.Length);
        if (length < 0) return new PyBytes(System.Text.Encoding.UTF8.GetBytes(Environment.CurrentDirectory));
        byte[] name = buffer[..(int)length];
        return name.AsSpan().EndsWith(" (deleted)"u8) ? SystemErrors.Raise(SystemErrors.NotFound) : new PyBytes(name);
    }

    [PyFunction]
    public static int umask(int mask) => Libc.umask(mask);

    [PyFunction]
    public static PyObject? statvfs([Keyword] PyObject path)
    {
        if (!PathOrNumber(path, "statvfs", out byte[]? name, out int fd)) return null;
        long[] buffer = new long[32];
        if ((name is null ? Libc.fstatvfs(fd, buffer) : Libc.statvfs(name, buffer)) != 0) return Failed(path);
        return StatvfsResult.Of([.. buffer[..8].Select(n => new PyInt(n)), new PyInt(buffer[9]), new PyInt(buffer[10]), new PyInt(buffer[8])]);
    }

    [PyFunction]
    public static PyObject? fstatvfs([Keyword] int fd) => statvfs(new PyInt(fd));
}
