// What compiling is worth: the rule of rent or buy. A guard that fails pays rent, the time until the program is in machine code again; when
// that comes to the price of a bridge from there, the bridge is traced. So what is paid is at most about twice what it would have been with
// hindsight. The price is measured by this engine as it runs: seconds an operation, times the operations such a trace has had.
// Compiling lives on what compiled code does: a program that stays in it earns all the bridges it wants, one that is all over the place,
// and leaves each trace at once, does not, and is interpreted.
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

    // The budget of compiling: seconds to start with, this share of the time since the engine was attached, and as long again as the program
    // has stayed in compiled code. Hot positions are traced until it is overdrawn so many times. What has run for long will mostly run for as
    // long again, so the share is larger then: a program whose first traces are unlucky earns too little ever to get better ones.
    private const double Allowance = 0.15;
    private const double Share = 0.03, LateShare = 0.15;
    private static readonly long s_late = Stopwatch.Frequency;
    private const double MaxOverdraft = 1.2;

    // The price of a bridge rises with this power of the overdraft: little beyond the budget, hardly any are made.
    private const double Steepness = 8;

    // Every stay in compiled code loses this much of what it earns: one that ends at once has replaced nothing.
    private static readonly long s_toll = Stopwatch.Frequency / 500_000;

    // What compiled code does in a second takes the interpreter so many seconds more.
    private const int Gain = 4;

    // What entering compiled code costs; what it must bring once the budget is used up, because no bridge will make the next stay longer;
    // and the most that a failing guard costs beyond what the interpreter would have taken.
    private static readonly long s_entryCost = Stopwatch.Frequency / 1_000_000;
    private static readonly long s_vainEntryCost = 5 * s_entryCost;
    private static readonly long s_maxLoss = Stopwatch.Frequency / 100_000;

    // What a position may lose before its code rests, and how much of earlier gains counts.
    private static readonly long s_patience = Stopwatch.Frequency / 1000;

    private readonly long _start = Stopwatch.GetTimestamp();
    private GuardDescr? _left;
    private long _leftAt;
    private Account _account;

    // By staying in compiled code, in ticks.
    private long _earned;

    // Of the latest traces, older ones counting for less.
    private double _seconds = ExpectedSeconds * 2000;
    private double _operations = 2000;

    // Operations of the latest bridges of loops that use segments.
    private double _joinedLength = 400;

    // At the last look.
    private double _secondsBefore;
    private long _operationsBefore;

    /// <summary>What one entry of compiled code has brought and cost so far, in ticks.</summary>
    internal struct Account
    {
        /// <summary>Since when compiled code has been running; 0 while it is not.</summary>
        public long Since;
        public long InCode, Lost;
    }

    /// <summary>Whether bridges are bought by what their guards have cost; else a parameter says after how many failures.</summary>
    private bool IsMeasuring => engine.Parameters.TraceEagerness == 0 && !engine.Options.StressBridges;

    /// <summary>The interpreter enters compiled code. The account of what that interrupts is for <see cref="End"/>.</summary>
    public Account Begin()
    {
        if (!IsMeasuring) return default;
        long now = Stopwatch.GetTimestamp();
        Stop(now);
        Account outer = _account;
        _account = default;
        Start(now);
        return outer;
    }

    /// <summary>The interpreter goes on: what the entry has brought is the cell's, whose code rests when it loses too much.</summary>
    public void End(JitCell cell, Account outer)
    {
        if (!IsMeasuring) return;
        long now = Stopwatch.GetTimestamp();
        Stop(now);
        long cost = _account.Lost + (OverdraftAt(now) >= 1 ? s_vainEntryCost : s_entryCost);
        cell.Balance = Math.Min(cell.Balance + Gain * _account.InCode - cost, s_patience);
        _account = outer;
        if (outer.Since != 0) _account.Since = now;
        if (cell.Balance == s_patience) cell.NoteGain();
        if (cell.Balance >= -s_patience) return;
        cell.Rest();
        engine.Stats.Rests++;
    }

    /// <summary>Compiled code goes on.</summary>
    public void Enter()
    {
        if (IsMeasuring) Start(Stopwatch.GetTimestamp());
    }

    /// <summary>Compiled code calls the interpreter.</summary>
    public void Leave()
    {
        if (!IsMeasuring) return;
        Stop(Stopwatch.GetTimestamp());
        _account.Since = 0;
    }

    /// <summary>Compiled code is left through a guard, to the interpreter.</summary>
    public void Leave(GuardDescr guard)
    {
        guard.FailCount++;
        if (!IsMeasuring) return;
        _leftAt = Stopwatch.GetTimestamp();
        Stop(_leftAt);
        _account.Since = 0;
        if (!guard.DontTrace) _left = guard;
    }

    /// <summary>The instruction in which a guard failed is at its end. That is a loss if nothing can be done about it now.</summary>
    public void EndFailure(GuardDescr guard)
    {
        if (IsMeasuring && (guard.DontTrace || Overdraft >= 1)) _account.Lost += Math.Min(Stopwatch.GetTimestamp() - _leftAt, s_maxLoss);
    }

    /// <summary>Whether a bridge from the guard is worth its price, which rises as the budget is overdrawn. What is held back is counted.</summary>
    public bool IsPaidFor(GuardDescr guard)
    {
        if (engine.Options.StressBridges) return true;
        if (!IsMeasuring) return guard.FailCount >= engine.Parameters.TraceEagerness;
        if (guard.FailCount < MinFailures) return false;
        double price = Eagerness * PriceOf(guard.Owner!) * Stopwatch.Frequency;
        if (guard.Rent < price) return false;
        if (guard.Rent >= price * Math.Pow(Math.Max(1, Overdraft), Steepness)) return true;
        engine.Stats.HeldBack++;
        return false;
    }

    /// <summary>Whether something may be traced that has become hot. What is held back is counted; it is asked for again.</summary>
    public bool MayCompile()
    {
        if (!IsMeasuring || Overdraft <= MaxOverdraft) return true;
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

    /// <summary>A bridge with segments was recorded.</summary>
    public void NoteJoined(int operations) => _joinedLength = _joinedLength * Memory + operations * (1 - Memory);

    private void Start(long now)
    {
        _account.Since = now;
        if (_left is not { } guard) return;
        _left = null;
        guard.Rent += Math.Min(now - _leftAt, s_maxRent);
    }

    private void Stop(long now)
    {
        if (_account.Since == 0) return;
        long stay = now - _account.Since;
        _account.InCode += stay;
        _earned += Math.Max(0, stay - s_toll);
        engine.Stats.SecondsInCode += (double)stay / Stopwatch.Frequency;
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

    /// <summary>What compiling has taken, in budgets.</summary>
    private double Overdraft => OverdraftAt(Stopwatch.GetTimestamp());

    private double OverdraftAt(long now)
    {
        double ticks = Share * (now - _start) + LateShare * Math.Max(0, now - _start - s_late) + _earned;
        return CompilingSeconds / (Allowance + ticks / Stopwatch.Frequency);
    }

    private double CompilingSeconds => engine.Stats.SecondsTracing + engine.Stats.SecondsOptimizing + engine.Stats.SecondsGeneratingCode;
}
