// The checks C# makes and the exceptions it raises when they fail, for code that is not running as C#. The factory methods are also
// what a trace calls to make such an exception anew each time.
using MetaTracer.CodeWriter;

namespace MetaTracer.Tracing;

internal static class RuntimeErrors
{
    public static Exception NullReference() => new NullReferenceException();

    public static Exception IndexOutOfRange() => new IndexOutOfRangeException();

    public static Exception ArrayTypeMismatch() => new ArrayTypeMismatchException();

    public static Exception NegativeLength() => new OverflowException();

    public static Exception Cast(object value, Type type) =>
        new InvalidCastException($"Unable to cast object of type '{value.GetType()}' to type '{type}'.");

    /// <summary>Whether an array of references admits the value: C#'s covariant store check. Always, for an array of structs.</summary>
    public static bool ArrayAdmits(object array, object? value)
    {
        if (value is null) return true;
        Type element = array.GetType().GetElementType()!;
        return element == typeof(object) || element.IsValueType || element.IsInstanceOfType(value);
    }
}

/// <summary>Finds the handler of an exception.</summary>
internal static class Handlers
{
    public static HandlerRegion? Find(JitCode code, int pc, Exception exception)
    {
        foreach (HandlerRegion region in code.Handlers)
            if (pc >= region.Start && pc < region.End && region.CatchType.IsInstanceOfType(exception)) return region;
        return null;
    }
}
