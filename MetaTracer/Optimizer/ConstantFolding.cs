using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>Computes pure operations, and reads of what never changes, whose arguments are all constants.</summary>
internal static class ConstantFolding
{
    public static bool TryFold(TraceOptimizer optimizer, in Op op, out Value result)
    {
        result = Value.None;
        if (op.Count == 0 || op.Many is not null) return false;
        for (int i = 0; i < op.Count; i++)
            if (!op[i].IsConstant) return false;

        ConstantPool pool = optimizer.Constants;
        switch (op.A.Kind)
        {
            case Kind.Int:
                result = FoldInt(pool, op);
                break;
            case Kind.Float:
                result = FoldFloat(pool, op);
                break;
            case Kind.Ref:
                result = FoldRef(pool, op);
                break;
        }
        return !result.IsNone;
    }

    private static Value FoldInt(ConstantPool pool, in Op op)
    {
        long a = pool.IntOf(op.A), b = op.Count > 1 ? pool.IntOf(op.B) : 0;
        switch (op.Code)
        {
            case >= int_div and <= int_floormod when b == 0 || (b == -1 && a == long.MinValue):
            case uint_div or uint_rem when b == 0:
                return Value.None;
            case int_add_ovf or int_sub_ovf or int_mul_ovf when Executor.Overflows(op.Code, a, b):
                return Value.None;
            case cast_int_to_float or convert_longlong_bytes_to_float:
                return pool.Float(Executor.IntToFloat(op.Code, a));
            default:
                return (op.Info.Flags & OpFlags.Pure) != 0 ? pool.Int(Executor.Int(op.Code, a, b)) : Value.None;
        }
    }

    private static Value FoldFloat(ConstantPool pool, in Op op)
    {
        double a = pool.FloatOf(op.A), b = op.Count > 1 ? pool.FloatOf(op.B) : 0;
        return op.Info.Result == Kind.Float ? pool.Float(Executor.Float(op.Code, a, b)) : pool.Int(Executor.FloatToInt(op.Code, a, b));
    }

    private static Value FoldRef(ConstantPool pool, in Op op)
    {
        object? a = pool.RefOf(op.A);
        switch (op.Code)
        {
            case same_as_r:
                return op.A;
            case ptr_eq or ptr_ne:
                return pool.Int(Executor.Ref(op.Code, a, pool.RefOf(op.B)));
            case arraylen_gc when a is Array:
            case strlen when a is string:
                return pool.Int(Executor.Ref(op.Code, a, null));
            case strgetitem when a is string text && (ulong)pool.IntOf(op.B) < (ulong)text.Length:
                return pool.Int(text[(int)pool.IntOf(op.B)]);
            case getfield_gc_i or getfield_gc_r or getfield_gc_f when a is not (null or TextConstant) && op.Descr is FieldDescr { IsImmutable: true } field:
                return RawMemory.Constant(pool, a, field.Offset, field.Kind, field.Size, field.IsSigned);
            case getarrayitem_gc_pure_i or getarrayitem_gc_pure_r or getarrayitem_gc_pure_f
                when a is Array array && (ulong)pool.IntOf(op.B) < (ulong)array.Length && op.Descr is ArrayDescr item:
                return RawMemory.Constant(pool, a, item.BaseOffset + (nint)pool.IntOf(op.B) * item.ItemSize, item.Kind, item.Size, item.IsSigned);
            default:
                return Value.None;
        }
    }
}
