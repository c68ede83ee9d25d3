using System.Reflection;

namespace MetaTracer.CodeWriter;

/// <summary>Answers which method a virtual or interface call reaches on an object of a known class.</summary>
internal sealed class VirtualDispatch
{
    private const BindingFlags Declared = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private readonly Dictionary<DispatchKey, MethodBase> _resolved = [];
    private readonly Lock _lock = new();

    /// <summary>The method that runs; <paramref name="method"/> itself where reflection cannot tell (the interfaces of arrays).</summary>
    public MethodBase Resolve(Type receiver, MethodBase method)
    {
        if (!method.IsVirtual || method is not MethodInfo info) return method;
        lock (_lock)
        {
            var key = new DispatchKey(receiver, MethodKey.Of(method));
            if (_resolved.TryGetValue(key, out MethodBase? target)) return target;
            return _resolved[key] = info.DeclaringType!.IsInterface ? OfInterface(receiver, info) : OfClass(receiver, info);
        }
    }

    private static MethodInfo OfInterface(Type receiver, MethodInfo method)
    {
        if (receiver.IsArray || FindInterface(receiver, method.DeclaringType!) is not { } contract) return method;
        MethodInfo slot = contract == method.DeclaringType ? method : SameSlot(contract, method);
        MethodInfo definition = slot.IsGenericMethod ? slot.GetGenericMethodDefinition() : slot;
        InterfaceMapping map = receiver.GetInterfaceMap(contract);
        for (int i = 0; i < map.InterfaceMethods.Length; i++)
        {
            if (map.InterfaceMethods[i].MethodHandle != definition.MethodHandle) continue;
            MethodInfo target = map.TargetMethods[i];
            if (target is null) return method;
            return slot.IsGenericMethod ? target.MakeGenericMethod(slot.GetGenericArguments()) : target;
        }
        return method;
    }

    /// <summary>The interface the class implements that stands for the one called: itself, or one convertible to it by variance.</summary>
    private static Type? FindInterface(Type receiver, Type called)
    {
        Type[] interfaces = receiver.GetInterfaces();
        return Array.IndexOf(interfaces, called) >= 0 ? called : Array.Find(interfaces, candidate => called.IsAssignableFrom(candidate));
    }

    private static MethodInfo SameSlot(Type contract, MethodInfo method) =>
        contract.GetMethods(Declared).First(candidate => candidate.MetadataToken == method.MetadataToken);

    private static MethodInfo OfClass(Type receiver, MethodInfo method)
    {
        MethodInfo definition = method.IsGenericMethod ? method.GetGenericMethodDefinition() : method;
        RuntimeMethodHandle slot = definition.GetBaseDefinition().MethodHandle;
        for (Type? type = receiver; type is not null; type = type.BaseType)
        {
            foreach (MethodInfo candidate in type.GetMember(method.Name, MemberTypes.Method, Declared))
            {
                if (!candidate.IsVirtual || !(candidate.GetBaseDefinition().MethodHandle == slot || OverridesCovariantly(candidate, definition))) continue;
                return method.IsGenericMethod ? candidate.MakeGenericMethod(method.GetGenericArguments()) : candidate;
            }
        }
        return method;
    }

    /// <summary>An override with a more derived return type has a slot of its own and names what it overrides in an attribute.</summary>
    private static bool OverridesCovariantly(MethodInfo candidate, MethodInfo method) =>
        candidate.IsDefined(typeof(System.Runtime.CompilerServices.PreserveBaseOverridesAttribute), false)
        && candidate.GetParameters().Select(p => p.ParameterType).SequenceEqual(method.GetParameters().Select(p => p.ParameterType));

    private sealed record DispatchKey(Type Receiver, MethodKey Method);
}
