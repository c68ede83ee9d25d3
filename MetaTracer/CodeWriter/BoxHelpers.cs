namespace MetaTracer.CodeWriter;

/// <summary>Unboxing where the box is not exactly of the type asked for. Called from JitCode.</summary>
internal static class BoxHelpers
{
    /// <summary>.NET unboxes an enum as its integer type and an integer as an enum over it.</summary>
    /// <exception cref="InvalidCastException">The box holds something else.</exception>
    public static long UnboxInteger(object box, Type target)
    {
        Type from = box.GetType().IsEnum ? Enum.GetUnderlyingType(box.GetType()) : box.GetType();
        Type to = target.IsEnum ? Enum.GetUnderlyingType(target) : target;
        if (from != to) throw new InvalidCastException($"Unable to cast object of type '{box.GetType()}' to type '{target}'.");
        return Type.GetTypeCode(from) switch
        {
            TypeCode.UInt64 => (long)Convert.ToUInt64(box is Enum ? Convert.ChangeType(box, from) : box),
            TypeCode.UInt32 => (int)Convert.ToUInt32(box is Enum ? Convert.ChangeType(box, from) : box),
            TypeCode.Boolean => (bool)box ? 1 : 0,
            TypeCode.Char => (char)box,
            _ => Convert.ToInt64(box),
        };
    }
}
