using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>
/// How what is known of integers goes through an operation: from its arguments to its result, and back from the result to the arguments.
/// The result of an _ovf operation is one that did not overflow. Tests try every function on values that the bounds hold.
/// </summary>
internal static class IntTransfer
{
    /// <summary>Bounds of the result; null when nothing follows.</summary>
    /// <param name="b">Any for an operation of one argument.</param>
    public static IntBound? Result(OpCode code, IntBound a, IntBound b)
    {
        bool constant = b.IsConstant;
        long c = b.Lower;
        return code switch
        {
            int_add => a.Add(b),
            int_sub => a.Subtract(b),
            int_mul => a.Multiply(b),
            int_add_ovf => a.AddNoOverflow(b).Intersect(a.Add(b)),
            int_sub_ovf => a.SubtractNoOverflow(b).Intersect(a.Subtract(b)),
            int_mul_ovf => a.MultiplyNoOverflow(b),
            int_and => a.And(b),
            int_or => a.Or(b),
            int_xor => a.Xor(b),
            int_neg => a.Negate(),
            int_invert => a.Invert(),
            int_lshift => constant ? a.ShiftLeft((int)c & 63) : a.ShiftLeftBy(b),
            int_rshift => constant ? a.ShiftRight((int)c & 63) : a.ShiftRightBy(b),
            uint_rshift => constant ? a.ShiftRightUnsigned((int)c & 63) : a.ShiftRightUnsignedBy(b),
            int_signext when constant => a.SignExtend((int)c),
            int_div when constant && c > 0 => a.DivideBy(c),
            int_rem when constant && c > 0 => a.RemainderBy(c),
            int_floordiv when constant && c > 0 => a.FloorDivideBy(c),
            int_floormod when b.Lower > 0 => a.FloorRemainderBy(b.Upper),
            _ => null,
        };
    }

    /// <summary>Bounds of the arguments, given those of the result.</summary>
    /// <remarks>
    /// Not through operations on bits: what a path's tests of single bits say of an integer would make the labels behind them ask for that, so that
    /// other paths do not fit.
    /// </remarks>
    /// <exception cref="InvalidLoopException">No arguments within their bounds give such a result.</exception>
    public static (IntBound A, IntBound B) Arguments(OpCode code, IntBound a, IntBound b, IntBound result)
    {
        switch (code)
        {
            case int_add or int_add_ovf:
                // Whether or not the sum wraps, the difference wraps back.
                IntBound first = a.Intersect(result.Subtract(b)), second = b.Intersect(result.Subtract(a));
                return code == int_add_ovf || !a.CanAddOverflow(b)
                    ? (first.Intersect(result.SubtractNoOverflow(b)), second.Intersect(result.SubtractNoOverflow(a)))
                    : (first, second);
            case int_sub or int_sub_ovf:
                first = a.Intersect(result.Add(b));
                second = b.Intersect(a.Subtract(result));
                return code == int_sub_ovf || !a.CanSubtractOverflow(b)
                    ? (first.Intersect(result.AddNoOverflow(b)), second.Intersect(a.SubtractNoOverflow(result)))
                    : (first, second);
            case int_mul or int_mul_ovf when b.IsConstant && b.Lower > 0 && (code == int_mul_ovf || !a.CanMultiplyOverflow(b)):
                return (a.Intersect(result.QuotientBy(b.Lower)), b);
            case int_neg:
                return (a.Intersect(result.Negate()), b);
            case int_invert:
                return (a.Intersect(result.Invert()), b);
            default:
                return (a, b);
        }
    }
}
