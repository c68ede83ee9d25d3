using System.Numerics;
using MetaJit;

namespace MetaTracer.Optimizer;

/// <summary>
/// What is known of an integer: a signed interval, and its known bits (PyPy's tnum: a bit set in <see cref="Unknown"/> may be either;
/// the others are as in <see cref="Ones"/>). Immutable.
/// </summary>
internal sealed partial class IntBound
{
    public static readonly IntBound Any = new(long.MinValue, long.MaxValue, 0, ~0UL);
    public static readonly IntBound Zero = Constant(0), One = Constant(1);
    public static readonly IntBound Bool = Range(0, 1);
    public static readonly IntBound Length = Range(0, int.MaxValue);

    private IntBound(long lower, long upper, ulong ones, ulong unknown)
    {
        Lower = lower;
        Upper = upper;
        Ones = ones;
        Unknown = unknown;
    }

    public long Lower { get; }
    public long Upper { get; }
    public ulong Ones { get; }
    public ulong Unknown { get; }

    public bool IsConstant => Lower == Upper;
    public bool IsAny => Lower == long.MinValue && Upper == long.MaxValue && Unknown == ~0UL;
    public bool IsNonNegative => Lower >= 0;
    public bool IsBool => Lower >= 0 && Upper <= 1;
    public bool Contains(long value) => value >= Lower && value <= Upper && ((ulong)value & ~Unknown) == Ones;
    public bool Contains(IntBound other) =>
        Lower <= other.Lower && Upper >= other.Upper && (other.Unknown & ~Unknown) == 0 && (other.Ones & ~Unknown) == Ones;

    /// <summary>Whether a value may be within both.</summary>
    public bool Meets(IntBound other) =>
        Lower <= other.Upper && other.Lower <= Upper && ((Ones ^ other.Ones) & ~Unknown & ~other.Unknown) == 0;

    /// <summary>Whether every bit that a value may have is a one of the other.</summary>
    public bool IsWithinOnesOf(IntBound other) => ((Ones | Unknown) & ~other.Ones) == 0;

    /// <summary>Whether no bit may be one in both.</summary>
    public bool IsDisjointFrom(IntBound other) => ((Ones | Unknown) & (other.Ones | other.Unknown)) == 0;

    public static IntBound Constant(long value) => new(value, value, (ulong)value, 0);

    public static IntBound Range(long lower, long upper) => Make(lower, upper, 0, ~0UL);

    public static IntBound Bits(ulong ones, ulong unknown) => Make(long.MinValue, long.MaxValue, ones & ~unknown, unknown);

    /// <summary>Values of a field or element of <paramref name="size"/> bytes.</summary>
    public static IntBound OfSize(int size, bool signed) => size >= 8
        ? Any
        : signed ? Range(-(1L << (size * 8 - 1)), (1L << (size * 8 - 1)) - 1) : Range(0, (1L << (size * 8)) - 1);

    /// <summary>Interval and bits made to agree with each other.</summary>
    /// <exception cref="InvalidLoopException">Nothing satisfies both.</exception>
    private static IntBound Make(long lower, long upper, ulong ones, ulong unknown)
    {
        // The bits that all values of the interval share at the top are known.
        ulong differing = (ulong)lower ^ (ulong)upper;
        ulong open = differing == 0 ? 0 : ulong.MaxValue >> BitOperations.LeadingZeroCount(differing);
        ulong sharedKnown = ~open;
        if ((((ulong)lower ^ ones) & sharedKnown & ~unknown) != 0) throw new InvalidLoopException("an integer's bounds contradict its known bits");
        ones |= (ulong)lower & sharedKnown & unknown;
        unknown &= open;
        // The smallest and largest value that the bits allow; the sign bit counts the other way round.
        const ulong sign = 1UL << 63;
        long least = (long)((unknown & sign) != 0 ? ones | sign : ones);
        long most = (long)((ones | unknown) & ~(unknown & sign));
        if (least > lower) lower = least;
        if (most < upper) upper = most;
        if (lower > upper) throw new InvalidLoopException("an integer's bounds contradict each other");
        return new IntBound(lower, upper, ones, unknown);
    }

    public IntBound Intersect(IntBound other)
    {
        if (other.Contains(this)) return this;
        ulong bothKnown = ~Unknown & ~other.Unknown;
        if (((Ones ^ other.Ones) & bothKnown) != 0) throw new InvalidLoopException("an integer's known bits contradict each other");
        return Make(Math.Max(Lower, other.Lower), Math.Min(Upper, other.Upper), Ones | other.Ones, Unknown & other.Unknown);
    }

    /// <summary>The least bound that holds for both.</summary>
    public IntBound Union(IntBound other)
    {
        ulong unknown = Unknown | other.Unknown | (Ones ^ other.Ones);
        return new IntBound(Math.Min(Lower, other.Lower), Math.Max(Upper, other.Upper), Ones & ~unknown, unknown);
    }

    public IntBound AtMost(long value) => value >= Upper ? this : Intersect(Range(long.MinValue, value));
    public IntBound AtLeast(long value) => value <= Lower ? this : Intersect(Range(value, long.MaxValue));

    public IntBound Add(IntBound other)
    {
        (ulong ones, ulong unknown) = AddBits(Ones, Unknown, other.Ones, other.Unknown);
        return CanAddOverflow(other)
            ? Make(long.MinValue, long.MaxValue, ones, unknown)
            : Make(Lower + other.Lower, Upper + other.Upper, ones, unknown);
    }

    public IntBound Subtract(IntBound other)
    {
        (ulong ones, ulong unknown) = SubtractBits(Ones, Unknown, other.Ones, other.Unknown);
        return CanSubtractOverflow(other)
            ? Make(long.MinValue, long.MaxValue, ones, unknown)
            : Make(Lower - other.Upper, Upper - other.Lower, ones, unknown);
    }

    public IntBound Multiply(IntBound other)
    {
        ulong zeros = TrailingZeros(this) + TrailingZeros(other);
        ulong unknown = zeros >= 64 ? 0 : ulong.MaxValue << (int)zeros;
        if (CanMultiplyOverflow(other)) return Bits(0, unknown);
        (long lower, long upper) = ProductRange(other);
        return Make(lower, upper, 0, unknown);
    }

    /// <summary>Bounds of a product that did not overflow.</summary>
    public IntBound MultiplyNoOverflow(IntBound other)
    {
        long a = Product(Lower, other.Lower), b = Product(Lower, other.Upper), c = Product(Upper, other.Lower), d = Product(Upper, other.Upper);
        ulong zeros = TrailingZeros(this) + TrailingZeros(other);
        return Make(Math.Min(Math.Min(a, b), Math.Min(c, d)), Math.Max(Math.Max(a, b), Math.Max(c, d)), 0, zeros >= 64 ? 0 : ulong.MaxValue << (int)zeros);
    }

    // The nearest long.
    private static long Product(long a, long b) => !Jit.MulOverflow(a, b, out long product) ? product : a < 0 == b < 0 ? long.MaxValue : long.MinValue;

    private static ulong TrailingZeros(IntBound bound)
    {
        ulong maybe = bound.Ones | bound.Unknown;
        return maybe == 0 ? 64UL : (ulong)BitOperations.TrailingZeroCount(maybe);
    }

    private (long Lower, long Upper) ProductRange(IntBound other)
    {
        long a = Lower * other.Lower, b = Lower * other.Upper, c = Upper * other.Lower, d = Upper * other.Upper;
        return (Math.Min(Math.Min(a, b), Math.Min(c, d)), Math.Max(Math.Max(a, b), Math.Max(c, d)));
    }

    /// <summary>Bounds of a sum or difference that did not overflow.</summary>
    public IntBound AddNoOverflow(IntBound other) =>
        Saturated(SideOfSum(Lower, other.Lower), Lower + other.Lower, SideOfSum(Upper, other.Upper), Upper + other.Upper);

    public IntBound SubtractNoOverflow(IntBound other) =>
        Saturated(SideOfDifference(Lower, other.Upper), Lower - other.Upper, SideOfDifference(Upper, other.Lower), Upper - other.Lower);

    private static IntBound Saturated(int lowerSide, long lower, int upperSide, long upper)
    {
        if (lowerSide > 0 || upperSide < 0) throw new InvalidLoopException("an operation always overflows");
        return Range(lowerSide < 0 ? long.MinValue : lower, upperSide > 0 ? long.MaxValue : upper);
    }

    public bool CanAddOverflow(IntBound other) => SideOfSum(Lower, other.Lower) < 0 || SideOfSum(Upper, other.Upper) > 0;

    public bool CanSubtractOverflow(IntBound other) => SideOfDifference(Lower, other.Upper) < 0 || SideOfDifference(Upper, other.Lower) > 0;

    public bool CanMultiplyOverflow(IntBound other) =>
        Jit.MulOverflow(Lower, other.Lower, out _) || Jit.MulOverflow(Lower, other.Upper, out _)
        || Jit.MulOverflow(Upper, other.Lower, out _) || Jit.MulOverflow(Upper, other.Upper, out _);

    // Where the true result lies: 0 in a long, -1 below what fits, 1 above. (Int128 would say it shorter, but is never compiled ahead.)
    private static int SideOfSum(long a, long b) => !Jit.AddOverflow(a, b, out _) ? 0 : a < 0 ? -1 : 1;
    private static int SideOfDifference(long a, long b) => !Jit.SubOverflow(a, b, out _) ? 0 : a < 0 ? -1 : 1;

    public IntBound And(IntBound other)
    {
        ulong ones = Ones & other.Ones;
        ulong maybe = (Ones | Unknown) & (other.Ones | other.Unknown);
        IntBound result = Bits(ones, maybe & ~ones);
        if (IsNonNegative) result = result.Intersect(Range(0, Upper));
        if (other.IsNonNegative) result = result.Intersect(Range(0, other.Upper));
        return result;
    }

    public IntBound Or(IntBound other)
    {
        ulong ones = Ones | other.Ones;
        IntBound result = Bits(ones, (Unknown | other.Unknown) & ~ones);
        return IsNonNegative && other.IsNonNegative ? result.AtLeast(Math.Max(Lower, other.Lower)) : result;
    }

    public IntBound Xor(IntBound other)
    {
        ulong unknown = Unknown | other.Unknown;
        return Bits((Ones ^ other.Ones) & ~unknown, unknown);
    }

    public IntBound Invert() => Make(~Upper, ~Lower, ~Ones & ~Unknown, Unknown);

    public IntBound Negate() => Constant(0).Subtract(this);

    public IntBound ShiftLeft(int count)
    {
        ulong ones = Ones << count, unknown = Unknown << count;
        bool fits = (Lower << count) >> count == Lower && (Upper << count) >> count == Upper;
        return fits ? Make(Lower << count, Upper << count, ones, unknown) : Bits(ones, unknown);
    }

    public IntBound ShiftRight(int count) =>
        Make(Lower >> count, Upper >> count, (ulong)((long)Ones >> count) & ~(ulong)((long)Unknown >> count), (ulong)((long)Unknown >> count));

    public IntBound ShiftRightUnsigned(int count)
    {
        IntBound result = Bits(Ones >> count, Unknown >> count);
        return IsNonNegative ? result.Intersect(Range(Lower >> count, Upper >> count)) : result;
    }

    public IntBound SignExtend(int bytes)
    {
        IntBound range = OfSize(bytes, true);
        if (range.Contains(this)) return this;
        int shift = 64 - bytes * 8;
        ulong unknown = (ulong)((long)(Unknown << shift) >> shift);
        ulong ones = (ulong)((long)(Ones << shift) >> shift) & ~unknown;
        return range.Intersect(Bits(ones, unknown));
    }

    /// <summary>Division toward zero by a positive constant.</summary>
    public IntBound DivideBy(long divisor) => Range(Lower / divisor, Upper / divisor);

    /// <summary>Remainder (sign of the dividend) by a positive constant.</summary>
    public IntBound RemainderBy(long divisor) =>
        Range(Lower >= 0 ? 0 : Math.Max(Lower, 1 - divisor), Upper <= 0 ? 0 : Math.Min(Upper, divisor - 1));

    /// <summary>Division by a positive constant, rounded down.</summary>
    public IntBound FloorDivideBy(long divisor) => Range(MetaJit.Jit.FloorDivide(Lower, divisor), MetaJit.Jit.FloorDivide(Upper, divisor));

    /// <summary>The remainder of that, by a positive divisor up to this.</summary>
    public IntBound FloorRemainderBy(long most) => Range(0, Lower >= 0 ? Math.Min(Upper, most - 1) : most - 1);

    /// <summary>For a loop that changes the value: a side that moved is given up, so that a fixed point is reached at once.</summary>
    public IntBound Widen(IntBound next)
    {
        long lower = next.Lower < Lower ? (next.Lower >= 0 && Lower >= 0 ? 0 : long.MinValue) : Lower;
        long upper = next.Upper > Upper ? long.MaxValue : Upper;
        // Of the bits only alignment survives: the high ones follow the interval.
        ulong unknown = Unknown | next.Unknown | (Ones ^ next.Ones) | ~0xFFUL;
        return Make(lower, upper, Ones & ~unknown, unknown);
    }

    // Addition of partly known bits, after Vishwanathan and others, "Sound, precise and fast abstract interpretation with tristate numbers".
    private static (ulong Ones, ulong Unknown) AddBits(ulong ones1, ulong unknown1, ulong ones2, ulong unknown2)
    {
        ulong leastSum = ones1 + ones2;
        ulong mostSum = leastSum + unknown1 + unknown2;
        ulong unknown = (leastSum ^ mostSum) | unknown1 | unknown2;
        return (leastSum & ~unknown, unknown);
    }

    private static (ulong Ones, ulong Unknown) SubtractBits(ulong ones1, ulong unknown1, ulong ones2, ulong unknown2)
    {
        ulong difference = ones1 - ones2;
        ulong unknown = ((difference + unknown1) ^ (difference - unknown2)) | unknown1 | unknown2;
        return (difference & ~unknown, unknown);
    }

    public override string ToString() => IsConstant ? $"{Lower}" : $"[{Lower}, {Upper}]" + (Unknown == ~0UL ? "" : $" bits {Ones:x}/{Unknown:x}");
}
