namespace MetaTracer.Trace;

/// <summary>The four kinds of value: nothing, a 64-bit integer, a reference to an object, a double.</summary>
internal enum Kind : byte { Void, Int, Ref, Float }

/// <summary>
/// An argument or result of an operation: nothing, a variable, or a constant. Variables are numbered from 0 in one sequence
/// for all kinds; constants index the loop's <see cref="ConstantPool"/>, one sequence a kind.
/// </summary>
internal readonly struct Value : IEquatable<Value>
{
    // 0: none.  > 0: variable, (index + 1) << 2 | kind.  < 0: the negated same for a constant.
    private Value(int raw) => Raw = raw;

    public int Raw { get; }

    public static Value None => default;
    public static Value Variable(Kind kind, int index) => new(((index + 1) << 2) | (int)kind);
    public static Value Constant(Kind kind, int index) => new(-(((index + 1) << 2) | (int)kind));
    public static Value FromRaw(int raw) => new(raw);

    public bool IsNone => Raw == 0;
    public bool IsVariable => Raw > 0;
    public bool IsConstant => Raw < 0;
    public Kind Kind => (Kind)(Math.Abs(Raw) & 3);
    public int Index => (Math.Abs(Raw) >> 2) - 1;

    public bool Equals(Value other) => Raw == other.Raw;
    public override bool Equals(object? other) => other is Value value && Equals(value);
    public override int GetHashCode() => Raw;
    public static bool operator ==(Value left, Value right) => left.Raw == right.Raw;
    public static bool operator !=(Value left, Value right) => left.Raw != right.Raw;

    /// <summary>PyPy's short form without constants' values: <c>i3</c>, <c>p0</c>, <c>f7</c>; <c>const-i2</c> for a constant.</summary>
    public override string ToString() => IsNone ? "-" : (IsConstant ? "const-" : "") + "?ipf"[(int)Kind] + Index;
}
