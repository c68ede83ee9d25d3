using MetaJit;
using MetaTracer.Resume;
using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>One call of the optimizer: the recorded trace, the trace being made, and what their pieces share.</summary>
internal sealed class OptimizationRun
{
    public OptimizationRun(TreeLoop recorded, LoopToken token, OptimizerOptions options)
    {
        Recorded = recorded;
        Token = token;
        Options = options;
        Enabled = OptimizerPipeline.ParseEnabled(options.EnableOpts);
        Output = new TreeLoop(recorded.Constants) { VariableCount = recorded.VariableCount };
        Output.Inputs.AddRange(recorded.Inputs);
        Resume = new ResumeDataBuilder(recorded.Snapshots);
    }

    public TreeLoop Recorded { get; }
    public TreeLoop Output { get; }
    public LoopToken Token { get; }
    public OptimizerOptions Options { get; }
    public ResumeDataBuilder Resume { get; }

    /// <summary>The recorded operations are gone through again: their results need variables of their own.</summary>
    public bool IsCopying { get; set; }

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
