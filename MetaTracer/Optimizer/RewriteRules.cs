using System.Numerics;
using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>
/// The algebraic rules: one table, each rule named and for one opcode. A rule either says what the result equals, or writes a cheaper
/// operation over the one it was given. Tests run every rule against <see cref="Executor"/>.
/// </summary>
internal static class RewriteRules
{
    /// <summary>True: handled. <paramref name="equal"/> is then the result's equal, or none when <paramref name="op"/> was rewritten.</summary>
    internal delegate bool Body(TraceOptimizer o, ref Op op, out Value equal);

    internal readonly record struct Rule(string Name, OpCode Code, Body Try);

    internal static readonly Rule[] Table =
    [
        new("same", same_as_i, First),
        new("same", same_as_r, First),
        new("same", same_as_f, First),

        new("x + 0 = x", int_add, (TraceOptimizer o, ref Op op, out Value e) => FirstIf(o.IsIntConstant(op.B, 0), op, out e)),
        new("(x + c) + d = x + (c + d)", int_add, AddConstants),
        new("(x - y) + y = x", int_add, (TraceOptimizer o, ref Op op, out Value e) => Undo(o, op, int_sub, out e)),
        new("x +ovf 0 = x", int_add_ovf, (TraceOptimizer o, ref Op op, out Value e) => NoOverflow(o, FirstIf(o.IsIntConstant(op.B, 0), op, out e))),
        new("x - 0 = x", int_sub, (TraceOptimizer o, ref Op op, out Value e) => FirstIf(o.IsIntConstant(op.B, 0), op, out e)),
        new("x - x = 0", int_sub, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, op.A == op.B, 0, out e)),
        new("x - c = x + -c", int_sub, SubtractConstant),
        new("0 - x = -x", int_sub, (TraceOptimizer o, ref Op op, out Value e) => UnaryIf(o.IsIntConstant(op.A, 0), ref op, int_neg, op.B, out e)),
        new("(x + y) - y = x", int_sub, (TraceOptimizer o, ref Op op, out Value e) => Undo(o, op, int_add, out e)),
        new("x -ovf 0 = x", int_sub_ovf, (TraceOptimizer o, ref Op op, out Value e) => NoOverflow(o, FirstIf(o.IsIntConstant(op.B, 0), op, out e))),
        new("x -ovf x = 0", int_sub_ovf, (TraceOptimizer o, ref Op op, out Value e) => NoOverflow(o, ConstantIf(o, op.A == op.B, 0, out e))),
        new("x * 0 = 0", int_mul, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, o.IsIntConstant(op.B, 0), 0, out e)),
        new("x * 1 = x", int_mul, (TraceOptimizer o, ref Op op, out Value e) => FirstIf(o.IsIntConstant(op.B, 1), op, out e)),
        new("x * -1 = -x", int_mul, (TraceOptimizer o, ref Op op, out Value e) => UnaryIf(o.IsIntConstant(op.B, -1), ref op, int_neg, op.A, out e)),
        new("x * 2^n = x << n", int_mul, MultiplyByPower),
        new("x *ovf 1 = x", int_mul_ovf, (TraceOptimizer o, ref Op op, out Value e) => NoOverflow(o, FirstIf(o.IsIntConstant(op.B, 1), op, out e))),
        new("x *ovf 0 = 0", int_mul_ovf, (TraceOptimizer o, ref Op op, out Value e) => NoOverflow(o, ConstantIf(o, o.IsIntConstant(op.B, 0), 0, out e))),
        new("x / 1 = x", int_div, (TraceOptimizer o, ref Op op, out Value e) => FirstIf(o.IsIntConstant(op.B, 1), op, out e)),
        new("x % 1 = 0", int_rem, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, o.IsIntConstant(op.B, 1), 0, out e)),
        new("x / 2^n unsigned = x >>> n", uint_div, DivideUnsigned),
        new("x % 2^n unsigned = x & (2^n - 1)", uint_rem, RemainderUnsigned),

        new("x & 0 = 0", int_and, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, o.IsIntConstant(op.B, 0), 0, out e)),
        new("x & -1 = x", int_and, (TraceOptimizer o, ref Op op, out Value e) => FirstIf(o.IsIntConstant(op.B, -1), op, out e)),
        new("x & x = x", int_and, (TraceOptimizer o, ref Op op, out Value e) => FirstIf(op.A == op.B, op, out e)),
        new("(x & c) & d = x & (c & d)", int_and, (TraceOptimizer o, ref Op op, out Value e) => Reassociate(o, ref op, int_and, out e)),
        new("x | 0 = x", int_or, (TraceOptimizer o, ref Op op, out Value e) => FirstIf(o.IsIntConstant(op.B, 0), op, out e)),
        new("x | -1 = -1", int_or, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, o.IsIntConstant(op.B, -1), -1, out e)),
        new("x | x = x", int_or, (TraceOptimizer o, ref Op op, out Value e) => FirstIf(op.A == op.B, op, out e)),
        new("(x | c) | d = x | (c | d)", int_or, (TraceOptimizer o, ref Op op, out Value e) => Reassociate(o, ref op, int_or, out e)),
        new("x ^ 0 = x", int_xor, (TraceOptimizer o, ref Op op, out Value e) => FirstIf(o.IsIntConstant(op.B, 0), op, out e)),
        new("x ^ x = 0", int_xor, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, op.A == op.B, 0, out e)),
        new("x ^ -1 = ~x", int_xor, (TraceOptimizer o, ref Op op, out Value e) => UnaryIf(o.IsIntConstant(op.B, -1), ref op, int_invert, op.A, out e)),
        new("(x ^ c) ^ d = x ^ (c ^ d)", int_xor, (TraceOptimizer o, ref Op op, out Value e) => Reassociate(o, ref op, int_xor, out e)),
        new("x << 0 = x", int_lshift, ShiftByNothing),
        new("x >> 0 = x", int_rshift, ShiftByNothing),
        new("x >>> 0 = x", uint_rshift, ShiftByNothing),
        new("0 << x = 0", int_lshift, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, o.IsIntConstant(op.A, 0), 0, out e)),
        new("-(-x) = x", int_neg, (TraceOptimizer o, ref Op op, out Value e) => Twice(o, op, int_neg, out e)),
        new("~~x = x", int_invert, (TraceOptimizer o, ref Op op, out Value e) => Twice(o, op, int_invert, out e)),

        new("bool(b) = b", int_is_true, (TraceOptimizer o, ref Op op, out Value e) => FirstIf(o.Bound(op.A).IsBool, op, out e)),
        new("not (x < y) = x >= y", int_is_zero, NegateComparison),
        new("x == x", int_eq, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, op.A == op.B, 1, out e)),
        new("x != x", int_ne, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, op.A == op.B, 0, out e)),
        new("x < x", int_lt, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, op.A == op.B, 0, out e)),
        new("x > x", int_gt, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, op.A == op.B, 0, out e)),
        new("x <= x", int_le, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, op.A == op.B, 1, out e)),
        new("x >= x", int_ge, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, op.A == op.B, 1, out e)),
        new("x < x unsigned", uint_lt, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, op.A == op.B, 0, out e)),
        new("x > x unsigned", uint_gt, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, op.A == op.B, 0, out e)),
        new("x <= x unsigned", uint_le, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, op.A == op.B, 1, out e)),
        new("x >= x unsigned", uint_ge, (TraceOptimizer o, ref Op op, out Value e) => ConstantIf(o, op.A == op.B, 1, out e)),
        new("b == 1", int_eq, (TraceOptimizer o, ref Op op, out Value e) => FirstIf(o.IsIntConstant(op.B, 1) && o.Bound(op.A).IsBool, op, out e)),
        new("b != 0", int_ne, (TraceOptimizer o, ref Op op, out Value e) => FirstIf(o.IsIntConstant(op.B, 0) && o.Bound(op.A).IsBool, op, out e)),
        new("x == 0", int_eq, EqualsZero),
        new("b != 1", int_ne, (TraceOptimizer o, ref Op op, out Value e) => UnaryIf(o.IsIntConstant(op.B, 1) && o.Bound(op.A).IsBool, ref op, int_is_zero, op.A, out e)),

        new("p == p", ptr_eq, (TraceOptimizer o, ref Op op, out Value e) => CompareReferences(o, op, 1, out e)),
        new("p != p", ptr_ne, (TraceOptimizer o, ref Op op, out Value e) => CompareReferences(o, op, 0, out e)),

        new("x * 1.0 = x", float_mul, (TraceOptimizer o, ref Op op, out Value e) => FirstIf(IsFloat(o, op.B, 1.0), op, out e)),
        new("x * -1.0 = -x", float_mul, (TraceOptimizer o, ref Op op, out Value e) => UnaryIf(IsFloat(o, op.B, -1.0), ref op, float_neg, op.A, out e)),
        new("x / 1.0 = x", float_truediv, (TraceOptimizer o, ref Op op, out Value e) => FirstIf(IsFloat(o, op.B, 1.0), op, out e)),
        new("x / 2^n = x * 2^-n", float_truediv, DivideFloat),
        new("x - 0.0 = x", float_sub, (TraceOptimizer o, ref Op op, out Value e) => FirstIf(IsFloat(o, op.B, 0.0), op, out e)),
        new("-(-x) = x", float_neg, (TraceOptimizer o, ref Op op, out Value e) => Twice(o, op, float_neg, out e)),
        new("abs(abs x) = abs x", float_abs, AbsOfAbs),
        new("bits(bits x) = x", convert_longlong_bytes_to_float, (TraceOptimizer o, ref Op op, out Value e) => Twice(o, op, convert_float_bytes_to_longlong, out e)),
        new("bits(bits x) = x", convert_float_bytes_to_longlong, (TraceOptimizer o, ref Op op, out Value e) => Twice(o, op, convert_longlong_bytes_to_float, out e)),
    ];

    private static readonly Rule[][] ByCode = Index();

    private static Rule[][] Index()
    {
        var index = new Rule[Enum.GetValues<OpCode>().Length][];
        for (int code = 0; code < index.Length; code++) index[code] = Array.FindAll(Table, rule => (int)rule.Code == code);
        return index;
    }

    /// <summary>True when the result is known to equal something. Otherwise the operation may have been rewritten.</summary>
    public static bool Apply(TraceOptimizer o, ref Op op, out Value equal)
    {
        // A rewritten operation may have rules of its own; each rewriting makes it simpler, so this ends.
        while (true)
        {
            if (op.Count == 2 && op.A.IsConstant && (op.Info.Flags & OpFlags.Commutative) != 0) (op.A, op.B) = (op.B, op.A);
            bool rewritten = false;
            foreach (Rule rule in ByCode[(int)op.Code])
            {
                if (!rule.Try(o, ref op, out equal)) continue;
                if (!equal.IsNone) return true;
                rewritten = true;
                break;
            }
            if (rewritten) continue;
            equal = Value.None;
            return false;
        }
    }

    private static bool First(TraceOptimizer o, ref Op op, out Value equal) => FirstIf(true, op, out equal);

    private static bool FirstIf(bool condition, in Op op, out Value equal)
    {
        equal = condition ? op.A : Value.None;
        return condition;
    }

    private static bool ConstantIf(TraceOptimizer o, bool condition, long constant, out Value equal)
    {
        equal = condition ? o.Constants.Int(constant) : Value.None;
        return condition;
    }

    private static bool UnaryIf(bool condition, ref Op op, OpCode code, Value arg, out Value equal)
    {
        equal = Value.None;
        if (!condition) return false;
        op.Code = code;
        op.A = arg;
        op.B = Value.None;
        op.Count = 1;
        return true;
    }

    private static bool NoOverflow(TraceOptimizer o, bool handled)
    {
        if (handled) o.DropOverflowGuard = true;
        return handled;
    }

    private static bool Change(ref Op op, OpCode code, Value a, Value b, out Value equal)
    {
        op.Code = code;
        op.A = a;
        op.B = b;
        equal = Value.None;
        return true;
    }

    private static bool No(out Value equal)
    {
        equal = Value.None;
        return false;
    }

    /// <summary>The variable and the constant of <c>variable code constant</c>, as an earlier operation of this piece computed it.</summary>
    private static bool WithConstant(TraceOptimizer o, Value value, OpCode code, out Value variable, out long constant)
    {
        variable = Value.None;
        constant = 0;
        if (!o.TryProducer(value, out Op producer) || producer.Code != code) return false;
        variable = o.Get(producer[0]);
        return variable.IsVariable && o.TryInt(o.Get(producer[1]), out constant);
    }

    private static bool AddConstants(TraceOptimizer o, ref Op op, out Value equal)
    {
        if (!o.TryInt(op.B, out long d) || !WithConstant(o, op.A, int_add, out Value x, out long c)) return No(out equal);
        return Change(ref op, int_add, x, o.Constants.Int(c + d), out equal);
    }

    private static bool SubtractConstant(TraceOptimizer o, ref Op op, out Value equal) =>
        o.TryInt(op.B, out long c) ? Change(ref op, int_add, op.A, o.Constants.Int(-c), out equal) : No(out equal);

    private static bool Reassociate(TraceOptimizer o, ref Op op, OpCode code, out Value equal)
    {
        if (!o.TryInt(op.B, out long d) || !WithConstant(o, op.A, code, out Value x, out long c)) return No(out equal);
        return Change(ref op, code, x, o.Constants.Int(Executor.Int(code, c, d)), out equal);
    }

    /// <summary>(x inverse y) op y = x.</summary>
    private static bool Undo(TraceOptimizer o, in Op op, OpCode inverse, out Value equal)
    {
        if (o.TryProducer(op.A, out Op producer) && producer.Code == inverse)
        {
            Value x = o.Get(producer[0]), y = o.Get(producer[1]);
            if (y == op.B)
            {
                equal = x;
                return true;
            }
            if (inverse == int_add && x == op.B)
            {
                equal = y;
                return true;
            }
        }
        return No(out equal);
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

    private static bool Twice(TraceOptimizer o, in Op op, OpCode inner, out Value equal)
    {
        if (!o.TryProducer(op.A, out Op producer) || producer.Code != inner) return No(out equal);
        equal = o.Get(producer[0]);
        return true;
    }

    private static bool AbsOfAbs(TraceOptimizer o, ref Op op, out Value equal) =>
        FirstIf(o.TryProducer(op.A, out Op producer) && producer.Code == float_abs, op, out equal);

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
        op.Count = producer.Count;
        return Change(ref op, opposite, o.Get(producer[0]), producer.Count > 1 ? o.Get(producer[1]) : Value.None, out equal);
    }

    private static bool EqualsZero(TraceOptimizer o, ref Op op, out Value equal) =>
        UnaryIf(o.IsIntConstant(op.B, 0), ref op, int_is_zero, op.A, out equal);

    private static bool CompareReferences(TraceOptimizer o, in Op op, long whenEqual, out Value equal)
    {
        if (op.A == op.B) return ConstantIf(o, true, whenEqual, out equal);
        bool distinct = o.AreDistinct(op.A, op.B) || (o.IsNull(op.A) && o.IsNonNull(op.B)) || (o.IsNull(op.B) && o.IsNonNull(op.A));
        return ConstantIf(o, distinct, 1 - whenEqual, out equal);
    }

    private static bool IsFloat(TraceOptimizer o, Value value, double constant) =>
        value.IsConstant && BitConverter.DoubleToInt64Bits(o.Constants.FloatOf(value)) == BitConverter.DoubleToInt64Bits(constant);

    private static bool DivideFloat(TraceOptimizer o, ref Op op, out Value equal)
    {
        if (!op.B.IsConstant) return No(out equal);
        double divisor = o.Constants.FloatOf(op.B);
        // Exact only for a power of two whose reciprocal is a normal number.
        bool isPower = (BitConverter.DoubleToInt64Bits(divisor) & 0xFFFFFFFFFFFFF) == 0 && double.IsNormal(divisor) && double.IsNormal(1 / divisor);
        return isPower ? Change(ref op, float_mul, op.A, o.Constants.Float(1 / divisor), out equal) : No(out equal);
    }
}
