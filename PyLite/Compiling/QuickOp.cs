namespace PyLite.Compiling;

/// <summary>
/// Instructions that stand for several, in <see cref="PyCode.Quick"/> only. "Fast" is a local variable, "Const" a constant, "Stack" the top
/// of the value stack: where the operands of an operator or a comparison come from. What they do is what the instructions they stand for
/// do, without the way over the value stack.
/// </summary>
/// <remarks>The word: the opcode in the low 8 bits, then the two operands of 8 bits each, then the operator (see <see cref="Quickener"/>).</remarks>
internal static class QuickOp
{
    /// <summary>LoadFast, LoadFast; operands of 12 bits.</summary>
    public const Op LoadFastLoadFast = (Op)200;
    /// <summary>LoadFast, LoadConst; operands of 12 bits.</summary>
    public const Op LoadFastLoadConst = (Op)201;
    /// <summary>LoadFast, LoadAttr; operands of 12 bits.</summary>
    public const Op LoadFastLoadAttr = (Op)202;
    /// <summary>LoadFast, LoadMethod; operands of 12 bits.</summary>
    public const Op LoadFastLoadMethod = (Op)203;
    /// <summary>ForIter, StoreFast: the operand is ForIter's, the variable is read from the next word.</summary>
    public const Op ForIterStoreFast = (Op)204;

    public const Op BinaryFastFast = (Op)210;
    public const Op BinaryFastConst = (Op)211;
    public const Op BinaryStackFast = (Op)212;
    public const Op BinaryStackConst = (Op)213;
    public const Op BinaryStackStack = (Op)214;

    public const Op CompareFastFast = (Op)220;
    public const Op CompareFastConst = (Op)221;
    public const Op CompareStackFast = (Op)222;
    public const Op CompareStackConst = (Op)223;
    public const Op CompareStackStack = (Op)224;
}

/// <summary>The operators of the <see cref="QuickOp"/>s: those of two operands in the order of <see cref="Objects.BinaryOp"/>, then the same in place.</summary>
internal static class QuickOperator
{
    public const int InPlace = 13;
    public const int GetItem = 26;

    // Of comparisons: those of Objects.CompareOp first.
    public const int Is = 6, IsNot = 7, Contains = 8, ContainsNot = 9;
}
