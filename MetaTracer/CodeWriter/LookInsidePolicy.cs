using System.Reflection;
using MetaJit;

namespace MetaTracer.CodeWriter;

/// <summary>
/// Which methods the tracer follows: all those of assemblies that hold an interpreter, except where an attribute or a loop says otherwise,
/// and a reviewed list of base library members whose IL is worth tracing.
/// </summary>
internal sealed class LookInsidePolicy
{
    /// <summary>Members of the base library that are short, call nothing costly, and matter: accessors mostly.</summary>
    private static readonly HashSet<(Type, string)> BaseLibrary =
    [
        (typeof(List<>), "get_Item"), (typeof(List<>), "set_Item"), (typeof(List<>), "get_Count"), (typeof(List<>), nameof(List<>.Add)),
        (typeof(Nullable<>), "get_HasValue"), (typeof(Nullable<>), "get_Value"), (typeof(Nullable<>), "GetValueOrDefault"), (typeof(Nullable<>), ".ctor"),
        (typeof(KeyValuePair<,>), "get_Key"), (typeof(KeyValuePair<,>), "get_Value"), (typeof(KeyValuePair<,>), ".ctor"),
        (typeof(Math), nameof(Math.Min)), (typeof(Math), nameof(Math.Max)),
    ];

    private readonly HashSet<Assembly> _interpreters = [];
    // To read all types of an assembly takes milliseconds, and who has an image never asks.
    private readonly List<Lazy<TypeIndex>> _types = new(1);

    public IReadOnlyCollection<Assembly> Interpreters => _interpreters;

    /// <summary>Methods with loops are followed like others: for tests of the conversion.</summary>
    public bool FollowLoops { get; set; }

    /// <inheritdoc cref="TypeIndex.MayBeBelow"/>
    public IEnumerable<Type> MayBeBelow(Type type) => _types.SelectMany(types => types.Value.MayBeBelow(type));

    /// <inheritdoc cref="TypeIndex.MayOverride"/>
    public IEnumerable<Type> MayOverride(MethodInfo method) => _types.SelectMany(types => types.Value.MayOverride(method));

    public void AddInterpreter(Assembly assembly)
    {
        if (_interpreters.Add(assembly)) _types.Add(new Lazy<TypeIndex>(() => new TypeIndex(assembly)));
    }

    /// <summary>Null when the method is to be followed, else why not.</summary>
    public string? WhyNot(MethodBase method)
    {
        if (method.IsAbstract) return "it is abstract";
        if (method.ContainsGenericParameters) return "it is an open generic method";
        if ((method.MethodImplementationFlags & (MethodImplAttributes.InternalCall | MethodImplAttributes.Runtime | MethodImplAttributes.Native)) != 0
            || (method.Attributes & MethodAttributes.PinvokeImpl) != 0)
            return "it has no IL";
        if (method is ConstructorInfo { IsStatic: true }) return "it is a static constructor";
        if (Has<DontLookInsideAttribute>(method)) return "it is [DontLookInside]";
        if (Has<ElidableAttribute>(method) || Has<ElidablePromoteAttribute>(method)) return "it is elidable";
        if (Has<LoopInvariantAttribute>(method)) return "it is [LoopInvariant]";
        if (Has<NotInTraceAttribute>(method)) return "it is [NotInTrace]";
        if (Has<LookInsideAttribute>(method)) return null;
        if (method.DeclaringType is { } owner && Has<DontLookInsideAttribute>(owner)) return "its class is [DontLookInside]";
        if (!IsInterpreterCode(method) && !IsWorthTracing(method)) return "it is not in an interpreter's assembly";
        return null;
    }

    /// <summary>Whether a loop in the method is no reason not to follow it.</summary>
    public bool MayHaveLoops(MethodBase method) => FollowLoops || Has<UnrollSafeAttribute>(method) || Has<LookInsideAttribute>(method) || Has<LookInsideIffAttribute>(method);

    public bool IsInterpreterCode(MethodBase method) => _interpreters.Contains(method.Module.Assembly) || IsVirtualRef(method.DeclaringType);

    /// <summary>References are made and read as if they were the interpreter's own objects: nothing else about them is special.</summary>
    private static bool IsVirtualRef(Type? owner) => owner is { IsGenericType: true } && owner.GetGenericTypeDefinition() == typeof(VirtualRef<>);

    private static bool IsWorthTracing(MethodBase method)
    {
        Type owner = method.DeclaringType!;
        return BaseLibrary.Contains((owner.IsGenericType ? owner.GetGenericTypeDefinition() : owner, method.Name));
    }

    private static bool Has<T>(MemberInfo member) where T : Attribute => member.IsDefined(typeof(T), false);
}
