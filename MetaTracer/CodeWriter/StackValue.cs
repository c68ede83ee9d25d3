using System.Reflection;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>A set of integers that a value is known to lie in: those of so many bytes, signed or not.</summary>
internal readonly record struct IntRange(int Bytes, bool IsSigned)
{
    public static readonly IntRange Bool = new(1, false);
    public static readonly IntRange Int32 = new(4, true);
    public static readonly IntRange Int64 = new(8, true);

    /// <summary>What registers hold for an integer type; see <see cref="TypeModel.IsSignExtended"/>.</summary>
    public static IntRange Of(Type type) => new(TypeModel.SizeOf(type), TypeModel.IsSignExtended(type));

    public static IntRange OfConstant(long value) => value switch
    {
        >= 0 and <= byte.MaxValue => new(1, false),
        >= sbyte.MinValue and <= sbyte.MaxValue => new(1, true),
        >= 0 and <= ushort.MaxValue => new(2, false),
        >= short.MinValue and <= short.MaxValue => new(2, true),
        >= int.MinValue and <= int.MaxValue => Int32,
        _ => Int64,
    };

    public bool IsWithin(IntRange other) =>
        this == other || (Bytes < other.Bytes && (!IsSigned || other.IsSigned)) || other.Bytes == 8;
}

/// <summary>
/// An entry of IL's evaluation stack: what it is, and the registers that hold it. A pointer, a method or a type token is known while converting
/// and has registers only for what is not.
/// </summary>
internal sealed class StackValue
{
    /// <summary>The value's static type; for a pointer, the type pointed at.</summary>
    public required Type Type { get; init; }

    /// <summary>The leaves of a value, or the registers beside a pointer's place.</summary>
    public required Operand[] Parts { get; init; }

    /// <summary>For integers: 4 or 8 bytes on IL's stack.</summary>
    public int Width { get; init; } = 8;

    /// <summary>For integers: where the value is known to lie.</summary>
    public IntRange Range { get; init; } = IntRange.Int64;

    /// <summary>A managed pointer.</summary>
    public Place? Place { get; init; }

    /// <summary>A method loaded by <c>ldftn</c> or <c>ldvirtftn</c>.</summary>
    public ArgumentShape.Function? Function { get; init; }

    /// <summary>A type loaded by <c>ldtoken</c>.</summary>
    public Type? Token { get; init; }

    /// <summary>A reference known not to be null.</summary>
    public bool IsNonNull { get; init; }

    /// <summary>The static field the value was read from.</summary>
    public FieldInfo? Origin { get; init; }

    /// <summary>For the outcome of a comparison with null: the reference, and whether true means null.</summary>
    public (Operand Reference, bool WhenNull)? NullTest { get; init; }

    public bool IsPointer => Place is not null;
    public bool IsStruct => Place is null && Function is null && Token is null && TypeModel.IsStruct(Type);
    public bool IsScalar => Place is null && Function is null && Token is null && !TypeModel.IsStruct(Type);

    /// <summary>The register of a scalar.</summary>
    public Operand Scalar => IsScalar ? Parts[0] : throw new UnsupportedConstructException($"{Describe()} where a plain value is needed");

    public Kind Kind => Scalar.Kind;

    public bool IsSingle => Type == typeof(float);

    /// <summary>The same value in other registers; what was known of its origin and range is forgotten where it might not hold of those.</summary>
    public StackValue InRegisters(Operand[] parts, bool keepFacts) => new()
    {
        Type = Type,
        Parts = parts,
        Width = Width,
        Place = Place,
        Function = Function,
        Token = Token,
        Range = keepFacts ? Range : Width == 4 ? IntRange.Int32 : IntRange.Int64,
        IsNonNull = keepFacts && IsNonNull,
        Origin = keepFacts ? Origin : null,
    };

    /// <summary>The same value taken as an integer of so many bytes.</summary>
    public StackValue AsInt(int width) => new()
    {
        Type = width == 4 ? typeof(int) : typeof(long),
        Parts = Parts,
        Width = width,
        Range = Range,
    };

    public string Describe() => IsPointer ? $"a pointer to {TypeModel.NameOf(Type)}" : Function is not null ? "a function pointer" : $"a {TypeModel.NameOf(Type)}";
}
