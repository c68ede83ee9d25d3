using System.Numerics;

namespace PyLite.Modules;

/// <summary>Brings exact results into what a context allows.</summary>
internal static class DecimalRounder
{
    /// <summary>Whether the magnitude goes up when a part is dropped. <paramref name="half"/> is how the part, which is not zero, compares to a half.</summary>
    public static bool GoesUp(DecimalRounding rounding, bool isNegative, int lastDigit, int half) => rounding switch
    {
        DecimalRounding.HalfEven => half > 0 || half == 0 && (lastDigit & 1) != 0,
        DecimalRounding.HalfUp => half >= 0,
        DecimalRounding.HalfDown => half > 0,
        DecimalRounding.Down => false,
        DecimalRounding.Up => true,
        DecimalRounding.Ceiling => !isNegative,
        DecimalRounding.Floor => isNegative,
        _ => lastDigit is 0 or 5,
    };

    /// <summary>The number without so many of its last digits (1 to 38), rounded.</summary>
    public static DoubleWord Drop(DoubleWord value, int digits, DecimalRounding rounding, bool isNegative, out bool isInexact)
    {
        DoubleWord unit = PowersOfTen.Of(digits);
        DoubleWord quotient = Wide.DivRem(value, unit, out DoubleWord rest);
        isInexact = rest != 0;
        return isInexact && Up(quotient, rest, unit, rounding, isNegative) ? quotient + 1 : quotient;
    }

    /// <summary>Whether a quotient is rounded up for its rest.</summary>
    public static bool Up(DoubleWord quotient, DoubleWord rest, DoubleWord divisor, DecimalRounding rounding, bool isNegative)
    {
        DoubleWord other = divisor - rest;
        int half = rest > other ? 1 : rest == other ? 0 : -1;
        int last = rounding == DecimalRounding.ZeroFiveUp ? (int)(quotient % 10) : (int)(ulong)quotient & 1;
        return GoesUp(rounding, isNegative, last, half);
    }

    public static BigInteger Drop(BigInteger value, long digits, DecimalRounding rounding, bool isNegative, out bool isInexact)
    {
        if (digits > PowersOfTen.Digits(value))
        {
            isInexact = !value.IsZero;
            return isInexact && GoesUp(rounding, isNegative, 0, -1) ? BigInteger.One : BigInteger.Zero;
        }
        BigInteger unit = PowersOfTen.Big(digits);
        BigInteger quotient = BigInteger.DivRem(value, unit, out BigInteger rest);
        isInexact = !rest.IsZero;
        if (!isInexact) return quotient;
        int last = (int)(quotient % 10);
        return GoesUp(rounding, isNegative, last, (rest << 1).CompareTo(unit)) ? quotient + 1 : quotient;
    }

    public static DecimalValue Finish(bool isNegative, DoubleWord coefficient, long exponent, ref DecimalRules c)
    {
        if (coefficient != 0)
        {
            int digits = PowersOfTen.Digits(coefficient);
            if (digits <= c.Precision)
            {
                if (exponent >= c.Etiny && exponent <= c.Etop && exponent + digits - 1 >= c.Emin) return new DecimalValue(isNegative, coefficient, exponent);
            }
            else
            {
                int excess = (int)(digits - c.Precision);
                if (exponent + excess < c.Etop && exponent + digits - 1 >= c.Emin)
                {
                    DoubleWord rounded = Drop(coefficient, excess, c.Rounding, isNegative, out bool isInexact);
                    c.Status |= isInexact ? DecimalStatus.Rounded | DecimalStatus.Inexact : DecimalStatus.Rounded;
                    exponent += excess;
                    if (rounded == PowersOfTen.Of((int)c.Precision))
                    {
                        rounded = PowersOfTen.Of((int)c.Precision - 1);
                        exponent++;
                    }
                    return new DecimalValue(isNegative, rounded, exponent);
                }
            }
        }
        return Finish(new DecimalValue(isNegative, coefficient, exponent), ref c);
    }

    public static DecimalValue Finish(bool isNegative, BigInteger coefficient, long exponent, ref DecimalRules c) =>
        coefficient.GetBitLength() <= 128 ? Finish(isNegative, (DoubleWord)coefficient, exponent, ref c) : Finish(new DecimalValue(isNegative, coefficient, exponent), ref c);

    /// <summary>Any value, made to fit.</summary>
    public static DecimalValue Finish(in DecimalValue v, ref DecimalRules c)
    {
        if (!v.IsFinite) return v.IsNaN ? FitPayload(v, c) : v;
        long etiny = c.Etiny, etop = c.Etop;
        if (v.HasZeroCoefficient)
        {
            long exponent = Math.Min(Math.Max(v.Exponent, etiny), c.Clamp ? etop : c.Emax);
            if (exponent == v.Exponent) return v;
            c.Status |= DecimalStatus.Clamped;
            return v.WithExponent(exponent);
        }
        long digits = v.Digits;
        long lowest = digits + v.Exponent - c.Precision;
        if (lowest > etop) return Overflow(v.IsNegative, ref c);
        bool isSubnormal = lowest < etiny;
        if (isSubnormal) lowest = etiny;
        if (v.Exponent < lowest)
        {
            BigInteger rounded = Drop(v.Coefficient, lowest - v.Exponent, c.Rounding, v.IsNegative, out bool isInexact);
            long exponent = lowest;
            if (rounded.GetBitLength() > 3 * c.Precision && PowersOfTen.Digits(rounded) > c.Precision)
            {
                rounded /= 10;
                exponent++;
            }
            if (exponent > etop) return Overflow(v.IsNegative, ref c);
            c.Status |= DecimalStatus.Rounded;
            if (isInexact) c.Status |= isSubnormal ? DecimalStatus.Inexact | DecimalStatus.Underflow : DecimalStatus.Inexact;
            if (isSubnormal) c.Status |= DecimalStatus.Subnormal;
            if (rounded.IsZero) c.Status |= DecimalStatus.Clamped;
            return new DecimalValue(v.IsNegative, rounded, exponent);
        }
        if (isSubnormal) c.Status |= DecimalStatus.Subnormal;
        if (!c.Clamp || v.Exponent <= etop) return v;
        c.Status |= DecimalStatus.Clamped;
        return Padded(v, v.Exponent - etop, ref c);
    }

    /// <summary>The same number with so many zeros more in its coefficient.</summary>
    public static DecimalValue Padded(in DecimalValue v, long zeros, ref DecimalRules c)
    {
        if (v.HasZeroCoefficient) return v.WithExponent(v.Exponent - zeros);
        if (zeros > PowersOfTen.MostDigits)
        {
            c.Status |= DecimalStatus.NoMemory;
            return DecimalValue.NaN;
        }
        return new DecimalValue(v.IsNegative, v.Coefficient * PowersOfTen.Big(zeros), v.Exponent - zeros);
    }

    public static DecimalValue FitPayload(in DecimalValue v, in DecimalRules c)
    {
        long room = c.Precision - (c.Clamp ? 1 : 0);
        if (v.HasZeroCoefficient || v.Digits <= room) return v;
        return new DecimalValue(v.IsNegative, v.Coefficient % PowersOfTen.Big(room), 0, v.Kind);
    }

    private static DecimalValue Overflow(bool isNegative, ref DecimalRules c)
    {
        c.Status |= DecimalStatus.Overflow | DecimalStatus.Inexact | DecimalStatus.Rounded;
        bool isLargest = c.Rounding is DecimalRounding.Down or DecimalRounding.ZeroFiveUp || c.Rounding == (isNegative ? DecimalRounding.Ceiling : DecimalRounding.Floor);
        return isLargest ? Largest(isNegative, ref c) : DecimalValue.Infinity(isNegative);
    }

    /// <summary>The largest number of a context.</summary>
    public static DecimalValue Largest(bool isNegative, ref DecimalRules c)
    {
        if (c.Precision > PowersOfTen.MostDigits)
        {
            c.Status |= DecimalStatus.NoMemory;
            return DecimalValue.NaN;
        }
        return new DecimalValue(isNegative, PowersOfTen.Big(c.Precision) - 1, c.Etop);
    }
}
