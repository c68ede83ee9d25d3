using System.Reflection;

namespace MetaTracer.CodeWriter;

/// <summary>
/// A closed method's identity. Reflection has unequal objects for one method reached through a subclass, and one handle for the
/// methods of all instances of a generic class over reference types: only handle and class together tell methods apart.
/// </summary>
internal sealed class MethodKey : IEquatable<MethodKey>
{
    private readonly nint _handle;
    private readonly Type? _owner;

    private MethodKey(MethodBase method)
    {
        Method = method;
        _handle = method.MethodHandle.Value;
        _owner = method.DeclaringType;
    }

    public static MethodKey Of(MethodBase method) => new(method);

    public MethodBase Method { get; }

    public bool Equals(MethodKey? other) => other is not null && _handle == other._handle && _owner == other._owner;
    public override bool Equals(object? other) => Equals(other as MethodKey);
    public override int GetHashCode() => _handle.GetHashCode();
}
