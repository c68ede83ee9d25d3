namespace PyLite.Compiling;

/// <summary>
/// Makes the instructions the interpreter runs while nothing is traced. Each position has the instruction it has in the code itself, or one
/// that stands for this and the next ones (<see cref="QuickOp"/>), so that execution can go over from one to the other anywhere.
/// </summary>
internal static class Quickener
{
    private const int Narrow = 1 << 8, Wide = 1 << 12;

    public static int[] Quicken(PyCode code)
    {
        int[] plain = code.Code;
        int[] quick = new int[plain.Length];
        for (int pc = 0; pc < plain.Length; pc++) quick[pc] = Fused(plain, pc);
        return quick;
    }

    private static int Fused(int[] code, int pc)
    {
        Op op = OpAt(code, pc);
        switch (op)
        {
            case Op.LoadFast: return LoadFast(code, pc);
            case Op.LoadConst: return Operator(code, pc, pc + 1, QuickOp.BinaryStackConst, QuickOp.CompareStackConst, Arg(code, pc), 0) ?? Same(code, pc);
            case Op.ForIter: return OpAt(code, pc + 1) == Op.StoreFast ? Word(QuickOp.ForIterStoreFast, Arg(code, pc)) : Same(code, pc);
            case Op.BuildTuple when OpAt(code, pc + 1) == Op.UnpackSequence && Arg(code, pc) == Arg(code, pc + 1) && Arg(code, pc) > 0:
                return Word(QuickOp.BuildAndUnpack, Arg(code, pc));
            default: return Operator(code, pc, pc, QuickOp.BinaryStackStack, QuickOp.CompareStackStack, 0, 0) ?? Same(code, pc);
        }
    }

    private static QuickOp SameNamed(Op op) => op switch
    {
        Op.Nop => QuickOp.Nop,
        Op.PopTop => QuickOp.PopTop,
        Op.Copy => QuickOp.Copy,
        Op.Swap => QuickOp.Swap,
        Op.LoadConst => QuickOp.LoadConst,
        Op.LoadFast => QuickOp.LoadFast,
        Op.StoreFast => QuickOp.StoreFast,
        Op.LoadDeref => QuickOp.LoadDeref,
        Op.StoreDeref => QuickOp.StoreDeref,
        Op.LoadGlobal => QuickOp.LoadGlobal,
        Op.LoadAttr => QuickOp.LoadAttr,
        Op.StoreAttr => QuickOp.StoreAttr,
        Op.LoadMethod => QuickOp.LoadMethod,
        Op.StoreSubscr => QuickOp.StoreSubscr,
        Op.UnaryNot => QuickOp.UnaryNot,
        Op.Jump => QuickOp.Jump,
        Op.JumpBackward => QuickOp.JumpBackward,
        Op.PopJumpIfFalse => QuickOp.PopJumpIfFalse,
        Op.PopJumpIfTrue => QuickOp.PopJumpIfTrue,
        Op.PopJumpIfNone => QuickOp.PopJumpIfNone,
        Op.PopJumpIfNotNone => QuickOp.PopJumpIfNotNone,
        Op.JumpIfFalseOrPop => QuickOp.JumpIfFalseOrPop,
        Op.JumpIfTrueOrPop => QuickOp.JumpIfTrueOrPop,
        Op.GetIter => QuickOp.GetIter,
        Op.ForIter => QuickOp.ForIter,
        Op.BuildTuple => QuickOp.BuildTuple,
        Op.BuildList => QuickOp.BuildList,
        Op.ListAppend => QuickOp.ListAppend,
        Op.UnpackSequence => QuickOp.UnpackSequence,
        Op.Call => QuickOp.Call,
        Op.CallMethod => QuickOp.CallMethod,
        Op.ReturnValue => QuickOp.ReturnValue,
        Op.Reraise => QuickOp.Reraise,
        Op.RaiseVarargs => QuickOp.RaiseVarargs,
        Op.YieldValue => QuickOp.YieldValue,
        Op.Send => QuickOp.Send,
        _ => QuickOp.Rare,
    };

    private static int Same(int[] code, int pc) => Word(SameNamed(OpAt(code, pc)), Arg(code, pc));

    private static int LoadFast(int[] code, int pc)
    {
        int first = Arg(code, pc);
        Op next = OpAt(code, pc + 1);
        if (next == Op.LoadFast || next == Op.LoadConst)
        {
            bool isLocal = next == Op.LoadFast;
            int second = Arg(code, pc + 1);
            QuickOp binary = isLocal ? QuickOp.BinaryFastFast : QuickOp.BinaryFastConst;
            QuickOp comparison = isLocal ? QuickOp.CompareFastFast : QuickOp.CompareFastConst;
            if (Operator(code, pc, pc + 2, binary, comparison, first, second) is { } both) return both;
            // The second may belong to an operator of its own.
            if (IsOperator(OpAt(code, pc + 2)) || isLocal && OpAt(code, pc + 2) is Op.LoadFast or Op.LoadConst && IsOperator(OpAt(code, pc + 3))) return Same(code, pc);
            return Pair(isLocal ? QuickOp.LoadFastLoadFast : QuickOp.LoadFastLoadConst, first, second) ?? Same(code, pc);
        }
        if (next == Op.LoadAttr) return Pair(QuickOp.LoadFastLoadAttr, first, Arg(code, pc + 1)) ?? Same(code, pc);
        if (next == Op.LoadMethod) return Pair(QuickOp.LoadFastLoadMethod, first, Arg(code, pc + 1)) ?? Same(code, pc);
        return Operator(code, pc, pc + 1, QuickOp.BinaryStackFast, QuickOp.CompareStackFast, first, 0) ?? Same(code, pc);
    }

    /// <summary>The word of an operator or comparison at a position together with the loads of its operands before it; null when it is none.</summary>
    private static int? Operator(int[] code, int pc, int at, QuickOp binary, QuickOp comparison, int first, int second)
    {
        if (!IsOperator(OpAt(code, at)) || first >= Narrow || second >= Narrow) return null;
        Op op = OpAt(code, at);
        (QuickOp quick, int operation) = op switch
        {
            >= Op.BinaryAdd and <= Op.BinaryMatrixMultiply => (binary, op - Op.BinaryAdd),
            >= Op.InplaceAdd and <= Op.InplaceMatrixMultiply => (binary, op - Op.InplaceAdd + QuickOperator.InPlace),
            Op.BinarySubscr => (binary, QuickOperator.GetItem),
            >= Op.CompareLt and <= Op.CompareGe => (comparison, op - Op.CompareLt),
            Op.IsOp => (comparison, QuickOperator.Is),
            Op.IsNotOp => (comparison, QuickOperator.IsNot),
            Op.ContainsOp => (comparison, QuickOperator.Contains),
            _ => (comparison, QuickOperator.ContainsNot),
        };
        return (int)quick | first << 8 | second << 16 | operation << 24;
    }

    private static bool IsOperator(Op op) =>
        op is >= Op.BinaryAdd and <= Op.BinaryMatrixMultiply or >= Op.InplaceAdd and <= Op.InplaceMatrixMultiply or Op.BinarySubscr
            or >= Op.CompareLt and <= Op.CompareGe or Op.IsOp or Op.IsNotOp or Op.ContainsOp or Op.NotContainsOp;

    private static int? Pair(QuickOp op, int first, int second) => first < Wide && second < Wide ? Word(op, first | second << 12) : null;

    private static int Word(QuickOp op, int arg) => (int)op | arg << 8;

    private static Op OpAt(int[] code, int pc) => pc < code.Length ? (Op)(code[pc] & 255) : Op.Nop;

    private static int Arg(int[] code, int pc) => code[pc] >> 8;
}
