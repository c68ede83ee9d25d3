// What the engine knows about one attached driver: its portal, the kinds and roles of the portal's parameters, its cells.
// PyPy's JitDriverStaticData. The typed subclasses (PortalEngines.cs) convert between C# parameters and places by kind.
using MetaJit;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;
using MetaTracer.Tracing;

namespace MetaTracer.Warmup;

/// <summary>What stands in a driver while an engine is attached to it.</summary>
internal interface IAttachedEngine
{
    JitEngine Engine { get; }
}

internal abstract class DriverState
{
    protected DriverState(JitEngine engine, JitDriver driver, JitCode portal, VirtualizableInfo? virtualizable)
    {
        Engine = engine;
        Driver = driver;
        Portal = portal;
        Virtualizable = virtualizable;
        MergePointPc = Array.FindIndex(portal.Code, insn => insn.Op == JitOp.MergePoint);
        MergePoint = (MergePointInfo)portal.Code[MergePointPc].X!;

        var parameters = driver.Parameters;
        _structs = Array.ConvertAll(parameters, parameter => PlaceFor(parameter.ParameterType));
        _places = new int[parameters.Length];
        List<Type> types = [];
        List<bool> greens = [];
        for (int k = 0; k < parameters.Length; k++)
        {
            _places[k] = types.Count;
            foreach (Leaf leaf in TypeModel.LeavesOf(parameters[k].ParameterType))
            {
                types.Add(leaf.Type);
                greens.Add(parameters[k].IsDefined(typeof(GreenAttribute), false));
            }
        }
        ParameterTypes = [.. types];
        IsGreen = [.. greens];
        GreenPositions = PositionsWhere(isGreen: true);
        RedPositions = PositionsWhere(isGreen: false);
        RedKinds = Array.ConvertAll(MergePoint.Reds, red => red.Kind);
        ResultPlace = PlaceFor(driver.Portal.Method.ReturnType);
        ResultKind = ResultPlace is not null ? Kind.Void : KindOf(driver.Portal.Method.ReturnType);
        VirtualizableRed = virtualizable is null
            ? -1
            : Array.FindIndex(RedPositions, position => virtualizable.Type.IsAssignableFrom(ParameterTypes[position]));
        Effect = driver.IsOperation ? engine.CodeWriter.EffectOf(driver.Portal.Method) : EffectInfo.Unknown;
        Exit = new PortalExit(ParameterTypes.Length);
        Cells = new CellTable(this);
        TypeGreens = TypedGreens;

        StructPlace? PlaceFor(Type type) => TypeModel.IsStruct(type) ? StructPlace.For(type, engine.CodeWriter.Descrs) : null;
    }

    // By parameter: what takes it apart, where it is a struct, and the first of its places.
    private readonly StructPlace?[] _structs;
    private readonly int[] _places;

    public JitEngine Engine { get; }
    public JitDriver Driver { get; }
    public JitCode Portal { get; }
    public int MergePointPc { get; }
    public MergePointInfo MergePoint { get; }

    /// <summary>Of each place of the parameters: a struct has one for each of its innermost fields, all else has one.</summary>
    public Type[] ParameterTypes { get; }
    public bool[] IsGreen { get; }

    /// <summary>The place of each green, of each red.</summary>
    public int[] GreenPositions { get; }
    public int[] RedPositions { get; }
    public Kind[] RedKinds { get; }

    /// <summary>Void also where the result is a struct: then it is in <see cref="ResultPlace"/>.</summary>
    public Kind ResultKind { get; }
    public StructPlace? ResultPlace { get; }
    public VirtualizableInfo? Virtualizable { get; }

    /// <summary>Which red is the virtualizable; -1 where none is.</summary>
    public int VirtualizableRed { get; }

    /// <summary>What a call of the portal may do.</summary>
    public EffectInfo Effect { get; }

    public PortalExit Exit { get; }
    public CellTable Cells { get; }

    /// <summary>Makes the driver enter this engine.</summary>
    public abstract void Connect();

    public void Disconnect()
    {
        if (Driver.Engine is IAttachedEngine attached && attached.Engine == Engine) Driver.Engine = null;
        else if (Driver.Engine is IEntriesByThread shared) shared.Entries.Remove(Engine);
    }

    /// <summary>
    /// Calls the portal with the parameters in <paramref name="exit"/>, which then holds the result or the exception.
    /// </summary>
    public abstract void CallPortal(PortalExit exit);

    protected T Load<T>(PortalExit exit, int parameter) =>
        typeof(T).IsValueType && _structs[parameter] is { } place ? ((StructPlace<T>)place).Load(exit, _places[parameter]) : Portals.Load<T>(exit, _places[parameter]);

    protected void Store<T>(PortalExit exit, int parameter, T value)
    {
        if (typeof(T).IsValueType && _structs[parameter] is { } place) ((StructPlace<T>)place).Store(exit, _places[parameter], value);
        else Portals.Store(exit, _places[parameter], value);
    }

    protected T LoadResult<T>(PortalExit exit) =>
        typeof(T).IsValueType && ResultPlace is StructPlace<T> place ? place.TakeOut() : Portals.Load<T>(exit, 0);

    protected void StoreResult<T>(PortalExit exit, T value)
    {
        if (typeof(T).IsValueType && ResultPlace is StructPlace<T> place) place.Value = value;
        else Portals.Store(exit, 0, value);
    }

    /// <summary>Puts the greens and reds of a frame that stands at the merge point where <see cref="CallPortal"/> and the interpreter find them.</summary>
    public void StoreState(Frame frame, PortalExit exit)
    {
        for (int k = 0; k < GreenPositions.Length; k++) Store(frame, MergePoint.Greens[k], exit, GreenPositions[k]);
        for (int k = 0; k < RedPositions.Length; k++) Store(frame, MergePoint.Reds[k], exit, RedPositions[k]);
        exit.Exception = null;
        exit.Kind = ExitKind.State;
    }

    /// <summary>The other way round: a frame of the portal that stands at the merge point.</summary>
    public Frame FrameAtMergePoint(PortalExit state)
    {
        Frame frame = Frame.Rent(Portal);
        frame.Pc = MergePointPc;
        for (int k = 0; k < GreenPositions.Length; k++) Load(frame, MergePoint.Greens[k], state, GreenPositions[k]);
        for (int k = 0; k < RedPositions.Length; k++) Load(frame, MergePoint.Reds[k], state, RedPositions[k]);
        return frame;
    }

    /// <summary>The greens of a frame that stands at the merge point.</summary>
    public object?[] GreensOf(Frame frame)
    {
        Operand[] registers = MergePoint.Greens;
        var greens = new object?[registers.Length];
        for (int k = 0; k < greens.Length; k++) greens[k] = ValueOf(frame, registers[k]);
        return greens;
    }

    /// <summary>The concrete value of a green, boxed.</summary>
    public static object? ValueOf(Frame frame, Operand register) => register.Kind switch
    {
        Kind.Int => BoxedInt(frame.Ints[register.Register]),
        Kind.Ref => frame.Refs[register.Register],
        _ => frame.Floats[register.Register],
    };

    private static object BoxedInt(long value)
    {
        if ((ulong)value >= BoxedInts) return value;
        return s_boxedInts[value] ??= value;
    }

    // Positions in the user's program: the same few again and again.
    private const int BoxedInts = 1024;
    private static readonly object?[] s_boxedInts = new object?[BoxedInts];

    /// <summary>Gives greens that were read from registers the portal's own parameter types.</summary>
    public object?[] TypedGreens(object?[] greens)
    {
        var typed = new object?[greens.Length];
        for (int k = 0; k < greens.Length; k++)
            typed[k] = greens[k] is long value ? RawMemory.FromInt(value, ParameterTypes[GreenPositions[k]]) : greens[k];
        return typed;
    }

    /// <summary><see cref="TypedGreens"/> as a delegate, made once.</summary>
    public Func<object?[], object?[]> TypeGreens { get; }

    /// <summary>Which items of the frame's first array matter at a position; null: all.</summary>
    public ulong[]? LiveItems(object?[] greens) => Driver.LiveItems?.DynamicInvoke(TypedGreens(greens)) as ulong[];

    /// <summary>The place in the user's program, as the driver names it.</summary>
    public string LocationOf(object?[] greens)
    {
        object?[] typed = TypedGreens(greens);
        return Driver.Location?.DynamicInvoke(typed) as string ?? string.Join(", ", typed);
    }

    public static Kind KindOf(Type type) =>
        type == typeof(void) ? Kind.Void : !type.IsValueType ? Kind.Ref : type == typeof(double) || type == typeof(float) ? Kind.Float : Kind.Int;

    private int[] PositionsWhere(bool isGreen)
    {
        var positions = new List<int>();
        for (int k = 0; k < IsGreen.Length; k++)
            if (IsGreen[k] == isGreen) positions.Add(k);
        return [.. positions];
    }

    private static void Store(Frame frame, Operand register, PortalExit exit, int position)
    {
        switch (register.Kind)
        {
            case Kind.Int: exit.Ints[position] = frame.Ints[register.Register]; break;
            case Kind.Ref: exit.Refs[position] = frame.Refs[register.Register]; break;
            default: exit.Floats[position] = frame.Floats[register.Register]; break;
        }
    }

    private static void Load(Frame frame, Operand register, PortalExit state, int position)
    {
        switch (register.Kind)
        {
            case Kind.Int: frame.Ints[register.Register] = state.Ints[position]; break;
            case Kind.Ref: frame.Refs[register.Register] = state.Refs[position]; break;
            default: frame.Floats[register.Register] = state.Floats[position]; break;
        }
    }
}
