using System.Reflection;

namespace MetaTracer.CodeWriter;

/// <summary>
/// What C# makes of a method group or a lambda that captures nothing: a delegate that is made at its first use and kept in a static field. It
/// is the same ever after, so code that has been converted has it as a constant.
/// </summary>
/// <param name="Field">Where it is kept.</param>
/// <param name="Target">Where the object is that a lambda's method belongs to; null for a static method.</param>
/// <param name="Method">What it calls.</param>
internal sealed record CachedDelegate(FieldInfo Field, FieldInfo? Target, MethodInfo Method)
{
    /// <summary>The delegate, made now if nobody has used it; null where it cannot be.</summary>
    public object? Value()
    {
        if (Field.GetValue(null) is { } known) return known;
        object? target = Target?.GetValue(null);
        if (target is null && !Method.IsStatic) return null;
        object made = Delegate.CreateDelegate(Field.FieldType, target, Method);
        Field.SetValue(null, made);
        return made;
    }
}
