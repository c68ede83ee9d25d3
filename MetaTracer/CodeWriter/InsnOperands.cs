using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>Which fields of an instruction are registers, of which kind, read or written: the one table liveness and renumbering go by.</summary>
internal static class InsnOperands
{
    private const Kind None = Kind.Void;

    /// <summary>Kinds of the registers in Dst, A, B and C; void where the field is none. Operands in X come besides.</summary>
    public static (Kind Dst, Kind A, Kind B, Kind C) KindsOf(in Insn insn) => insn.Op switch
    {
        JitOp.Move or JitOp.Promote or JitOp.PromoteString => (insn.Kind, insn.Kind, None, None),
        JitOp.Pure => OfPure(insn.Code),
        JitOp.Overflow => (Kind.Int, Kind.Int, Kind.Int, Kind.Int),
        JitOp.BranchTrue or JitOp.BranchFalse or JitOp.Switch => (None, Kind.Int, None, None),
        JitOp.BranchNull or JitOp.BranchNonNull or JitOp.Throw or JitOp.NullCheck => (None, Kind.Ref, None, None),
        JitOp.RecordExactClass or JitOp.AssumeNonNull or JitOp.ForceVirtualizable => (None, Kind.Ref, None, None),
        JitOp.AssumeLength => (None, Kind.Ref, Kind.Int, None),
        JitOp.GetField or JitOp.GetQuasiImmutable => (insn.Kind, Kind.Ref, None, None),
        JitOp.SetField => (None, Kind.Ref, insn.Kind, None),
        JitOp.GetStatic => (insn.Kind, None, None, None),
        JitOp.SetStatic => (None, insn.Kind, None, None),
        JitOp.ArrayLength or JitOp.StringLength or JitOp.IsVirtual => (Kind.Int, Kind.Ref, None, None),
        JitOp.GetItem or JitOp.GetItemPure => (insn.Kind, Kind.Ref, Kind.Int, None),
        JitOp.SetItem => (None, Kind.Ref, Kind.Int, insn.Kind),
        JitOp.StringItem => (Kind.Int, Kind.Ref, Kind.Int, None),
        JitOp.BoundsCheck => (None, Kind.Ref, Kind.Int, None),
        JitOp.New or JitOp.LoopHeader or JitOp.EnterFunction => (Kind.Ref, None, None, None),
        JitOp.NewArray => (Kind.Ref, Kind.Int, None, None),
        JitOp.IsInstance or JitOp.CastClass => (Kind.Ref, Kind.Ref, None, None),
        JitOp.IsConstant => (Kind.Int, insn.Kind, None, None),
        _ => (None, None, None, None),
    };

    /// <summary>The operands the instruction reads, constants among them.</summary>
    public static void AddUses(in Insn insn, OperandList uses)
    {
        var (_, a, b, c) = KindsOf(insn);
        if (a != None) uses.Add(new Operand(a, insn.A));
        if (b != None) uses.Add(new Operand(b, insn.B));
        if (c != None && insn.Op != JitOp.Overflow) uses.Add(new Operand(c, insn.C));
        switch (insn.X)
        {
            case CallInfo call:
                uses.AddRange(call.Args);
                break;
            case Operand[] results:
                uses.AddRange(results);
                break;
            case MergePointInfo point:
                uses.AddRange(point.Greens);
                uses.AddRange(point.Reds);
                break;
        }
    }

    /// <summary>The registers the instruction writes.</summary>
    public static void AddDefs(in Insn insn, OperandList defs)
    {
        var (dst, _, _, c) = KindsOf(insn);
        if (dst != None) defs.Add(new Operand(dst, insn.Dst));
        if (c != None && insn.Op == JitOp.Overflow) defs.Add(new Operand(c, insn.C));
        if (insn.X is CallInfo call) defs.AddRange(call.Results);
    }

    /// <summary>The instruction with every register renumbered.</summary>
    public static Insn Map(Insn insn, Func<Operand, int> number)
    {
        var (dst, a, b, c) = KindsOf(insn);
        if (dst != None) insn.Dst = number(new Operand(dst, insn.Dst));
        if (a != None) insn.A = number(new Operand(a, insn.A));
        if (b != None) insn.B = number(new Operand(b, insn.B));
        if (c != None) insn.C = number(new Operand(c, insn.C));
        insn.X = insn.X switch
        {
            CallInfo call => call with { Args = MapAll(call.Args, number), Results = MapAll(call.Results, number) },
            Operand[] results => MapAll(results, number),
            MergePointInfo point => point with { Greens = MapAll(point.Greens, number), Reds = MapAll(point.Reds, number) },
            _ => insn.X,
        };
        return insn;
    }

    public static Operand[] MapAll(Operand[] operands, Func<Operand, int> number)
    {
        if (operands.Length == 0) return operands;
        var result = new Operand[operands.Length];
        for (int i = 0; i < result.Length; i++) result[i] = new Operand(operands[i].Kind, number(operands[i]));
        return result;
    }

    /// <summary>Whether the instruction does nothing but set Dst.</summary>
    public static bool IsRemovableWhenDead(in Insn insn) => insn.Op is JitOp.Move or JitOp.Pure or JitOp.IsConstant or JitOp.IsVirtual;

    /// <summary>Whether a guard may stand before the instruction, so that a snapshot of the registers before it is wanted.</summary>
    public static bool MayGuard(in Insn insn) => insn.Op is not (JitOp.Move or JitOp.Pure or JitOp.Goto);

    /// <summary>The kinds a pure operation takes.</summary>
    private static (Kind, Kind, Kind, Kind) OfPure(OpCode code)
    {
        OpInfo info = OpInfo.Of(code);
        Kind argument = code switch
        {
            OpCode.float_add or OpCode.float_sub or OpCode.float_mul or OpCode.float_truediv or OpCode.float_neg or OpCode.float_abs or OpCode.float_sqrt
                or OpCode.float_lt or OpCode.float_le or OpCode.float_eq or OpCode.float_ne or OpCode.float_gt or OpCode.float_ge
                or OpCode.cast_float_to_int or OpCode.float_round_single or OpCode.convert_float_bytes_to_longlong => Kind.Float,
            OpCode.ptr_eq or OpCode.ptr_ne => Kind.Ref,
            _ => Kind.Int,
        };
        return (info.Result, argument, info.Arity == 2 ? argument : None, None);
    }
}
