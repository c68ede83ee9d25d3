using MetaJit;
using MetaTracer.Resume;
using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>One call of the optimizer: the recorded trace, the trace being made, and what their pieces share.</summary>
internal sealed class OptimizationRun
{
    public OptimizationRun(
        TreeLoop recorded, LoopToken token, OptimizerOptions options, GuardDescr? from = null, TreeLoop? iteration = null)
    {
        Recorded = recorded;
        Iteration = iteration ?? recorded;
        Token = token;
        From = from;
        Options = options;
        Enabled = options.Enabled;
        Output = new TreeLoop(recorded.Constants) { VariableCount = Iteration.VariableCount };
        Output.Inputs.AddRange(recorded.Inputs);
        Resume = new ResumeDataBuilder(recorded.Snapshots);
        if (options.Verify) Verifier = new PassVerifier(Output);
        if (Iteration.Count > 0 && Iteration[Iteration.Count - 1] is { Code: OpCode.jump } jump) JumpToken = jump.Descr as LoopToken;
    }

    public TreeLoop Recorded { get; }

    /// <summary>
    /// What the body of a peeled loop is made of: the recorded trace itself, or the iteration that was recorded after it; of a bridge in pieces,
    /// the last. It continues the first one's numbering of variables.
    /// </summary>
    public TreeLoop Iteration { get; }
    public TreeLoop Output { get; }
    public LoopToken Token { get; }

    /// <summary>The guard that a bridge starts from.</summary>
    public GuardDescr? From { get; }
    public OptimizerOptions Options { get; }
    public ResumeDataBuilder Resume { get; }

    /// <summary>Null where traces are not verified.</summary>
    public PassVerifier? Verifier { get; }

    public GuardFacts Facts { get; } = new();

    /// <summary>The recorded operations are gone through again: their results need variables of their own.</summary>
    public bool IsCopying { get; set; }

    /// <summary>The loop that the recorded trace jumps to; null where it does not jump.</summary>
    public LoopToken? JumpToken { get; }

    /// <summary>Whether a guard with this snapshot asks for what a jump to <see cref="JumpToken"/> needs.</summary>
    public bool IsConditionOfJump(int snapshot) =>
        JumpToken is not null && (snapshot == SnapshotOfEnd(Recorded) || snapshot == SnapshotOfEnd(Iteration));

    public static int SnapshotOfEnd(TreeLoop recorded) => recorded[recorded.Count - 1].Snapshot;

    /// <summary>No label of the loop that the trace jumps to is for values like these: they go to its start.</summary>
    public bool FitsNoLabel { get; set; }

    /// <summary>The labels that were made: of the loop, or of segments.</summary>
    public List<TargetToken> NewLabels { get; } = [];

    /// <summary>The labels of segments, by their places in the output, with their first arguments and the facts they may take over.</summary>
    public List<(int Label, Value[] Leaves, ShortPreambleBuilder Imports)> Segments { get; } = [];

    /// <summary>Names of the passes that run.</summary>
    public HashSet<string> Enabled { get; }

    /// <summary>Quasi-immutable values the trace relies on.</summary>
    public List<QuasiImmutable> Dependencies { get; } = [];

    public void DependOn(QuasiImmutable dependency)
    {
        if (!Dependencies.Contains(dependency)) Dependencies.Add(dependency);
    }

    /// <summary>One for each piece gone through, while it may be of use.</summary>
    public List<TraceOptimizer> Optimizers { get; } = [];

    public OptimizedTrace Result()
    {
        foreach (TraceOptimizer optimizer in Optimizers) optimizer.Release();
        Resume.Store.Trim();
        // Where a join has no label for what comes, the trace is thrown away.
        bool hasEnd = !(FitsNoLabel && JumpToken is { IsJoin: true });
        Verifier?.CheckAfter("closing", hasEnd);
        if (Enabled.Contains("pure")) DeadCode.Remove(Output);
        Verifier?.CheckAfter("dead code", hasEnd);
        return new OptimizedTrace(Output, Dependencies) { FitsNoLabel = FitsNoLabel, NewLabels = NewLabels };
    }
}
