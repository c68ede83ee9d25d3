using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Trace;

/// <summary>Whether one operation, seen alone, is well formed: how many operands, their kinds and that of its result, its descr, its constants.</summary>
internal static class OperationVerifier
{
    /// <summary>What is wrong with it, or null. The descr of a guard is not looked at: it gets one only at its place.</summary>
    public static string? Problem(OpCode code, ReadOnlySpan<Value> args, Value result, object? descr, ConstantPool constants)
    {
        OpInfo info = OpInfo.Of(code);
        string operands = OpInfo.OperandsOf(code);
        if (info.Arity >= 0 ? args.Length != info.Arity : args.Length < operands.Length) return $"it takes {operands.Length} arguments";
        for (int k = 0; k < operands.Length; k++)
            if (operands[k] != '?' && args[k].Kind != KindOf(operands[k])) return $"argument {k}, {args[k]}, must be {NameOf(KindOf(operands[k]))}";
        if (result.Kind != info.Result) return info.Result == Kind.Void ? "it has no result" : $"its result must be {NameOf(info.Result)}";
        return ConstantProblem(code, args, constants) ?? DescrProblem(code, args, result, descr, info.Flags);
    }

    private static string? ConstantProblem(OpCode code, ReadOnlySpan<Value> args, ConstantPool constants)
    {
        switch (code)
        {
            case guard_value when !args[1].IsConstant || args[0].Kind != args[1].Kind:
                return "it compares with a constant of its argument's kind";
            case guard_class or guard_nonnull_class or record_exact_class or guard_exception when !args[^1].IsConstant || constants.RefOf(args[^1]) is not ClassDescr:
                return "its class must be a constant ClassDescr";
            case int_signext when !args[1].IsConstant || constants.IntOf(args[1]) is not (1 or 2 or 4):
                return "it extends 1, 2 or 4 bytes";
            case new_array when args[0].IsConstant && constants.IntOf(args[0]) < 0:
                return "its length is negative";
            case call_extra_i or call_extra_r or call_extra_f when !args[0].IsConstant:
                return "which result it takes must be constant";
            default:
                return null;
        }
    }

    private static string? DescrProblem(OpCode code, ReadOnlySpan<Value> args, Value result, object? descr, OpFlags flags)
    {
        switch (code)
        {
            case finish:
                if (descr is not FinishDescr end) return "its descr must be a FinishDescr";
                return (end.Kind == Kind.Void ? args.Length == 0 : args.Length == 1 && args[0].Kind == end.Kind) ? null : $"it gives {NameOf(end.Kind)}";
            case getfield_gc_i or getfield_gc_r or getfield_gc_f or setfield_gc:
                return descr is FieldDescr field ? Access(code == setfield_gc ? args[1] : result, field.Kind) : "its descr must be a FieldDescr";
            case getarrayitem_gc_i or getarrayitem_gc_r or getarrayitem_gc_f or getarrayitem_gc_pure_i or getarrayitem_gc_pure_r or getarrayitem_gc_pure_f or setarrayitem_gc:
                return descr is ArrayDescr array ? Access(code == setarrayitem_gc ? args[2] : result, array.Kind) : "its descr must be an ArrayDescr";
            case new_array:
                return descr is ArrayDescr ? null : "its descr must be an ArrayDescr";
            case getstatic_gc_i or getstatic_gc_r or getstatic_gc_f or setstatic_gc:
                return descr is StaticDescr place ? Access(code == setstatic_gc ? args[0] : result, place.Kind) : "its descr must be a StaticDescr";
            case new_with_vtable:
                return descr is ClassDescr ? null : "its descr must be a ClassDescr";
            case call_assembler_i or call_assembler_r or call_assembler_f or call_assembler_n:
                return descr is not LoopToken token ? "its descr must be a LoopToken" : token.InputKinds.Length == 0 ? null : Arguments(args, token.InputKinds);
            case cond_call_n or cond_call_value_r or record_known_result:
                return descr is CallDescr further ? Arguments(args[1..], further.Args) : "its descr must be a CallDescr";
            default:
                if ((flags & OpFlags.Call) == 0) return null;
                if (descr is not CallDescr callee) return "its descr must be a CallDescr";
                // Only a call whose results nobody wants may leave them.
                return result.Kind == callee.Result || result.IsNone ? Arguments(args, callee.Args) : $"{callee.Name} gives {NameOf(callee.Result)}";
        }
    }

    private static string? Access(Value value, Kind kind) => value.Kind == kind ? null : $"what stands there is {NameOf(kind)}";

    private static string? Arguments(ReadOnlySpan<Value> args, Kind[] kinds)
    {
        if (args.Length != kinds.Length) return $"what it calls takes {kinds.Length} arguments";
        for (int k = 0; k < kinds.Length; k++)
            if (args[k].Kind != kinds[k]) return $"what it calls takes {NameOf(kinds[k])} for {args[k]}";
        return null;
    }

    private static Kind KindOf(char letter) => letter switch { 'i' => Kind.Int, 'p' => Kind.Ref, _ => Kind.Float };

    private static string NameOf(Kind kind) => kind switch { Kind.Int => "an integer", Kind.Ref => "a reference", Kind.Float => "a float", _ => "nothing" };
}
