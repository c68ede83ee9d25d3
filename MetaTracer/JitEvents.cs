using MetaJit;
using MetaTracer.Trace;

namespace MetaTracer;

/// <summary>What a compiled trace is.</summary>
public enum JitTraceKind
{
    /// <summary>It jumps to its own start.</summary>
    Loop,

    /// <summary>From a function's start, or from a loop's into other code or out of the portal.</summary>
    Entry,

    /// <summary>From a guard that failed often.</summary>
    Bridge,
}

/// <summary>
/// A trace that is being compiled, or has been. Numbers and times may be kept; texts can be asked for only while the event is told.
/// PyPy's <c>JitDebugInfo</c>.
/// </summary>
public sealed class JitTraceInfo
{
    private TreeLoop? _recorded, _optimized;
    private Func<string>? _machineCode;
    private string? _location;

    internal JitTraceInfo(JitTraceKind kind, LoopToken loop, GuardDescr? guard, TreeLoop recorded, TreeLoop optimized, Func<string> machineCode)
    {
        Kind = kind;
        Number = loop.Number;
        Driver = loop.Driver;
        Guard = guard?.Number;
        OperationsRecorded = recorded.Count;
        OperationsLeft = optimized.Count;
        foreach (ref Operation operation in optimized.Operations)
            if (operation.IsGuard) Guards++;
        (_recorded, _optimized, _machineCode) = (recorded, optimized, machineCode);
    }

    /// <summary>Loop, entry or bridge.</summary>
    public JitTraceKind Kind { get; }

    /// <summary>The loop's number in the log; for a bridge, that of the loop it belongs to.</summary>
    public int Number { get; }

    /// <summary>The interpreter.</summary>
    public JitDriver? Driver { get; }

    /// <summary>For a bridge, the number of the guard it comes from.</summary>
    public int? Guard { get; }

    /// <summary>Where in the user's program it begins, as the driver's <see cref="JitDriver.Location"/> names it.</summary>
    public string Location => _location ??= FindLocation();

    /// <summary>Operations in the recorded trace.</summary>
    public int OperationsRecorded { get; }

    /// <summary>Operations that the optimizer has left, with the iteration it has peeled off.</summary>
    public int OperationsLeft { get; }

    /// <summary>Guards among what is left.</summary>
    public int Guards { get; }

    /// <summary>Bytes of machine code it takes; 0 before it is compiled, and where the backend makes none.</summary>
    public long CodeBytes { get; internal set; }

    /// <summary>Seconds that the optimizer took.</summary>
    public double OptimizingSeconds { get; internal set; }

    /// <summary>Seconds that the backend took to make code; 0 before it is compiled.</summary>
    public double GeneratingSeconds { get; internal set; }

    /// <summary>The trace as it was recorded, in the text form of the log.</summary>
    /// <exception cref="InvalidOperationException">The event has passed.</exception>
    public string RecordedText() => TraceWriter.Write(_recorded ?? throw Passed());

    /// <summary>The trace as it is compiled, in the text form of the log.</summary>
    /// <exception cref="InvalidOperationException">The event has passed.</exception>
    public string OptimizedText() => TraceWriter.Write(_optimized ?? throw Passed());

    /// <summary>The machine code, a line an instruction, once it is compiled; empty for a backend without, and unless there is a log.</summary>
    /// <exception cref="InvalidOperationException">The event has passed.</exception>
    public string MachineCodeText() => (_machineCode ?? throw Passed())();

    /// <summary>As logs name it: <c>loop 1 (fib.foo:3)</c>.</summary>
    public override string ToString() => Guard is { } guard ? $"bridge from guard {guard} of loop {Number} ({Location})" : $"{(Kind == JitTraceKind.Loop ? "loop" : "entry")} {Number} ({Location})";

    /// <summary>The traces' memory is about to be used again.</summary>
    internal void Pass()
    {
        _ = Location;
        _recorded = _optimized = null;
        _machineCode = null;
    }

    private string FindLocation()
    {
        foreach (TreeLoop? trace in (TreeLoop?[])[_recorded, _optimized])
        {
            if (trace is null) continue;
            foreach (ref Operation operation in trace.Operations)
                if (operation.Descr is MergePointDescr place) return place.Location;
        }
        return "";
    }

    private static InvalidOperationException Passed() => new("the text of a trace can be asked for only while the event is told: its memory is used again");
}

/// <summary>A trace that was given up. The program goes on interpreted.</summary>
/// <param name="Reason">The same for all of one kind, as <c>aborts</c> counts them.</param>
/// <param name="Message">What happened, in full.</param>
/// <param name="Place">The interpreter's C# line at which the recording ended, or what was compiled.</param>
/// <param name="Guard">Of a bridge, the number of its guard.</param>
public sealed record JitAbortInfo(string Reason, string Message, string Place, int? Guard);
