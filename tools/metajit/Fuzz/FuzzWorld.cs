using System.Runtime.CompilerServices;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaJit.Tool.Fuzz;

/// <summary>What random traces work on.</summary>
internal class FuzzNode
{
    public long Number;
    public double Real;
    public int Small;
    public byte Tiny;
    public FuzzNode? Next;
    public long[]? Items;
    public FuzzBox? Box;
    public static long Shared;
    public static readonly long[] Stack = new long[3];
}

/// <summary>Another class, so that class guards can fail.</summary>
internal sealed class FuzzLeaf : FuzzNode;

/// <summary>What an interpreter's integer is: never changed once it is made.</summary>
internal sealed class FuzzBox(long value)
{
    public readonly long Value = value;
}

/// <summary>The descrs of all that, and what traces call.</summary>
internal static unsafe class FuzzWorld
{
    public const int ArrayLength = 3;

    private static readonly DescrCache s_descrs = new();

    public static readonly ClassDescr Node = s_descrs.ClassOf(typeof(FuzzNode)), Leaf = s_descrs.ClassOf(typeof(FuzzLeaf)), BoxClass = s_descrs.ClassOf(typeof(FuzzBox));
    public static readonly FieldDescr Number = Field(nameof(FuzzNode.Number)), Real = Field(nameof(FuzzNode.Real)), Small = Field(nameof(FuzzNode.Small)), Tiny = Field(nameof(FuzzNode.Tiny));
    public static readonly FieldDescr Next = Field(nameof(FuzzNode.Next)), Items = Field(nameof(FuzzNode.Items)), Box = Field(nameof(FuzzNode.Box));
    public static readonly FieldDescr BoxValue = s_descrs.FieldOf(typeof(FuzzBox).GetField(nameof(FuzzBox.Value))!);
    public static readonly ArrayDescr Item = s_descrs.ArrayOf(typeof(long[]));
    public static readonly StaticDescr Shared = s_descrs.StaticOf(typeof(FuzzNode).GetField(nameof(FuzzNode.Shared))!);

    /// <summary>Changes the object that it is given.</summary>
    public static readonly CallDescr Touch = Call("touch", [Kind.Ref, Kind.Int], [Kind.Int], ExtraEffect.CannotRaise, TouchNode);

    /// <summary>Changes nothing but the one field, and says so.</summary>
    public static readonly CallDescr Bump = Call("bump", [Kind.Ref], [], ExtraEffect.CannotRaise, BumpNumber, new HashSet<Descr> { Number });

    public static readonly CallDescr Elidable = Call("elidable", [Kind.Int], [Kind.Int], ExtraEffect.ElidableCannotRaise, TripleLow, new HashSet<Descr>());

    private static FieldDescr Field(string name) => s_descrs.FieldOf(typeof(FuzzNode).GetField(name)!);

    private static CallDescr Call(string name, Kind[] args, Kind[] results, ExtraEffect effect, CallStub stub, IReadOnlySet<Descr>? accessed = null) =>
        new(name) { Args = args, Results = results, Effect = new EffectInfo(effect) { Reads = accessed, Writes = accessed }, StubFactory = _ => stub };

    private static void TouchNode(long* raw, ref object? refs)
    {
        var node = (FuzzNode?)Unsafe.Add(ref refs, 0);
        if (node is not null) node.Number += raw[1] & 3;
        raw[0] = node is null ? 1 : node.Number & 7;
    }

    private static void BumpNumber(long* raw, ref object? refs)
    {
        if (refs is FuzzNode node) node.Number++;
    }

    private static void TripleLow(long* raw, ref object? refs) => raw[0] = raw[0] * 3 & 15;

    /// <summary>An object as the trace makes it: all zero.</summary>
    public static object New(ClassDescr cls) => RuntimeHelpers.GetUninitializedObject(cls.Type!);
}
