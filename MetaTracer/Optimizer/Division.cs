using System.Numerics;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>Division without dividing, where the divisor is a constant; and division rounded down as machines divide, where it is not.</summary>
internal static class Division
{
    private const int SignBit = 63;

    private static bool IsFloor(OpCode code) => code is int_floordiv or int_floormod;

    private static bool IsQuotient(OpCode code) => code is int_div or int_floordiv;

    /// <summary>
    /// Division by a positive constant: of a power of two by shifting, of another by multiplication. And what is not negative is divided as the
    /// machine does. What the operation becomes is for the passes that follow.
    /// </summary>
    public static void Reduce(TraceOptimizer optimizer, ref Op op)
    {
        bool isNonNegative = optimizer.Bound(op.A).IsNonNegative;
        if (isNonNegative && IsFloor(op.Code) && optimizer.Bound(op.B).IsNonNegative) op.Code = IsQuotient(op.Code) ? int_div : int_rem;
        if (!optimizer.TryInt(op.B, out long divisor) || divisor < 1 || (divisor == 1 && !IsFloor(op.Code))) return;
        if (!BitOperations.IsPow2(divisor)) Multiply(optimizer, ref op, divisor, isNonNegative);
        else if (!isNonNegative && !IsFloor(op.Code)) ShiftTowardZero(optimizer, ref op, divisor);
        else if (IsQuotient(op.Code)) Become(ref op, int_rshift, op.A, optimizer.Constants.Int(BitOperations.TrailingZeroCount(divisor)));
        else Become(ref op, int_and, op.A, optimizer.Constants.Int(divisor - 1));
    }

    private static void Become(ref Op op, OpCode code, Value a, Value b) => (op.Code, op.A, op.B) = (code, a, b);

    /// <summary>By a power of two: what is negative goes up by divisor - 1 first.</summary>
    private static void ShiftTowardZero(TraceOptimizer optimizer, ref Op op, long divisor)
    {
        int bits = BitOperations.TrailingZeroCount(divisor);
        ConstantPool pool = optimizer.Constants;
        Value sign = optimizer.Send(int_rshift, [op.A, pool.Int(SignBit)]);
        Value raised = optimizer.Send(int_add, [op.A, optimizer.Send(uint_rshift, [sign, pool.Int(64 - bits)])]);
        if (IsQuotient(op.Code)) Become(ref op, int_rshift, raised, pool.Int(bits));
        else Become(ref op, int_sub, op.A, optimizer.Send(int_and, [raised, pool.Int(-divisor)]));
    }

    /// <summary>
    /// The quotient is the upper half of a product, shifted. Of what may be negative it is made of the absolute value, or rounded down of the
    /// complement: -1 - x is not negative, and its quotient's complement is that of x.
    /// </summary>
    private static void Multiply(TraceOptimizer optimizer, ref Op op, long divisor, bool isNonNegative)
    {
        ConstantPool pool = optimizer.Constants;
        Value dividend = op.A, magnitude = dividend, sign = Value.None;
        if (!isNonNegative)
        {
            sign = optimizer.Send(int_rshift, [dividend, pool.Int(SignBit)]);
            magnitude = optimizer.Send(int_xor, [dividend, sign]);
            if (!IsFloor(op.Code)) magnitude = optimizer.Send(int_sub, [magnitude, sign]);
        }
        ulong factor = FactorOf(divisor, out int shift);
        Value high = optimizer.Send(uint_mul_high, [magnitude, pool.Int((long)factor)]);
        var last = (Code: uint_rshift, A: high, B: pool.Int(shift));
        if (!isNonNegative) last = (int_xor, optimizer.Send(last.Code, [last.A, last.B]), sign);
        if (!isNonNegative && !IsFloor(op.Code)) last = (int_sub, optimizer.Send(last.Code, [last.A, last.B]), sign);
        if (!IsQuotient(op.Code)) last = (int_sub, dividend, optimizer.Send(int_mul, [optimizer.Send(last.Code, [last.A, last.B]), op.B]));
        Become(ref op, last.Code, last.A, last.B);
    }

    /// <summary>
    /// What an integer from 0 to 2^63 is multiplied with, and how far the upper half of the product is shifted, to divide it.
    /// </summary>
    /// <param name="divisor">Above 2 and no power of two.</param>
    /// <remarks>
    /// With 2^shift the power of two below the divisor, the factor is 2^(64 + shift) / divisor, rounded up. Granlund and Montgomery,
    /// "Division by invariant integers using multiplication".
    /// </remarks>
    public static ulong FactorOf(long divisor, out int shift)
    {
        shift = BitOperations.Log2((ulong)divisor);
        // A digit at a time: the runtime has no code of UInt128 ready.
        ulong rest = 1UL << shift, quotient = 0;
        for (int digit = 0; digit < 64; digit++)
        {
            bool isOne = rest >= (ulong)divisor - rest;
            rest = isOne ? rest - ((ulong)divisor - rest) : rest << 1;
            quotient = quotient << 1 | (isOne ? 1UL : 0);
        }
        return quotient + 1;
    }

    /// <summary>Quotient or remainder rounded down, for a backend: what is rounded toward zero is corrected where the remainder has the other sign.</summary>
    public static void Expand(TraceOptimizer optimizer, ref Op op)
    {
        Value a = op.A, b = op.B, signs, remainder, quotient = Value.None;
        bool isQuotient = IsQuotient(op.Code), isPositive = optimizer.Bound(b).IsNonNegative;
        if (isQuotient)
        {
            quotient = Emit(optimizer, int_div, a, b);
            remainder = Emit(optimizer, int_sub, a, Emit(optimizer, int_mul, quotient, b));
        }
        else
        {
            remainder = Emit(optimizer, int_rem, a, b);
        }
        Value bits = optimizer.Constants.Int(SignBit);
        if (isPositive)
        {
            signs = Emit(optimizer, int_rshift, remainder, bits);
        }
        else
        {
            Value negated = Emit(optimizer, int_sub, optimizer.Constants.Int(0), remainder);
            Value isOther = Emit(optimizer, int_xor, remainder, b), isAny = Emit(optimizer, int_or, remainder, negated);
            signs = Emit(optimizer, int_rshift, Emit(optimizer, int_and, isOther, isAny), bits);
        }
        if (isQuotient) Become(ref op, int_add, quotient, signs);
        else Become(ref op, int_add, remainder, Emit(optimizer, int_and, signs, b));
    }

    private static Value Emit(TraceOptimizer optimizer, OpCode code, Value a, Value b)
    {
        Op op = Op.Of(code, optimizer.NewVariable(Kind.Int), [a, b]);
        optimizer.Append(ref op);
        return op.Result;
    }
}
