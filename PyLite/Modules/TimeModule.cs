using System.Diagnostics;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The module <c>time</c>.</summary>
[DontLookInside]
public static class TimeModule
{
    private static readonly long Start = Stopwatch.GetTimestamp();

    public static PyModule Create()
    {
        var m = new PyModule("time");
        ModuleDict d = m.Globals;
        d.Set("time", new PyBuiltin("time") { F0 = static () => new PyFloat((DateTime.UtcNow - DateTime.UnixEpoch).TotalSeconds) });
        d.Set("time_ns", new PyBuiltin("time_ns") { F0 = static () => new PyInt((DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100) });
        d.Set("perf_counter", new PyBuiltin("perf_counter") { F0 = static () => new PyFloat(Stopwatch.GetElapsedTime(Start).TotalSeconds) });
        d.Set("perf_counter_ns", new PyBuiltin("perf_counter_ns") { F0 = static () => new PyInt(Stopwatch.GetElapsedTime(Start).Ticks * 100) });
        d.Set("monotonic", new PyBuiltin("monotonic") { F0 = static () => new PyFloat(Stopwatch.GetElapsedTime(Start).TotalSeconds) });
        d.Set("process_time", new PyBuiltin("process_time") { F0 = static () => new PyFloat(Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds) });
        d.Set("sleep", new PyBuiltin("sleep") { F1 = Sleep });
        return m;
    }

    private static PyObject? Sleep(PyObject seconds)
    {
        if (!PyFloat.TryGet(seconds, out double s))
            return PyErr.Current != null ? null : PyErr.TypeError($"'{seconds.Type.Name}' object cannot be interpreted as an integer");
        if (s < 0) return PyErr.ValueError("sleep length must be non-negative");
        if (s > TimeSpan.MaxValue.TotalSeconds / 2) return PyErr.Raise(Types.OverflowError, "timestamp too large to convert to C _PyTime_t");
        return Interrupts.Sleep(TimeSpan.FromSeconds(s)) ? PyNone.None : null;
    }
}
