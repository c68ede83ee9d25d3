using System.Reflection;
using MetaJit;

namespace MetaTracer.Trace;

/// <summary>What an operation is about besides its arguments: a class, a field, an array, a static, a call. One object a thing, compared by identity.</summary>
internal abstract class Descr(string name)
{
    private static int s_count;

    /// <summary>As the text form writes it: <c>Frame.Sp</c>, <c>Value[]</c>.</summary>
    public string Name { get; } = name;

    /// <summary>Unique in the process.</summary>
    internal int Id { get; } = Interlocked.Increment(ref s_count);

    public override string ToString() => Name;
}

/// <summary>An exact class. Also the constant that <c>guard_class</c> compares with.</summary>
internal sealed class ClassDescr(string name) : Descr(name)
{
    /// <summary>Null only in traces read from text.</summary>
    public Type? Type { get; init; }

    /// <summary>What stands in the first word of every instance; 0 in traces read from text.</summary>
    public nint MethodTable { get; init; }

    /// <summary>Bytes of an instance, the object header included; a multiple of 8. 0 for arrays and strings.</summary>
    public int InstanceSize { get; init; }

    /// <summary>Whether machine code may allocate it by bumping: not finalizable, not collectible, small.</summary>
    public bool CanBumpAllocate { get; init; }
}

/// <summary>An instance field, or a field of a struct that stands in an instance field (then the name is <c>Class.Outer.Inner</c>).</summary>
internal sealed class FieldDescr(string name) : Descr(name)
{
    public required Kind Kind { get; init; }

    /// <summary>Bytes from the reference (which points at the method table) to the field.</summary>
    public required int Offset { get; init; }

    /// <summary>Bytes of the field in memory: 1, 2, 4 or 8. A float of 4 bytes is a single, widened when read.</summary>
    public required int Size { get; init; }

    /// <summary>Whether an integer narrower than 8 bytes is sign-extended when read.</summary>
    public bool IsSigned { get; init; }

    /// <summary>Set once, in the constructor (<c>readonly</c>).</summary>
    public bool IsImmutable { get; init; }

    /// <summary>The field is <see cref="ImmutableArrayAttribute"/>.</summary>
    public bool IsImmutableArray { get; init; }

    /// <summary>The field is <see cref="NonNegativeAttribute"/>.</summary>
    public bool IsNonNegative { get; init; }

    /// <summary>The class that declares it; instances of its subclasses have it too.</summary>
    public ClassDescr? Parent { get; init; }

    public FieldInfo? Field { get; init; }
}

/// <summary>The elements of one array type; for an array of structs, one field of the struct (then the name is <c>Slot[].V</c>).</summary>
internal sealed class ArrayDescr(string name) : Descr(name)
{
    public required Kind Kind { get; init; }

    /// <summary>Bytes from one element to the next.</summary>
    public required int ItemSize { get; init; }

    /// <summary>Bytes from the array's reference to the element (or field) at index 0.</summary>
    public required int BaseOffset { get; init; }

    /// <summary>Bytes read and written: 1, 2, 4 or 8.</summary>
    public required int Size { get; init; }

    public bool IsSigned { get; init; }

    /// <summary>The class of the whole array, for allocation. All arrays of references share one alias class whatever this says.</summary>
    public ClassDescr? ArrayClass { get; init; }

    /// <summary>Null only in traces read from text.</summary>
    public Type? ArrayType { get; init; }

    /// <summary>Makes one; null until some were made by reflection.</summary>
    internal Func<int, Array>? Maker { get; set; }
    internal int Made { get; set; }
}

/// <summary>A static field.</summary>
internal sealed class StaticDescr(string name) : Descr(name)
{
    public required Kind Kind { get; init; }
    public required int Size { get; init; }
    public bool IsSigned { get; init; }

    /// <inheritdoc cref="FieldDescr.IsImmutableArray"/>
    public bool IsImmutableArray { get; init; }

    private nint? _address;

    /// <summary>The class constructor has run.</summary>
    internal bool IsInitialized { get; set; }

    /// <summary>Its constant address; 0 where it has none and a read must yield. Ask only once the class constructor has run.</summary>
    public nint Address => _address ??= Field is { } info && AddressProbe is { } probe ? probe(info) : 0;

    /// <summary>Finds the address. Null in traces read from text.</summary>
    public Func<FieldInfo, nint>? AddressProbe { get; init; }

    public FieldInfo? Field { get; init; }
}

/// <summary>What a call may do beyond returning a value; from PyPy's <c>effectinfo</c>.</summary>
internal enum ExtraEffect { ElidableCannotRaise, LoopInvariant, CannotRaise, ElidableCanRaise, CanRaise, ForcesVirtualizable, RandomEffects }

/// <summary>The heap effects of a call. Null sets mean "everything".</summary>
internal sealed class EffectInfo(ExtraEffect extraEffect)
{
    public static readonly EffectInfo Unknown = new(ExtraEffect.RandomEffects);
    public static readonly EffectInfo Elidable = new(ExtraEffect.ElidableCanRaise) { Writes = new HashSet<Descr>() };

    public ExtraEffect ExtraEffect { get; } = extraEffect;

    /// <summary>Fields, arrays and statics (their descrs) that the call may write.</summary>
    public IReadOnlySet<Descr>? Writes { get; init; }

    /// <summary>Fields, arrays and statics (their descrs) that the call may read.</summary>
    public IReadOnlySet<Descr>? Reads { get; init; }

    public bool IsElidable => ExtraEffect is ExtraEffect.ElidableCannotRaise or ExtraEffect.ElidableCanRaise;
    public bool CanRaise => ExtraEffect >= ExtraEffect.ElidableCanRaise;
    public bool ForcesVirtualizable => ExtraEffect >= ExtraEffect.ForcesVirtualizable;
    public bool MayWrite(Descr descr) => Writes?.Contains(descr) ?? true;
    public bool MayRead(Descr descr) => Reads?.Contains(descr) ?? true;
}

/// <summary>
/// Runs a residual call on flattened arguments: argument k stands in <paramref name="raw"/>[k] (an integer, or the bits of a
/// double) or in the k-th reference from <paramref name="refs"/>, whichever its kind says. Result k replaces place k.
/// Exceptions of the callee come out as they are.
/// </summary>
internal unsafe delegate void CallStub(long* raw, ref object? refs);

/// <summary>A residual callee: its signature after flattening, its effects and how to call it.</summary>
internal sealed class CallDescr(string name) : Descr(name)
{
    private CallStub? _stub;

    public required Kind[] Args { get; init; }

    /// <summary>Empty for void; more than one where a struct is returned or there are out arguments.</summary>
    public required Kind[] Results { get; init; }

    public EffectInfo Effect { get; init; } = EffectInfo.Unknown;

    /// <summary>Null only in traces read from text.</summary>
    public MethodBase? Method { get; init; }

    /// <summary>Makes the stub; called once, when the callee is first called.</summary>
    public Func<CallDescr, CallStub>? StubFactory { get; init; }

    /// <summary>The method is <see cref="NotInTraceAttribute"/>: it runs while tracing and in the blackhole, and is not recorded.</summary>
    public bool IsNotInTrace { get; init; }

    /// <summary>Whether the callee is reached by virtual dispatch on its first argument.</summary>
    public bool IsVirtualCall { get; init; }

    public Kind Result => Results.Length == 0 ? Kind.Void : Results[0];

    public CallStub Stub => _stub ??= (StubFactory ?? throw new InvalidOperationException($"{Name} comes from a text and cannot be called"))(this);

    /// <summary>Calls by compiled code, for statistics.</summary>
    public long Calls { get; set; }

    // Calls are many from here on, and one costs about as much as so many steps of an interpreter gain.
    private const long ManyCalls = 1 << 15;
    private const double StepsWorthACall = 4;

    private double _steps;
    private int _sites;

    /// <summary>Steps of the interpreter for each call in the traces that call it: the mean of all places.</summary>
    internal double StepsPerCall => _sites == 0 ? double.PositiveInfinity : _steps / _sites;

    /// <summary>Whether calls of it cost more than the code around them gains.</summary>
    internal bool IsCostly => Calls >= ManyCalls && StepsPerCall < StepsWorthACall;

    internal void NoteSite(double steps)
    {
        _steps += steps;
        _sites++;
    }

    /// <summary>The backend's own record of the callee.</summary>
    public object? BackendData { get; set; }
}

/// <summary>A position in the user's program, for logs.</summary>
/// <param name="driver">Null only in traces read from text.</param>
/// <param name="greens">As registers hold them.</param>
/// <param name="callDepth">See <see cref="CallDepth"/>.</param>
/// <param name="typed">Gives greens the types that the driver's portal declares; asked when a text is wanted.</param>
internal sealed class MergePointDescr(JitDriver? driver, object?[] greens, int callDepth, Func<object?[], object?[]>? typed = null)
{
    /// <summary>Null only in traces read from text.</summary>
    public JitDriver? Driver { get; } = driver;
    public object?[] Greens { get; } = greens;

    /// <summary>0 in the traced loop itself, more in portals inlined into it.</summary>
    public int CallDepth { get; } = callDepth;

    public bool IsSamePlace(MergePointDescr other)
    {
        if (other.Driver != Driver || other.Greens.Length != Greens.Length) return false;
        for (int k = 0; k < Greens.Length; k++)
        {
            bool isSame = Greens[k] is ValueType ? Equals(Greens[k], other.Greens[k]) : ReferenceEquals(Greens[k], other.Greens[k]);
            if (!isSame) return false;
        }
        return true;
    }

    /// <summary>The driver's <see cref="JitDriver.Location"/> of the greens.</summary>
    public string Location
    {
        get
        {
            object?[] typed = TypedGreens;
            return Driver?.Location?.DynamicInvoke(typed) as string ?? string.Join(", ", typed);
        }
    }

    private object?[] TypedGreens => typed is null ? Greens : typed(Greens);

    public override string ToString() => Location;
}
