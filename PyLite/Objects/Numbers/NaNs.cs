namespace PyLite.Objects;

/// <summary>
/// Floats that are no number. Two of them are the same object where their bits are the same; each that is read from a text gets bits of its
/// own, which nothing shows.
/// </summary>
public static class NaNs
{
    private const long Mask = 0x7FFF_FF00_0000_0000, Own = 0x7FF8_5A00_0000_0000, Quiet = 0x7FF8_0000_0000_0000;

    private static long s_count;

    /// <summary>One that is not the same as any before.</summary>
    public static double Another() => BitConverter.Int64BitsToDouble(Own | (Interlocked.Increment(ref s_count) & ~Mask & long.MaxValue));

    /// <summary>The value as its bytes are written.</summary>
    public static double Shown(double value)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        return (bits & Mask) == Own ? BitConverter.Int64BitsToDouble((bits & long.MinValue) | Quiet) : value;
    }

    public static bool SameBits(double a, double b) => BitConverter.DoubleToInt64Bits(a) == BitConverter.DoubleToInt64Bits(b);

    /// <summary>Equal as containers ask it, identity first.</summary>
    public static bool SameOrEqual(double a, double b) => a == b || SameBits(a, b);
}
