using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Threads and locks: what <c>threading</c> is made of. Threads are .NET's, and run Python code one at a time.</summary>
[PyModule("_thread")]
[DontLookInside]
public static partial class ThreadModule
{
    private const int DefaultStack = 128 << 20;

    private static long s_stackSize;
    private static int s_count;

    [PyConstant] public const double TIMEOUT_MAX = 9223372036.0;
    [PyConstant] private static PyType error => Types.RuntimeError;
    [PyConstant] private static PyType LockType => PyLock.ClassType;
    [PyConstant] private static PyType _local => PyLocal.LocalType;
    [PyConstant] private static PyType RLock => PyRecursiveLock.ClassType;

    private static readonly StructSequence HookArguments = new("_thread", "_ExceptHookArgs", ["exc_type", "exc_value", "exc_traceback", "thread"], isConstructible: true);

    [PyConstant] private static PyType _ExceptHookArgs => HookArguments.SequenceType;

    /// <summary>A new lock.</summary>
    [PyFunction(Aliases = ["allocate"])]
    public static PyObject allocate_lock() => new PyLock();

    /// <summary>A number of the calling thread, which no other has at the time.</summary>
    [PyFunction]
    public static long get_ident() => PyThread.Current.Identity;

    /// <summary>The system's number of the calling thread.</summary>
    [PyFunction]
    public static int get_native_id() => Libc.gettid();

    /// <summary>How many threads run that this module has started.</summary>
    [PyFunction("_count")]
    public static int Count() => s_count;

    /// <summary>The size of stacks of new threads; 0 is the usual one.</summary>
    [PyFunction]
    public static PyObject? stack_size(long size = 0)
    {
        if (size != 0 && size < 32768) return PyErr.ValueError($"size not valid: {size} bytes");
        long before = s_stackSize;
        s_stackSize = size;
        return new PyInt(before);
    }

    /// <summary>Starts a thread that calls the function; the thread's number.</summary>
    [PyFunction(Aliases = ["start_new"])]
    public static PyObject? start_new_thread(PyObject function, PyObject args, PyObject? kwargs = null)
    {
        if (!function.IsCallable) return PyErr.TypeError("first arg must be callable");
        if (UserSlots.Unwrap(args) is not PyTuple tuple) return PyErr.TypeError("2nd arg must be a tuple");
        PyDict? named = null;
        if (kwargs is not null && (named = UserSlots.Unwrap(kwargs) as PyDict) is null) return PyErr.TypeError("optional 3rd arg must be a dictionary");
        List<(PyObject Key, PyObject Value)> pairs = named?.Pairs() ?? [];
        PyObject[] arguments = [.. tuple.Items, .. pairs.Select(pair => pair.Value)];
        PyStr[]? keywords = pairs.Count == 0 ? null : [.. pairs.Select(pair => (PyStr)pair.Key)];
        GlobalLock.Share();
        using var begun = new ManualResetEventSlim();
        long identity = 0;
        var thread = new Thread(() =>
        {
            identity = PyThread.Current.Identity;
            begun.Set();
            GlobalLock.Acquire();
            Run(function, arguments, keywords);
            GlobalLock.Release();
        }, (int)Math.Max(DefaultStack, Math.Min(s_stackSize, int.MaxValue)))
        {
            IsBackground = true,
        };
        s_count++;
        try
        {
            thread.Start();
        }
        catch (Exception e) when (e is OutOfMemoryException or ThreadStartException)
        {
            s_count--;
            return PyErr.Raise(Types.RuntimeError, "can't start new thread");
        }
        GlobalLock.Without(() =>
        {
            begun.Wait();
            return true;
        });
        return new PyInt(identity);
    }

    private static void Run(PyObject function, PyObject[] arguments, PyStr[]? keywords)
    {
        try
        {
            if (function.Call(arguments, keywords) is null)
            {
                PyException error = PyErr.Take();
                if (!error.Type.IsSubtype(Types.SystemExit)) Unraisable.Write("Exception ignored in thread started by: ", function, error);
            }
        }
        finally
        {
            s_count--;
            PyThread.Current.Ended?.Invoke();
        }
    }

    /// <summary>Ends the calling thread.</summary>
    [PyFunction(Aliases = ["exit_thread"])]
    public static PyObject? exit() => PyErr.Raise(new PyException(Types.SystemExit, PyTuple.Empty));

    /// <summary>Has a signal come to the main thread.</summary>
    [PyFunction]
    public static PyObject? interrupt_main(int signum = 2)
    {
        if (signum == 2 && !SignalModule.HasHandler(2)) Interrupts.Request();
        else if (!SignalModule.Trigger(signum)) return PyErr.ValueError("signal number out of range");
        return !PyThread.Current.IsMain || Interrupts.Check() ? PyNone.None : null;
    }

    /// <summary>A lock that is released when the calling thread ends.</summary>
    [PyFunction("_set_sentinel")]
    public static PyObject SetSentinel()
    {
        var sentinel = new PyLock();
        PyThread.Current.Ended = () =>
        {
            if (sentinel.IsLocked) sentinel.Unlock();
        };
        return sentinel;
    }

    /// <summary>Shows an exception that a thread has not caught.</summary>
    [PyFunction("_excepthook")]
    public static PyObject? ExceptHook(PyObject args)
    {
        if (args.GetAttr(PyStr.Intern("exc_type")) is not { } type || args.GetAttr(PyStr.Intern("exc_value")) is not { } value || args.GetAttr(PyStr.Intern("thread")) is not { } thread) return null;
        if (type == Types.SystemExit) return PyNone.None;
        string name = thread is not PyNone && Attributes.Find(thread, PyStr.Intern("name")) is { } text ? text.Str()?.Value ?? "?" : PyThread.Current.Identity.ToString(System.Globalization.CultureInfo.InvariantCulture);
        string shown = value is PyException error ? Cli.TracebackPrinter.Format(error) : "";
        string message = $"Exception in thread {name}:\n{shown}";
        if (SysModule.Module.Globals.Get("stderr") is { } file and not PyNone)
        {
            if (Calls.Method(file, "write", new PyStr(message)) is null || Calls.Method(file, "flush") is null) return null;
        }
        return PyNone.None;
    }
}

/// <summary>A lock.</summary>
[PyClass("_thread.lock", IsFinal = true)]
[DontLookInside]
public sealed partial class PyLock : PyObject
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);

    public bool IsLocked => _semaphore.CurrentCount == 0;

    internal void Unlock() => _semaphore.Release();

    /// <summary>Splits the arguments of <c>acquire</c>; false with an exception pending.</summary>
    internal static bool Time(bool blocking, PyObject? timeout, out TimeSpan? time)
    {
        time = blocking ? null : TimeSpan.Zero;
        if (timeout is null) return true;
        double seconds;
        if (UserSlots.Unwrap(timeout) is PyFloat real) seconds = real.Value;
        else if (Sequences.Integer(timeout, out long whole)) seconds = whole;
        else return false;
        if (!blocking && seconds != -1) return PyErr.Fail(Types.ValueError, "can't specify a timeout for a non-blocking call");
        if (seconds < 0 && seconds != -1) return PyErr.Fail(Types.ValueError, "timeout value must be a non-negative number");
        if (seconds > ThreadModule.TIMEOUT_MAX) return PyErr.Fail(Types.OverflowError, "timeout value is too large");
        if (blocking && seconds >= 0) time = TimeSpan.FromSeconds(seconds);
        return true;
    }

    /// <summary>Waits: 1 with the lock, 0 when the time is over, -1 with an exception pending.</summary>
    internal static int Wait(SemaphoreSlim semaphore, TimeSpan? time)
    {
        if (semaphore.Wait(0)) return 1;
        if (time == TimeSpan.Zero) return 0;
        // In steps, so that the main thread hears signals meanwhile.
        TimeSpan step = TimeSpan.FromMilliseconds(PyThread.Current.IsMain ? 50 : 10_000);
        long end = time is { } limit ? Environment.TickCount64 + (long)Math.Min(limit.TotalMilliseconds, long.MaxValue / 4) : long.MaxValue;
        while (true)
        {
            long left = end - Environment.TickCount64;
            if (left < 0) left = 0;
            if (GlobalLock.Without(() => semaphore.Wait((int)Math.Min(left, step.TotalMilliseconds)))) return 1;
            if (!Interrupts.Check()) return -1;
            if (Environment.TickCount64 >= end) return 0;
        }
    }

    /// <summary>Takes the lock; waits for it unless told not to.</summary>
    [PyFunction(Aliases = ["acquire_lock"])]
    public PyObject? acquire([Keyword] bool blocking = true, PyObject? timeout = null)
    {
        if (!Time(blocking, timeout, out TimeSpan? time)) return null;
        int got = Wait(_semaphore, time);
        return got < 0 ? null : PyBool.Of(got == 1);
    }

    /// <summary>Gives the lock back.</summary>
    [PyFunction(Aliases = ["release_lock"])]
    public PyObject? release()
    {
        if (!IsLocked) return PyErr.Raise(Types.RuntimeError, "release unlocked lock");
        Unlock();
        return PyNone.None;
    }

    [PyFunction(Aliases = ["locked_lock"])]
    public bool locked() => IsLocked;

    [PyFunction("_at_fork_reinit")]
    public void Reset()
    {
        if (IsLocked) Unlock();
    }

    [PyFunction("__enter__")]
    public PyObject? Enter() => acquire();

    [PyFunction("__exit__")]
    public PyObject? Exit(params PyObject[] exception) => release();

    public override PyStr Repr() => new($"<{(IsLocked ? "locked" : "unlocked")} _thread.lock object at 0x{Identity.Of(this):x}>");
}

/// <summary>A lock that the thread that has it may take again.</summary>
[PyClass("_thread.RLock")]
[DontLookInside]
public sealed partial class PyRecursiveLock : PyObject
{
    private readonly SemaphoreSlim _semaphore = new(1, 1);
    private PyThread? _owner;
    private long _count;

    [PyClassInit] private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PyRecursiveLock();

    [PyNew]
    public static PyObject? New() => new PyRecursiveLock();

    [PyFunction]
    public PyObject? acquire([Keyword] bool blocking = true, PyObject? timeout = null)
    {
        if (!PyLock.Time(blocking, timeout, out TimeSpan? time)) return null;
        PyThread me = PyThread.Current;
        if (_owner != me)
        {
            int got = PyLock.Wait(_semaphore, time);
            if (got <= 0) return got < 0 ? null : PyBool.False;
            _owner = me;
        }
        _count++;
        return PyBool.True;
    }

    [PyFunction]
    public PyObject? release()
    {
        if (_owner != PyThread.Current) return PyErr.Raise(Types.RuntimeError, "cannot release un-acquired lock");
        if (--_count > 0) return PyNone.None;
        _owner = null;
        _semaphore.Release();
        return PyNone.None;
    }

    [PyFunction("_is_owned")]
    public bool IsOwned() => _owner == PyThread.Current;

    [PyFunction("_recursion_count")]
    public long Depth() => IsOwned() ? _count : 0;

    [PyFunction("_release_save")]
    public PyObject? ReleaseSave()
    {
        if (_count == 0) return PyErr.Raise(Types.RuntimeError, "cannot release un-acquired lock");
        var state = new PyTuple([new PyInt(_count), new PyInt(_owner!.Identity)]);
        _count = 0;
        _owner = null;
        _semaphore.Release();
        return state;
    }

    [PyFunction("_acquire_restore")]
    public PyObject? AcquireRestore(PyTuple state)
    {
        if (state.Items.Length != 2 || !Sequences.Integer(state.Items[0], out long count)) return PyErr.Current is null ? PyErr.TypeError("bad state") : null;
        if (PyLock.Wait(_semaphore, null) < 0) return null;
        _owner = PyThread.Current;
        _count = count;
        return PyNone.None;
    }

    [PyFunction("_at_fork_reinit")]
    public void Reset()
    {
        if (_count > 0) _semaphore.Release();
        _count = 0;
        _owner = null;
    }

    [PyFunction("__enter__")]
    public PyObject? Enter() => acquire();

    [PyFunction("__exit__")]
    public PyObject? Exit(params PyObject[] exception) => release();

    public override PyStr Repr() =>
        new($"<{(_count > 0 ? "locked" : "unlocked")} _thread.RLock object owner={_owner?.Identity ?? 0} count={_count} at 0x{Identity.Of(this):x}>");
}
