using System.Diagnostics;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Clocks, and times as the calendar has them.</summary>
[PyModule("time")]
[DontLookInside]
public static partial class TimeModule
{
    private static readonly long Start = Stopwatch.GetTimestamp();

    private static readonly StructSequence StructTime = new(
        "time", "struct_time",
        ["tm_year", "tm_mon", "tm_mday", "tm_hour", "tm_min", "tm_sec", "tm_wday", "tm_yday", "tm_isdst", "tm_zone", "tm_gmtoff"], 9, isConstructible: true);

    [PyConstant] private static PyType struct_time => StructTime.SequenceType;
    [PyConstant] private const int _STRUCT_TM_ITEMS = 11;
    [PyConstant] private const int CLOCK_REALTIME = 0;
    [PyConstant] private const int CLOCK_MONOTONIC = 1;
    [PyConstant] private const int CLOCK_PROCESS_CPUTIME_ID = 2;
    [PyConstant] private const int CLOCK_THREAD_CPUTIME_ID = 3;
    [PyConstant] private const int CLOCK_MONOTONIC_RAW = 4;
    [PyConstant] private const int CLOCK_BOOTTIME = 7;
    [PyConstant] private const int CLOCK_TAI = 11;

    // ---- clocks

    private static long Now => (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100;
    private static long Elapsed => Stopwatch.GetElapsedTime(Start).Ticks * 100;
    private static long Cpu => Environment.CpuUsage.TotalTime.Ticks * 100;

    private static double Seconds(long nanoseconds) => nanoseconds / 1e9;

    /// <summary>Seconds since 1970.</summary>
    [PyFunction]
    public static double time() => (DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds;

    /// <summary>Nanoseconds since 1970.</summary>
    [PyFunction]
    public static long time_ns() => Now;

    /// <summary>Seconds of a clock that is good for measuring.</summary>
    [PyFunction]
    public static double perf_counter() => Stopwatch.GetElapsedTime(Start).TotalSeconds;

    /// <summary>Nanoseconds of a clock that is good for measuring.</summary>
    [PyFunction]
    public static long perf_counter_ns() => Elapsed;

    /// <summary>Seconds of a clock that is never set back.</summary>
    [PyFunction]
    public static double monotonic() => Stopwatch.GetElapsedTime(Start).TotalSeconds;

    /// <summary>Nanoseconds of a clock that is never set back.</summary>
    [PyFunction]
    public static long monotonic_ns() => Elapsed;

    /// <summary>Seconds the process has run on a processor.</summary>
    [PyFunction]
    public static double process_time() => Seconds(Cpu);

    /// <summary>Nanoseconds the process has run on a processor.</summary>
    [PyFunction]
    public static long process_time_ns() => Cpu;

    /// <summary>Seconds the thread has run on a processor.</summary>
    [PyFunction]
    public static double thread_time() => Seconds(ThreadClock.Nanoseconds ?? Cpu);

    /// <summary>Nanoseconds the thread has run on a processor.</summary>
    [PyFunction]
    public static long thread_time_ns() => ThreadClock.Nanoseconds ?? Cpu;

    private static long? Clock(long id)
    {
        switch (id)
        {
            case CLOCK_REALTIME or CLOCK_TAI: return Now;
            case CLOCK_MONOTONIC or CLOCK_MONOTONIC_RAW or CLOCK_BOOTTIME: return Stopwatch.GetTimestamp() / (Stopwatch.Frequency / 1_000_000_000);
            case CLOCK_PROCESS_CPUTIME_ID: return Cpu;
            case CLOCK_THREAD_CPUTIME_ID: return ThreadClock.Nanoseconds ?? Cpu;
            default:
                PyErr.RaiseWithArgs(Types.OSError, new PyInt(22), new PyStr("Invalid argument"));
                return null;
        }
    }

    /// <summary>Seconds of a clock.</summary>
    [PyFunction]
    public static double? clock_gettime(int clk_id) => Clock(clk_id) is { } ns ? Seconds(ns) : null;

    /// <summary>Nanoseconds of a clock.</summary>
    [PyFunction]
    public static long? clock_gettime_ns(int clk_id) => Clock(clk_id);

    /// <summary>The least seconds a clock tells apart.</summary>
    [PyFunction]
    public static double? clock_getres(int clk_id) => Clock(clk_id) == null ? null : 1e-9;

    /// <summary>Waits so many seconds.</summary>
    [PyFunction]
    public static PyObject? sleep(PyObject seconds)
    {
        if (!PyFloat.TryGet(seconds, out double s))
        {
            if (PyErr.Current != null) return null;
            if (seconds.Type.Lookup(Names.Index) == null) return PyErr.TypeError($"'{seconds.Type.Name}' object cannot be interpreted as an integer");
            if (!Argument.Long(seconds, out long whole)) return null;
            s = whole;
        }
        if (double.IsNaN(s)) return PyErr.ValueError("Invalid value NaN (not a number)");
        if (s < 0) return PyErr.ValueError("sleep length must be non-negative");
        if (s > TimeSpan.MaxValue.TotalSeconds / 2) return PyErr.Raise(Types.OverflowError, "timestamp too large to convert to C _PyTime_t");
        return Interrupts.Sleep(TimeSpan.FromSeconds(s)) ? PyNone.None : null;
    }

    /// <summary>What a clock is like.</summary>
    [PyFunction]
    public static PyObject? get_clock_info(string name)
    {
        (string Clock, bool IsMonotonic, bool IsAdjustable)? info = name switch
        {
            "time" => ("CLOCK_REALTIME", false, true),
            "monotonic" or "perf_counter" => ("CLOCK_MONOTONIC", true, false),
            "process_time" => ("CLOCK_PROCESS_CPUTIME_ID", true, false),
            "thread_time" => ("CLOCK_THREAD_CPUTIME_ID", true, false),
            _ => null,
        };
        if (info is not { } i) return PyErr.ValueError("unknown clock");
        return SimpleNamespace.Of(("implementation", new PyStr($"clock_gettime({i.Clock})")), ("monotonic", PyBool.Of(i.IsMonotonic)),
            ("adjustable", PyBool.Of(i.IsAdjustable)), ("resolution", new PyFloat(1e-9)));
    }
}
