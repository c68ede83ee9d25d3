using System.Numerics;
using System.Runtime.CompilerServices;

namespace PyLite.Objects;

/// <summary>
/// Arithmetic on numbers without a sign, as words of 64 bits, the lowest first. The methods are those learned at school; numbers for which
/// better ones pay are left to <see cref="BigInteger"/>. The loops are never compiled ahead of time: such code has no wide multiplication.
/// </summary>
internal static class Magnitude
{
    /// <summary>How many words there are without zeros at the top.</summary>
    public static int Length(ReadOnlySpan<ulong> x)
    {
        int length = x.Length;
        while (length > 0 && x[length - 1] == 0) length--;
        return length;
    }

    /// <summary>Of numbers without zeros at the top.</summary>
    public static int Compare(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y)
    {
        if (x.Length != y.Length) return x.Length < y.Length ? -1 : 1;
        for (int i = x.Length - 1; i >= 0; i--)
            if (x[i] != y[i]) return x[i] < y[i] ? -1 : 1;
        return 0;
    }

    /// <summary>The sum has as many words as x, which is not shorter than y; what comes out at the top is returned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Add(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y, Span<ulong> sum)
    {
        ulong carry = 0;
        int i = 0;
        for (; i < y.Length; i++)
        {
            ulong partial = x[i] + y[i];
            ulong word = partial + carry;
            carry = (partial < y[i] ? 1UL : 0) | (word < partial ? 1UL : 0);
            sum[i] = word;
        }
        for (; i < x.Length; i++)
        {
            ulong word = x[i] + carry;
            carry = word < carry ? 1UL : 0;
            sum[i] = word;
        }
        return carry;
    }

    /// <summary>x is not less than y; the difference has x's length.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Subtract(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y, Span<ulong> difference)
    {
        ulong borrow = 0;
        int i = 0;
        for (; i < y.Length; i++)
        {
            ulong partial = x[i] - y[i];
            ulong word = partial - borrow;
            borrow = (x[i] < y[i] ? 1UL : 0) | (partial < borrow ? 1UL : 0);
            difference[i] = word;
        }
        for (; i < x.Length; i++)
        {
            ulong word = x[i] - borrow;
            borrow = x[i] < borrow ? 1UL : 0;
            difference[i] = word;
        }
    }

    /// <summary>The product has as many words as x; what comes out at the top is returned.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static ulong Multiply(ReadOnlySpan<ulong> x, ulong factor, Span<ulong> product)
    {
        ulong carry = 0;
        for (int i = 0; i < x.Length; i++)
        {
            ulong high = Math.BigMul(x[i], factor, out ulong low);
            low += carry;
            carry = high + (low < carry ? 1UL : 0);
            product[i] = low;
        }
        return carry;
    }

    /// <summary>The product has as many words as both factors together, and is zero before.</summary>
    public static void Multiply(ReadOnlySpan<ulong> x, ReadOnlySpan<ulong> y, Span<ulong> product)
    {
        for (int i = 0; i < y.Length; i++) product[i + x.Length] = AddProduct(product.Slice(i, x.Length), x, y[i]);
    }

    /// <summary>Adds <c>x * factor</c>; returns the word that comes out at the top.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong AddProduct(Span<ulong> sum, ReadOnlySpan<ulong> x, ulong factor)
    {
        ulong carry = 0;
        for (int i = 0; i < x.Length; i++)
        {
            ulong high = Math.BigMul(x[i], factor, out ulong low);
            low += carry;
            high += low < carry ? 1UL : 0;
            ulong word = sum[i] + low;
            carry = high + (word < low ? 1UL : 0);
            sum[i] = word;
        }
        return carry;
    }

    /// <summary>Subtracts <c>x * factor</c>; returns what is missing at the top.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static ulong SubtractProduct(Span<ulong> from, ReadOnlySpan<ulong> x, ulong factor)
    {
        ulong borrow = 0;
        for (int i = 0; i < x.Length; i++)
        {
            ulong high = Math.BigMul(x[i], factor, out ulong low);
            low += borrow;
            high += low < borrow ? 1UL : 0;
            ulong before = from[i];
            from[i] = before - low;
            borrow = high + (before < low ? 1UL : 0);
        }
        return borrow;
    }

    /// <summary>Shifts to the left by less than a word; returns what comes out at the top. The spans may be the same.</summary>
    public static ulong ShiftLeft(ReadOnlySpan<ulong> x, int count, Span<ulong> result)
    {
        if (count == 0)
        {
            x.CopyTo(result);
            return 0;
        }
        ulong carry = 0;
        for (int i = 0; i < x.Length; i++)
        {
            ulong word = x[i];
            result[i] = word << count | carry;
            carry = word >> (64 - count);
        }
        return carry;
    }

    /// <summary>Shifts to the right by less than a word. The spans may be the same.</summary>
    public static void ShiftRight(ReadOnlySpan<ulong> x, int count, Span<ulong> result)
    {
        if (count == 0)
        {
            x.CopyTo(result);
            return;
        }
        for (int i = 0; i < x.Length; i++) result[i] = x[i] >> count | (i + 1 < x.Length ? x[i + 1] << (64 - count) : 0);
    }

    /// <summary>
    /// Divides two words, the upper one less than the divisor, by a divisor whose highest bit is set, with the divisor's reciprocal: Möller
    /// and Granlund, "Improved division by invariant integers", 2011.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Divide(ulong upper, ulong lower, ulong divisor, ulong reciprocal, out ulong remainder)
    {
        ulong quotient = Math.BigMul(reciprocal, upper, out ulong fraction);
        fraction += lower;
        quotient += upper + (fraction < lower ? 1UL : 0) + 1;
        remainder = lower - quotient * divisor;
        if (remainder > fraction)
        {
            quotient--;
            remainder += divisor;
        }
        if (remainder >= divisor)
        {
            quotient++;
            remainder -= divisor;
        }
        return quotient;
    }

    private static ulong Reciprocal(ulong divisor) => (ulong)(UInt128.MaxValue / divisor - ((UInt128)1 << 64));

    /// <summary>
    /// The dividend, with a word more at its top, becomes the remainder; the quotient has as many words as the dividend without that is longer
    /// than the divisor, and one more. The divisor has no zeros at its top and is not longer than the dividend.
    /// </summary>
    public static void DivRem(Span<ulong> dividend, ReadOnlySpan<ulong> divisor, Span<ulong> quotient)
    {
        int length = divisor.Length, shift = BitOperations.LeadingZeroCount(divisor[^1]);
        Span<ulong> d = length <= 16 ? stackalloc ulong[length] : new ulong[length];
        ShiftLeft(divisor, shift, d);
        dividend[^1] = ShiftLeft(dividend[..^1], shift, dividend);
        ulong top = d[^1], reciprocal = Reciprocal(top);
        if (length == 1)
        {
            ulong rest = dividend[^1];
            for (int i = dividend.Length - 2; i >= 0; i--) quotient[i] = Divide(rest, dividend[i], top, reciprocal, out rest);
            dividend.Clear();
            dividend[0] = rest >> shift;
            return;
        }
        ulong second = d[length - 2];
        for (int at = dividend.Length - length - 1; at >= 0; at--)
        {
            Span<ulong> part = dividend.Slice(at, length);
            ulong upper = dividend[at + length], digit;
            if (upper >= top)
            {
                digit = ulong.MaxValue;
            }
            else
            {
                // Two words of the divisor make a guess that is at most one too large.
                digit = Divide(upper, part[^1], top, reciprocal, out ulong rest);
                ulong high = Math.BigMul(digit, second, out ulong low);
                while (high > rest || high == rest && low > part[length - 2])
                {
                    digit--;
                    high -= low < second ? 1UL : 0;
                    low -= second;
                    rest += top;
                    if (rest < top) break;
                }
            }
            ulong missing = SubtractProduct(part, d, digit);
            while (missing > upper)
            {
                digit--;
                missing -= AddBack(part, d);
            }
            dividend[at + length] = upper - missing;
            quotient[at] = digit;
        }
        ShiftRight(dividend[..length], shift, dividend[..length]);
    }

    private static ulong AddBack(Span<ulong> to, ReadOnlySpan<ulong> x)
    {
        ulong carry = 0;
        for (int i = 0; i < x.Length; i++)
        {
            ulong partial = to[i] + carry;
            ulong first = partial < carry ? 1UL : 0;
            ulong word = partial + x[i];
            carry = first | (word < partial ? 1UL : 0);
            to[i] = word;
        }
        return carry;
    }
}
