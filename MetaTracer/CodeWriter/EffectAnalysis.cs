using System.Reflection;
using MetaJit;
using MetaTracer.Trace;

namespace MetaTracer.CodeWriter;

/// <summary>
/// What a residual call may read and write, and whether it may touch a virtualizable: found by going through the IL of everything it can reach.
/// Where that is too much, or reaches code that is not known, the answer is "everything".
/// </summary>
/// <remarks>
/// The world is taken as closed: virtual calls reach the overrides in the interpreters' assemblies. Base library code reaches an interpreter's
/// methods only through the objects it is given (<see cref="BaseLibraryEffects"/>).
/// </remarks>
internal sealed class EffectAnalysis(DescrCache descrs, LookInsidePolicy policy, VirtualDispatch dispatch, Func<MethodBase, bool> isPortal, Func<MethodBase, bool, bool, EffectInfo?> inImage)
{
    /// <summary>Methods gone through before giving up.</summary>
    private const int MaxMethods = 250;

    /// <summary>Methods gone through below elidable ones.</summary>
    private const int MaxPureMethods = 60;

    /// <summary>Overrides of one virtual method before giving up: such a call reaches half the interpreter.</summary>
    private const int MaxOverrides = 24;

    private static readonly HashSet<Descr> Nothing = [];
    private static readonly EffectInfo LoopInvariant = new(ExtraEffect.LoopInvariant) { Writes = Nothing };

    private static readonly EffectInfo Mathematical = new(ExtraEffect.ElidableCannotRaise) { Reads = Nothing, Writes = Nothing };

    private readonly Dictionary<MethodKey, MethodEffects> _direct = [];
    private readonly Dictionary<MethodKey, MethodBase[]?> _overrides = [];
    private readonly BaseLibraryEffects _baseLibrary = new(descrs, policy);

    // By how the method is called: virtually or not, on a box or not.
    private readonly Dictionary<MethodKey, EffectInfo>[] _known = [[], [], [], []];

    /// <summary>All that was asked for.</summary>
    public IEnumerable<(MethodBase Method, bool IsVirtual, bool HasBoxedThis, EffectInfo Effect)> Known =>
        _known.SelectMany((table, way) => table.Select(known => (known.Key.Method, (way & 1) != 0, (way & 2) != 0, known.Value)));

    public EffectInfo Of(MethodBase method, bool isVirtualCall, bool hasBoxedThis = false)
    {
        var key = MethodKey.Of(method);
        Dictionary<MethodKey, EffectInfo> table = _known[(isVirtualCall ? 1 : 0) | (hasBoxedThis ? 2 : 0)];
        if (table.TryGetValue(key, out EffectInfo? known)) return known;
        return table[key] = inImage(method, isVirtualCall, hasBoxedThis) ?? Find(method, isVirtualCall, hasBoxedThis);
    }

    private EffectInfo Find(MethodBase method, bool isVirtualCall, bool hasBoxedThis)
    {
        if (IsElidable(method)) return EffectInfo.Elidable;
        if (method.IsDefined(typeof(LoopInvariantAttribute), false)) return LoopInvariant;
        // A struct's method found by dispatch reads the box it is called on.
        if (hasBoxedThis) return EffectInfo.Unknown;
        if (IsMathematical(method) || BaseLibraryEffects.IsAboutTexts(method)) return Mathematical;

        var found = new Search();
        if (!Reach(method, isVirtualCall, false, found.Work)) return EffectInfo.Unknown;
        while (found.Work.TryPop(out (MethodBase Method, bool IsPure) next))
        {
            bool isPure = next.IsPure || IsElidable(next.Method);
            if (!Add(found, next.Method, isPure) && !isPure) return EffectInfo.Unknown;
        }
        return new EffectInfo(found.Forces ? ExtraEffect.ForcesVirtualizable : ExtraEffect.CanRaise)
        {
            Reads = found.ReadsAll ? null : found.Reads,
            Writes = found.Writes,
        };
    }

    /// <summary>What has been found so far of a call, and what it may run that is to be looked at.</summary>
    private sealed class Search
    {
        public readonly DescrSet Reads = new(), Writes = new();
        public readonly HashSet<(MethodKey Method, bool IsPure)> Seen = [];

        /// <summary>Methods; what an elidable one does, and whatever it calls, is only looked at for what it reads.</summary>
        public readonly Stack<(MethodBase Method, bool IsPure)> Work = new();

        public bool Forces, ReadsAll;
        public int Methods, PureMethods;
    }

    /// <summary>Adds what a method does; false when that is not known, which of a pure one means that it may read everything.</summary>
    private bool Add(Search found, MethodBase method, bool isPure)
    {
        if (isPure && found.ReadsAll || !found.Seen.Add((MethodKey.Of(method), isPure))) return true;
        bool isTooMuch = isPure ? ++found.PureMethods > MaxPureMethods : ++found.Methods > MaxMethods;
        MethodEffects effects = isTooMuch ? MethodEffects.Unknown : DirectOf(method);
        bool isKnown = !effects.IsUnknown;
        found.Reads.UnionWith(effects.Reads);
        found.Reads.HasAllArrays |= effects.TouchesAnyArray;
        if (!isPure)
        {
            found.Writes.UnionWith(effects.Writes);
            found.Writes.HasAllArrays |= effects.TouchesAnyArray;
            found.Forces |= effects.Forces;
        }
        foreach (var (callee, isVirtual) in effects.Calls) isKnown &= Reach(callee, isVirtual, isPure, found.Work);
        found.ReadsAll |= isPure && !isKnown;
        return isKnown;
    }

    private static bool IsElidable(MethodBase method) =>
        method.IsDefined(typeof(ElidableAttribute), false) || method.IsDefined(typeof(ElidablePromoteAttribute), false);

    /// <summary>The effects at a call site that passes pointers into objects: the callee also reads and may write what they point at.</summary>
    public EffectInfo WithPointers(EffectInfo effect, CallShape? shape)
    {
        if (shape is null || effect.Writes is not IAllArrays) return effect;
        DescrSet? reads = effect.Reads is IAllArrays ? Copy(effect.Reads) : null, writes = null;
        foreach (ArgumentShape? argument in shape.Arguments)
        {
            if (argument is not ArgumentShape.Pointer { Place: var place }) continue;
            if (place.Root == PlaceRoot.Static || !place.Type.IsPrimitive && place.Type.IsValueType) return EffectInfo.Unknown;
            Descr target = place.Root switch
            {
                PlaceRoot.Field => descrs.FieldOf(place.Path),
                PlaceRoot.Box => descrs.BoxOf(place.Base!, place.Path),
                _ => descrs.ItemOf(place.Base!, place.Path),
            };
            reads?.Add(target);
            (writes ??= Copy(effect.Writes)).Add(target);
        }
        return writes is null ? effect : new EffectInfo(effect.ExtraEffect) { Reads = reads, Writes = writes };
    }

    private static DescrSet Copy(IReadOnlySet<Descr> set)
    {
        var copy = new DescrSet { HasAllArrays = ((IAllArrays)set).HasAllArrays };
        copy.UnionWith(set);
        return copy;
    }

    /// <summary>Functions from doubles to a double or truth value: sines and the like. None of them raises.</summary>
    private static bool IsMathematical(MethodBase method) =>
        method.IsStatic && (method.DeclaringType == typeof(Math) || method.DeclaringType == typeof(double))
        && method is MethodInfo { ReturnType: var result } && (result == typeof(double) || result == typeof(bool))
        && Array.TrueForAll(method.GetParameters(), parameter => parameter.ParameterType == typeof(double))
        && method.Name != nameof(Math.Clamp);

    /// <summary>Adds what a call may run; false when that is not known.</summary>
    private bool Reach(MethodBase method, bool isVirtual, bool isPure, Stack<(MethodBase Method, bool IsPure)> work)
    {
        if (!isVirtual || !method.IsVirtual || method.IsFinal || method.DeclaringType!.IsSealed)
        {
            if (method.IsAbstract) return false;
            work.Push((method, isPure));
            return true;
        }
        if (OverridesOf((MethodInfo)method) is not { } overrides) return false;
        foreach (MethodBase target in overrides) work.Push((target, isPure));
        return true;
    }

    private MethodBase[]? OverridesOf(MethodInfo method)
    {
        var key = MethodKey.Of(method);
        if (_overrides.TryGetValue(key, out MethodBase[]? known)) return known;
        return _overrides[key] = Find();

        MethodBase[]? Find()
        {
            if (typeof(Delegate).IsAssignableFrom(method.DeclaringType)) return null;
            // Implementations in the base library are not known, of its interfaces and of its abstract methods.
            if (method.IsAbstract && !policy.IsInterpreterCode(method)) return null;
            var found = new Dictionary<MethodKey, MethodBase>();
            if (!method.IsAbstract) found[MethodKey.Of(method)] = method;
            foreach (Type type in policy.MayOverride(method))
            {
                if (!method.DeclaringType!.IsAssignableFrom(type)) continue;
                // An open generic class: which instances exist is not known.
                if (type.ContainsGenericParameters) return null;
                MethodBase target = dispatch.Resolve(type, method);
                if (target.IsAbstract) return null;
                found[MethodKey.Of(target)] = target;
                if (found.Count > MaxOverrides) return null;
            }
            // Without one, the objects are the base library's own.
            return found.Count == 0 ? null : [.. found.Values];
        }
    }

    private MethodEffects DirectOf(MethodBase method)
    {
        var key = MethodKey.Of(method);
        if (_direct.TryGetValue(key, out MethodEffects? effects)) return effects;
        return _direct[key] = Find();

        MethodEffects Find()
        {
            if (isPortal(method)) return MethodEffects.Unknown;
            if (!policy.IsInterpreterCode(method)) return _baseLibrary.Of(method);
            if (method.ContainsGenericParameters) return MethodEffects.Unknown;
            try
            {
                return IlReader.Read(method) is { } body ? new EffectCollector(descrs, body).Collect() : MethodEffects.Unknown;
            }
            catch (UnsupportedConstructException)
            {
                return MethodEffects.Unknown;
            }
        }
    }
}

/// <summary>What one method does by itself, and what it calls.</summary>
internal sealed class MethodEffects
{
    public static readonly MethodEffects Unknown = new() { IsUnknown = true };

    public bool IsUnknown { get; init; }
    public bool Forces { get; set; }

    /// <summary>It gets arrays of no particular type.</summary>
    public bool TouchesAnyArray { get; set; }
    public HashSet<Descr> Reads { get; } = [];
    public HashSet<Descr> Writes { get; } = [];
    public List<(MethodBase Method, bool IsVirtual)> Calls { get; } = [];
}

/// <summary>Says whether a set of descrs has all arrays in it, also those not yet known.</summary>
internal interface IAllArrays
{
    bool HasAllArrays { get; }
}

/// <summary>A set of descrs that can have all arrays in it, also those not yet known.</summary>
internal sealed class DescrSet : HashSet<Descr>, IReadOnlySet<Descr>, IAllArrays
{
    public bool HasAllArrays { get; set; }

    bool IReadOnlySet<Descr>.Contains(Descr descr) => HasAllArrays && descr is ArrayDescr || Contains(descr);
}
