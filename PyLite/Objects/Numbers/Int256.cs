using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace PyLite.Objects;

/// <summary>
/// A signed number of 256 bits in two's complement, without memory of its own. Operations whose result does not fit say so and leave it to
/// <see cref="BigInteger"/>.
/// </summary>
public readonly struct Int256
{
    /// <summary>The words, lowest first; the highest bit of <see cref="D"/> is the sign.</summary>
    public readonly ulong A, B, C, D;

    public Int256(ulong a, ulong b, ulong c, ulong d)
    {
        A = a;
        B = b;
        C = c;
        D = d;
    }

    public Int256(long value)
    {
        A = (ulong)value;
        B = C = D = (ulong)(value >> 63);
    }

    public bool IsNegative => (long)D < 0;

    /// <summary>Whether this is the number that has no opposite.</summary>
    public bool IsLowest => D == 1UL << 63 && (A | B | C) == 0;

    public bool IsZero => (A | B | C | D) == 0;

    /// <summary>Whether the value is one of 64 bits.</summary>
    public bool FitsLong
    {
        get
        {
            ulong sign = (ulong)((long)A >> 63);
            return ((B ^ sign) | (C ^ sign) | (D ^ sign)) == 0;
        }
    }

    /// <summary>Whether the value is not negative and has at most 64 bits.</summary>
    private bool IsOneWord => (B | C | D) == 0;

    /// <summary>Bits without the sign.</summary>
    public int BitLength()
    {
        ulong sign = (ulong)((long)D >> 63);
        if ((D ^ sign) != 0) return 256 - BitOperations.LeadingZeroCount(D ^ sign);
        if ((C ^ sign) != 0) return 192 - BitOperations.LeadingZeroCount(C ^ sign);
        if ((B ^ sign) != 0) return 128 - BitOperations.LeadingZeroCount(B ^ sign);
        return 64 - BitOperations.LeadingZeroCount(A ^ sign);
    }

    // ---- conversion

    public static bool TryFrom(BigInteger value, out Int256 result)
    {
        Span<byte> bytes = stackalloc byte[32];
        // The length is compared first: writing would look at every word of a long number.
        if (value.GetByteCount() > 32 || !value.TryWriteBytes(bytes, out int written))
        {
            result = default;
            return false;
        }
        if (value.Sign < 0) bytes[written..].Fill(0xff);
        result = new Int256(Word(bytes, 0), Word(bytes, 8), Word(bytes, 16), Word(bytes, 24));
        return true;
    }

    private static ulong Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt64LittleEndian(bytes[at..]);

    public BigInteger ToBigInteger()
    {
        if (FitsLong) return (long)A;
        if (IsOneWord) return A;
        Span<byte> bytes = stackalloc byte[32];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, A);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], B);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[16..], C);
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[24..], D);
        return new BigInteger(bytes);
    }

    /// <summary>The nearest double, ties to even.</summary>
    public double ToDouble()
    {
        Int256 magnitude = IsNegative ? Negated(this) : this;
        int drop = magnitude.BitLength() - 64;
        if (drop < 0) drop = 0;
        Int256 top = ShiftRight(magnitude, drop);
        // What is cut off only matters as more than nothing: the conversion rounds once.
        bool isExact = drop == 0 || (magnitude & LowBits(drop)).IsZero;
        double value = Math.ScaleB((double)(top.A | (isExact ? 0UL : 1UL)), drop);
        return IsNegative ? -value : value;
    }

    // ---- bits

    public static Int256 operator &(in Int256 x, in Int256 y) => new(x.A & y.A, x.B & y.B, x.C & y.C, x.D & y.D);
    public static Int256 operator |(in Int256 x, in Int256 y) => new(x.A | y.A, x.B | y.B, x.C | y.C, x.D | y.D);
    public static Int256 operator ^(in Int256 x, in Int256 y) => new(x.A ^ y.A, x.B ^ y.B, x.C ^ y.C, x.D ^ y.D);
    public static Int256 operator ~(in Int256 x) => new(~x.A, ~x.B, ~x.C, ~x.D);

    private static Int256 LowBits(int count) => ~ShiftLeftBits(new Int256(-1), count);

    /// <summary>2 to this power, or -1 when it is no power of two.</summary>
    public int PowerOfTwo()
    {
        if (IsNegative || BitOperations.PopCount(A) + BitOperations.PopCount(B) + BitOperations.PopCount(C) + BitOperations.PopCount(D) != 1) return -1;
        return BitLength() - 1;
    }

    public static Int256 ShiftRight(in Int256 x, int count)
    {
        ulong sign = (ulong)((long)x.D >> 63);
        if (count >= 256) return new(sign, sign, sign, sign);
        (ulong a, ulong b, ulong c, ulong d) = (x.A, x.B, x.C, x.D);
        for (; count >= 64; count -= 64) (a, b, c, d) = (b, c, d, sign);
        if (count == 0) return new(a, b, c, d);
        int rest = 64 - count;
        return new(a >> count | b << rest, b >> count | c << rest, c >> count | d << rest, (ulong)((long)d >> count));
    }

    public static bool ShiftLeft(in Int256 x, int count, out Int256 result)
    {
        if (count > 255 - x.BitLength())
        {
            result = default;
            return false;
        }
        result = ShiftLeftBits(x, count);
        return true;
    }

    private static Int256 ShiftLeftBits(in Int256 x, int count)
    {
        (ulong a, ulong b, ulong c, ulong d) = (x.A, x.B, x.C, x.D);
        for (; count >= 64; count -= 64) (a, b, c, d) = (0, a, b, c);
        if (count == 0) return new(a, b, c, d);
        int rest = 64 - count;
        return new(a << count, b << count | a >> rest, c << count | b >> rest, d << count | c >> rest);
    }

    // ---- arithmetic

    public static int Compare(in Int256 x, in Int256 y)
    {
        if (x.D != y.D) return (long)x.D < (long)y.D ? -1 : 1;
        if (x.C != y.C) return x.C < y.C ? -1 : 1;
        if (x.B != y.B) return x.B < y.B ? -1 : 1;
        return x.A.CompareTo(y.A);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong AddCarry(ulong x, ulong y, ref ulong carry)
    {
        ulong sum = x + y;
        ulong overflow = sum < x ? 1UL : 0;
        ulong result = sum + carry;
        carry = overflow | (result < sum ? 1UL : 0);
        return result;
    }

    private static Int256 AddWrapped(in Int256 x, in Int256 y, ulong carry)
    {
        ulong a = AddCarry(x.A, y.A, ref carry);
        ulong b = AddCarry(x.B, y.B, ref carry);
        ulong c = AddCarry(x.C, y.C, ref carry);
        return new(a, b, c, x.D + y.D + carry);
    }

    public static bool Add(in Int256 x, in Int256 y, out Int256 sum)
    {
        sum = AddWrapped(x, y, 0);
        return (long)((x.D ^ sum.D) & (y.D ^ sum.D)) >= 0;
    }

    public static bool Subtract(in Int256 x, in Int256 y, out Int256 difference)
    {
        difference = AddWrapped(x, ~y, 1);
        return (long)((x.D ^ y.D) & (x.D ^ difference.D)) >= 0;
    }

    /// <summary>The smallest number has no opposite; <see cref="PyLong"/> keeps it as a <see cref="BigInteger"/>.</summary>
    public static Int256 Negated(in Int256 x) => AddWrapped(~x, default, 1);

    public static bool Multiply(in Int256 x, in Int256 y, out Int256 product)
    {
        if (x.FitsLong && y.FitsLong)
        {
            long high = Math.BigMul((long)x.A, (long)y.A, out long low);
            ulong sign = (ulong)(high >> 63);
            product = new((ulong)low, (ulong)high, sign, sign);
            return true;
        }
        if (x.IsOneWord && y.IsOneWord)
        {
            ulong high = Math.BigMul(x.A, y.A, out ulong low);
            product = new(low, high, 0, 0);
            return true;
        }
        if (x.BitLength() + y.BitLength() > 254)
        {
            product = default;
            return false;
        }
        // Column by column; the low 256 bits of a product are the same with and without signs.
        ulong sum0 = Math.BigMul(x.A, y.A, out ulong a), sum1 = 0, sum2 = 0;
        Column(x.A, y.B, ref sum0, ref sum1, ref sum2);
        Column(x.B, y.A, ref sum0, ref sum1, ref sum2);
        ulong b = sum0;
        (sum0, sum1, sum2) = (sum1, sum2, 0);
        Column(x.A, y.C, ref sum0, ref sum1, ref sum2);
        Column(x.B, y.B, ref sum0, ref sum1, ref sum2);
        Column(x.C, y.A, ref sum0, ref sum1, ref sum2);
        ulong c = sum0;
        product = new(a, b, c, sum1 + x.A * y.D + x.B * y.C + x.C * y.B + x.D * y.A);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Column(ulong x, ulong y, ref ulong sum0, ref ulong sum1, ref ulong sum2)
    {
        ulong high = Math.BigMul(x, y, out ulong low);
        ulong carry = 0;
        sum0 = AddCarry(sum0, low, ref carry);
        sum1 = AddCarry(sum1, high, ref carry);
        sum2 += carry;
    }

    /// <summary>Quotient rounded down and remainder with the divisor's sign; the divisor is not zero.</summary>
    public static void FloorDivRem(in Int256 x, in Int256 y, out Int256 quotient, out Int256 remainder)
    {
        if (y.PowerOfTwo() is var power && power >= 0)
        {
            quotient = ShiftRight(x, power);
            remainder = x & LowBits(power);
            return;
        }
        Int256 dividend = x.IsNegative ? Negated(x) : x, divisor = y.IsNegative ? Negated(y) : y;
        DivRem(dividend, divisor, out quotient, out remainder);
        if (x.IsNegative != y.IsNegative)
        {
            quotient = remainder.IsZero ? Negated(quotient) : ~quotient;
            if (!remainder.IsZero) remainder = AddWrapped(divisor, ~remainder, 1);
        }
        if (y.IsNegative) remainder = Negated(remainder);
    }

    /// <summary>Of numbers that are not negative.</summary>
    private static void DivRem(in Int256 x, in Int256 y, out Int256 quotient, out Int256 remainder)
    {
        if (Compare(x, y) < 0)
        {
            quotient = default;
            remainder = x;
            return;
        }
        if (x.IsOneWord)
        {
            ulong one = x.A / y.A;
            quotient = new(one, 0, 0, 0);
            remainder = new(x.A - one * y.A, 0, 0, 0);
            return;
        }
        Span<ulong> dividend = stackalloc ulong[5], q = stackalloc ulong[5];
        Span<ulong> divisor = [y.A, y.B, y.C, y.D];
        divisor = divisor[..Magnitude.Length(divisor)];
        dividend[0] = x.A;
        dividend[1] = x.B;
        dividend[2] = x.C;
        dividend[3] = x.D;
        int length = Magnitude.Length(dividend) + 1;
        dividend = dividend[..length];
        q.Clear();
        Magnitude.DivRem(dividend, divisor, q[..(length - divisor.Length)]);
        quotient = new(q[0], q[1], q[2], q[3]);
        remainder = new(dividend[0], length > 1 ? dividend[1] : 0, length > 2 ? dividend[2] : 0, length > 3 ? dividend[3] : 0);
    }

    /// <summary>The remainder of the magnitude by 2**61 - 1, which <c>hash()</c> wants.</summary>
    public ulong MagnitudeModMersenne61()
    {
        Int256 m = IsNegative ? Negated(this) : this;
        const ulong P = (1UL << 61) - 1;
        // 2**64 is 8 there, 2**128 is 64 and 2**192 is 512: bits that leave at the top come back at the bottom.
        UInt128 sum = (UInt128)m.A + ((UInt128)m.B << 3) + ((UInt128)m.C << 6) + ((UInt128)m.D << 9);
        ulong folded = ((ulong)sum & P) + (ulong)(sum >> 61);
        folded = (folded & P) + (folded >> 61);
        return folded == P ? 0 : folded;
    }
}
