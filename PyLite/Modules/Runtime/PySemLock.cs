using System.Text;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Semaphore/Mutex type</summary>
[PyClass("_multiprocessing.SemLock")]
[DontLookInside]
public sealed partial class PySemLock : PyObject
{
    private const int Recursive = 0, CreateNew = 0x40 | 0x80, Failed = 0, TimedOut = 110, OwnerOnly = 0x180;

    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly nint _handle;
    private readonly int _kind, _most;
    private readonly string? _name;
    private int _count;
    private long _owner;

    private PySemLock(nint handle, int kind, int most, string? name) => (_handle, _kind, _most, _name) = (handle, kind, most, name);

    ~PySemLock()
    {
        if (_handle != Failed) _ = Libc.sem_close(_handle);
    }

    internal static byte[] Encoded(string name) => [.. Encoding.UTF8.GetBytes(name), 0];

    [PyConstant] private const int SEM_VALUE_MAX = int.MaxValue;

    [PyNew]
    public static PyObject? New([Keyword] int kind, int value, int maxvalue, string name, bool unlink)
    {
        if (kind is not (0 or 1)) return PyErr.ValueError("unrecognized kind");
        byte[] file = Encoded(name);
        nint handle = Libc.sem_open(file, CreateNew, OwnerOnly, (uint)value);
        if (handle == Failed) return SystemErrors.Raise();
        if (!unlink || Libc.sem_unlink(file) == 0) return new PySemLock(handle, kind, maxvalue, unlink ? null : name);
        int error = SystemErrors.Last;
        _ = Libc.sem_close(handle);
        return SystemErrors.Raise(error);
    }

    /// <summary>The semaphore of a name, which another process has made.</summary>
    [PyFunction]
    [PyClassMethod]
    public static PyObject? _rebuild(PyType type, PyObject handle, int kind, int maxvalue, string? name)
    {
        if (name is null) return PyErr.ValueError("a semaphore without a name belongs to one process");
        nint opened = Libc.sem_open(Encoded(name), 0, 0, 0);
        return opened == Failed ? SystemErrors.Raise() : new PySemLock(opened, kind, maxvalue, name);
    }

    [PyProperty] public long handle => _handle;
    [PyProperty] public long kind => _kind;
    [PyProperty] public long maxvalue => _most;
    [PyProperty] public PyObject name => _name is null ? PyNone.None : new PyStr(_name);

    private bool IsMine => _count > 0 && _owner == PyThread.Current.Identity;

    /// <summary>Acquire the semaphore/lock.</summary>
    [PyFunction]
    public PyObject? acquire([Keyword] bool block = true, PyObject? timeout = null)
    {
        double seconds = double.PositiveInfinity;
        if (!block) seconds = 0;
        else if (timeout is not (null or PyNone) && !Argument.Double(timeout, out seconds)) return null;
        if (_kind == Recursive && IsMine)
        {
            _count++;
            return PyBool.True;
        }
        int got = Wait(Math.Max(0, seconds));
        if (got <= 0) return got < 0 ? null : PyBool.False;
        _count++;
        _owner = PyThread.Current.Identity;
        return PyBool.True;
    }

    /// <summary>1 with the semaphore, 0 when the time is over, -1 with an exception pending.</summary>
    private int Wait(double seconds)
    {
        if (Libc.sem_trywait(_handle) == 0) return 1;
        if (SystemErrors.Last is not (SystemErrors.Again or SystemErrors.Interrupted)) return SystemErrors.Fail() ? 1 : -1;
        long begun = Environment.TickCount64;
        while (true)
        {
            double left = seconds - (Environment.TickCount64 - begun) / 1000.0;
            if (left <= 0) return 0;
            // In steps, so that signals are heard.
            DateTime end = DateTime.UtcNow + TimeSpan.FromSeconds(Math.Min(left, Step.TotalSeconds));
            long ticks = (end - DateTime.UnixEpoch).Ticks;
            long[] time = [ticks / TimeSpan.TicksPerSecond, ticks % TimeSpan.TicksPerSecond * 100];
            if (GlobalLock.Without(() => Libc.sem_timedwait(_handle, time)) == 0) return 1;
            int error = SystemErrors.Last;
            if (error is not (TimedOut or SystemErrors.Interrupted)) return SystemErrors.Raise(error) is null ? -1 : 0;
            if (!Interrupts.Check()) return -1;
        }
    }

    /// <summary>Release the semaphore/lock.</summary>
    [PyFunction]
    public PyObject? release()
    {
        if (_kind == Recursive)
        {
            if (!IsMine) return PyErr.Raise(Types.AssertionError, "attempt to release recursive lock not owned by thread");
            if (_count > 1)
            {
                _count--;
                return PyNone.None;
            }
        }
        else
        {
            if (Libc.sem_getvalue(_handle, out int value) < 0) return SystemErrors.Raise();
            if (value >= _most) return PyErr.ValueError("semaphore or lock released too many times");
        }
        if (Libc.sem_post(_handle) < 0) return SystemErrors.Raise();
        _count--;
        return PyNone.None;
    }

    /// <summary>Num of `acquire()`s minus num of `release()`s for this process.</summary>
    [PyFunction("_count")] public long Acquired() => _count;

    /// <summary>Whether the lock is owned by this thread.</summary>
    [PyFunction] public bool _is_mine() => IsMine;

    /// <summary>Get the value of the semaphore.</summary>
    [PyFunction]
    public PyObject? _get_value() => Libc.sem_getvalue(_handle, out int value) < 0 ? SystemErrors.Raise() : new PyInt(Math.Max(0, value));

    /// <summary>Return whether semaphore has value zero.</summary>
    [PyFunction]
    public PyObject? _is_zero() => Libc.sem_getvalue(_handle, out int value) < 0 ? SystemErrors.Raise() : PyBool.Of(value == 0);

    /// <summary>Rezero the net acquisition count after fork().</summary>
    [PyFunction] public void _after_fork() => _count = 0;

    [PyFunction("__enter__")] public PyObject? Enter() => acquire();

    [PyFunction("__exit__")] public PyObject? Exit(params PyObject[] exception) => release();
}
