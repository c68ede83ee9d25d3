using System.Numerics;
using MetaTracer.Trace;
using static MetaTracer.Optimizer.RewriteRules;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>
/// The algebraic rules of integers. A rule's name is what it claims, of all 64-bit integers: left is what it finds, right what it makes of
/// it, behind <c>if</c> what it makes sure of first. A test reads the names and proves each.
/// </summary>
/// <remarks>A sum or difference is the same sum or difference whether or not its operation asked for overflow: both wrap.</remarks>
internal static class IntegerRules
{
    internal static readonly Rule[] Table =
    [
        new("x + 0 = x", int_add, (o, ref op, out e) => FirstIf(o.IsIntConstant(op.B, 0), op, out e)),
        new("(x + c) + d = x + (c + d)", int_add, AddConstants),
        new("(c - x) + d = (c + d) - x", int_add, AddToDifference),
        new("(x - y) + y = x", int_add, UndoDifference),
        new("x + -y = x - y", int_add, AddNegated),
        new("~x + 1 = -x", int_add, (o, ref op, out e) => UnaryIf(Is(o, op.A, int_invert, out Value x) && o.IsIntConstant(op.B, 1), ref op, int_neg, x, out e)),
        new("x +ovf 0 = x", int_add_ovf, (o, ref op, out e) => NoOverflow(o, FirstIf(o.IsIntConstant(op.B, 0), op, out e))),
        new("(x + c) +ovf d = x +ovf (c + d) if fits(x + c) and fits(c + d)", int_add_ovf, AddConstantsExactly),
        new("x - 0 = x", int_sub, (o, ref op, out e) => FirstIf(o.IsIntConstant(op.B, 0), op, out e)),
        new("x - x = 0", int_sub, (o, ref op, out e) => ConstantIf(o, op.A == op.B, 0, out e)),
        new("x - c = x + -c", int_sub, SubtractConstant),
        new("0 - x = -x", int_sub, (o, ref op, out e) => UnaryIf(o.IsIntConstant(op.A, 0), ref op, int_neg, op.B, out e)),
        new("(x + y) - y = x", int_sub, (o, ref op, out e) => FoundIf(IsSumWith(o, op.A, op.B, out Value x), x, out e)),
        new("x - (x - y) = y", int_sub, (o, ref op, out e) => FoundIf(IsDifference(o, op.B, out Value x, out Value y) && x == op.A, y, out e)),
        new("y - (x + y) = -x", int_sub, (o, ref op, out e) => UnaryIf(IsSumWith(o, op.B, op.A, out Value x), ref op, int_neg, x, out e)),
        new("(x - y) - x = -y", int_sub, (o, ref op, out e) => UnaryIf(IsDifference(o, op.A, out Value x, out Value y) && x == op.B, ref op, int_neg, y, out e)),
        new("x - -y = x + y", int_sub, (o, ref op, out e) => Is(o, op.B, int_neg, out Value y) ? Change(ref op, int_add, op.A, y, out e) : No(out e)),
        new("c - (x + d) = (c - d) - x", int_sub, SubtractSum),
        new("c - (d - x) = x + (c - d)", int_sub, SubtractDifference),
        new("x -ovf 0 = x", int_sub_ovf, (o, ref op, out e) => NoOverflow(o, FirstIf(o.IsIntConstant(op.B, 0), op, out e))),
        new("x -ovf x = 0", int_sub_ovf, (o, ref op, out e) => NoOverflow(o, ConstantIf(o, op.A == op.B, 0, out e))),
        new("(x + c) -ovf d = x +ovf (c - d) if fits(x + c) and fits(c - d)", int_sub_ovf, AddConstantsExactly),
        new("x * 0 = 0", int_mul, (o, ref op, out e) => ConstantIf(o, o.IsIntConstant(op.B, 0), 0, out e)),
        new("x * 1 = x", int_mul, (o, ref op, out e) => FirstIf(o.IsIntConstant(op.B, 1), op, out e)),
        new("x * -1 = -x", int_mul, (o, ref op, out e) => UnaryIf(o.IsIntConstant(op.B, -1), ref op, int_neg, op.A, out e)),
        new("x * (1 << n) = x << n", int_mul, MultiplyByPower),
        new("(x * c) * d = x * (c * d)", int_mul, (o, ref op, out e) => Reassociate(o, ref op, int_mul, out e)),
        new("(x << c) * d = x * (d << c)", int_mul, MultiplyShifted),
        new("x * (1 << n) = x << n", int_mul, MultiplyByShiftedOne),
        new("x *ovf 1 = x", int_mul_ovf, (o, ref op, out e) => NoOverflow(o, FirstIf(o.IsIntConstant(op.B, 1), op, out e))),
        new("x *ovf 0 = 0", int_mul_ovf, (o, ref op, out e) => NoOverflow(o, ConstantIf(o, o.IsIntConstant(op.B, 0), 0, out e))),
        new("x / 1 = x", int_div, (o, ref op, out e) => FirstIf(o.IsIntConstant(op.B, 1), op, out e)),
        new("x % 1 = 0", int_rem, (o, ref op, out e) => ConstantIf(o, o.IsIntConstant(op.B, 1), 0, out e)),
        new("x /u (1 << n) = x >>> n", uint_div, DivideUnsigned),
        new("x %u (1 << n) = x & ((1 << n) - 1)", uint_rem, RemainderUnsigned),

        new("x & 0 = 0", int_and, (o, ref op, out e) => ConstantIf(o, o.IsIntConstant(op.B, 0), 0, out e)),
        new("x & -1 = x", int_and, (o, ref op, out e) => FirstIf(o.IsIntConstant(op.B, -1), op, out e)),
        new("x & x = x", int_and, (o, ref op, out e) => FirstIf(op.A == op.B, op, out e)),
        new("(x & c) & d = x & (c & d)", int_and, (o, ref op, out e) => Reassociate(o, ref op, int_and, out e)),
        new("(x & y) & y = x & y", int_and, Repeat),
        new("(x | y) & y = y", int_and, (o, ref op, out e) => Absorb(o, op, int_or, out e)),
        new("(x | y) & z = x & z if (y & z) == 0", int_and, (o, ref op, out e) => MaskAway(o, ref op, int_or, out e)),
        new("(x ^ y) & z = x & z if (y & z) == 0", int_and, (o, ref op, out e) => MaskAway(o, ref op, int_xor, out e)),
        new("(x + y) & z = x & z if (x & y) == 0 and (y & z) == 0", int_and, (o, ref op, out e) => MaskAway(o, ref op, int_add, out e)),
        new("(x + c) & d = x & d if (c & -c) >u d or c == 0", int_and, MaskAwaySum),
        new("x | 0 = x", int_or, (o, ref op, out e) => FirstIf(o.IsIntConstant(op.B, 0), op, out e)),
        new("x | -1 = -1", int_or, (o, ref op, out e) => ConstantIf(o, o.IsIntConstant(op.B, -1), -1, out e)),
        new("x | x = x", int_or, (o, ref op, out e) => FirstIf(op.A == op.B, op, out e)),
        new("(x | c) | d = x | (c | d)", int_or, (o, ref op, out e) => Reassociate(o, ref op, int_or, out e)),
        new("(x & y) | y = y", int_or, (o, ref op, out e) => Absorb(o, op, int_and, out e)),
        new("(x | y) | y = x | y", int_or, Repeat),
        new("x | y = y if (x & ~y) == 0", int_or, OrOnes),
        new("(x & c) | d = x | d if (c | d) == -1", int_or, UnmaskSet),
        new("x | y = x + y if (x & y) == 0", int_or, AddDisjoint),
        new("x ^ 0 = x", int_xor, (o, ref op, out e) => FirstIf(o.IsIntConstant(op.B, 0), op, out e)),
        new("x ^ x = 0", int_xor, (o, ref op, out e) => ConstantIf(o, op.A == op.B, 0, out e)),
        new("x ^ -1 = ~x", int_xor, (o, ref op, out e) => UnaryIf(o.IsIntConstant(op.B, -1), ref op, int_invert, op.A, out e)),
        new("(x ^ c) ^ d = x ^ (c ^ d)", int_xor, (o, ref op, out e) => Reassociate(o, ref op, int_xor, out e)),
        new("(x ^ y) ^ y = x", int_xor, UndoXor),
        new("x ^ y = x + y if (x & y) == 0", int_xor, AddDisjoint),
        new("x << 0 = x", int_lshift, ShiftByNothing),
        new("x >> 0 = x", int_rshift, ShiftByNothing),
        new("x >>> 0 = x", uint_rshift, ShiftByNothing),
        new("0 << x = 0", int_lshift, (o, ref op, out e) => ConstantIf(o, o.IsIntConstant(op.A, 0), 0, out e)),
        new("0 >> x = 0", int_rshift, (o, ref op, out e) => ConstantIf(o, o.IsIntConstant(op.A, 0), 0, out e)),
        new("0 >>> x = 0", uint_rshift, (o, ref op, out e) => ConstantIf(o, o.IsIntConstant(op.A, 0), 0, out e)),
        new("(x << c) << d = x << (c + d) if c <u 64 and d <u 64 and (c + d) < 64", int_lshift, ShiftTwice),
        new("(x >> c) >> d = x >> (c + d) if c <u 64 and d <u 64 and (c + d) < 64", int_rshift, ShiftTwice),
        new("(x >>> c) >>> d = x >>> (c + d) if c <u 64 and d <u 64 and (c + d) < 64", uint_rshift, ShiftTwice),
        new("(x << c) << d = 0 if c <u 64 and d <u 64 and (c + d) >= 64", int_lshift, ShiftOut),
        new("(x >>> c) >>> d = 0 if c <u 64 and d <u 64 and (c + d) >= 64", uint_rshift, ShiftOut),
        new("(x >> c) >> d = x >> 63 if c <u 64 and d <u 64 and (c + d) >= 64", int_rshift, ShiftToSign),
        new("(x << c) >>> c = x & (-1 >>> c)", uint_rshift, (o, ref op, out e) => ShiftBack(o, ref op, int_lshift, out e)),
        new("(x >> c) << c = x & (-1 << c)", int_lshift, (o, ref op, out e) => ShiftBack(o, ref op, int_rshift, out e)),
        new("(x >>> c) << c = x & (-1 << c)", int_lshift, (o, ref op, out e) => ShiftBack(o, ref op, uint_rshift, out e)),
        new("(x << c) >> c = x if ((x << c) >> c) == x", int_rshift, ShiftBackFitting),
        new("(x << 32) >> 32 = signext4(x)", int_rshift, ShiftToExtend),
        new("-(-x) = x", int_neg, (o, ref op, out e) => Twice(o, op, int_neg, out e)),
        new("-(x - y) = y - x", int_neg, NegateDifference),
        new("-(~x) = x + 1", int_neg, (o, ref op, out e) => Is(o, op.A, int_invert, out Value x) ? Change(ref op, int_add, x, o.Constants.Int(1), out e) : No(out e)),
        new("~~x = x", int_invert, (o, ref op, out e) => Twice(o, op, int_invert, out e)),
        new("~(-x) = x + -1", int_invert, (o, ref op, out e) => Is(o, op.A, int_neg, out Value x) ? Change(ref op, int_add, x, o.Constants.Int(-1), out e) : No(out e)),

        new("b != 0 = b if b <u 2", int_is_true, (o, ref op, out e) => FirstIf(o.Bound(op.A).IsBool, op, out e)),
        new("(x < y) == 0 = x >= y", int_is_zero, NegateComparison),
        new("x == x = 1", int_eq, (o, ref op, out e) => ConstantIf(o, op.A == op.B, 1, out e)),
        new("x != x = 0", int_ne, (o, ref op, out e) => ConstantIf(o, op.A == op.B, 0, out e)),
        new("x < x = 0", int_lt, (o, ref op, out e) => ConstantIf(o, op.A == op.B, 0, out e)),
        new("x > x = 0", int_gt, (o, ref op, out e) => ConstantIf(o, op.A == op.B, 0, out e)),
        new("x <= x = 1", int_le, (o, ref op, out e) => ConstantIf(o, op.A == op.B, 1, out e)),
        new("x >= x = 1", int_ge, (o, ref op, out e) => ConstantIf(o, op.A == op.B, 1, out e)),
        new("x <u x = 0", uint_lt, (o, ref op, out e) => ConstantIf(o, op.A == op.B, 0, out e)),
        new("x >u x = 0", uint_gt, (o, ref op, out e) => ConstantIf(o, op.A == op.B, 0, out e)),
        new("x <=u x = 1", uint_le, (o, ref op, out e) => ConstantIf(o, op.A == op.B, 1, out e)),
        new("x >=u x = 1", uint_ge, (o, ref op, out e) => ConstantIf(o, op.A == op.B, 1, out e)),
        new("b == 1 = b if b <u 2", int_eq, (o, ref op, out e) => FirstIf(o.IsIntConstant(op.B, 1) && o.Bound(op.A).IsBool, op, out e)),
        new("b != 0 = b if b <u 2", int_ne, (o, ref op, out e) => FirstIf(o.IsIntConstant(op.B, 0) && o.Bound(op.A).IsBool, op, out e)),
        new("x == 0 = !x", int_eq, EqualsZero),
        new("(x + c) == d = x == (d - c)", int_eq, CompareSum),
        new("(x + c) != d = x != (d - c)", int_ne, CompareSum),
        new("(c - x) == d = x == (c - d)", int_eq, CompareDifference),
        new("(c - x) != d = x != (c - d)", int_ne, CompareDifference),
        new("(x ^ c) == d = x == (c ^ d)", int_eq, CompareXor),
        new("(x ^ c) != d = x != (c ^ d)", int_ne, CompareXor),
        new("-x == c = x == -c", int_eq, CompareNegated),
        new("-x != c = x != -c", int_ne, CompareNegated),
        new("~x == c = x == ~c", int_eq, CompareInverted),
        new("~x != c = x != ~c", int_ne, CompareInverted),
        new("(x + y) == y = !x", int_eq, (o, ref op, out e) => CompareWithPart(o, ref op, int_is_zero, out e)),
        new("(x + y) != y = !!x", int_ne, (o, ref op, out e) => CompareWithPart(o, ref op, int_is_true, out e)),
        new("(x + (x == c)) == c = 0", int_eq, (o, ref op, out e) => ConstantIf(o, StepsOff(o, op.A, op.B), 0, out e)),
        new("(x - (x == c)) == c = 0", int_eq, (o, ref op, out e) => ConstantIf(o, StepsOff(o, op.A, op.B), 0, out e)),
        new("(x - y) == 0 = x == y", int_is_zero, (o, ref op, out e) => CompareParts(o, ref op, int_eq, out e)),
        new("(x - y) != 0 = x != y", int_is_true, (o, ref op, out e) => CompareParts(o, ref op, int_ne, out e)),
        new("(x ^ y) == 0 = x == y", int_is_zero, (o, ref op, out e) => CompareParts(o, ref op, int_eq, out e)),
        new("(x ^ y) != 0 = x != y", int_is_true, (o, ref op, out e) => CompareParts(o, ref op, int_ne, out e)),
        new("-x == 0 = !x", int_is_zero, CompareNegated),
        new("-x != 0 = !!x", int_is_true, CompareNegated),
        new("(x + (x == 0)) == 0 = 0", int_is_zero, (o, ref op, out e) => ConstantIf(o, StepsOff(o, op.A, o.Constants.Int(0)), 0, out e)),
        new("(x + (x == 0)) != 0 = 1", int_is_true, (o, ref op, out e) => ConstantIf(o, StepsOff(o, op.A, o.Constants.Int(0)), 1, out e)),
        new("(x & MIN) == 0 = x >= 0", int_is_zero, (o, ref op, out e) => TestSign(o, ref op, int_ge, out e)),
        new("(x & MIN) != 0 = x < 0", int_is_true, (o, ref op, out e) => TestSign(o, ref op, int_lt, out e)),
        new("b != 1 = !b if b <u 2", int_ne, (o, ref op, out e) => UnaryIf(o.IsIntConstant(op.B, 1) && o.Bound(op.A).IsBool, ref op, int_is_zero, op.A, out e)),
    ];

    // ---- What computed a value

    private static bool Is(TraceOptimizer o, Value value, OpCode code, out Value x)
    {
        bool found = o.TryProducer(value, code, out Op producer);
        x = found ? o.Get(producer.A) : Value.None;
        return found;
    }

    private static bool Is(TraceOptimizer o, Value value, OpCode code, out Value x, out Value y)
    {
        bool found = o.TryProducer(value, code, out Op producer);
        x = found ? o.Get(producer.A) : Value.None;
        y = found ? o.Get(producer.B) : Value.None;
        return found;
    }

    /// <summary>A commutative operation of <paramref name="part"/> and <paramref name="other"/>.</summary>
    private static bool IsWith(TraceOptimizer o, Value value, OpCode code, Value part, out Value other)
    {
        if (!Is(o, value, code, out other, out Value y)) return false;
        if (y == part) return true;
        bool isFirst = other == part;
        other = y;
        return isFirst;
    }

    private static bool IsSumWith(TraceOptimizer o, Value value, Value part, out Value other) =>
        IsWith(o, value, int_add, part, out other) || IsWith(o, value, int_add_ovf, part, out other);

    private static bool IsDifference(TraceOptimizer o, Value value, out Value x, out Value y) =>
        Is(o, value, int_sub, out x, out y) || Is(o, value, int_sub_ovf, out x, out y);

    /// <summary>A variable and a constant that is added to it.</summary>
    private static bool IsOffset(TraceOptimizer o, Value value, out Value x, out long c)
    {
        if (WithConstant(o, value, int_add, out x, out c) || WithConstant(o, value, int_add_ovf, out x, out c)) return true;
        if (!WithConstant(o, value, int_sub_ovf, out x, out c)) return false;
        c = -c;
        return true;
    }

    /// <summary>A constant and a variable that is subtracted from it.</summary>
    private static bool IsFromConstant(TraceOptimizer o, Value value, out long c, out Value x)
    {
        if (IsDifference(o, value, out Value first, out x) && x.IsVariable && o.TryInt(first, out c)) return true;
        c = 0;
        return false;
    }

    /// <summary>The variable and the constant of <c>variable code constant</c>, as an earlier operation of this piece computed it.</summary>
    private static bool WithConstant(TraceOptimizer o, Value value, OpCode code, out Value variable, out long constant)
    {
        variable = Value.None;
        constant = 0;
        if (!o.TryProducer(value, code, out Op producer)) return false;
        variable = o.Get(producer[0]);
        return variable.IsVariable && o.TryInt(o.Get(producer[1]), out constant);
    }

    private static bool SubtractConstant(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.B, out long c) ? Change(ref op, int_add, op.A, o.Constants.Int(-c), out equal) : No(out equal);

    private static bool Reassociate(TraceOptimizer o, ref Op op, OpCode code, out Value equal)
    {
        if (!o.TryInt(op.B, out long d) || !WithConstant(o, op.A, code, out Value x, out long c)) return No(out equal);
        return Change(ref op, code, x, o.Constants.Int(Executor.Int(code, c, d)), out equal);
    }

    private static bool MultiplyByPower(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.B, out long c) && c > 1 && BitOperations.IsPow2(c)
            ? Change(ref op, int_lshift, op.A, o.Constants.Int(BitOperations.TrailingZeroCount(c)), out equal)
            : No(out equal);

    private static bool DivideUnsigned(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.B, out long c) && BitOperations.IsPow2((ulong)c)
            ? Change(ref op, uint_rshift, op.A, o.Constants.Int(BitOperations.TrailingZeroCount(c)), out equal)
            : No(out equal);

    private static bool RemainderUnsigned(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.B, out long c) && BitOperations.IsPow2((ulong)c) ? Change(ref op, int_and, op.A, o.Constants.Int(c - 1), out equal) : No(out equal);

    private static bool ShiftByNothing(TraceOptimizer o, ref Op op, out Value equal) =>
        FirstIf(o.TryInt(op.B, out long count) && (count & 63) == 0, op, out equal);

    private static bool FoundIf(bool condition, Value found, out Value equal)
    {
        equal = condition ? found : Value.None;
        return condition;
    }

    // ---- Sums and differences

    private static bool AddConstants(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.B, out long d) && IsOffset(o, op.A, out Value x, out long c) ? Change(ref op, int_add, x, o.Constants.Int(c + d), out equal) : No(out equal);

    private static bool AddToDifference(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.B, out long d) && IsFromConstant(o, op.A, out long c, out Value x) ? Change(ref op, int_sub, o.Constants.Int(c + d), x, out equal) : No(out equal);

    private static bool SubtractSum(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.A, out long c) && IsOffset(o, op.B, out Value x, out long d) ? Change(ref op, int_sub, o.Constants.Int(c - d), x, out equal) : No(out equal);

    private static bool SubtractDifference(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.A, out long c) && IsFromConstant(o, op.B, out long d, out Value x) ? Change(ref op, int_add, x, o.Constants.Int(c - d), out equal) : No(out equal);

    private static bool UndoDifference(TraceOptimizer o, ref Op op, out Value equal)
    {
        if (IsDifference(o, op.A, out equal, out Value y) && y == op.B) return true;
        if (IsDifference(o, op.B, out equal, out y) && y == op.A) return true;
        return No(out equal);
    }

    private static bool AddNegated(TraceOptimizer o, ref Op op, out Value equal)
    {
        if (Is(o, op.B, int_neg, out Value y)) return Change(ref op, int_sub, op.A, y, out equal);
        return Is(o, op.A, int_neg, out y) ? Change(ref op, int_sub, op.B, y, out equal) : No(out equal);
    }

    private static bool NegateDifference(TraceOptimizer o, ref Op op, out Value equal) =>
        IsDifference(o, op.A, out Value x, out Value y) ? Change(ref op, int_sub, y, x, out equal) : No(out equal);

    /// <summary>Of two sums the first did not overflow: the second overflows if and only if their sum in one does.</summary>
    private static bool AddConstantsExactly(TraceOptimizer o, ref Op op, out Value equal)
    {
        if (!o.TryInt(op.B, out long d) || !IsExactOffset(o, op.A, out Value x, out long c)) return No(out equal);
        bool fits = op.Code == int_add_ovf ? !MetaJit.Jit.AddOverflow(c, d, out long sum) : !MetaJit.Jit.SubOverflow(c, d, out sum);
        return fits ? Change(ref op, int_add_ovf, x, o.Constants.Int(sum), out equal) : No(out equal);
    }

    private static bool IsExactOffset(TraceOptimizer o, Value value, out Value x, out long c)
    {
        if (WithConstant(o, value, int_add_ovf, out x, out c)) return true;
        if (WithConstant(o, value, int_sub_ovf, out x, out c) && c != long.MinValue)
        {
            c = -c;
            return true;
        }
        return WithConstant(o, value, int_add, out x, out c) && !o.Bound(x).CanAddOverflow(IntBound.Constant(c));
    }

    // ---- Products and shifts

    private static bool MultiplyShifted(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.B, out long d) && WithConstant(o, op.A, int_lshift, out Value x, out long c) ? Change(ref op, int_mul, x, o.Constants.Int(d << (int)c), out equal) : No(out equal);

    private static bool MultiplyByShiftedOne(TraceOptimizer o, ref Op op, out Value equal)
    {
        if (Is(o, op.B, int_lshift, out Value one, out Value count) && o.IsIntConstant(one, 1)) return Change(ref op, int_lshift, op.A, count, out equal);
        return Is(o, op.A, int_lshift, out one, out count) && o.IsIntConstant(one, 1) ? Change(ref op, int_lshift, op.B, count, out equal) : No(out equal);
    }

    /// <summary>Whether the operation and the one before it shift the same way by constants: what is shifted, and how far together.</summary>
    private static bool IsShiftedTwice(TraceOptimizer o, in Op op, out Value x, out long count)
    {
        if (!o.TryInt(op.B, out long d) || !WithConstant(o, op.A, op.Code, out x, out long c) || (ulong)c > 63 || (ulong)d > 63)
        {
            x = Value.None;
            count = 0;
            return false;
        }
        count = c + d;
        return true;
    }

    private static bool ShiftTwice(TraceOptimizer o, ref Op op, out Value equal) =>
        IsShiftedTwice(o, op, out Value x, out long count) && count < 64 ? Change(ref op, op.Code, x, o.Constants.Int(count), out equal) : No(out equal);

    private static bool ShiftOut(TraceOptimizer o, ref Op op, out Value equal) =>
        ConstantIf(o, IsShiftedTwice(o, op, out _, out long count) && count >= 64, 0, out equal);

    private static bool ShiftToSign(TraceOptimizer o, ref Op op, out Value equal) =>
        IsShiftedTwice(o, op, out Value x, out long count) && count >= 64 ? Change(ref op, int_rshift, x, o.Constants.Int(63), out equal) : No(out equal);

    private static bool ShiftBack(TraceOptimizer o, ref Op op, OpCode there, out Value equal)
    {
        if (!o.TryInt(op.B, out long c) || !Is(o, op.A, there, out Value x, out Value count) || !o.IsIntConstant(count, c)) return No(out equal);
        long mask = op.Code == int_lshift ? -1L << (int)c : -1L >>> (int)c;
        return Change(ref op, int_and, x, o.Constants.Int(mask), out equal);
    }

    private static bool ShiftBackFitting(TraceOptimizer o, ref Op op, out Value equal)
    {
        bool isBack = o.TryInt(op.B, out long c) & Is(o, op.A, int_lshift, out equal, out Value count);
        return FoundIf(isBack && o.IsIntConstant(count, c) && o.Bound(equal).FitsShifted((int)c & 63), equal, out equal);
    }

    private static bool ShiftToExtend(TraceOptimizer o, ref Op op, out Value equal) =>
        o.IsIntConstant(op.B, 32) && WithConstant(o, op.A, int_lshift, out Value x, out long c) && c == 32
            ? Change(ref op, int_signext, x, o.Constants.Int(4), out equal)
            : No(out equal);

    // ---- Bits

    private static bool Repeat(TraceOptimizer o, ref Op op, out Value equal)
    {
        if (IsWith(o, op.A, op.Code, op.B, out _)) return First(o, ref op, out equal);
        return FoundIf(IsWith(o, op.B, op.Code, op.A, out _), op.B, out equal);
    }

    private static bool Absorb(TraceOptimizer o, in Op op, OpCode inner, out Value equal)
    {
        if (IsWith(o, op.B, inner, op.A, out _)) return FirstIf(true, op, out equal);
        return FoundIf(IsWith(o, op.A, inner, op.B, out _), op.B, out equal);
    }

    private static bool UndoXor(TraceOptimizer o, ref Op op, out Value equal) =>
        IsWith(o, op.A, int_xor, op.B, out equal) || IsWith(o, op.B, int_xor, op.A, out equal) || No(out equal);

    private static bool OrOnes(TraceOptimizer o, ref Op op, out Value equal)
    {
        if (o.Bound(op.A).IsWithinOnesOf(o.Bound(op.B))) return FoundIf(true, op.B, out equal);
        return FirstIf(o.Bound(op.B).IsWithinOnesOf(o.Bound(op.A)), op, out equal);
    }

    private static bool AddDisjoint(TraceOptimizer o, ref Op op, out Value equal) =>
        o.Bound(op.A).IsDisjointFrom(o.Bound(op.B)) ? Change(ref op, int_add, op.A, op.B, out equal) : No(out equal);

    private static bool MaskAway(TraceOptimizer o, ref Op op, OpCode inner, out Value equal) =>
        MaskAway(o, ref op, inner, op.A, op.B, out equal) || MaskAway(o, ref op, inner, op.B, op.A, out equal);

    private static bool MaskAway(TraceOptimizer o, ref Op op, OpCode inner, Value combined, Value mask, out Value equal)
    {
        if (!Is(o, combined, inner, out Value x, out Value y)) return No(out equal);
        if (inner == int_add && !o.Bound(x).IsDisjointFrom(o.Bound(y))) return No(out equal);
        if (o.Bound(y).IsDisjointFrom(o.Bound(mask))) return Change(ref op, int_and, x, mask, out equal);
        return o.Bound(x).IsDisjointFrom(o.Bound(mask)) ? Change(ref op, int_and, y, mask, out equal) : No(out equal);
    }

    private static bool MaskAwaySum(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.B, out long d) && IsOffset(o, op.A, out Value x, out long c) && (c == 0 || (ulong)(c & -c) > (ulong)d)
            ? Change(ref op, int_and, x, op.B, out equal)
            : No(out equal);

    private static bool UnmaskSet(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.B, out long d) && WithConstant(o, op.A, int_and, out Value x, out long c) && (c | d) == -1 ? Change(ref op, int_or, x, op.B, out equal) : No(out equal);

    // ---- Comparisons

    private static bool CompareSum(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.B, out long d) && WithConstant(o, op.A, int_add, out Value x, out long c) ? Change(ref op, op.Code, x, o.Constants.Int(d - c), out equal) : No(out equal);

    private static bool CompareDifference(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.B, out long d) && IsFromConstant(o, op.A, out long c, out Value x) ? Change(ref op, op.Code, x, o.Constants.Int(c - d), out equal) : No(out equal);

    private static bool CompareXor(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.B, out long d) && WithConstant(o, op.A, int_xor, out Value x, out long c) ? Change(ref op, op.Code, x, o.Constants.Int(c ^ d), out equal) : No(out equal);

    private static bool CompareNegated(TraceOptimizer o, ref Op op, out Value equal)
    {
        if (!Is(o, op.A, int_neg, out Value x)) return No(out equal);
        if (op.Count == 1) return Change(ref op, op.Code, x, Value.None, out equal);
        return o.TryInt(op.B, out long c) ? Change(ref op, op.Code, x, o.Constants.Int(-c), out equal) : No(out equal);
    }

    private static bool CompareInverted(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.B, out long c) && Is(o, op.A, int_invert, out Value x) ? Change(ref op, op.Code, x, o.Constants.Int(~c), out equal) : No(out equal);

    private static bool CompareWithPart(TraceOptimizer o, ref Op op, OpCode code, out Value equal) =>
        UnaryIf(IsSumWith(o, op.A, op.B, out Value other) || IsSumWith(o, op.B, op.A, out other), ref op, code, other, out equal);

    /// <summary>Compares the two values that the tested one is the difference of.</summary>
    private static bool CompareParts(TraceOptimizer o, ref Op op, OpCode code, out Value equal) =>
        IsDifference(o, op.A, out Value x, out Value y) || Is(o, op.A, int_xor, out x, out y) ? Change(ref op, code, x, y, out equal) : No(out equal);

    /// <summary>Whether a value is another one that was moved by one if, and only if, it was the constant.</summary>
    private static bool StepsOff(TraceOptimizer o, Value value, Value constant)
    {
        if (!o.TryInt(constant, out long c) || !o.TryProducer(value, out Op producer)) return false;
        Value x = o.Get(producer.A), step = o.Get(producer.B);
        return producer.Code switch
        {
            int_add or int_add_ovf => IsTestFor(o, step, x, c) || IsTestFor(o, x, step, c),
            int_sub or int_sub_ovf => IsTestFor(o, step, x, c),
            _ => false,
        };
    }

    private static bool IsTestFor(TraceOptimizer o, Value test, Value x, long c)
    {
        if (c == 0 && Is(o, test, int_is_zero, out Value tested)) return tested == x;
        return Is(o, test, int_eq, out tested, out Value constant) && tested == x && o.IsIntConstant(constant, c);
    }

    private static bool TestSign(TraceOptimizer o, ref Op op, OpCode code, out Value equal) =>
        WithConstant(o, op.A, int_and, out Value x, out long mask) && mask == long.MinValue ? Change(ref op, code, x, o.Constants.Int(0), out equal) : No(out equal);

    private static bool NegateComparison(TraceOptimizer o, ref Op op, out Value equal)
    {
        if (!o.TryProducer(op.A, out Op producer)) return No(out equal);
        OpCode opposite = producer.Code switch
        {
            int_lt => int_ge,
            int_le => int_gt,
            int_gt => int_le,
            int_ge => int_lt,
            int_eq => int_ne,
            int_ne => int_eq,
            uint_lt => uint_ge,
            uint_le => uint_gt,
            uint_gt => uint_le,
            uint_ge => uint_lt,
            ptr_eq => ptr_ne,
            ptr_ne => ptr_eq,
            float_eq => float_ne,
            float_ne => float_eq,
            int_is_true => int_is_zero,
            int_is_zero => int_is_true,
            _ => label,
        };
        if (opposite == label) return No(out equal);
        return Change(ref op, opposite, o.Get(producer[0]), producer.Count > 1 ? o.Get(producer[1]) : Value.None, out equal);
    }

    private static bool EqualsZero(TraceOptimizer o, ref Op op, out Value equal) =>
        UnaryIf(o.IsIntConstant(op.B, 0), ref op, int_is_zero, op.A, out equal);

    private static bool NoOverflow(TraceOptimizer o, bool handled)
    {
        if (handled) o.DropOverflowGuard = true;
        return handled;
    }
}
