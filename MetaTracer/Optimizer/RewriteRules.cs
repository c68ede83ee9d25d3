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

        .. IntegerRules.Table,

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

    public static bool First(TraceOptimizer o, ref Op op, out Value equal) => FirstIf(true, op, out equal);

    public static bool FirstIf(bool condition, in Op op, out Value equal)
    {
        equal = condition ? op.A : Value.None;
        return condition;
    }

    public static bool ConstantIf(TraceOptimizer o, bool condition, long constant, out Value equal)
    {
        equal = condition ? o.Constants.Int(constant) : Value.None;
        return condition;
    }

    public static bool UnaryIf(bool condition, ref Op op, OpCode code, Value arg, out Value equal)
    {
        equal = Value.None;
        if (!condition) return false;
        op.Code = code;
        op.A = arg;
        op.B = Value.None;
        op.Count = 1;
        return true;
    }

    public static bool Change(ref Op op, OpCode code, Value a, Value b, out Value equal)
    {
        op.Code = code;
        op.A = a;
        op.B = b;
        op.Count = b.IsNone ? 1 : 2;
        equal = Value.None;
        return true;
    }

    public static bool No(out Value equal)
    {
        equal = Value.None;
        return false;
    }

    public static bool Twice(TraceOptimizer o, in Op op, OpCode inner, out Value equal)
    {
        if (!o.TryProducer(op.A, out Op producer) || producer.Code != inner) return No(out equal);
        equal = o.Get(producer[0]);
        return true;
    }

    private static bool AbsOfAbs(TraceOptimizer o, ref Op op, out Value equal) =>
        FirstIf(o.TryProducer(op.A, out Op producer) && producer.Code == float_abs, op, out equal);

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
