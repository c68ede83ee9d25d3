// What compiling is worth: the rule of rent or buy. A guard that fails pays rent, the time until the program is in machine code again; when
// that comes to the price of a bridge from there, the bridge is traced. So what is paid is at most about twice what it would have been with
// hindsight. The price is measured by this engine as it runs: seconds an operation, times the operations such a trace has had.
// Compiling lives on what compiled code saves (Worth): a program that gains by it gets all the bridges it wants; one that is all over the
// place and leaves each trace at once, or mostly waits for calls that no trace follows, does not, and is interpreted.
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

    // The budget of compiling: seconds to start with, this share of the time since the engine was attached, and of what compiled code has
    // saved. Hot positions are traced until it is overdrawn so many times.
    private const double Allowance = 0.08;
    private const double Share = 0.08, SavedShare = 0.5;
    private const double MaxOverdraft = 1.2;

    // The price of a bridge rises with this power of the overdraft: little beyond the budget, hardly any are made.
    private const double Steepness = 8;

    // What entering compiled code costs; what it must bring once the budget is used up, because no bridge will make the next stay longer;
    // and the most that a failing guard costs beyond what the interpreter would have taken.
    private static readonly long s_entryCost = Stopwatch.Frequency / 1_000_000;
    private static readonly long s_vainEntryCost = 5 * s_entryCost;
    private static readonly long s_maxLoss = Stopwatch.Frequency / 100_000;

    // Nothing but loops takes as long as this.
    private static readonly long s_longRun = Stopwatch.Frequency / 50_000;

    // What a position may lose before its code rests, and how much of earlier gains counts.
    private static readonly long s_patience = Stopwatch.Frequency / 1000;

    private readonly long _start = Stopwatch.GetTimestamp();
    private GuardDescr? _left;
    private long _leftAt;
    private Account _account;

    // What compiled code has saved and failing guards have lost, in ticks.
    private long _saved;

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
        /// <summary>The code that was entered.</summary>
        public LoopToken? Entered;

        /// <summary>Since when compiled code has been running; 0 while it is not.</summary>
        public long Since;

        /// <summary>Time in compiled code of which it is not known yet what it was worth.</summary>
        public long InCode;

        public long Saved, Lost;
    }

    /// <summary>Whether bridges are bought by what their guards have cost; else a parameter says after how many failures.</summary>
    private bool IsMeasuring => engine.Parameters.TraceEagerness == 0 && !engine.Options.StressBridges;

    /// <summary>The interpreter enters compiled code. The account of what that interrupts is for <see cref="End"/>.</summary>
    public Account Begin(LoopToken token)
    {
        if (!IsMeasuring) return default;
        long now = Stopwatch.GetTimestamp();
        bool interrupts = _account.Since != 0;
        Stop(now);
        Account outer = _account with { Since = interrupts ? now : 0 };
        _account = new Account { Entered = token };
        Start(now);
        return outer;
    }

    /// <summary>The interpreter goes on: what the entry has brought is the cell's, whose code rests when it loses too much.</summary>
    public void End(JitCell cell, Account outer)
    {
        if (!IsMeasuring) return;
        long now = Stopwatch.GetTimestamp();
        Stop(now);
        Value(_account.Entered!, 0);
        long cost = _account.Lost + (OverdraftAt(now) >= 1 ? s_vainEntryCost : s_entryCost);
        cell.Balance = Math.Min(cell.Balance + _account.Saved - cost, s_patience);
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
        Value(_account.Entered!, 0);
    }

    /// <summary>Compiled code is at its end.</summary>
    public void Leave(FinishDescr finish)
    {
        if (!IsMeasuring) return;
        Stop(Stopwatch.GetTimestamp());
        Value(finish.Owner!, finish.Saves);
    }

    /// <summary>Compiled code is left through a guard, to the interpreter.</summary>
    public void Leave(GuardDescr guard)
    {
        guard.FailCount++;
        if (!IsMeasuring) return;
        _leftAt = Stopwatch.GetTimestamp();
        Stop(_leftAt);
        Value(guard.Owner!, guard.Saves);
        if (!guard.DontTrace) _left = guard;
    }

    /// <summary>The instruction in which a guard failed is at its end. For the cell that is a loss if nothing can be done about it now.</summary>
    public void EndFailure(GuardDescr guard)
    {
        if (!IsMeasuring) return;
        long lost = Math.Min(Stopwatch.GetTimestamp() - _leftAt, s_maxLoss);
        _saved -= lost;
        engine.Stats.SecondsLost += (double)lost / Stopwatch.Frequency;
        if (guard.DontTrace || Overdraft >= 1) _account.Lost += lost;
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
        _account.Since = 0;
        _account.InCode += stay;
        engine.Stats.SecondsInCode += (double)stay / Stopwatch.Frequency;
    }

    /// <summary>Counts what a run that ends in a loop's code has saved: by its time where something goes round, else by the way that it took.</summary>
    private void Value(LoopToken owner, double saves)
    {
        bool goesRound = owner.IsLoop || _account.InCode > s_longRun;
        double saved = goesRound ? Worth.RateOf(owner) * _account.InCode : saves * Stopwatch.Frequency;
        _account.InCode = 0;
        _account.Saved += (long)saved;
        _saved += (long)saved;
        engine.Stats.SecondsSaved += saved / Stopwatch.Frequency;
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
        double ticks = Share * (now - _start) + SavedShare * Math.Max(0, _saved);
        return CompilingSeconds / (Allowance + ticks / Stopwatch.Frequency);
    }

    private double CompilingSeconds => engine.Stats.SecondsTracing + engine.Stats.SecondsOptimizing + engine.Stats.SecondsGeneratingCode;
}
