using MetaTracer.Trace;

namespace Backend.Portable;

/// <summary>One operation with its operands resolved: variables are indices into the frame's register files, constants complements of indices.</summary>
internal struct PortableOp
{
    public OpCode Code;
    public int Result, A, B, C;

    /// <summary>Of a call, jump, finish: every argument. Of a guard: the fail arguments. Of a label: the variables it defines.</summary>
    public PortableArg[]? Args;

    /// <summary>What the operation is about, resolved as far as it can be.</summary>
    public object? Data;
    public nint MethodTable;
}

/// <summary>An operand in a list: its register or constant, with its kind.</summary>
internal readonly record struct PortableArg(Kind Kind, int Index);

/// <summary>A label that was compiled.</summary>
internal sealed record PortableTarget(PortableCode Code, int Index, PortableArg[] Args);

/// <summary>A guard that was compiled.</summary>
internal sealed class PortableGuard
{
    public PortableCode? Bridge;
}

/// <summary>
/// A trace in the form the portable backend executes. Construction checks the trace and says in words what is malformed; nothing
/// is published (labels, guards) before <see cref="Publish"/>.
/// </summary>
internal sealed class PortableCode
{
    public readonly PortableOp[] Ops;
    public readonly PortableArg[] Inputs;
    public readonly long[] Ints;
    public readonly object?[] Refs;
    public readonly double[] Floats;
    public readonly int Registers;
    public readonly int MaxArgs;
    public readonly LoopToken? Owner;

    private readonly List<(TargetToken Token, PortableTarget Target)> _targets = [];
    private readonly List<GuardDescr> _guards = [];

    public PortableCode(TreeLoop loop, LoopToken? owner)
    {
        TraceVerifier.Check(loop);
        Owner = owner;
        Registers = loop.VariableCount;
        (Ints, Refs, Floats) = CopyConstants(loop);
        Inputs = Resolve(loop.Inputs.ToArray());
        Ops = new PortableOp[loop.Count];
        MaxArgs = Math.Max(1, Inputs.Length);
        for (int i = 0; i < loop.Count; i++)
        {
            Ops[i] = Decode(loop, i);
            MaxArgs = Math.Max(MaxArgs, Ops[i].Args?.Length ?? 0);
            if (Ops[i].Data is CallDescr call) MaxArgs = Math.Max(MaxArgs, call.Results.Length);
        }
        foreach (ref PortableOp op in Ops.AsSpan())
            if (op.Code == OpCode.jump) op.Data = TargetOf((TargetToken)op.Data!);
    }

    /// <summary>Makes the labels and guards reachable.</summary>
    public void Publish()
    {
        foreach (var (token, target) in _targets) token.BackendData = target;
        foreach (GuardDescr guard in _guards) guard.BackendData = new PortableGuard();
    }

    private PortableTarget TargetOf(TargetToken token)
    {
        foreach (var (own, target) in _targets)
            if (ReferenceEquals(own, token)) return target;
        return token.BackendData as PortableTarget ?? throw new InvalidOperationException("jump to a label that was not compiled");
    }

    private PortableOp Decode(TreeLoop loop, int index)
    {
        ref readonly Operation operation = ref loop.Operations[index];
        ReadOnlySpan<Value> args = loop.Args(operation);
        OpInfo info = operation.Info;
        var op = new PortableOp { Code = operation.Code, Result = operation.Result.IsNone ? 0 : Resolve(operation.Result).Index, Data = operation.Descr };
        if ((info.Flags & (OpFlags.Variadic | OpFlags.Call)) != 0)
        {
            op.Args = Resolve(args);
        }
        else
        {
            if (args.Length > 0) op.A = Resolve(args[0]).Index;
            if (args.Length > 1) op.B = Resolve(args[1]).Index;
            if (args.Length > 2) op.C = Resolve(args[2]).Index;
        }
        if (operation.IsGuard)
        {
            var guard = (GuardDescr)operation.Descr!;
            _guards.Add(guard);
            op.Args = Resolve(loop.FailArgs(operation));
            if (operation.Code is OpCode.guard_class or OpCode.guard_nonnull_class) op.MethodTable = ObjectMemory.MethodTable((ClassDescr)loop.Constants.RefOf(args[1])!);
            if (operation.Code is OpCode.guard_exception) op.MethodTable = ObjectMemory.MethodTable((ClassDescr)loop.Constants.RefOf(args[0])!);
            if (operation.Code is OpCode.guard_value) op.C = (int)args[0].Kind;
        }
        else if (operation.Code == OpCode.label)
        {
            _targets.Add(((TargetToken)operation.Descr!, new PortableTarget(this, index, op.Args!)));
        }
        else if (operation.Code is OpCode.call_extra_i or OpCode.call_extra_r or OpCode.call_extra_f)
        {
            op.A = (int)loop.Constants.IntOf(args[0]);
        }
        return op;
    }

    private static PortableArg Resolve(Value value) => value.IsNone ? default : new(value.Kind, value.IsConstant ? ~value.Index : value.Index);

    private static PortableArg[] Resolve(ReadOnlySpan<Value> values)
    {
        var result = new PortableArg[values.Length];
        for (int i = 0; i < values.Length; i++) result[i] = Resolve(values[i]);
        return result;
    }

    private static (long[], object?[], double[]) CopyConstants(TreeLoop loop)
    {
        int ints = 0, refs = 0, floats = 0;
        void Count(ReadOnlySpan<Value> values)
        {
            foreach (Value value in values)
            {
                if (!value.IsConstant) continue;
                if (value.Kind == Kind.Int) ints = Math.Max(ints, value.Index + 1);
                else if (value.Kind == Kind.Ref) refs = Math.Max(refs, value.Index + 1);
                else floats = Math.Max(floats, value.Index + 1);
            }
        }
        foreach (ref readonly Operation operation in loop.Operations)
        {
            Count(loop.Args(operation));
            Count(loop.FailArgs(operation));
        }
        var result = (new long[ints], new object?[refs], new double[floats]);
        for (int i = 0; i < ints; i++) result.Item1[i] = loop.Constants.IntOf(Value.Constant(Kind.Int, i));
        for (int i = 0; i < refs; i++) result.Item2[i] = loop.Constants.RefOf(Value.Constant(Kind.Ref, i));
        for (int i = 0; i < floats; i++) result.Item3[i] = loop.Constants.FloatOf(Value.Constant(Kind.Float, i));
        return result;
    }
}
