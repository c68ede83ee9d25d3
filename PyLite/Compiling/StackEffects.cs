namespace PyLite.Compiling;

/// <summary>How much deeper an instruction leaves the value stack.</summary>
public static class StackEffects
{
    /// <summary>The change of depth when the instruction falls through, or when it jumps.</summary>
    public static int Of(Op op, int arg, bool jumps) => op switch
    {
        Op.Nop or Op.Swap or Op.DeleteFast or Op.MakeCell or Op.DeleteDeref or Op.DeleteGlobal or Op.DeleteName => 0,
        Op.LoadAttr or Op.UnaryNegative or Op.UnaryPositive or Op.UnaryInvert or Op.UnaryNot or Op.GetIter or Op.ListToTuple => 0,
        Op.Jump or Op.JumpBackward => 0,
        Op.CheckExcMatch or Op.MatchGroup => 0,
        Op.CombineRaised => -2,
        Op.GetYieldFromIter or Op.SetupAnnotations or Op.GetAwaitable or Op.GetAIter or Op.YieldValue => 0,
        Op.PopTop or Op.StoreFast or Op.StoreDeref or Op.StoreGlobal or Op.StoreName or Op.DeleteAttr or Op.PopExcept or Op.Reraise => -1,
        Op.Copy or Op.LoadConst or Op.LoadFast or Op.LoadClosure or Op.LoadDeref or Op.LoadClassDeref or Op.LoadGlobal or Op.LoadName => 1,
        Op.LoadMethod or Op.LoadBuildClass or Op.LoadAssertionError or Op.PushExcInfo or Op.BeforeWith or Op.WithExceptStart => 1,
        Op.ImportFrom or Op.GetLen or Op.MatchMapping or Op.MatchSequence or Op.MatchKeys or Op.GetANext or Op.BeforeAsyncWith or Op.CheckEndAsyncFor => 1,
        Op.StoreAttr or Op.DeleteSubscr => -2,
        Op.StoreSubscr => -3,
        Op.BuildSlice => arg == 3 ? -2 : -1,
        >= Op.BinaryAdd and <= Op.InplaceMatrixMultiply => -1,
        >= Op.CompareLt and <= Op.NotContainsOp => -1,
        Op.BinarySubscr or Op.ImportName or Op.ListAppend or Op.SetAdd or Op.ListExtend or Op.SetUpdate or Op.DictUpdate or Op.DictMerge => -1,
        Op.MapAdd or Op.MatchClass => -2,
        Op.DictWithoutKeys => -1,
        Op.ReturnValue or Op.ImportStar or Op.PrintExpr => -1,
        Op.PopJumpIfFalse or Op.PopJumpIfTrue or Op.PopJumpIfNone or Op.PopJumpIfNotNone => -1,
        Op.JumpIfFalseOrPop or Op.JumpIfTrueOrPop => jumps ? 0 : -1,
        Op.ForIter => jumps ? -1 : 1,
        Op.Send => jumps ? -1 : 0,
        Op.BuildTuple or Op.BuildList or Op.BuildSet or Op.BuildString => 1 - arg,
        Op.BuildMap => 1 - (2 * arg),
        Op.UnpackSequence => arg - 1,
        Op.UnpackEx => (arg & 255) + (arg >> 8),
        Op.FormatValue => (arg & 4) != 0 ? -1 : 0,
        Op.Call or Op.CallWithFrame => -arg,
        Op.CallKw or Op.CallMethod => -arg - 1,
        Op.CallMethodKw => -arg - 2,
        Op.CallEx => -1 - (arg & 1) - (arg >> 1),
        Op.MakeFunction => -int.PopCount(arg & 15),
        Op.RaiseVarargs => -arg,
        _ => throw new InvalidOperationException($"no stack effect for {op}"),
    };
}
