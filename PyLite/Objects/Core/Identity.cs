using System.Runtime.CompilerServices;
using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// <c>is</c> and <c>id()</c>. Ints have no identity of their own: two of the same value are the same object, so that the tracer may
/// keep them unboxed.
/// </summary>
public static class Identity
{
    private static readonly IdentityTable Numbers = new(0x7f0000000000);

    public static bool Same(PyObject? a, PyObject? b)
    {
        if (ReferenceEquals(a, b)) return true;
        return a is PyInt x && b is PyInt y && x.Value == y.Value;
    }

    /// <summary>The hash of what is equal to nothing but itself. It need not be unique, so no number is kept for it.</summary>
    public static long HashOf(PyObject a) => a is PyInt i ? i.Hash() : OfObject(a);

    // It never changes, so a trace asks for it once.
    [Elidable]
    private static long OfObject(PyObject a) => RuntimeHelpers.GetHashCode(a);

    /// <summary>The number <c>id()</c> shows.</summary>
    [DontLookInside]
    public static long Of(PyObject a)
    {
        if (a is PyInt i) return (i.Value << 4) + 0x100000;
        return Numbers.NumberOf(a);
    }
}
