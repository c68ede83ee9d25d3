using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>Operations on strings that are constants of the trace.</summary>
internal sealed class StringPass : Pass
{
    public override void Process(ref Op op)
    {
        if (op.Code is strlen or strgetitem && op.A.IsConstant && Optimizer.Constants.RefOf(op.A) is string text)
        {
            if (op.Code == strlen)
            {
                Optimizer.MakeEqual(op.Result, Optimizer.Constants.Int(text.Length));
                return;
            }
            if (Optimizer.TryInt(op.B, out long index) && (ulong)index < (ulong)text.Length)
            {
                Optimizer.MakeEqual(op.Result, Optimizer.Constants.Int(text[(int)index]));
                return;
            }
        }
        Next.Process(ref op);
        if (op.Code == strlen) Optimizer.Narrow(op.Result, IntBound.Length);
        else if (op.Code == strgetitem) Optimizer.Narrow(op.Result, IntBound.Range(0, char.MaxValue));
    }
}
