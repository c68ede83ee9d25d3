using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Signals: handlers of the program run in the main thread, between two instructions.</summary>
[PyModule("_signal")]
[DontLookInside]
public static partial class SignalModule
{
    private const int Count = 65;

    /// <summary>SIGINT</summary>
    public const int Interrupt = 2;

    /// <summary>Linux's numbers.</summary>
    private static readonly (string Name, int Number)[] Numbers =
    [
        ("SIGHUP", 1), ("SIGINT", 2), ("SIGQUIT", 3), ("SIGILL", 4), ("SIGTRAP", 5), ("SIGIOT", 6), ("SIGABRT", 6), ("SIGBUS", 7), ("SIGFPE", 8),
        ("SIGKILL", 9), ("SIGUSR1", 10), ("SIGSEGV", 11), ("SIGUSR2", 12), ("SIGPIPE", 13), ("SIGALRM", 14), ("SIGTERM", 15), ("SIGSTKFLT", 16),
        ("SIGCLD", 17), ("SIGCHLD", 17), ("SIGCONT", 18), ("SIGSTOP", 19), ("SIGTSTP", 20), ("SIGTTIN", 21), ("SIGTTOU", 22), ("SIGURG", 23),
        ("SIGXCPU", 24), ("SIGXFSZ", 25), ("SIGVTALRM", 26), ("SIGPROF", 27), ("SIGWINCH", 28), ("SIGPOLL", 29), ("SIGIO", 29), ("SIGPWR", 30),
        ("SIGSYS", 31), ("SIGRTMIN", 34), ("SIGRTMAX", 64),
    ];

    [PyConstant] public const int NSIG = Count;
    [PyConstant] public const int SIG_DFL = 0;
    [PyConstant] public const int SIG_IGN = 1;
    [PyConstant] public const int SIG_BLOCK = 0;
    [PyConstant] public const int SIG_UNBLOCK = 1;
    [PyConstant] public const int SIG_SETMASK = 2;
    [PyConstant] public const int ITIMER_REAL = 0;
    [PyConstant] public const int ITIMER_VIRTUAL = 1;
    [PyConstant] public const int ITIMER_PROF = 2;
    [PyConstant] private static PyType ItimerError => Types.OSError;

    private static readonly PyObject?[] Handlers = new PyObject?[Count];
    private static readonly PosixSignalRegistration?[] Registrations = new PosixSignalRegistration?[Count];
    private static PyObject? s_interruptHandler;
    private static int s_wakeup = -1;
    private static Timer? s_timer;
    private static DateTime s_alarmAt;

    /// <summary>How many signals have come.</summary>
    private static long s_heard;
    private static TimeSpan s_alarmEvery;

    [PyModuleInit]
    private static void AddNumbers(PyModule module)
    {
        foreach ((string name, int number) in Numbers) module.Globals.Set(name, new PyInt(number));
        s_interruptHandler = module.Globals.Get("default_int_handler");
    }

    /// <summary>What Ctrl-C does unless the program says otherwise: raises KeyboardInterrupt.</summary>
    [PyFunction]
    public static PyObject? default_int_handler(params PyObject[] arguments) => PyErr.Raise(new PyException(Types.KeyboardInterrupt, PyTuple.Empty));

    /// <summary>Whether the program has said what a signal does.</summary>
    public static bool HasHandler(int number) => Handlers[number] is { } handler && !ReferenceEquals(handler, s_interruptHandler);

    /// <summary>Whether the program has ever given a handler of its own.</summary>
    public static bool HasHandlers { get; private set; }

    /// <summary>Whether the signal comes to a handler in Python or raises KeyboardInterrupt.</summary>
    public static bool IsHeard(int number) => number is > 0 and < Count && (Handlers[number] is { } handler ? handler.IsCallable || IsIgnored(number) : number == Interrupt);

    private static bool IsIgnored(int number) => Handlers[number] is PyInt { Value: 1 };

    /// <summary>A program has asked for what the system does at the signal.</summary>
    public static bool IsDefault(int number) => Handlers[number] is PyInt { Value: 0 };

    /// <summary>A signal has come: its handler is to run. False when the number is none.</summary>
    public static bool Trigger(int number)
    {
        if (number is < 1 or >= Count) return false;
        if (IsKeptBack(number)) return true;
        Interlocked.Increment(ref s_heard);
        if (s_wakeup >= 0)
        {
            byte b = (byte)number;
            Libc.write(s_wakeup, ref b, 1);
        }
        if (Handlers[number] is not { IsCallable: true } handler) return true;
        Pending.Add(() => handler.Call([new PyInt(number), Frame()], null) is not null);
        return true;
    }

    private static PyObject Frame()
    {
        PyObject? frame = SysModule.Module.Globals.Get("_getframe")?.Call([], null);
        PyErr.Current = null;
        return frame ?? PyNone.None;
    }

    private static bool Check(int number) => number is >= 1 and < Count || PyErr.Fail(Types.ValueError, "signal number out of range");

    /// <summary>Sets what is done at a signal: a function, SIG_IGN or SIG_DFL. What was done before.</summary>
    [PyFunction]
    public static PyObject? signal(int signalnum, PyObject handler)
    {
        if (!PyThread.Current.IsMain) return PyErr.ValueError("signal only works in main thread of the main interpreter");
        if (!Check(signalnum)) return null;
        PyObject plain = UserSlots.Unwrap(handler);
        if (!handler.IsCallable && plain is not PyInt { Value: 0 or 1 })
            return PyErr.TypeError("signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object");
        if (signalnum is 9 or 19) return SystemErrors.Raise(SystemErrors.Invalid);
        PyObject before = getsignal(signalnum)!;
        Handlers[signalnum] = plain is PyInt ? plain : handler;
        HasHandlers |= plain is not PyInt && !ReferenceEquals(handler, s_interruptHandler);
        Registrations[signalnum]?.Dispose();
        Registrations[signalnum] = null;
        if (plain is PyInt { Value: 0 } || ReferenceEquals(handler, s_interruptHandler) || signalnum is 11 or 7 or 8 or 4) return before;
        bool isIgnored = plain is PyInt;
        try
        {
            Registrations[signalnum] = PosixSignalRegistration.Create((PosixSignal)signalnum, context =>
            {
                context.Cancel = true;
                if (!isIgnored) Trigger(signalnum);
            });
        }
        catch (Exception e) when (e is IOException or ArgumentException or PlatformNotSupportedException)
        {
            return SystemErrors.Raise(SystemErrors.Invalid);
        }
        return before;
    }

    [PyFunction]
    public static PyObject? getsignal(int signalnum)
    {
        if (!Check(signalnum)) return null;
        return Handlers[signalnum] ?? (signalnum == Interrupt ? s_interruptHandler! : signalnum is 13 or 25 ? new PyInt(1) : new PyInt(0));
    }

    /// <summary>Sends a signal to this process.</summary>
    [PyFunction]
    public static PyObject? raise_signal(int signalnum)
    {
        if (IsHeard(signalnum))
        {
            if (IsIgnored(signalnum) || IsKeptBack(signalnum)) return PyNone.None;
            if (signalnum == Interrupt && !HasHandler(Interrupt)) Interrupts.Request();
            else Trigger(signalnum);
            return Interrupts.Check() ? PyNone.None : null;
        }
        if (!Check(signalnum)) return null;
        return Libc.kill(Libc.getpid(), signalnum) == 0 ? PyNone.None : SystemErrors.Raise();
    }

    [PyFunction]
    public static PyObject? set_wakeup_fd(int fd, [KeywordOnly] bool warn_on_full_buffer = true)
    {
        if (fd != -1 && FileStatus.OfDescriptor(fd) is null) return SystemErrors.Raise();
        int before = s_wakeup;
        s_wakeup = fd;
        return new PyInt(before);
    }

    [PyFunction]
    public static void siginterrupt(int signalnum, bool flag)
    {
    }

    [PyFunction]
    public static PyObject? strsignal(int signalnum) =>
        Check(signalnum) ? Marshal.PtrToStringUTF8(Libc.strsignal(signalnum)) is { } text ? new PyStr(text) : PyNone.None : null;

    [PyFunction]
    public static PyObject? valid_signals() => PySet.From(new PyTuple([.. Enumerable.Range(1, 64).Where(n => n is not (32 or 33)).Select(n => new PyInt(n))]), isFrozen: false);

    // ---- alarms

    private static double Left => s_timer is null ? 0 : Math.Max(0, (s_alarmAt - DateTime.UtcNow).TotalSeconds);

    private static void Arm(double seconds, double every)
    {
        s_timer?.Dispose();
        s_timer = null;
        if (seconds <= 0) return;
        s_alarmAt = DateTime.UtcNow.AddSeconds(seconds);
        s_alarmEvery = TimeSpan.FromSeconds(every);
        s_timer = new Timer(_ =>
        {
            if (Handlers[14] is PyInt { Value: 0 } or null) Libc.kill(Libc.getpid(), 14);
            else Trigger(14);
            if (s_alarmEvery == TimeSpan.Zero) s_timer = null;
            else s_alarmAt = DateTime.UtcNow + s_alarmEvery;
        }, null, TimeSpan.FromSeconds(seconds), every > 0 ? s_alarmEvery : Timeout.InfiniteTimeSpan);
    }

    /// <summary>Has SIGALRM come after so many seconds; how many were left of the alarm before.</summary>
    [PyFunction]
    public static int alarm(int seconds)
    {
        int left = (int)Math.Ceiling(Left);
        Arm(seconds, 0);
        return left;
    }

    [PyFunction]
    public static PyObject? setitimer(int which, double seconds, double interval = 0)
    {
        if (which is < 0 or > 2 || seconds < 0 || interval < 0) return SystemErrors.Raise(SystemErrors.Invalid);
        if (which != 0)
        {
            // Times the process has worked are the system's to measure.
            var old = new long[4];
            long[] wanted = [(long)interval, (long)(interval % 1 * 1e6), (long)seconds, (long)(seconds % 1 * 1e6)];
            return Libc.setitimer(which, wanted, old) == 0 ? Times(old) : SystemErrors.Raise();
        }
        PyObject before = getitimer(0)!;
        Arm(seconds, interval);
        return before;
    }

    [PyFunction]
    public static PyObject? getitimer(int which)
    {
        if (which == 0) return new PyTuple([new PyFloat(Left), new PyFloat(s_timer is null ? 0 : s_alarmEvery.TotalSeconds)]);
        var now = new long[4];
        return Libc.getitimer(which, now) == 0 ? Times(now) : SystemErrors.Raise();
    }

    private static PyTuple Times(long[] t) => new([new PyFloat(t[2] + t[3] / 1e6), new PyFloat(t[0] + t[1] / 1e6)]);

    /// <summary>Waits for any signal.</summary>
    [PyFunction]
    public static PyObject? pause()
    {
        long heard = Volatile.Read(ref s_heard);
        while (Interrupts.Sleep(TimeSpan.FromMilliseconds(20)))
            if (Volatile.Read(ref s_heard) != heard || Pending.IsWaiting) return Pending.Run() ? PyNone.None : null;
        return null;
    }

    [PyFunction]
    public static PyObject? pthread_kill(long thread_id, int signalnum) => raise_signal(signalnum);
}
