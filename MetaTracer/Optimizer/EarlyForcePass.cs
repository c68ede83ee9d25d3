using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>Makes virtuals real before the heap pass sees the operation that lets them escape, so that it knows of their stores.</summary>
internal sealed class EarlyForcePass : Pass
{
    public override void Process(ref Op op)
    {
        switch (op.Code)
        {
            // The stored value may stay virtual for as long as the store is put off.
            case setfield_gc:
                op.A = Optimizer.Force(op.A);
                break;
            case setarrayitem_gc:
                op.A = Optimizer.Force(op.A);
                break;
            case setstatic_gc:
                break;
            default:
                Optimizer.ForceArgs(ref op);
                break;
        }
        Next.Process(ref op);
    }
}
