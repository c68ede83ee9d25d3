using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace Backend;

/// <summary>
/// Checks what every backend relies on in an optimized trace: variables are defined once and before use, kinds fit, descrs are
/// there, overflow and exception guards follow their operation. Its errors name the operation.
/// </summary>
internal static class TraceChecker
{
    public static void Check(TreeLoop loop)
    {
        if (loop.Count == 0) throw new InvalidOperationException("malformed trace: it has no operations");
        var defined = new Kind[loop.VariableCount];
        foreach (Value input in loop.Inputs) Define(loop, defined, input, -1);
        for (int i = 0; i < loop.Count; i++) CheckOperation(loop, defined, i);
        if ((loop[loop.Count - 1].Info.Flags & OpFlags.Final) == 0 && loop[loop.Count - 1].Code != guard_always_fails)
            throw Malformed(loop, loop.Count - 1, "the last operation does not end the trace");
    }

    private static void CheckOperation(TreeLoop loop, Kind[] defined, int index)
    {
        ref readonly Operation operation = ref loop.Operations[index];
        OpInfo info = operation.Info;
        ReadOnlySpan<Value> args = loop.Args(operation);
        if (info.Arity >= 0 && args.Length != info.Arity) throw Malformed(loop, index, $"it takes {info.Arity} arguments");
        if ((info.Flags & OpFlags.Final) != 0 && index != loop.Count - 1) throw Malformed(loop, index, "it must be the last operation");

        if (operation.Code == label)
        {
            if (operation.Descr is not TargetToken) throw Malformed(loop, index, "its descr must be a TargetToken");
            for (int i = 0; i < args.Length; i++)
            {
                if (!args[i].IsVariable) throw Malformed(loop, index, "the arguments of a label are variables");
                for (int j = 0; j < i; j++)
                    if (args[j] == args[i]) throw Malformed(loop, index, $"{args[i]} stands twice in a label");
            }
            // What a label does not name does not live on behind it: jumps come from anywhere.
            var live = new Kind[defined.Length];
            foreach (Value arg in args)
            {
                Use(loop, defined, arg, index);
                live[arg.Index] = arg.Kind;
            }
            live.CopyTo(defined, 0);
            return;
        }

        foreach (Value arg in args) Use(loop, defined, arg, index);
        if (operation.IsGuard)
        {
            if (operation.Descr is not GuardDescr guard) throw Malformed(loop, index, "its descr must be a GuardDescr");
            ReadOnlySpan<Value> failArgs = loop.FailArgs(operation);
            foreach (Value arg in failArgs)
                if (!arg.IsNone) Use(loop, defined, arg, index);
            CheckGuardPlace(loop, index);
        }
        else if (DescrProblem(operation) is { } problem)
        {
            throw Malformed(loop, index, problem);
        }
        if (!operation.Result.IsNone) Define(loop, defined, operation.Result, index);
    }

    private static void CheckGuardPlace(TreeLoop loop, int index)
    {
        ref readonly Operation operation = ref loop.Operations[index];
        if (operation.Code is guard_no_overflow or guard_overflow)
        {
            if (index == 0 || (loop[index - 1].Info.Flags & OpFlags.Overflow) == 0) throw Malformed(loop, index, "an _ovf operation must come directly before it");
        }
        else if (operation.Code is guard_no_exception or guard_exception)
        {
            int before = index - 1;
            while (before >= 0 && loop[before].Code is call_extra_i or call_extra_r or call_extra_f or debug_merge_point) before--;
            // At the start of a bridge it asks about the exception that the bridge's guard failed on.
            if (before >= 0 && (loop[before].Info.Flags & OpFlags.Call) == 0) throw Malformed(loop, index, "a call must come directly before it");
        }
        else if (operation.Code is guard_class or guard_nonnull_class)
        {
            Value cls = loop.Args(operation)[1];
            if (!cls.IsConstant || cls.Kind != Kind.Ref || loop.Constants.RefOf(cls) is not ClassDescr) throw Malformed(loop, index, "its class must be a constant ClassDescr");
        }
    }

    private static string? DescrProblem(in Operation operation) => operation.Code switch
    {
        jump when operation.Descr is not TargetToken => "its descr must be a TargetToken",
        finish when operation.Descr is not FinishDescr => "its descr must be a FinishDescr",
        getfield_gc_i or getfield_gc_r or getfield_gc_f or setfield_gc when operation.Descr is not FieldDescr => "its descr must be a FieldDescr",
        getarrayitem_gc_i or getarrayitem_gc_r or getarrayitem_gc_f or setarrayitem_gc or new_array
            or getarrayitem_gc_pure_i or getarrayitem_gc_pure_r or getarrayitem_gc_pure_f
            when operation.Descr is not ArrayDescr => "its descr must be an ArrayDescr",
        getstatic_gc_i or getstatic_gc_r or getstatic_gc_f or setstatic_gc when operation.Descr is not StaticDescr => "its descr must be a StaticDescr",
        new_with_vtable when operation.Descr is not ClassDescr => "its descr must be a ClassDescr",
        call_assembler_i or call_assembler_r or call_assembler_f or call_assembler_n when operation.Descr is not LoopToken => "its descr must be a LoopToken",
        _ when (operation.Info.Flags & OpFlags.Call) != 0 && operation.Descr is not (CallDescr or LoopToken) => "its descr must be a CallDescr",
        _ => null,
    };

    private static void Use(TreeLoop loop, Kind[] defined, Value value, int index)
    {
        if (value.IsConstant) return;
        if (value.IsNone) throw Malformed(loop, index, "an argument is missing");
        if (value.Index >= defined.Length || defined[value.Index] == Kind.Void) throw Malformed(loop, index, $"{value} is not defined there");
        if (defined[value.Index] != value.Kind) throw Malformed(loop, index, $"{value} is defined with another kind");
    }

    private static void Define(TreeLoop loop, Kind[] defined, Value value, int index)
    {
        if (!value.IsVariable || value.Index >= defined.Length) throw Malformed(loop, index, $"{value} is not a variable of the trace");
        if (defined[value.Index] != Kind.Void) throw Malformed(loop, index, $"{value} is defined twice");
        defined[value.Index] = value.Kind;
    }

    private static InvalidOperationException Malformed(TreeLoop loop, int index, string what) =>
        new(index < 0 ? $"malformed trace: inputs: {what}" : $"malformed trace: operation {index}, {loop[index].Code}: {what}");
}
