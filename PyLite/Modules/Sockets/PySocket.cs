using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A socket. Where it waits, other threads run, and an interrupt ends the waiting. This part makes, connects and closes.</summary>
[PyClass("_socket.socket")]
[DontLookInside]
public sealed partial class PySocket : PyObject
{
    internal const int CloseOnExec = 0x80000, NonBlocking = 0x800;
    private const int InProgress = 115, DontWait = 0x40, SocketLevel = 1, ErrorOption = 4, ConnectionReset = 104, Timed = 110;

    private int _fd = -1;

    /// <summary>How long operations wait, in seconds; null for ever.</summary>
    private double? _timeout;

    private PySocket()
    {
    }

    /// <summary>As in CPython, a socket that nothing refers to is closed.</summary>
    ~PySocket()
    {
        if (_fd >= 0) Libc.close(_fd);
    }

    internal static PySocket Over(int fd, int family, int type, int proto)
    {
        var made = new PySocket();
        made.Take(fd, family, type, proto);
        return made;
    }

    [PyClassInit]
    private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PySocket();

    [PyNew]
    public static PyObject? New([Keyword] int family = -1, int type = -1, int proto = -1, PyObject? fileno = null)
    {
        var made = new PySocket();
        return made.Init(family, type, proto, fileno) is null ? null : made;
    }

    /// <summary>Makes a new socket, or takes one that is open.</summary>
    [PyFunction("__init__")]
    public PyObject? Init([Keyword] int family = -1, int type = -1, int proto = -1, PyObject? fileno = null)
    {
        if (_fd >= 0) return PyNone.None;       // done by __new__
        if (fileno is null)
        {
            if (family == -1) family = SocketAddress.Internet;
            if (type == -1) type = 1;
            if (proto == -1) proto = 0;
            int made = Libc.socket(family, type | CloseOnExec, proto);
            if (made < 0) return SystemErrors.Raise();
            Take(made, family, type, proto);
            return PyNone.None;
        }
        if (UserSlots.Unwrap(fileno) is PyFloat) return PyErr.TypeError("integer argument expected, got float");
        if (!Argument.Int(fileno, out int fd)) return null;
        if (fd < 0) return PyErr.ValueError("negative file descriptor");
        byte[] address = new byte[SocketAddress.MostBytes];
        int length = address.Length;
        if (Libc.getsockname(fd, address, ref length) < 0)
        {
            if (family == -1 || SystemErrors.Last is 9 or 88) return SystemErrors.Raise();
        }
        else if (family == -1)
        {
            family = BitConverter.ToUInt16(address);
        }
        if (type == -1 && !IntOption(fd, 3, out type)) return SystemErrors.Raise();
        if (proto == -1 && !IntOption(fd, 38, out proto)) return SystemErrors.Raise();
        Take(fd, family, type, proto);
        return PyNone.None;
    }

    private void Take(int fd, int family, int type, int proto)
    {
        _fd = fd;
        this.family = family;
        this.type = type & ~(CloseOnExec | NonBlocking);
        this.proto = proto;
        _timeout = (type & NonBlocking) != 0 ? 0 : SocketModule.DefaultTimeout;
        if (_timeout is not null) SetBlocking(false);
    }

    private static bool IntOption(int fd, int option, out int value)
    {
        byte[] bytes = new byte[4];
        int length = 4;
        bool ok = Libc.getsockopt(fd, SocketLevel, option, bytes, ref length) == 0;
        value = BitConverter.ToInt32(bytes);
        return ok;
    }

    [PyProperty(IsMember = true)] public int family { get; private set; }
    [PyProperty(IsMember = true)] public int type { get; private set; }
    [PyProperty(IsMember = true)] public int proto { get; private set; }
    [PyProperty] public PyObject timeout => gettimeout();

    public override PyStr Repr() => new($"<socket object, fd={_fd}, family={family}, type={type}, proto={proto}>");

    // ---- blocking

    /// <summary>A time in seconds, or null for ever; false with an exception pending.</summary>
    internal static bool Seconds(PyObject? given, out double? seconds)
    {
        seconds = null;
        if (given is null or PyNone) return true;
        if (!Argument.Double(given, out double value))
            return PyErr.TakeIf(Types.TypeError) && PyErr.Fail(Types.TypeError, $"'{given.Type.Name}' object cannot be interpreted as an integer");
        if (double.IsNaN(value)) return PyErr.Fail(Types.ValueError, "Invalid value NaN (not a number)");
        if (value < 0) return PyErr.Fail(Types.ValueError, "Timeout value out of range");
        if (value > 9.2e9) return PyErr.Fail(Types.OverflowError, "timestamp too large to convert to C _PyTime_t");
        seconds = value;
        return true;
    }

    private bool SetBlocking(bool blocking)
    {
        int flags = Libc.fcntl(_fd, 3, 0);
        return flags >= 0 && Libc.fcntl(_fd, 4, blocking ? flags & ~NonBlocking : flags | NonBlocking) >= 0;
    }

    [PyFunction]
    public PyObject? settimeout(PyObject? timeout)
    {
        if (!Seconds(timeout, out double? seconds)) return null;
        _timeout = seconds;
        return SetBlocking(seconds is null) ? PyNone.None : SystemErrors.Raise();
    }

    [PyFunction] public PyObject gettimeout() => _timeout is { } seconds ? new PyFloat(seconds) : PyNone.None;
    [PyFunction] public PyObject? setblocking(bool flag) => settimeout(flag ? null : new PyFloat(0));
    [PyFunction] public bool getblocking() => _timeout is not 0;

    /// <summary>When waiting ends that begins now.</summary>
    private long Deadline => _timeout is { } seconds ? Environment.TickCount64 + (long)Math.Ceiling(seconds * 1000) : long.MaxValue;

    /// <summary>Waits until the socket can be read or written; false with an exception pending, TimeoutError among them.</summary>
    private bool Await(short events, long deadline)
    {
        long left = deadline == long.MaxValue ? -1 : Math.Max(0, deadline - Environment.TickCount64);
        int ready = Interrupts.Poll(PollRequest.Of(_fd, events), left);
        return ready > 0 || (ready == 0 && PyErr.Fail(Types.TimeoutError, "timed out"));
    }

    /// <summary>After an operation that did not come to anything: whether it is to be tried again. False with an exception pending.</summary>
    private bool Again(short events, long deadline) => SystemErrors.Last switch
    {
        SystemErrors.Interrupted => Interrupts.Check(),
        SystemErrors.Again when _timeout is not 0 => Await(events, deadline),
        _ => SystemErrors.Fail(),
    };

    // ---- connecting

    [PyFunction]
    public PyObject? bind(PyObject address)
    {
        if (SocketAddress.Of(address, family, "bind") is not { } bytes) return null;
        return Libc.bind(_fd, bytes, bytes.Length) == 0 ? PyNone.None : SystemErrors.Raise();
    }

    [PyFunction]
    public PyObject? listen(int backlog = 128) => Libc.listen(_fd, Math.Max(0, backlog)) == 0 ? PyNone.None : SystemErrors.Raise();

    /// <summary>Connects; 0 or the error's number, or null with an exception pending. A time that is over is one in both ways.</summary>
    private int? Connect(byte[] address)
    {
        long deadline = Deadline;
        // A connection that is being made can be waited for, so that an interrupt is heard; the system's own waiting cannot.
        if (_timeout is null && !SetBlocking(false)) return SystemErrors.Last;
        try
        {
            while (true)
            {
                if (Libc.connect(_fd, address, address.Length) == 0) return 0;
                int error = SystemErrors.Last;
                if (error is InProgress or SystemErrors.Interrupted && _timeout is not 0)
                {
                    if (!Await(PollRequest.Write, deadline)) return null;
                    return IntOption(_fd, ErrorOption, out error) ? error : SystemErrors.Last;
                }
                // The queue of a listening socket in the file system is full.
                if (error != SystemErrors.Again || family != SocketAddress.Unix || _timeout is not null) return error;
                if (!Interrupts.Sleep(TimeSpan.FromMilliseconds(5))) return null;
            }
        }
        finally
        {
            if (_timeout is null) SetBlocking(true);
        }
    }

    [PyFunction]
    public PyObject? connect(PyObject address)
    {
        if (SocketAddress.Of(address, family, "connect") is not { } bytes || Connect(bytes) is not { } error) return null;
        return error == 0 ? PyNone.None : SystemErrors.Raise(error);
    }

    [PyFunction]
    public PyObject? connect_ex(PyObject address)
    {
        if (SocketAddress.Of(address, family, "connect_ex") is not { } bytes) return null;
        if (Connect(bytes) is { } error) return new PyInt(error);
        return PyErr.TakeIf(Types.TimeoutError) ? new PyInt(SystemErrors.Again) : null;
    }

    /// <summary>Waits for a connection: its descriptor and where it comes from.</summary>
    [PyFunction("_accept")]
    public PyObject? Accept()
    {
        long deadline = Deadline;
        byte[] address = new byte[SocketAddress.MostBytes];
        while (true)
        {
            if (_timeout is not 0 && !Await(PollRequest.Read, deadline)) return null;
            int length = address.Length, fd = -1;
            fd = GlobalLock.Without(() => Libc.accept4(_fd, address, ref length, CloseOnExec));
            if (fd >= 0) return SocketAddress.Show(address.AsSpan(0, length)) is { } from ? new PyTuple([new PyInt(fd), from]) : null;
            if (!Again(PollRequest.Read, deadline)) return null;
        }
    }

    [PyFunction] public PyObject? shutdown(int how) => Libc.shutdown(_fd, how) == 0 ? PyNone.None : SystemErrors.Raise();
    [PyFunction] public int fileno() => _fd;

    [PyFunction]
    public PyObject? close()
    {
        int fd = _fd;
        _fd = -1;
        return fd < 0 || GlobalLock.Without(() => Libc.close(fd)) == 0 || SystemErrors.Last == ConnectionReset ? PyNone.None : SystemErrors.Raise();
    }

    /// <summary>Gives the descriptor away: the socket is closed, the descriptor is not.</summary>
    [PyFunction]
    public int detach()
    {
        int fd = _fd;
        _fd = -1;
        return fd;
    }

    private delegate int NameOf(int fd, byte[] address, ref int length);

    private PyObject? Name(NameOf ask)
    {
        byte[] address = new byte[SocketAddress.MostBytes];
        int length = address.Length;
        return ask(_fd, address, ref length) == 0 ? SocketAddress.Show(address.AsSpan(0, Math.Min(length, address.Length))) : SystemErrors.Raise();
    }

    [PyFunction] public PyObject? getsockname() => Name(Libc.getsockname);
    [PyFunction] public PyObject? getpeername() => Name(Libc.getpeername);

    // ---- options

    [PyFunction]
    public PyObject? getsockopt(int level, int option, int buflen = 0)
    {
        if (buflen is < 0 or > 1024) return PyErr.Raise(Types.OSError, "getsockopt buflen out of range");
        byte[] value = new byte[Math.Max(4, buflen)];
        int length = buflen == 0 ? 4 : buflen;
        if (Libc.getsockopt(_fd, level, option, value, ref length) != 0) return SystemErrors.Raise();
        return buflen == 0 ? new PyInt(BitConverter.ToInt32(value)) : new PyBytes(value[..length]);
    }

    [PyFunction]
    public PyObject? setsockopt(int level, int option, PyObject value, PyObject? optlen = null)
    {
        int result;
        PyObject plain = UserSlots.Unwrap(value);
        if (plain is PyNone)
        {
            if (optlen is null || !Argument.Int(optlen, out int length)) return PyErr.Current is null ? PyErr.TypeError("socket.setsockopt() requires 4 arguments when the third argument is None") : null;
            result = Libc.setsockopt(_fd, level, option, null, length);
        }
        else if (plain is PyInt or PyBool or PyLong)
        {
            if (!Argument.Int(plain, out int number)) return null;
            result = Libc.setsockopt(_fd, level, option, BitConverter.GetBytes(number), 4);
        }
        else
        {
            if (!Buffers.Bytes(value, out ReadOnlySpan<byte> bytes)) return null;
            result = Libc.setsockopt(_fd, level, option, bytes.ToArray(), bytes.Length);
        }
        return result == 0 ? PyNone.None : SystemErrors.Raise();
    }
}
