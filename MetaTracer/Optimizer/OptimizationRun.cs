using MetaJit;
using MetaTracer.Resume;
using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>One call of the optimizer: the recorded trace, the trace being made, and what their pieces share.</summary>
internal sealed class OptimizationRun
{
    public OptimizationRun(TreeLoop recorded, LoopToken token, OptimizerOptions options, GuardDescr? from = null)
    {
        Recorded = recorded;
        Token = token;
        From = from;
        Options = options;
        Enabled = OptimizerPipeline.ParseEnabled(options.EnableOpts);
        Output = new TreeLoop(recorded.Constants) { VariableCount = recorded.VariableCount };
        Output.Inputs.AddRange(recorded.Inputs);
        Resume = new ResumeDataBuilder(recorded.Snapshots);
        if (recorded.Count > 0 && recorded[recorded.Count - 1] is { Code: OpCode.jump } jump)
        {
            JumpToken = jump.Descr as LoopToken;
            JumpSnapshot = jump.Snapshot;
        }
    }

    public TreeLoop Recorded { get; }
    public TreeLoop Output { get; }
    public LoopToken Token { get; }

    /// <summary>The guard that a bridge starts from.</summary>
    public GuardDescr? From { get; }
    public OptimizerOptions Options { get; }
    public ResumeDataBuilder Resume { get; }

    /// <summary>The recorded operations are gone through again: their results need variables of their own.</summary>
    public bool IsCopying { get; set; }

    /// <summary>The loop that the recorded trace jumps to, and the state there; null and -1 where it does not jump.</summary>
    public LoopToken? JumpToken { get; }
    public int JumpSnapshot { get; } = -1;

    /// <summary>Names of the passes that run.</summary>
    public HashSet<string> Enabled { get; }

    /// <summary>Quasi-immutable values the trace relies on.</summary>
    public List<QuasiImmutable> Dependencies { get; } = [];

    public void DependOn(QuasiImmutable dependency)
    {
        if (!Dependencies.Contains(dependency)) Dependencies.Add(dependency);
    }

    public OptimizedTrace Result()
    {
        if (Enabled.Contains("pure")) DeadCode.Remove(Output);
        return new OptimizedTrace(Output, Dependencies);
    }
}
