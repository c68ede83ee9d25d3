namespace MetaTracer.Optimizer;

/// <summary>Shifts by a count that is not known, and exact quotients.</summary>
internal sealed partial class IntBound
{
    private bool IsShiftCount => Lower >= 0 && Upper <= 63;

    /// <summary>Counts are taken modulo 64.</summary>
    public IntBound ShiftLeftBy(IntBound count)
    {
        if (!count.IsShiftCount) return Any;
        int least = (int)count.Lower, most = (int)count.Upper;
        ulong zeros = TrailingZeros(this) + (ulong)least;
        ulong unknown = zeros >= 64 ? 0 : ulong.MaxValue << (int)zeros;
        return FitsShifted(most)
            ? Make(Math.Min(Lower << least, Lower << most), Math.Max(Upper << least, Upper << most), 0, unknown)
            : Bits(0, unknown);
    }

    /// <summary>Whether no bit is lost to the left.</summary>
    public bool FitsShifted(int count) => (Lower << count) >> count == Lower && (Upper << count) >> count == Upper;

    public IntBound ShiftRightBy(IntBound count)
    {
        (int least, int most) = count.IsShiftCount ? ((int)count.Lower, (int)count.Upper) : (0, 63);
        return Range(Math.Min(Lower >> least, Lower >> most), Math.Max(Upper >> least, Upper >> most));
    }

    public IntBound ShiftRightUnsignedBy(IntBound count)
    {
        if (IsNonNegative) return ShiftRightBy(count);
        return count.IsShiftCount && count.Lower > 0 ? Range(0, (long)(ulong.MaxValue >> (int)count.Lower)) : Any;
    }

    /// <summary>What times a positive constant gives one of these, exactly.</summary>
    public IntBound QuotientBy(long divisor)
    {
        long lower = Lower / divisor, upper = Upper / divisor;
        if (Lower % divisor > 0) lower++;
        if (Upper % divisor < 0) upper--;
        return lower > upper ? throw new InvalidLoopException("an integer is no multiple of its factor") : Range(lower, upper);
    }
}
