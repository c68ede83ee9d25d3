using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A file as the system has it: reads and writes bytes without a buffer.</summary>
[PyClass("_io.FileIO")]
[DontLookInside]
public sealed partial class PyFileIO : PyRawIOBase
{
    private const int ReadOnly = 0, WriteOnly = 1, ReadWrite = 2, Create = 0x40, Exclusive = 0x80, Truncate = 0x200, Append = 0x400, CloseOnExec = 0x80000;
    private const int Largest = 1 << 30;

    private int _fd = -1;
    private bool _reads, _writes, _isCreated, _appends, _closesFd = true;
    private bool? _isSeekable;

    /// <summary>The system's number; -1 when closed.</summary>
    public int Descriptor => _fd;

    public bool Reads => _reads;

    public bool Writes => _writes;

    private PyFileIO()
    {
    }

    /// <summary>A descriptor that is open already, and not to be closed.</summary>
    internal static PyFileIO Standard(int fd, PyObject name) => Named(new PyFileIO { _fd = fd, _reads = fd == 0, _writes = fd != 0, _closesFd = false }, name);

    private static PyFileIO Named(PyFileIO file, PyObject name)
    {
        file.SetOwn(NameName, name);
        return file;
    }

    [PyClassInit]
    private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PyFileIO();

    [PyNew]
    public static PyObject? New([Keyword] PyObject file, string mode = "r", bool closefd = true, PyObject? opener = null)
    {
        var made = new PyFileIO();
        return made.Open(file, mode, closefd, opener) ? made : null;
    }

    /// <summary>Opens anew.</summary>
    [PyFunction("__init__")]
    public PyObject? Init([Keyword] PyObject file, string mode = "r", bool closefd = true, PyObject? opener = null)
    {
        if (_fd >= 0) return PyNone.None;       // done by __new__
        return Open(file, mode, closefd, opener) ? PyNone.None : null;
    }

    internal static PyFileIO? Opened(PyObject file, string mode, bool closefd, PyObject? opener) => (PyFileIO?)New(file, mode, closefd, opener);

    private bool Open(PyObject file, string mode, bool closesFd, PyObject? opener)
    {
        if (!Flags(mode, out int flags)) return false;
        PyObject plain = UserSlots.Unwrap(file);
        _closesFd = closesFd;
        if (plain is PyInt or PyBool)
        {
            if (!Sequences.Integer(plain, out long fd)) return false;
            if (fd < 0) return PyErr.Fail(Types.ValueError, "negative file descriptor");
            _fd = (int)fd;
            if (FileStatus.OfDescriptor(_fd) is not { } known) return Lost(file);
            if (known.IsDirectory) return LostTo(SystemErrors.IsDirectory, file);
            SetOwn(NameName, file);
            return true;
        }
        if (!closesFd) return PyErr.Fail(Types.ValueError, "Cannot use closefd=False with file name");
        if (FileNames.ForSystem(file) is not { } path) return false;
        if (opener is not null)
        {
            if (opener.Call([file, new PyInt(flags)], null) is not { } opened || !Sequences.Integer(opened, out long fd)) return false;
            if (fd < 0) return PyErr.Fail(Types.ValueError, $"opener returned {fd}");
            _fd = (int)fd;
        }
        else
        {
            OpenFiles.Settle(path);
            bool hasCollected = false;
            while ((_fd = Interpreter.GlobalLock.Without(() => Libc.open(path, flags, 0x1B6))) < 0)
            {
                int failed = SystemErrors.Last;
                if (failed == SystemErrors.TooManyOpen && !hasCollected)
                {
                    OpenFiles.Collect();
                    hasCollected = true;
                    continue;
                }
                if (failed != SystemErrors.Interrupted) return SystemErrors.Raise(failed, file) is not null;
                if (!Interpreter.Interrupts.Check()) return false;
            }
        }
        if (FileStatus.OfDescriptor(_fd) is not { } status) return Lost(file);
        if (status.IsDirectory)
        {
            Libc.close(_fd);
            return LostTo(SystemErrors.IsDirectory, file);
        }
        SetOwn(NameName, file);
        if (_appends) Libc.lseek(_fd, 0, 2);
        return true;
    }

    private bool Lost(PyObject file)
    {
        _fd = -1;
        return SystemErrors.Fail(UserSlots.Unwrap(file) is PyInt or PyBool ? null : file);
    }

    private bool LostTo(int number, PyObject file)
    {
        _fd = -1;
        SystemErrors.Raise(number, file);
        return false;
    }

    private bool Flags(string mode, out int flags)
    {
        flags = CloseOnExec;
        int kinds = 0;
        bool plus = false;
        foreach (char c in mode)
        {
            switch (c)
            {
                case 'r':
                    kinds++;
                    _reads = true;
                    break;
                case 'w':
                    kinds++;
                    _writes = true;
                    flags |= Create | Truncate;
                    break;
                case 'x':
                    kinds++;
                    _writes = _isCreated = true;
                    flags |= Create | Exclusive;
                    break;
                case 'a':
                    kinds++;
                    _writes = _appends = true;
                    flags |= Create | Append;
                    break;
                case 'b':
                    break;
                case '+' when !plus:
                    plus = true;
                    break;
                default:
                    return PyErr.Fail(Types.ValueError, $"invalid mode: {mode}");
            }
        }
        if (kinds != 1) return PyErr.Fail(Types.ValueError, "Must have exactly one of create/read/write/append mode and at most one plus");
        if (plus) _reads = _writes = true;
        flags |= _reads && _writes ? ReadWrite : _reads ? ReadOnly : WriteOnly;
        return true;
    }

    protected override bool IsClosed => _fd < 0;

    [PyProperty]
    public override PyObject? closed => PyBool.Of(_fd < 0);

    [PyProperty]
    public bool closefd => _closesFd;

    [PyProperty]
    public string mode => _isCreated ? _reads ? "xb+" : "xb" : _appends ? _reads ? "ab+" : "ab" : _reads ? _writes ? "rb+" : "rb" : "wb";

    private bool Check(bool can, string what)
    {
        if (_fd < 0) return IoErrors.FailClosed("I/O operation on closed file");
        return can || IoErrors.FailUnsupported($"File not open for {what}");
    }

    /// <summary>Reads into memory: how many bytes, 0 at the end, -1 when there are none now, -2 with an exception pending.</summary>
    internal int ReadInto(Memory<byte> target)
    {
        if (!Check(_reads, "reading")) return -2;
        while (true)
        {
            if (!Interpreter.Interrupts.WaitReadable(_fd)) return -2;
            nint n = Interpreter.GlobalLock.Without(() => Libc.read(_fd, ref System.Runtime.InteropServices.MemoryMarshal.GetReference(target.Span), Math.Min(target.Length, Largest)));
            if (n >= 0) return (int)n;
            switch (SystemErrors.Last)
            {
                case SystemErrors.Interrupted when Interpreter.Interrupts.Check(): continue;
                case SystemErrors.Interrupted: return -2;
                case SystemErrors.Again: return -1;
            }
            SystemErrors.Raise();
            return -2;
        }
    }

    /// <summary>Writes from memory: how many bytes, -1 when none fit now, -2 with an exception pending.</summary>
    internal int WriteFrom(ReadOnlyMemory<byte> source)
    {
        if (!Check(_writes, "writing")) return -2;
        nint n = Interpreter.Interrupts.Write(_fd, source.Length > Largest ? source[..Largest] : source);
        if (n >= 0 || n == -2) return (int)n;
        if (SystemErrors.Last == SystemErrors.Again) return -1;
        SystemErrors.Raise();
        return -2;
    }

    [PyFunction]
    public override PyObject? read(PyObject? size = null)
    {
        if (!Check(_reads, "reading") || !IoErrors.Size(size, out long count)) return null;
        if (count < 0) return readall();
        byte[] buffer = new byte[Math.Min(count, Largest)];
        int n = ReadInto(buffer);
        return n == -2 ? null : n == -1 ? PyNone.None : new PyBytes(n == buffer.Length ? buffer : buffer[..n]);
    }

    [PyFunction]
    public override PyObject? readall()
    {
        if (!Check(_reads, "reading")) return null;
        // The size is a guess: files in /proc have none, others grow.
        long rest = FileStatus.OfDescriptor(_fd) is { } status ? status.Size - Math.Max(0, Libc.lseek(_fd, 0, 1)) : 0;
        byte[] buffer = new byte[Math.Clamp(rest + 1, IoModule.DEFAULT_BUFFER_SIZE, Largest)];
        int at = 0;
        while (true)
        {
            if (at == buffer.Length) Array.Resize(ref buffer, buffer.Length + Math.Min(buffer.Length, 1 << 26));
            int n = ReadInto(buffer.AsMemory(at));
            if (n == -2) return null;
            if (n == -1 && at == 0) return PyNone.None;
            if (n <= 0) return new PyBytes(buffer[..at]);
            at += n;
        }
    }

    /// <summary>Reads into a buffer; how many bytes.</summary>
    [PyFunction]
    public PyObject? readinto(PyObject buffer)
    {
        if (!Check(_reads, "reading") || !WritableBuffer.Of(buffer, "readinto", out WritableBuffer target)) return null;
        byte[] bytes = new byte[target.Count];
        int n = ReadInto(bytes);
        if (n == -2) return null;
        if (n == -1) return PyNone.None;
        bytes.AsSpan(0, n).CopyTo(target.Span);
        return new PyInt(n);
    }

    /// <summary>Writes bytes; how many of them were written.</summary>
    [PyFunction]
    public PyObject? write(PyObject buffer)
    {
        if (!Check(_writes, "writing") || !Buffers.Bytes(buffer, out ReadOnlySpan<byte> bytes)) return null;
        int n = WriteFrom(bytes.ToArray());
        return n == -2 ? null : n == -1 ? PyNone.None : new PyInt(n);
    }

    /// <summary>The new position, or -1 with an exception pending.</summary>
    internal long Seek(long offset, int whence)
    {
        if (_fd < 0)
        {
            IoErrors.FailClosed("I/O operation on closed file");
            return -1;
        }
        long position = Libc.lseek(_fd, offset, whence);
        if (position < 0) SystemErrors.Raise();
        return position;
    }

    [PyFunction]
    public override PyObject? seek(PyObject offset, PyObject? whence = null)
    {
        if (UserSlots.Unwrap(offset) is PyFloat) return PyErr.TypeError("an integer is required");
        if (!Sequences.Integer(offset, out long by)) return null;
        long from = 0;
        if (whence is not null && !Sequences.Integer(whence, out from)) return null;
        return Seek(by, (int)from) is var at and >= 0 ? new PyInt(at) : null;
    }

    [PyFunction]
    public override PyObject? tell() => Seek(0, 1) is var at and >= 0 ? new PyInt(at) : null;

    [PyFunction]
    public override PyObject? truncate(PyObject? size = null)
    {
        if (!Check(_writes, "writing")) return null;
        long length;
        if (size is null or PyNone)
        {
            length = Seek(0, 1);
            if (length < 0) return null;
        }
        else if (!Sequences.Integer(size, out length))
        {
            return null;
        }
        return Libc.ftruncate(_fd, length) == 0 ? new PyInt(length) : SystemErrors.Raise();
    }

    [PyFunction]
    public override PyObject? fileno() => _fd >= 0 ? new PyInt(_fd) : Fail();

    private static PyObject? Fail()
    {
        IoErrors.FailClosed("I/O operation on closed file");
        return null;
    }

    [PyFunction]
    public override PyObject? readable() => _fd >= 0 ? PyBool.Of(_reads) : Fail();

    [PyFunction]
    public override PyObject? writable() => _fd >= 0 ? PyBool.Of(_writes) : Fail();

    [PyFunction]
    public override PyObject? seekable() => _fd >= 0 ? PyBool.Of(IsSeekable) : Fail();

    internal bool IsSeekable => _isSeekable ??= Libc.lseek(_fd, 0, 1) >= 0;

    internal override bool HoldsDescriptor => _fd >= 0 && _closesFd;

    internal bool IsTerminal => _fd >= 0 && Libc.isatty_start(_fd) == 1;

    [PyFunction]
    public override PyObject? isatty() => _fd >= 0 ? PyBool.Of(IsTerminal) : Fail();

    [PyFunction]
    public override PyObject? close()
    {
        OpenFiles.Forget(this);
        if (_fd < 0) return PyNone.None;
        PyObject? done = Outer is null && Own(FlushName) is null ? PyNone.None : base.close();
        int fd = _fd;
        _fd = -1;
        if (!_closesFd) return done;
        return Interpreter.GlobalLock.Without(() => Libc.close(fd)) == 0 || SystemErrors.Last == SystemErrors.Interrupted ? done : SystemErrors.Raise();
    }

    public override PyStr? Repr()
    {
        if (_fd < 0) return new PyStr("<_io.FileIO [closed]>");
        PyObject? name = Own(NameName);
        string? shown = name is null ? $"fd={_fd}" : ReprOfName(name) is { } text ? $"name={text}" : null;
        if (shown is null) return null;
        return new PyStr($"<_io.FileIO {shown} mode='{mode}' closefd={(_closesFd ? "True" : "False")}>");
    }
}
