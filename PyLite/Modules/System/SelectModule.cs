using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Waiting for many descriptors at once.</summary>
[PyModule("select")]
[DontLookInside]
public static partial class SelectModule
{
    private const int MostDescriptors = 1024, BadDescriptor = 9;

    [PyConstant] private static PyType error => Types.OSError;
    [PyConstant] private const int PIPE_BUF = 4096;
    [PyConstant] private const int POLLIN = 1;
    [PyConstant] private const int POLLPRI = 2;
    [PyConstant] private const int POLLOUT = 4;
    [PyConstant] private const int POLLERR = 8;
    [PyConstant] private const int POLLHUP = 16;
    [PyConstant] private const int POLLNVAL = 32;
    [PyConstant] private const int POLLRDNORM = 64;
    [PyConstant] private const int POLLRDBAND = 128;
    [PyConstant] private const int POLLWRNORM = 256;
    [PyConstant] private const int POLLWRBAND = 512;
    [PyConstant] private const int POLLMSG = 1024;
    [PyConstant] private const int POLLRDHUP = 0x2000;
    [PyConstant] private const int EPOLLIN = 1;
    [PyConstant] private const int EPOLLPRI = 2;
    [PyConstant] private const int EPOLLOUT = 4;
    [PyConstant] private const int EPOLLERR = 8;
    [PyConstant] private const int EPOLLHUP = 16;
    [PyConstant] private const int EPOLLRDNORM = 64;
    [PyConstant] private const int EPOLLRDBAND = 128;
    [PyConstant] private const int EPOLLWRNORM = 256;
    [PyConstant] private const int EPOLLWRBAND = 512;
    [PyConstant] private const int EPOLLMSG = 1024;
    [PyConstant] private const int EPOLLRDHUP = 0x2000;
    [PyConstant] private const long EPOLLEXCLUSIVE = 1L << 28;
    [PyConstant] private const long EPOLLONESHOT = 1L << 30;
    [PyConstant] private const long EPOLLET = 1L << 31;
    [PyConstant] private const int EPOLL_CLOEXEC = 0x80000;
    [PyConstant] private static PyType epoll => PyEpoll.ClassType;

    /// <summary>Waits until something can be read, written, or is exceptional: three lists of those that are.</summary>
    [PyFunction]
    public static PyObject? select(PyObject rlist, PyObject wlist, PyObject xlist, PyObject? timeout = null)
    {
        if (!Milliseconds(timeout, 1000, "timeout must be a float or None", "timeout must be non-negative", out long wait)) return null;
        PyObject[] lists = [rlist, wlist, xlist];
        short[] events = [PollRequest.Read, PollRequest.Write, PollRequest.Urgent];
        short[] answers = [PollRequest.Read | PollRequest.HangUp | PollRequest.Error, PollRequest.Write | PollRequest.Error, PollRequest.Urgent];
        List<(int List, PyObject Object, int Slot)> asked = [];
        Dictionary<int, int> slots = [];
        List<short> wanted = [];
        for (int i = 0; i < lists.Length; i++)
        {
            if (Sequences.ToList(lists[i]) is not { } items)
                return PyErr.TakeIf(Types.TypeError) ? PyErr.TypeError("arguments 1-3 must be sequences") : null;
            foreach (PyObject item in items)
            {
                if (!PosixModule.Descriptor(item, out int fd)) return null;
                if (fd >= MostDescriptors) return PyErr.ValueError("filedescriptor out of range in select()");
                if (!slots.TryGetValue(fd, out int slot))
                {
                    slots[fd] = slot = wanted.Count;
                    wanted.Add(0);
                }
                wanted[slot] |= events[i];
                asked.Add((i, item, slot));
            }
        }
        var request = new PollRequest(wanted.Count);
        foreach ((int fd, int slot) in slots) request.Set(slot, fd, wanted[slot]);
        if (Interrupts.Poll(request, wait) < 0) return null;
        PyList[] ready = [new PyList(), new PyList(), new PyList()];
        foreach ((int list, PyObject item, int slot) in asked)
        {
            short happened = request.Happened(slot);
            if ((happened & PollRequest.Invalid) != 0) return SystemErrors.Raise(BadDescriptor);
            if ((happened & answers[list]) != 0) ready[list].Append(item);
        }
        return new PyTuple([.. ready]);
    }

    /// <summary>An object that keeps descriptors to wait for.</summary>
    [PyFunction]
    public static PyObject poll() => new PyPoll();

    /// <summary>A time as whole milliseconds, rounded up; -1 for none. False with an exception pending.</summary>
    internal static bool Milliseconds(PyObject? timeout, double unit, string wrongType, string negative, out long wait)
    {
        wait = -1;
        if (timeout is null) return true;
        double given;
        if (PyFloat.TryGet(timeout, out double real)) given = real;
        else if (PyErr.Current is not null) return false;
        else if (timeout.Type.Lookup(Names.Index) is null) return PyErr.Fail(Types.TypeError, wrongType);
        else if (!Sequences.Integer(timeout, out long whole)) return false;
        else given = whole;
        if (double.IsNaN(given)) return PyErr.Fail(Types.ValueError, "Invalid value NaN (not a number)");
        if (given < 0 && negative.Length > 0) return PyErr.Fail(Types.ValueError, negative);
        double milliseconds = Math.Ceiling(given * unit - 1e-6);
        if (milliseconds > long.MaxValue / 4.0) return PyErr.Fail(Types.OverflowError, "timeout is too large");
        wait = given < 0 ? -1 : (long)milliseconds;
        return true;
    }
}

/// <summary>Descriptors to wait for.</summary>
[PyClass("select.poll", IsFinal = true)]
[DontLookInside]
public sealed partial class PyPoll : PyObject
{
    private readonly Dictionary<int, short> _events = [];
    private bool _isRunning;

    private static bool Mask(PyObject? given, int fallback, out short mask)
    {
        mask = (short)fallback;
        if (given is null) return true;
        if (!Sequences.Integer(given, out long value)) return false;
        if (value < 0) return PyErr.Fail(Types.ValueError, "can't convert negative value to C unsigned short");
        if (value > ushort.MaxValue) return PyErr.Fail(Types.OverflowError, "Python int too large for C unsigned short");
        mask = (short)value;
        return true;
    }

    /// <summary>Adds a descriptor, or changes what it is waited for.</summary>
    [PyFunction]
    public PyObject? register(PyObject fd, [Unset] PyObject? eventmask = null)
    {
        if (!PosixModule.Descriptor(fd, out int number) || !Mask(eventmask, 7, out short mask)) return null;
        _events[number] = mask;
        return PyNone.None;
    }

    /// <summary>Changes what a descriptor is waited for.</summary>
    [PyFunction]
    public PyObject? modify(PyObject fd, PyObject eventmask)
    {
        if (!PosixModule.Descriptor(fd, out int number) || !Mask(eventmask, 0, out short mask)) return null;
        if (!_events.ContainsKey(number)) return SystemErrors.Raise(SystemErrors.NotFound);
        _events[number] = mask;
        return PyNone.None;
    }

    /// <summary>Takes a descriptor out.</summary>
    [PyFunction]
    public PyObject? unregister(PyObject fd)
    {
        if (!PosixModule.Descriptor(fd, out int number)) return null;
        return _events.Remove(number) ? PyNone.None : PyErr.Raise(new PyException(Types.KeyError, new PyTuple([new PyInt(number)])));
    }

    /// <summary>Waits, for at most so many milliseconds: pairs of a descriptor and what has happened to it.</summary>
    [PyFunction("poll")]
    public PyObject? Wait(PyObject? timeout = null)
    {
        if (!SelectModule.Milliseconds(timeout, 1, "timeout must be an integer or None", "", out long wait)) return null;
        if (_isRunning) return PyErr.Raise(Types.RuntimeError, "concurrent poll() invocation");
        var request = new PollRequest(_events.Count);
        int i = 0;
        foreach ((int fd, short mask) in _events) request.Set(i++, fd, mask);
        _isRunning = true;
        int ready = Interrupts.Poll(request, wait);
        _isRunning = false;
        if (ready < 0) return null;
        var found = new PyList();
        for (i = 0; i < request.Count; i++)
            if (request.Happened(i) is var happened and not 0) found.Append(new PyTuple([new PyInt(request.Descriptor(i)), new PyInt((ushort)happened)]));
        return found;
    }
}

/// <summary>Descriptors that the system waits for, which costs as much for many as for few.</summary>
[PyClass("select.epoll", IsFinal = true)]
[DontLookInside]
public sealed partial class PyEpoll : PyObject
{
    private const int Add = 1, Delete = 2, Modify = 3, CloseOnExec = 0x80000;

    /// <summary>An event is packed on x64 alone.</summary>
    private static readonly int EventSize = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private int _fd;
    private byte[] _events = [];

    private PyEpoll(int fd) => _fd = fd;

    [PyNew]
    public static PyObject? New([Keyword] int sizehint = -1, int flags = 0)
    {
        if (sizehint != -1 && sizehint <= 0) return PyErr.ValueError("negative sizehint");
        if ((flags & ~CloseOnExec) != 0) return SystemErrors.Raise(SystemErrors.Invalid);
        int fd = Libc.epoll_create1(CloseOnExec);
        return fd < 0 ? SystemErrors.Raise() : new PyEpoll(fd);
    }

    [PyFunction, PyClassMethod]
    public static PyObject fromfd(PyObject type, int fd) => new PyEpoll(fd);

    private PyObject? Closed() => PyErr.ValueError("I/O operation on closed epoll object");

    private PyObject? Control(int operation, PyObject fd, uint events)
    {
        if (_fd < 0) return Closed();
        if (!PosixModule.Descriptor(fd, out int number)) return null;
        byte[] description = new byte[EventSize];
        BitConverter.TryWriteBytes(description, events);
        BitConverter.TryWriteBytes(description.AsSpan(EventSize - 8), number);
        return Libc.epoll_ctl(_fd, operation, number, description) == 0 ? PyNone.None : SystemErrors.Raise();
    }

    [PyFunction] public PyObject? register([Keyword] PyObject fd, uint eventmask = 7) => Control(Add, fd, eventmask);
    [PyFunction] public PyObject? modify([Keyword] PyObject fd, uint eventmask) => Control(Modify, fd, eventmask);
    [PyFunction] public PyObject? unregister([Keyword] PyObject fd) => Control(Delete, fd, 0);

    /// <summary>Waits, for at most so many seconds: pairs of a descriptor and what has happened to it.</summary>
    [PyFunction]
    public PyObject? poll([Keyword] PyObject? timeout = null, int maxevents = -1)
    {
        if (_fd < 0) return Closed();
        if (!SelectModule.Milliseconds(timeout, 1000, "timeout must be an integer or None", "", out long wait)) return null;
        if (maxevents == -1) maxevents = 1023;
        if (maxevents <= 0) return PyErr.ValueError($"maxevents must be greater than 0, got {maxevents}");
        int size = EventSize * Math.Min(maxevents, 1 << 16);
        if (_events.Length < size) _events = new byte[size];
        byte[] events = _events;
        // Where something has happened already, or nothing is waited for, that is one call of the system.
        int count = Libc.epoll_look(_fd, ref events[0], size / EventSize, 0);
        if (count < 0) count = Libc.epoll_wait(_fd, events, size / EventSize, 0);
        if (count == 0 && wait != 0)
        {
            if (Interrupts.Poll(PollRequest.Of(_fd, PollRequest.Read), wait) < 0) return null;
            count = Libc.epoll_wait(_fd, events, size / EventSize, 0);
        }
        else if (!Interrupts.Check())
        {
            return null;
        }
        if (count < 0) return SystemErrors.Raise();
        var found = new PyList();
        for (int i = 0; i < count; i++)
        {
            int at = i * EventSize;
            found.Append(new PyTuple([new PyInt(BitConverter.ToInt32(events, at + EventSize - 8)), new PyInt(BitConverter.ToUInt32(events, at))]));
        }
        return found;
    }

    [PyFunction] public PyObject? fileno() => _fd < 0 ? Closed() : new PyInt(_fd);
    [PyProperty] public bool closed => _fd < 0;

    [PyFunction]
    public PyObject? close()
    {
        int fd = _fd;
        _fd = -1;
        return fd < 0 || Libc.close(fd) == 0 ? PyNone.None : SystemErrors.Raise();
    }

    [PyFunction("__enter__")] public PyObject? Enter() => _fd < 0 ? Closed() : this;
    [PyFunction("__exit__")] public PyObject? Exit(params PyObject[] exception) => close();
}
