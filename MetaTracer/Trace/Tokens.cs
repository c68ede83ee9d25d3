using MetaJit;
using MetaTracer.Resume;
using MetaTracer.Warmup;

namespace MetaTracer.Trace;

/// <summary>
/// One compiled loop or function with its bridges: what a position of the user's program has once it is hot. PyPy's JitCellToken.
/// </summary>
internal sealed class LoopToken(int number, JitDriver? driver, object?[] greens, EntryPoint? entry = null) : IQuasiImmutableDependent
{
    /// <summary>Unique in one engine; what logs call the loop.</summary>
    public int Number { get; } = number;

    /// <summary>Null only in traces read from text.</summary>
    public JitDriver? Driver { get; } = driver;

    public object?[] Greens { get; } = greens;

    /// <summary>What calling it may do.</summary>
    public EffectInfo Effect { get; init; } = EffectInfo.Unknown;

    /// <summary>The position it is code of: what call_assembler calls, whichever token of the position it names.</summary>
    public EntryPoint EntryPoint { get; } = entry ?? new EntryPoint();

    /// <summary>When it was last entered, in traces begun.</summary>
    public int Generation { get; set; }

    /// <summary>Loops that its code, bridges included, jumps to, and positions that it calls.</summary>
    internal HashSet<LoopToken> JumpsTo { get; } = [];
    internal HashSet<EntryPoint> Calls { get; } = [];

    /// <summary>Its code is gone: nothing is compiled for it any more.</summary>
    public bool IsFreed { get; internal set; }

    /// <summary>The labels other traces may jump to, in the order they were compiled; the first is the loop's own entry.</summary>
    public List<TargetToken> Targets { get; } = [];

    /// <summary>Its own trace comes back to it. False for a function's entry, and for a trace from a loop header that leads elsewhere.</summary>
    public bool IsLoop { get; set; }

    /// <summary>It has no code of its own, only labels in bridges of a loop: segments that begin where control flow joins.</summary>
    public bool IsJoin { get; init; }

    /// <summary>Where its code and bridges pass, and their segments.</summary>
    internal JoinTable Joins { get; } = new();

    /// <summary>Kinds of what the loop's entry takes: the driver's reds, in order.</summary>
    public Kind[] InputKinds { get; set; } = [];

    /// <summary>Bridges compiled from its guards and from theirs.</summary>
    public int Bridges { get; set; }

    /// <summary>Operations recorded for it and its bridges.</summary>
    public long OperationsRecorded { get; set; }

    /// <summary>What its code and bridges save.</summary>
    internal Warmup.Worth Worth { get; } = new();

    /// <summary>Times that a bridge was traced on because the loop had no label for it.</summary>
    public int Retraces { get; set; }

    /// <summary>The backend's compiled form; null until compiled.</summary>
    public object? BackendData { get; set; }

    /// <summary>Set for good once a quasi-immutable value it relied on has changed: its guard_not_invalidated fail and it is not entered again.</summary>
    public bool IsInvalidated { get; private set; }

    public bool IsGone => IsInvalidated || IsFreed;

    /// <summary>Raised once, when the token becomes invalid.</summary>
    public event Action<LoopToken>? Invalidated;

    public void Invalidate()
    {
        if (IsInvalidated) return;
        IsInvalidated = true;
        if (EntryPoint.Current == this) EntryPoint.Current = null;
        Invalidated?.Invoke(this);
    }
}

/// <summary>
/// A position of the user's program as compiled code calls it: one for all tokens the position has in the course of time, so that
/// callers find its new code when the old was invalidated or replaced.
/// </summary>
internal sealed class EntryPoint
{
    /// <summary>The position's code; null while there is none: then a call goes to the portal.</summary>
    public LoopToken? Current { get; set; }

    /// <summary>How the backend's code gets there.</summary>
    public object? BackendData { get; set; }
}

/// <summary>A label that jumps can go to.</summary>
internal sealed class TargetToken(LoopToken? owner)
{
    public LoopToken? Owner { get; } = owner;

    /// <summary>The optimizer's knowledge of what holds at the label: virtual state and short preamble. Null: nothing is assumed of the arguments.</summary>
    public object? OptimizerData { get; set; }

    /// <summary>Where the label stands in compiled code and where it wants its arguments.</summary>
    public object? BackendData { get; set; }

    /// <summary>Kinds of its arguments; known only where traces are verified.</summary>
    public Kind[]? Kinds { get; set; }

    public override string ToString() => Owner is { } owner && owner.Targets.IndexOf(this) is >= 0 and int index ? $"L{owner.Number}.{index}" : "T1";
}

/// <summary>How compiled code was left.</summary>
internal abstract class FailDescr
{
    /// <summary>The loop whose code it is. Of a finish, unknown in traces that are not compiled.</summary>
    public LoopToken? Owner { get; set; }

    /// <summary>Seconds that a run saves that ends here, without what loops repeat, on the way that was compiled first: see <see cref="Warmup.Worth"/>.</summary>
    internal double Saves { get; set; }
}

/// <summary>The traced portal call is over.</summary>
internal sealed class FinishDescr(Kind kind, bool isException) : FailDescr
{
    /// <summary>Kind of the result, the finish operation's only argument.</summary>
    public Kind Kind { get; } = kind;

    /// <summary>The argument is an exception that comes out of the portal.</summary>
    public bool IsException { get; } = isException;

    public static readonly FinishDescr Void = new(Kind.Void, false);
    public static readonly FinishDescr Int = new(Kind.Int, false);
    public static readonly FinishDescr Ref = new(Kind.Ref, false);
    public static readonly FinishDescr Float = new(Kind.Float, false);
    public static readonly FinishDescr Exception = new(Kind.Ref, true);

    public static FinishDescr Of(Kind kind) => kind switch { Kind.Int => Int, Kind.Ref => Ref, Kind.Float => Float, _ => Void };
}

/// <summary>One guard of one optimized trace.</summary>
internal sealed class GuardDescr : FailDescr
{
    /// <summary>How to rebuild the interpreter's state from the fail arguments. Null only in traces read from text. For tests and texts.</summary>
    public ResumeData? Resume => Store?.Unpack(ResumeAt, Condition);

    /// <summary>The resume data of the guard's trace, and where its own begins there.</summary>
    public ResumeStore? Store { get; internal set; }
    internal int ResumeAt { get; set; }

    /// <summary>What the resume data wants for the condition of the guard it was made for.</summary>
    internal bool Condition { get; set; }

    /// <summary>Where what the optimizer knew of the fail arguments stands in the store; -1: nothing.</summary>
    internal int FactsAt { get; set; } = -1;

    /// <summary>The guard's opcode.</summary>
    public OpCode Code { get; set; }

    /// <summary>Unique in one engine; what logs call the guard.</summary>
    public int Number { get; set; }

    /// <summary>Kinds of the fail arguments.</summary>
    public Kind[] FailKinds { get; set; } = [];

    /// <summary>Failures that left compiled code. Counted by the engine.</summary>
    public int FailCount { get; set; }

    /// <summary>The same, never set back, for statistics.</summary>
    public long Failures { get; set; }

    /// <summary>What the failures have cost, in ticks of the clock.</summary>
    public long Rent { get; set; }

    /// <summary>A bridge is attached: failures stay in compiled code.</summary>
    public bool HasBridge { get; set; }

    /// <summary>A bridge is being traced.</summary>
    public bool IsBeingTraced { get; set; }

    /// <summary>Tracing from here failed for good; do not try again.</summary>
    public bool DontTrace { get; set; }

    /// <summary>
    /// It asks whether a call has raised that an optimizer makes before its time. The exception is dropped: who goes on interpreting makes the call
    /// again when its time comes. No bridge starts there.
    /// </summary>
    public bool IsAhead { get; set; }

    /// <summary>Of a guard on a value or class: the instruction of the interpreter that asked for it.</summary>
    public (CodeWriter.JitCode Code, int Pc)? Site { get; set; }

    /// <summary>Guards of the same site that have failed on the way here, each in the bridge of the one before: values already tried.</summary>
    public int Tried { get; set; }

    /// <summary>Bridges given up.</summary>
    public int Aborts { get; set; }

    /// <summary>
    /// The loop that a jump goes to, where the guard asks whether the jump's values are as the loop's label wants them. A bridge from it
    /// comes to that jump again: to ask once more would lead to one more bridge, without end.
    /// </summary>
    public LoopToken? ConditionOf { get; set; }

    /// <summary>Of a guard that fails at times, to show that a jump is taken often: how often, and 1. All 0: it fails always.</summary>
    internal long[]? JumpCount { get; set; }

    /// <summary>Where the guard stands in compiled code and where its fail arguments are.</summary>
    public object? BackendData { get; set; }
}
