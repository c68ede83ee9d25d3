using System.Globalization;
using System.Numerics;

namespace PyLite.Modules;

/// <summary>
/// An unsigned number of 128 bits, modulo 2^128. .NET's own is the same and prints itself; but no method that has one in its hands is compiled
/// ahead, so a program would begin with decimals in code that is not optimized yet.
/// </summary>
internal readonly struct DoubleWord(ulong high, ulong low) : IEquatable<DoubleWord>, IComparable<DoubleWord>
{
    public readonly ulong High = high, Low = low;

    public static DoubleWord Zero => default;
    public static DoubleWord One => new(0, 1);
    public static DoubleWord MaxValue => new(ulong.MaxValue, ulong.MaxValue);

    public static int LeadingZeroCount(DoubleWord value) =>
        value.High != 0 ? BitOperations.LeadingZeroCount(value.High) : 64 + BitOperations.LeadingZeroCount(value.Low);

    public static implicit operator DoubleWord(ulong value) => new(0, value);
    public static explicit operator ulong(DoubleWord value) => value.Low;
    public static explicit operator long(DoubleWord value) => (long)value.Low;
    public static explicit operator int(DoubleWord value) => (int)value.Low;
    public static implicit operator BigInteger(DoubleWord value) => value.High == 0 ? value.Low : (BigInteger)value.High << 64 | value.Low;

    /// <exception cref="OverflowException">The number is negative or too large.</exception>
    public static explicit operator DoubleWord(BigInteger value) => new((ulong)(value >> 64), (ulong)(value & ulong.MaxValue));

    public static DoubleWord operator +(DoubleWord a, DoubleWord b)
    {
        ulong low = a.Low + b.Low;
        return new(a.High + b.High + (low < a.Low ? 1UL : 0), low);
    }

    public static DoubleWord operator -(DoubleWord a, DoubleWord b) => new(a.High - b.High - (a.Low < b.Low ? 1UL : 0), a.Low - b.Low);

    public static DoubleWord operator *(DoubleWord a, DoubleWord b)
    {
        ulong high = Math.BigMul(a.Low, b.Low, out ulong low);
        return new(high + a.High * b.Low + a.Low * b.High, low);
    }

    public static DoubleWord operator %(DoubleWord a, DoubleWord b)
    {
        Wide.DivRem(a, b, out DoubleWord rest);
        return rest;
    }

    public static DoubleWord operator ++(DoubleWord value) => value + 1;

    public static DoubleWord operator <<(DoubleWord value, int count)
    {
        count &= 127;
        if (count == 0) return value;
        return count < 64 ? new(value.High << count | value.Low >> (64 - count), value.Low << count) : new(value.Low << (count - 64), 0);
    }

    public static DoubleWord operator >>(DoubleWord value, int count)
    {
        count &= 127;
        if (count == 0) return value;
        return count < 64 ? new(value.High >> count, value.Low >> count | value.High << (64 - count)) : new(0, value.High >> (count - 64));
    }

    public static DoubleWord operator |(DoubleWord a, DoubleWord b) => new(a.High | b.High, a.Low | b.Low);
    public static DoubleWord operator &(DoubleWord a, DoubleWord b) => new(a.High & b.High, a.Low & b.Low);

    public static bool operator ==(DoubleWord a, DoubleWord b) => a.High == b.High && a.Low == b.Low;
    public static bool operator !=(DoubleWord a, DoubleWord b) => !(a == b);
    public static bool operator <(DoubleWord a, DoubleWord b) => a.High < b.High || a.High == b.High && a.Low < b.Low;
    public static bool operator >(DoubleWord a, DoubleWord b) => b < a;
    public static bool operator <=(DoubleWord a, DoubleWord b) => !(b < a);
    public static bool operator >=(DoubleWord a, DoubleWord b) => !(a < b);

    public int CompareTo(DoubleWord other) => High != other.High ? High.CompareTo(other.High) : Low.CompareTo(other.Low);
    public bool Equals(DoubleWord other) => this == other;
    public override bool Equals(object? obj) => obj is DoubleWord other && this == other;
    public override int GetHashCode() => HashCode.Combine(High, Low);

    public override string ToString()
    {
        if (High == 0) return Low.ToString(CultureInfo.InvariantCulture);
        // The largest power of ten in a word.
        DoubleWord quotient = Wide.DivRem(this, 10_000_000_000_000_000_000, out DoubleWord rest);
        return quotient.ToString() + rest.Low.ToString("D19", CultureInfo.InvariantCulture);
    }
}
