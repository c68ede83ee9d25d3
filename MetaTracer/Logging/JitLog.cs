// The log of --jit-log: every trace as it was recorded and as it was compiled, its machine code, and every trace that was given up; at the
// end, what was counted. Each section begins with a line "# TITLE". tools/Viewer reads it.
using System.Globalization;
using System.Reflection;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;
using MetaTracer.Warmup;

namespace MetaTracer.Logging;

internal sealed class JitLog(TextWriter writer, TraceBackend backend, bool hasDetails)
{
    private readonly HashSet<(MethodBase, string)> _residual = [];
    private readonly PlaceTexts _places = new();

    // By the loop's or guard's number.
    private readonly SortedDictionary<int, long> _entered = [], _failed = [];

    /// <summary>Whether recorded operations have their C# lines, and compiled traces count how often they run.</summary>
    public bool HasDetails => hasDetails;

    /// <summary>Of traces that count.</summary>
    public List<RunCounter> Counters { get; } = [];

    /// <summary>For a trace that is to be recorded; null where the log does not tell.</summary>
    public RecordedPlaces? NewPlaces() => hasDetails ? new RecordedPlaces(_places) : null;

    public void Trace(string title, TreeLoop trace)
    {
        writer.WriteLine($"# {title}");
        writer.WriteLine(TraceWriter.Write(trace));
        writer.Flush();
    }

    public void MachineCode(string title, object loopOrGuard)
    {
        string code = backend.Disassemble(loopOrGuard);
        if (code.Length == 0) return;
        writer.WriteLine($"# machine code of {title}");
        writer.WriteLine(code);
        writer.Flush();
    }

    public void Compiled(string title, long bytes, double optimizing, double generating) => Line(string.Create(
        CultureInfo.InvariantCulture, $"compiled {title}: {bytes} bytes, {optimizing * 1000:F3} ms optimizing, {generating * 1000:F3} ms generating code"));

    public void Abort(string reason, string place, TreeLoop? trace)
    {
        writer.WriteLine($"# abort: {reason}");
        writer.WriteLine($"# at {place}");
        if (trace is not null) writer.WriteLine(TraceWriter.Write(trace));
        writer.Flush();
    }

    /// <summary>A C# method that traces call instead of following it; said once.</summary>
    public void Residual(MethodBase method, string reason)
    {
        if (_residual.Add((method, reason))) Line($"not followed: {method.DeclaringType?.Name}.{method.Name}: {reason}");
    }

    public void Line(string text)
    {
        writer.WriteLine($"# {text}");
        writer.Flush();
    }

    /// <summary>The interpreter goes on in a loop's machine code.</summary>
    public void Entered(LoopToken token) => _entered[token.Number] = _entered.GetValueOrDefault(token.Number) + 1;

    /// <summary>The interpreter has it back after so many seconds, which were all this loop's and what it calls.</summary>
    public void Left(LoopToken token, double seconds) => _seconds[token.Number] = _seconds.GetValueOrDefault(token.Number) + seconds;

    private readonly SortedDictionary<int, double> _seconds = [];

    /// <summary>A guard without a bridge failed.</summary>
    public void Failed(GuardDescr guard) => _failed[guard.Number] = _failed.GetValueOrDefault(guard.Number) + 1;

    /// <summary>The end: what was counted.</summary>
    public void Counts(JitStats stats, IEnumerable<CallDescr> callees)
    {
        string statistics = stats.ToJson();
        writer.WriteLine("# counts");
        foreach (var (loop, times) in _entered) writer.WriteLine($"{times} entered loop {loop}");
        foreach (var (loop, seconds) in _seconds) writer.WriteLine($"{(long)(seconds * 1e6)} microseconds loop {loop}");
        foreach (RunCounter counter in Counters) writer.WriteLine($"{counter.Runs} runs {counter.Place}");
        foreach (var (guard, times) in _failed) writer.WriteLine($"{times} failed guard {guard}");
        foreach (CallDescr callee in callees)
            if (callee.Calls > 0) writer.WriteLine($"{callee.Calls} calls {callee.Name}");
        writer.WriteLine();
        writer.WriteLine("# statistics");
        writer.WriteLine(statistics);
        writer.WriteLine("# end");
        writer.Flush();
    }
}
