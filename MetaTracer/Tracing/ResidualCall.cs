// Runs a residual callee on registers of a frame, through its stub. The one way in which the meta-interpreter and the blackhole call.
using System.Runtime.CompilerServices;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Tracing;

internal static unsafe class ResidualCall
{
    private const int SmallCall = 16;

    [InlineArray(SmallCall)]
    private struct SmallReferences
    {
        private object? _first;
    }

    /// <summary>
    /// Calls with the values in <paramref name="args"/> and puts the results in <paramref name="results"/>. Returns the exception that
    /// came out, or null; then no register has been written.
    /// </summary>
    public static Exception? Run(CallDescr callee, Frame frame, Operand[] args, Operand[] results)
    {
        int count = Math.Max(args.Length, results.Length);
        if (count <= SmallCall)
        {
            SmallReferences references = default;
            long* raw = stackalloc long[SmallCall];
            return Run(callee, frame, args, results, raw, ref references[0]);
        }
        object?[] manyReferences = new object?[count];
        fixed (long* manyRaw = new long[count]) return Run(callee, frame, args, results, manyRaw, ref manyReferences[0]);
    }

    private static Exception? Run(CallDescr callee, Frame frame, Operand[] args, Operand[] results, long* raw, ref object? refs)
    {
        for (int k = 0; k < args.Length; k++)
        {
            int register = args[k].Register;
            switch (args[k].Kind)
            {
                case Kind.Int: raw[k] = frame.Ints[register]; break;
                case Kind.Ref: Unsafe.Add(ref refs, k) = frame.Refs[register]; break;
                default: raw[k] = BitConverter.DoubleToInt64Bits(frame.Floats[register]); break;
            }
        }
        try
        {
            callee.Stub(raw, ref refs);
        }
        catch (Exception exception)
        {
            return exception;
        }
        for (int k = 0; k < results.Length; k++)
        {
            int register = results[k].Register;
            switch (results[k].Kind)
            {
                case Kind.Int: frame.Ints[register] = raw[k]; break;
                case Kind.Ref: frame.Refs[register] = Unsafe.Add(ref refs, k); break;
                default: frame.Floats[register] = BitConverter.Int64BitsToDouble(raw[k]); break;
            }
        }
        return null;
    }
}
