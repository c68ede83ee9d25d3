namespace PyLite.Compiling;

/// <summary>
/// The opcodes of <see cref="PyCode.Quick"/>: the common <see cref="Op"/>s by their names, one for all the others, and instructions that
/// stand for several. In their names "Fast" is a local variable, "Const" a constant, "Stack" the top of the value stack: where the operands
/// of an operator or a comparison come from. They do what the instructions they stand for do, without the way over the value stack.
/// </summary>
/// <remarks>Numbered without gaps, so that the interpreter's switch is one jump through one table.</remarks>
internal enum QuickOp : byte
{
    /// <summary>Any other instruction: <see cref="Interpreter.RareInstructions"/>.</summary>
    Rare,

    Nop,
    PopTop,
    Copy,
    Swap,
    LoadConst,
    LoadFast,
    StoreFast,
    LoadDeref,
    StoreDeref,
    LoadGlobal,
    LoadAttr,
    StoreAttr,
    LoadMethod,
    StoreSubscr,
    UnaryNot,
    Jump,
    JumpBackward,
    PopJumpIfFalse,
    PopJumpIfTrue,
    PopJumpIfNone,
    PopJumpIfNotNone,
    JumpIfFalseOrPop,
    JumpIfTrueOrPop,
    GetIter,
    ForIter,
    BuildTuple,
    BuildList,
    ListAppend,
    UnpackSequence,
    Call,
    CallMethod,
    ReturnValue,
    Reraise,
    RaiseVarargs,
    YieldValue,
    Send,

    // Operands of 12 bits each.
    LoadFastLoadFast,
    LoadFastLoadConst,
    LoadFastLoadAttr,
    LoadFastLoadMethod,

    /// <summary>ForIter, StoreFast: the operand is ForIter's, the variable is read from the next word.</summary>
    ForIterStoreFast,
    /// <summary>BuildTuple, UnpackSequence of as many items: turns them round.</summary>
    BuildAndUnpack,

    // Operands of 8 bits each, then a QuickOperator.
    BinaryFastFast,
    BinaryFastConst,
    BinaryStackFast,
    BinaryStackConst,
    BinaryStackStack,
    CompareFastFast,
    CompareFastConst,
    CompareStackFast,
    CompareStackConst,
    CompareStackStack,

    /// <summary>In place of all others of a piece of code that is to go on in the plain loop.</summary>
    Leave,
}

/// <summary>The operators of the instructions for them: those of two operands in the order of <see cref="Objects.BinaryOp"/>, then the same in place.</summary>
internal static class QuickOperator
{
    public const int InPlace = 13;
    public const int GetItem = 26;

    // Of comparisons: those of Objects.CompareOp first.
    public const int Is = 6, IsNot = 7, Contains = 8, ContainsNot = 9;
}
