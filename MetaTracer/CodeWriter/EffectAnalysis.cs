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
internal sealed class EffectAnalysis(DescrCache descrs, LookInsidePolicy policy, VirtualDispatch dispatch, Func<MethodBase, bool> isPortal)
{
    /// <summary>Methods gone through before giving up.</summary>
    private const int MaxMethods = 250;

    /// <summary>Overrides of one virtual method before giving up: such a call reaches half the interpreter.</summary>
    private const int MaxOverrides = 24;

    private static readonly HashSet<Descr> Nothing = [];
    private static readonly EffectInfo Elidable = new(ExtraEffect.ElidableCanRaise) { Writes = Nothing };
    private static readonly EffectInfo LoopInvariant = new(ExtraEffect.LoopInvariant) { Writes = Nothing };

    private static readonly EffectInfo Mathematical = new(ExtraEffect.ElidableCannotRaise) { Reads = Nothing, Writes = Nothing };

    private readonly Dictionary<MethodKey, MethodEffects> _direct = [];
    private readonly Dictionary<MethodKey, MethodBase[]?> _overrides = [];
    private readonly BaseLibraryEffects _baseLibrary = new(descrs, policy);

    public EffectInfo Of(MethodBase method, bool isVirtualCall, bool hasBoxedThis = false)
    {
        if (method.IsDefined(typeof(ElidableAttribute), false) || method.IsDefined(typeof(ElidablePromoteAttribute), false)) return Elidable;
        if (method.IsDefined(typeof(LoopInvariantAttribute), false)) return LoopInvariant;
        // A struct's method found by dispatch reads the box it is called on.
        if (hasBoxedThis) return EffectInfo.Unknown;
        if (IsMathematical(method)) return Mathematical;

        var reads = new DescrSet();
        var writes = new DescrSet();
        bool forces = false;
        var seen = new HashSet<MethodKey>();
        var work = new Stack<MethodBase>();
        if (!Reach(method, isVirtualCall, work)) return EffectInfo.Unknown;
        while (work.TryPop(out MethodBase? next))
        {
            if (!seen.Add(MethodKey.Of(next))) continue;
            if (seen.Count > MaxMethods) return EffectInfo.Unknown;
            MethodEffects effects = DirectOf(next);
            if (effects.IsUnknown) return EffectInfo.Unknown;
            reads.UnionWith(effects.Reads);
            writes.UnionWith(effects.Writes);
            forces |= effects.Forces;
            reads.HasAllArrays = writes.HasAllArrays |= effects.TouchesAnyArray;
            foreach (var (callee, isVirtual) in effects.Calls)
                if (!Reach(callee, isVirtual, work)) return EffectInfo.Unknown;
        }
        return new EffectInfo(forces ? ExtraEffect.ForcesVirtualizable : ExtraEffect.CanRaise) { Reads = reads, Writes = writes };
    }

    /// <summary>The effects at a call site that passes pointers into objects: the callee also reads and may write what they point at.</summary>
    public EffectInfo WithPointers(EffectInfo effect, CallShape? shape)
    {
        if (shape is null || effect.Reads is not DescrSet known || effect.Writes is not DescrSet written) return effect;
        DescrSet? reads = null, writes = null;
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
            (reads ??= Copy(known)).Add(target);
            (writes ??= Copy(written)).Add(target);
        }
        return reads is null ? effect : new EffectInfo(effect.ExtraEffect) { Reads = reads, Writes = writes };
    }

    private static DescrSet Copy(DescrSet set)
    {
        var copy = new DescrSet { HasAllArrays = set.HasAllArrays };
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
    private bool Reach(MethodBase method, bool isVirtual, Stack<MethodBase> work)
    {
        if (!isVirtual || !method.IsVirtual || method.IsFinal || method.DeclaringType!.IsSealed)
        {
            if (method.IsAbstract) return false;
            work.Push(method);
            return true;
        }
        if (OverridesOf((MethodInfo)method) is not { } overrides) return false;
        foreach (MethodBase target in overrides) work.Push(target);
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
            // Implementations in the base library are not known.
            if (method.DeclaringType!.IsInterface && !policy.IsInterpreterCode(method)) return null;
            var found = new Dictionary<MethodKey, MethodBase>();
            if (!method.IsAbstract) found[MethodKey.Of(method)] = method;
            foreach (Type type in policy.InterpreterTypes)
            {
                if (!method.DeclaringType!.IsAssignableFrom(type) || type.IsInterface || type.IsAbstract) continue;
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
            if (method.IsDefined(typeof(ElidableAttribute), false) || method.IsDefined(typeof(ElidablePromoteAttribute), false)) return MethodEffects.None;
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
    public static readonly MethodEffects None = new();
    public static readonly MethodEffects Unknown = new() { IsUnknown = true };

    public bool IsUnknown { get; init; }
    public bool Forces { get; set; }

    /// <summary>It gets arrays of no particular type.</summary>
    public bool TouchesAnyArray { get; set; }
    public HashSet<Descr> Reads { get; } = [];
    public HashSet<Descr> Writes { get; } = [];
    public List<(MethodBase Method, bool IsVirtual)> Calls { get; } = [];
}

/// <summary>A set of descrs that can have all arrays in it, also those not yet known.</summary>
internal sealed class DescrSet : HashSet<Descr>, IReadOnlySet<Descr>
{
    public bool HasAllArrays { get; set; }

    bool IReadOnlySet<Descr>.Contains(Descr descr) => HasAllArrays && descr is ArrayDescr || Contains(descr);
}
