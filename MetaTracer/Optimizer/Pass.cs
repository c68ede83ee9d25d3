using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>
/// One optimization. Operations come one at a time, their arguments resolved to what they are known to equal; a pass drops an
/// operation (after saying what its result equals), changes it, or hands it on. What it does after handing on happens once the
/// operation stands in the optimized trace.
/// </summary>
internal abstract class Pass
{
    public TraceOptimizer Optimizer { get; set; } = null!;
    public Pass Next { get; set; } = null!;

    /// <summary>Handles one operation.</summary>
    public abstract void Process(ref Op op);

    /// <summary>All stores put off must be done now: a label, a jump or the end comes.</summary>
    public virtual void Flush()
    {
    }
}

/// <summary>The end of every list of passes: puts the operation into the trace.</summary>
internal sealed class EmitPass : Pass
{
    public override void Process(ref Op op)
    {
        if (op.Code is int_floordiv or int_floormod) Division.Expand(Optimizer, ref op);
        Optimizer.Append(ref op);
    }
}
