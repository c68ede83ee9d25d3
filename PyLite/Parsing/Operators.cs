namespace PyLite.Parsing;

/// <summary>The binary operators, in the order of <see cref="Compiling.Op.BinaryAdd"/> and <see cref="Compiling.Op.InplaceAdd"/>.</summary>
public enum BinaryOperator : byte
{
    Add, Subtract, Multiply, TrueDivide, FloorDivide, Remainder, Power, LeftShift, RightShift, And, Or, Xor, MatrixMultiply,
}

/// <summary>The comparisons, in the order of <see cref="Compiling.Op.CompareLt"/>.</summary>
public enum CompareOperator : byte
{
    Lt, Le, Eq, Ne, Gt, Ge, Is, IsNot, In, NotIn,
}

/// <summary>The unary operators, in the order of <see cref="Compiling.Op.UnaryNegative"/>.</summary>
public enum UnaryOperator : byte
{
    Negative, Positive, Invert, Not,
}
