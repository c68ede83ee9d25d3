using System.Runtime.CompilerServices;
using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// <c>is</c> and <c>id()</c>. Ints and floats have no identity of their own: two of the same value are the same object, so that the tracer
/// may keep them unboxed.
/// </summary>
public static class Identity
{
    private static readonly IdentityTable Numbers = new(0x7f0000000000);

    public static bool Same(PyObject? a, PyObject? b)
    {
        if (ReferenceEquals(a, b)) return true;
        if (a is PyInt x) return b is PyInt y && x.Value == y.Value;
        return a is PyFloat f && b is PyFloat g && NaNs.SameBits(f.Value, g.Value);
    }

    /// <summary>The hash of what is equal to nothing but itself. It need not be unique, so no number is kept for it.</summary>
    public static long HashOf(PyObject a) => a is PyInt i ? i.Hash() : OfObject(a);

    // It never changes, so a trace asks for it once.
    [Elidable]
    private static long OfObject(PyObject a) => RuntimeHelpers.GetHashCode(a);

    /// <summary>Of the value's bits, spread above the numbers that other objects get.</summary>
    private static long OfFloat(double value) => (long)((ulong)BitConverter.DoubleToInt64Bits(value) * 0x9E3779B97F4A7C15 >> 2) | 1L << 62;

    /// <summary>The number <c>id()</c> shows.</summary>
    [DontLookInside]
    public static long Of(PyObject a)
    {
        if (a is PyInt i) return (i.Value << 4) + 0x100000;
        if (a is PyFloat { Value: var number }) return OfFloat(number);
        return Numbers.NumberOf(a);
    }
}
