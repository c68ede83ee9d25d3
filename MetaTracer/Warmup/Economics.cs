// What compiling is worth: the rule of rent or buy. A guard that fails pays rent, the time until the program is in machine code again; when
// that comes to the price of a bridge from there, the bridge is traced. So what is paid is at most about twice what it would have been with
// hindsight. The price is measured by this engine as it runs: seconds an operation, times the operations such a trace has had.
using System.Diagnostics;
using MetaTracer.Trace;

namespace MetaTracer.Warmup;

internal sealed class Economics(JitEngine engine)
{
    // What an operation costs from recording to machine code, in seconds: believed before anything is measured, and the most that is believed.
    // The first traces cost many times what later ones do, because the tracer's own code is cold.
    private const double ExpectedSeconds = 2e-6;
    private const double MaxSeconds = 6e-6;

    // How much of the older figures is left after one more trace.
    private const double Memory = 0.9;

    // A guard that has failed often will fail more often still, so a bridge is bought before its price has been paid in full.
    private const double Eagerness = 0.1;

    // Rent for one failure is not more than this: where the program stayed in the interpreter for longer, a bridge would not have helped.
    private static readonly long s_maxRent = Stopwatch.Frequency / 20_000;

    // What fails less often may be over, whatever it has cost.
    private const int MinFailures = 12;

    // Compiling takes at most this share of the time since the engine was attached, and what it starts with, in seconds.
    private const double MaxShare = 0.2;
    private const double Allowance = 0.2;

    private readonly long _start = Stopwatch.GetTimestamp();
    private GuardDescr? _left;
    private long _leftAt;

    // Of the latest traces, older ones counting for less.
    private double _seconds = ExpectedSeconds * 2000;
    private double _operations = 2000;

    // Operations of the latest bridges of loops that use segments.
    private double _joinedLength = 400;

    // At the last look.
    private double _secondsBefore;
    private long _operationsBefore;

    /// <summary>Whether bridges are bought by what their guards have cost; else a parameter says after how many failures.</summary>
    private bool IsMeasuring => engine.Parameters.TraceEagerness == 0 && !engine.Options.StressBridges;

    /// <summary>Compiled code is left through a guard, to the interpreter.</summary>
    public void Leave(GuardDescr guard)
    {
        guard.FailCount++;
        if (!IsMeasuring || guard.DontTrace) return;
        _left = guard;
        _leftAt = Stopwatch.GetTimestamp();
    }

    /// <summary>Compiled code is entered.</summary>
    public void Enter()
    {
        if (_left is not { } guard) return;
        _left = null;
        guard.Rent += Math.Min(Stopwatch.GetTimestamp() - _leftAt, s_maxRent);
    }

    /// <summary>Whether a bridge from the guard is worth its price.</summary>
    public bool IsPaidFor(GuardDescr guard)
    {
        if (engine.Options.StressBridges) return true;
        if (!IsMeasuring) return guard.FailCount >= engine.Parameters.TraceEagerness;
        return guard.FailCount >= MinFailures && guard.Rent >= Eagerness * PriceOf(guard.Owner!) * Stopwatch.Frequency;
    }

    /// <summary>
    /// Whether compiling has not yet taken more than its share of the time. What is held back is counted; it is asked for again.
    /// </summary>
    public bool MayCompile()
    {
        if (!IsMeasuring || CompilingSeconds <= Allowance + MaxShare * Stopwatch.GetElapsedTime(_start).TotalSeconds) return true;
        engine.Stats.HeldBack++;
        return false;
    }

    /// <summary>A trace has been recorded and compiled, or given up.</summary>
    public void TraceEnds()
    {
        double seconds = CompilingSeconds - _secondsBefore;
        long operations = engine.Stats.OperationsRecorded - _operationsBefore;
        _secondsBefore += seconds;
        _operationsBefore += operations;
        _seconds = _seconds * Memory + Math.Min(seconds, MaxSeconds * operations);
        _operations = _operations * Memory + operations;
    }

    /// <summary>
    /// Seconds that one more bridge of a loop will take to trace, optimize and generate. One that may end at a join is as long as those have
    /// been; others go on to the end.
    /// </summary>
    private double PriceOf(LoopToken owner)
    {
        double operations = (double)owner.OperationsRecorded / (1 + owner.Bridges);
        if (engine.Compiler.UsesSegments(owner)) operations = Math.Min(operations, _joinedLength);
        return _seconds / _operations * operations;
    }

    /// <summary>A bridge with segments was recorded.</summary>
    public void NoteJoined(int operations) => _joinedLength = _joinedLength * Memory + operations * (1 - Memory);

    private double CompilingSeconds => engine.Stats.SecondsTracing + engine.Stats.SecondsOptimizing + engine.Stats.SecondsGeneratingCode;
}
