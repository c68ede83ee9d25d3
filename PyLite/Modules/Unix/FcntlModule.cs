using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What can be set of open files, and locks on them.</summary>
[PyModule("fcntl")]
[DontLookInside]
public static partial class FcntlModule
{
    private const int Longest = 1024, SetLock = 6, SetLockWaiting = 7;

    private const string Numbers =
        "DN_ACCESS=1 DN_ATTRIB=32 DN_CREATE=4 DN_DELETE=8 DN_MODIFY=2 DN_MULTISHOT=2147483648 DN_RENAME=16 FASYNC=8192 FD_CLOEXEC=1 F_ADD_SEALS=1033 F_DUPFD=0 "
        + "F_DUPFD_CLOEXEC=1030 F_EXLCK=4 F_GETFD=1 F_GETFL=3 F_GETLEASE=1025 F_GETLK=5 F_GETLK64=5 F_GETOWN=9 F_GETPIPE_SZ=1032 F_GETSIG=11 F_GET_SEALS=1034 "
        + "F_NOTIFY=1026 F_OFD_GETLK=36 F_OFD_SETLK=37 F_OFD_SETLKW=38 F_RDLCK=0 F_SEAL_GROW=4 F_SEAL_SEAL=1 F_SEAL_SHRINK=2 F_SEAL_WRITE=8 F_SETFD=2 F_SETFL=4 "
        + "F_SETLEASE=1024 F_SETLK=6 F_SETLK64=6 F_SETLKW=7 F_SETLKW64=7 F_SETOWN=8 F_SETPIPE_SZ=1031 F_SETSIG=10 F_SHLCK=8 F_UNLCK=2 F_WRLCK=1 LOCK_EX=2 "
        + "LOCK_MAND=32 LOCK_NB=4 LOCK_READ=64 LOCK_RW=192 LOCK_SH=1 LOCK_UN=8 LOCK_WRITE=128";

    [PyModuleInit]
    private static void AddNumbers(PyModule module) => ModuleConstants.Add(module, Numbers);

    private static bool Retry() => SystemErrors.Last == SystemErrors.Interrupted && Interrupts.Check();

    private static PyObject? Failed() => PyErr.Current is null ? SystemErrors.Raise() : null;

    /// <summary>Asks or sets something of a descriptor: an int for an int, bytes for bytes.</summary>
    [PyFunction]
    public static PyObject? fcntl(PyObject fd, int cmd, [Unset] PyObject? arg = null)
    {
        if (!PosixModule.Descriptor(fd, out int number)) return null;
        if (arg is not null && Bytes(arg) is { } given)
        {
            if (given.Length > Longest) return PyErr.ValueError("fcntl string arg too long");
            byte[] buffer = new byte[Longest];
            given.CopyTo(buffer, 0);
            while (GlobalLock.Without(() => Libc.fcntl(number, cmd, buffer)) < 0)
                if (!Retry()) return Failed();
            return new PyBytes(buffer[..given.Length]);
        }
        uint value = 0;
        if (arg is not null && !Argument.Bits(arg, out value)) return null;
        while (true)
        {
            int result = GlobalLock.Without(() => Libc.fcntl(number, cmd, (nint)(int)value));
            if (result >= 0) return new PyInt(result);
            if (!Retry()) return Failed();
        }
    }

    private static byte[]? Bytes(PyObject arg) => UserSlots.Unwrap(arg) switch
    {
        PyStr text => FileNames.Encode(text),
        _ when Buffers.TryBytes(arg, out ReadOnlySpan<byte> bytes) => bytes.ToArray(),
        _ => null,
    };

    /// <summary>Controls a device. A buffer that can be written to gets the answer.</summary>
    [PyFunction]
    public static PyObject? ioctl(PyObject fd, ulong request, [Unset] PyObject? arg = null, bool mutate_flag = true)
    {
        if (!PosixModule.Descriptor(fd, out int number)) return null;
        int result;
        if (arg is not null && mutate_flag && UserSlots.Unwrap(arg) is IBuffer { IsReadOnlyBuffer: false } target)
        {
            byte[] memory = new byte[Math.Max(Longest, target.BufferCount)];
            target.BufferMemory.Span.Slice(target.BufferStart, target.BufferCount).CopyTo(memory);
            result = GlobalLock.Without(() => Libc.ioctl(number, (nuint)request, memory));
            memory.AsSpan(0, target.BufferCount).CopyTo(target.BufferMemory.Span.Slice(target.BufferStart, target.BufferCount));
            return result < 0 ? Failed() : new PyInt(result);
        }
        if (arg is not null && Bytes(arg) is { } given)
        {
            if (given.Length > Longest) return PyErr.ValueError("ioctl string arg too long");
            byte[] buffer = new byte[Longest];
            given.CopyTo(buffer, 0);
            result = GlobalLock.Without(() => Libc.ioctl(number, (nuint)request, buffer));
            return result < 0 ? Failed() : new PyBytes(buffer[..given.Length]);
        }
        uint value = 0;
        if (arg is not null && !Argument.Bits(arg, out value)) return null;
        result = GlobalLock.Without(() => Libc.ioctl(number, (nuint)request, (nint)(int)value));
        return result < 0 ? Failed() : new PyInt(result);
    }

    /// <summary>Locks a whole file, or unlocks it.</summary>
    [PyFunction]
    public static PyObject? flock(PyObject fd, int operation)
    {
        if (!PosixModule.Descriptor(fd, out int number)) return null;
        return Lock(wait => GlobalLock.Without(() => Libc.flock(number, wait ? operation : operation | 4)), (operation & 4) != 0);
    }

    /// <summary>Locks or unlocks part of a file.</summary>
    [PyFunction]
    public static PyObject? lockf(PyObject fd, int cmd, PyObject? len = null, PyObject? start = null, int whence = 0)
    {
        const int shared = 1, exclusive = 2, notBlocking = 4, unlock = 8;
        if (!PosixModule.Descriptor(fd, out int number)) return null;
        int kind = cmd == unlock ? 2 : (cmd & shared) != 0 ? 0 : (cmd & exclusive) != 0 ? 1 : -1;
        if (kind < 0) return PyErr.ValueError("unrecognized lockf argument");
        long length = 0, first = 0;
        if (len is not null && !Sequences.Integer(len, out length)) return null;
        if (start is not null && !Sequences.Integer(start, out first)) return null;
        byte[] description = new byte[32];
        BitConverter.TryWriteBytes(description, (short)kind);
        BitConverter.TryWriteBytes(description.AsSpan(2), (short)whence);
        BitConverter.TryWriteBytes(description.AsSpan(8), first);
        BitConverter.TryWriteBytes(description.AsSpan(16), length);
        return Lock(wait => GlobalLock.Without(() => Libc.fcntl(number, wait ? SetLockWaiting : SetLock, description)), (cmd & notBlocking) != 0);
    }

    /// <summary>
    /// Takes a lock. The main thread, to which interrupts belong, asks again and again; the others let the system wait.
    /// </summary>
    private static PyObject? Lock(Func<bool, int> take, bool mayNotWait)
    {
        bool asks = mayNotWait || PyThread.Current.IsMain;
        for (int round = 0; take(!asks) < 0; round++)
        {
            if (Retry()) continue;
            if (mayNotWait || !asks || PyErr.Current is not null || SystemErrors.Last is not (SystemErrors.Again or SystemErrors.Access)) return Failed();
            if (!Interrupts.Sleep(TimeSpan.FromMilliseconds(Math.Min(20, 1 + round)))) return null;
        }
        return PyNone.None;
    }
}
