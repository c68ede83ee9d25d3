using MetaJit;
using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>How to optimize.</summary>
internal sealed record OptimizerOptions
{
    /// <summary>As <see cref="JitParameters.EnableOpts"/>: pass names joined by colons, <c>all</c>, and <c>-name</c> to leave one out.</summary>
    public string EnableOpts { get; init; } = "all";

    /// <summary>The names that <see cref="EnableOpts"/> says.</summary>
    internal HashSet<string> Enabled => _enabled ??= OptimizerPipeline.ParseEnabled(EnableOpts);

    private HashSet<string>? _enabled;

    /// <summary>Numbers guards; unique in one engine.</summary>
    public Func<int> NextGuardNumber { get; init; } = static () => 0;

    /// <summary>Not null: <c>--jit-stress guards</c>, guards that fail at random are put in, chosen with this seed.</summary>
    public int? StressGuardsSeed { get; init; }

    /// <summary>As <see cref="JitParameters.Verify"/>.</summary>
    public bool Verify { get; init; }

    /// <summary>As <see cref="JitParameters.MaxRetraceGuards"/>.</summary>
    public int MaxRetraceGuards { get; init; } = new JitParameters().MaxRetraceGuards;

    /// <summary>As <see cref="JitParameters.RetraceLimit"/>.</summary>
    public int RetraceLimit { get; init; } = new JitParameters().RetraceLimit;

    /// <summary>The items of an array of 64-bit integers. Null: bridges do not count their jumps to loops that have no label for them.</summary>
    internal ArrayDescr? JumpCounter { get; init; }

    /// <summary>Receives what is worth a line in the log: why a jump did not go to a label.</summary>
    public Action<string>? Note { get; init; }
}

/// <summary>What the optimizer made of a recorded trace.</summary>
/// <param name="Loop">Ready for a backend, but for the reads of a virtualizable at a loop's entry.</param>
/// <param name="Dependencies">What the trace relied on not to change: its token is to be registered with each.</param>
internal sealed record OptimizedTrace(TreeLoop Loop, IReadOnlyList<QuasiImmutable> Dependencies)
{
    /// <summary>A bridge: its loop has labels, but none for what the bridge brings, and it jumps to the loop's start. A join has no start: the trace has no jump.</summary>
    public bool FitsNoLabel { get; init; }

    /// <summary>Labels in the trace that others may jump to once it is compiled.</summary>
    public IReadOnlyList<TargetToken> NewLabels { get; init; } = [];
}

/// <summary>The trace contradicts itself: a guard would always fail. Nothing is compiled; the reason goes to the statistics.</summary>
internal sealed class InvalidLoopException(string reason) : Exception(reason);
