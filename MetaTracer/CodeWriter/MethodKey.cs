using System.Reflection;

namespace MetaTracer.CodeWriter;

/// <summary>
/// A closed method's identity. Reflection has unequal objects for one method reached through a subclass, and one handle for the
/// methods of all instances of a generic class over reference types: only handle and class together tell methods apart.
/// </summary>
internal sealed record MethodKey(RuntimeMethodHandle Handle, Type? Owner)
{
    public static MethodKey Of(MethodBase method) => new(method.MethodHandle, method.DeclaringType);
}
