using System.Reflection;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>What a managed pointer points into.</summary>
internal enum PlaceRoot
{
    /// <summary>A local variable or argument of the method that holds the pointer.</summary>
    Local,
    /// <summary>A field of an object. Register: the object.</summary>
    Field,
    /// <summary>An element of an array. Registers: the array, the index.</summary>
    Item,
    /// <summary>A static field. No register.</summary>
    Static,
    /// <summary>The value in a box. Register: the box.</summary>
    Box,
}

/// <summary>
/// A managed pointer as the CodeWriter knows it: always which thing it points into, never an address. What is known only at run time
/// (the object, the array and index) is in registers beside it.
/// </summary>
/// <param name="Root">What it points into.</param>
/// <param name="Type">The type of what it points at.</param>
/// <param name="Base">The array's element type, or the boxed type.</param>
/// <param name="Path">Fields from the root to what is pointed at; for a field or static it begins with the field itself.</param>
/// <param name="Variable">For a local: which, and the first of its leaves that is pointed at.</param>
/// <param name="IsImmutable">Of an argument: the array it points into is [ImmutableArray].</param>
internal sealed record Place(PlaceRoot Root, Type Type, Type? Base, FieldPath Path, int Variable = -1, int FirstLeaf = 0, bool IsImmutable = false)
{
    /// <summary>Kinds of the registers beside it.</summary>
    public Kind[] RegisterKinds => Root switch
    {
        PlaceRoot.Field or PlaceRoot.Box => [Kind.Ref],
        PlaceRoot.Item => [Kind.Ref, Kind.Int],
        _ => [],
    };

    public Place At(FieldInfo field) => Root == PlaceRoot.Local
        ? this with { Type = field.FieldType, FirstLeaf = FirstLeaf + TypeModel.FirstLeafOf(Type, field) }
        : this with { Type = field.FieldType, Path = Path.Then(field) };
}

/// <summary>How one argument is passed that is not simply its value.</summary>
internal abstract record ArgumentShape
{
    /// <summary>A pointer to a local of the caller: its value goes in as the argument's registers and comes back as further results.</summary>
    public sealed record Copy(Type Type, bool In, bool Out) : ArgumentShape;

    /// <summary>A pointer into the heap: the registers beside the place are the argument.</summary>
    public sealed record Pointer(Place Place) : ArgumentShape;

    /// <summary>A method, for a delegate's constructor; a virtual one is looked up on the object in its register.</summary>
    public sealed record Function(MethodBase Method, bool IsVirtual) : ArgumentShape
    {
        public bool Equals(Function? other) => other is not null && other.Method.MethodHandle == Method.MethodHandle && other.IsVirtual == IsVirtual;
        public override int GetHashCode() => Method.MetadataToken;
    }
}

/// <summary>
/// How a call site passes what is not simply a value. One method called through two shapes has two JitCodes. Made by the CodeWriter and handed
/// back to it unchanged.
/// </summary>
internal sealed class CallShape : IEquatable<CallShape>
{
    internal CallShape(ArgumentShape?[] arguments, bool isNewObject = false, bool isResidual = false)
    {
        Arguments = arguments;
        IsNewObject = isNewObject;
        IsResidual = isResidual;
    }

    /// <summary>One an argument, <c>this</c> first; null for a value.</summary>
    internal ArgumentShape?[] Arguments { get; }

    /// <summary>The callee is a constructor called by <c>newobj</c>: it takes no <c>this</c> and gives the object.</summary>
    internal bool IsNewObject { get; }

    /// <summary>The call site is never followed.</summary>
    internal bool IsResidual { get; }

    public bool Equals(CallShape? other) =>
        other is not null && IsNewObject == other.IsNewObject && IsResidual == other.IsResidual && Arguments.AsSpan().SequenceEqual(other.Arguments);

    public override bool Equals(object? obj) => Equals(obj as CallShape);

    public override int GetHashCode()
    {
        var hash = new HashCode();
        hash.Add(IsNewObject);
        foreach (ArgumentShape? argument in Arguments) hash.Add(argument);
        return hash.ToHashCode();
    }
}
