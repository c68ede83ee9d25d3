using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>Constant folding, algebraic rules (<see cref="RewriteRules"/>) and the removal and strengthening of guards.</summary>
internal sealed class RewritePass : Pass
{
    public override void Process(ref Op op)
    {
        if (op.IsGuard)
        {
            ProcessGuard(ref op);
            return;
        }
        if ((op.Info.Flags & OpFlags.Call) != 0)
        {
            if (op.Descr is CallDescr { Effect.CanRaise: false }) Optimizer.DropExceptionGuard = true;
            if (op.Code == cond_call_value_r)
            {
                if (Optimizer.IsNonNull(op.Many![0]))
                {
                    Optimizer.MakeEqual(op.Result, op.Many[0]);
                    Optimizer.DropExceptionGuard = true;
                    return;
                }
                if (Optimizer.IsNull(op.Many[0])) (op.Code, op.Many, op.Count) = (call_pure_r, op.Many[1..], op.Count - 1);
            }
            if (op.Code == cond_call_n && Optimizer.TryInt(op.Many![0], out long condition))
            {
                if (condition == 0)
                {
                    Optimizer.DropExceptionGuard = true;
                    return;
                }
                (op.Code, op.Many, op.Count) = (call_n, op.Many[1..], op.Count - 1);
            }
        }
        else if ((op.Info.Flags & (OpFlags.Pure | OpFlags.Reads)) != 0)
        {
            if (ConstantFolding.TryFold(Optimizer, op, out Value folded))
            {
                if ((op.Info.Flags & OpFlags.Overflow) != 0) Optimizer.DropOverflowGuard = true;
                Optimizer.MakeEqual(op.Result, folded);
                return;
            }
            if (RewriteRules.Apply(Optimizer, ref op, out Value equal))
            {
                Optimizer.MakeEqual(op.Result, equal);
                return;
            }
        }
        Next.Process(ref op);
    }

    private void ProcessGuard(ref Op op)
    {
        switch (op.Code)
        {
            case guard_true:
                ProcessTruth(ref op, 1);
                return;
            case guard_false:
                ProcessTruth(ref op, 0);
                return;
            case guard_value:
                ProcessValue(ref op);
                return;
            case guard_class or guard_nonnull_class:
                ProcessClass(ref op);
                return;
            case guard_nonnull:
                if (Optimizer.IsNonNull(op.A)) return;
                if (Optimizer.IsNull(op.A)) throw Fails(op);
                Next.Process(ref op);
                PtrInfo info = Optimizer.EnsurePtr(op.A);
                info.NonNull = true;
                info.Guard = Optimizer.Output.Count - 1;
                return;
            case guard_isnull:
                if (Optimizer.IsNull(op.A)) return;
                if (Optimizer.IsNonNull(op.A)) throw Fails(op);
                Next.Process(ref op);
                Optimizer.MakeEqual(op.A, Optimizer.Constants.Null);
                return;
            default:
                Next.Process(ref op);
                return;
        }
    }

    private void ProcessTruth(ref Op op, long expected)
    {
        if (Optimizer.TryInt(op.A, out long known))
        {
            if ((known != 0) == (expected != 0)) return;
            throw Fails(op);
        }
        Value condition = op.A;
        if (expected == 1 && op.Snapshot >= 0 && CapacityChecks.TryReplace(Optimizer, condition, op.Snapshot))
        {
            Optimizer.MakeEqual(condition, Optimizer.Constants.Int(1));
            return;
        }
        bool exact = expected == 0 || Optimizer.Bound(condition).IsBool || IsComparison(condition);
        Next.Process(ref op);
        if (exact) Optimizer.MakeEqual(condition, Optimizer.Constants.Int(expected));
        LearnReference(condition, expected != 0);
    }

    /// <summary>Whether a value is 0 or 1 by what computed it.</summary>
    private bool IsComparison(Value value) => Optimizer.TryProducer(value, out Op producer)
        && producer.Code is (>= int_lt and <= uint_ge) or int_is_true or int_is_zero or (>= float_lt and <= float_ge) or ptr_eq or ptr_ne;

    private void LearnReference(Value condition, bool truth)
    {
        if (!Optimizer.TryProducer(condition, out Op producer) || producer.Code is not (ptr_eq or ptr_ne)) return;
        Value a = Optimizer.Get(producer[0]), b = Optimizer.Get(producer[1]);
        bool equal = producer.Code == ptr_eq == truth;
        if (b.IsVariable) (a, b) = (b, a);
        if (equal && a.IsVariable)
        {
            // From here on they are one value; the one that more is known of gives its name.
            if (b.IsVariable && Optimizer.Ptr(a) is { NonNull: true } && Optimizer.Ptr(b)?.Class is null) (a, b) = (b, a);
            Optimizer.MakeEqual(a, b);
        }
        else if (!equal && a.IsVariable && Optimizer.IsNull(b)) Optimizer.MakeNonNull(a);
    }

    private void ProcessValue(ref Op op)
    {
        Value expected = op.B;
        if (op.A == expected) return;
        if (op.A.IsConstant) throw Fails(op);
        Value value = op.A;
        switch (value.Kind)
        {
            case Kind.Int:
                long constant = Optimizer.Constants.IntOf(expected);
                IntBound bound = Optimizer.Bound(value);
                if (!bound.Contains(constant)) throw Fails(op);
                if (bound.IsBool)
                {
                    op.Code = constant != 0 ? guard_true : guard_false;
                    op.Count = 1;
                    ProcessTruth(ref op, constant);
                    return;
                }
                break;
            case Kind.Ref:
                if (Optimizer.IsVirtual(value)) throw Fails(op);
                if (Optimizer.IsNull(expected))
                {
                    if (Optimizer.IsNonNull(value)) throw Fails(op);
                    op.Code = guard_isnull;
                    op.Count = 1;
                }
                else if (MayAskForValue(value, out int guard))
                {
                    if (Optimizer.Ptr(value) is { Class: { } cls } && Optimizer.IsOfClass(expected, cls) == false) throw Fails(op);
                    Strengthen(guard, guard_value, op);
                    Optimizer.MakeEqual(value, expected);
                    return;
                }
                break;
        }
        Next.Process(ref op);
        Optimizer.MakeEqual(value, expected);
    }

    private void ProcessClass(ref Op op)
    {
        var cls = (ClassDescr)Optimizer.Constants.RefOf(op.B)!;
        bool? known = Optimizer.IsOfClass(op.A, cls);
        if (known == true) return;
        if (known == false) throw Fails(op);
        if (op.A.IsConstant)
        {
            Next.Process(ref op);
            return;
        }
        PtrInfo info = Optimizer.EnsurePtr(op.A);
        if (info.Guard >= Optimizer.Start && Optimizer.Output[info.Guard].Code == guard_nonnull)
        {
            // The null check before it asks for the class as well.
            Strengthen(info.Guard, guard_nonnull_class, op);
            info.Class = cls;
            return;
        }
        if (op.Code == guard_nonnull_class && info.NonNull) op.Code = guard_class;
        Next.Process(ref op);
        Optimizer.EnsurePtr(op.A).Guard = Optimizer.Output.Count - 1;
    }

    /// <summary>Makes an earlier guard of the same reference ask for what a later one asks for.</summary>
    private void Strengthen(int index, OpCode code, in Op later)
    {
        ref Operation earlier = ref Optimizer.Output[index];
        earlier.Code = code;
        var merged = (GuardDescr)earlier.Descr!;
        merged.Code = code;
        Optimizer.NoteSite(merged, later.Snapshot);
        Optimizer.Output.SetArgs(index, [later.A, later.B]);
    }

    /// <summary>Whether an earlier guard of the reference may ask for its value: no branch comes between, which might lead elsewhere for other values.</summary>
    private bool MayAskForValue(Value value, out int guard)
    {
        guard = Optimizer.Ptr(value)?.Guard ?? -1;
        if (guard < Optimizer.Start || !Optimizer.MayAsk) return false;
        for (int i = guard + 1; i < Optimizer.Output.Count; i++)
            if (Optimizer.Output[i].Code is guard_true or guard_false) return false;
        return true;
    }

    private InvalidLoopException Fails(in Op op) => new($"{op.Code} always fails");
}
