using System.Numerics;

namespace PyLite.Modules;

// What changes the form of a number: exponents, integral values, neighbours, digits.
internal static partial class DecimalArithmetic
{
    public static DecimalValue Plus(in DecimalValue a, ref DecimalRules c) => Signed(a, a.IsNegative, ref c);

    public static DecimalValue Minus(in DecimalValue a, ref DecimalRules c) => Signed(a, !a.IsNegative, ref c);

    private static DecimalValue Signed(in DecimalValue a, bool isNegative, ref DecimalRules c)
    {
        if (a.IsNaN) return NaN(a, ref c);
        if (a.IsZero) isNegative = isNegative && c.Rounding == DecimalRounding.Floor;
        return a.IsFinite && a.IsSmall ? DecimalRounder.Finish(isNegative, a.Small, a.Exponent, ref c) : DecimalRounder.Finish(a.WithSign(isNegative), ref c);
    }

    public static DecimalValue Abs(in DecimalValue a, ref DecimalRules c) => a.IsNaN ? NaN(a, ref c) : DecimalRounder.Finish(a.Absolute, ref c);

    public static DecimalValue Quantize(in DecimalValue a, in DecimalValue b, ref DecimalRules c)
    {
        if (a.IsNaN || b.IsNaN) return NaN(a, b, ref c);
        if (a.IsInfinite || b.IsInfinite) return a.IsInfinite && b.IsInfinite ? a : Invalid(ref c);
        if (b.Exponent < c.Etiny || b.Exponent > c.Emax) return Invalid(ref c);
        return ToExponent(a, b.Exponent, ref c);
    }

    private static DecimalValue ToExponent(in DecimalValue a, long exponent, ref DecimalRules c)
    {
        if (a.HasZeroCoefficient) return DecimalRounder.Finish(new DecimalValue(a.IsNegative, 0, exponent), ref c);
        long adjusted = a.Adjusted;
        if (adjusted > c.Emax || adjusted - exponent + 1 > c.Precision) return Invalid(ref c);
        long drop = exponent - a.Exponent;
        if (a.IsSmall && drop is <= PowersOfTen.LastSmall and >= -PowersOfTen.LastSmall)
        {
            DoubleWord coefficient = a.Small;
            if (drop > 0)
            {
                coefficient = DecimalRounder.Drop(coefficient, (int)drop, c.Rounding, a.IsNegative, out bool isChanged);
                if (PowersOfTen.Digits(coefficient) > c.Precision) return Invalid(ref c);
                long first = exponent + PowersOfTen.Digits(coefficient) - 1;
                if (first > c.Emax) return Invalid(ref c);
                c.Status |= isChanged ? DecimalStatus.Rounded | DecimalStatus.Inexact : DecimalStatus.Rounded;
                if (coefficient != 0 && first < c.Emin) c.Status |= DecimalStatus.Subnormal;
                return coefficient == 0 || c.Clamp ? DecimalRounder.Finish(new DecimalValue(a.IsNegative, coefficient, exponent), ref c) : new DecimalValue(a.IsNegative, coefficient, exponent);
            }
            if (Scale(ref coefficient, (int)-drop)) return DecimalRounder.Finish(a.IsNegative, coefficient, exponent, ref c);
        }
        DecimalValue result = Rescale(a, exponent, c.Rounding, ref c);
        if (!result.IsFinite) return result;
        if (result.Adjusted > c.Emax && !result.HasZeroCoefficient || result.Digits > c.Precision) return Invalid(ref c);
        return DecimalRounder.Finish(result, ref c);
    }

    /// <summary>The number with another exponent, rounded where digits are lost, of any length.</summary>
    public static DecimalValue Rescale(in DecimalValue a, long exponent, DecimalRounding rounding, ref DecimalRules c)
    {
        if (!a.IsFinite) return a;
        if (a.HasZeroCoefficient || a.Exponent == exponent) return a.WithExponent(exponent);
        if (a.Exponent > exponent) return DecimalRounder.Padded(a, a.Exponent - exponent, ref c);
        BigInteger rounded = DecimalRounder.Drop(a.Coefficient, exponent - a.Exponent, rounding, a.IsNegative, out bool isInexact);
        c.Status |= isInexact ? DecimalStatus.Rounded | DecimalStatus.Inexact : DecimalStatus.Rounded;
        return new DecimalValue(a.IsNegative, rounded, exponent);
    }

    /// <summary>Rounds to so many digits.</summary>
    public static DecimalValue ToDigits(in DecimalValue a, long digits, DecimalRounding rounding)
    {
        if (a.HasZeroCoefficient || a.Digits <= digits) return a;
        DecimalRules c = DecimalRules.Working(digits);
        c.Rounding = rounding;
        return DecimalRounder.Finish(a, ref c);
    }

    public static DecimalValue ToIntegralExact(in DecimalValue a, ref DecimalRules c)
    {
        if (a.IsNaN) return NaN(a, ref c);
        if (a.IsInfinite || a.Exponent >= 0) return a;
        if (a.HasZeroCoefficient) return a.WithExponent(0);
        return Rescale(a, 0, c.Rounding, ref c);
    }

    public static DecimalValue ToIntegralValue(in DecimalValue a, ref DecimalRules c)
    {
        DecimalStatus status = c.Status;
        DecimalValue result = ToIntegralExact(a, ref c);
        c.Status = status | c.Status & DecimalStatus.Invalid;
        return result;
    }

    /// <summary>Without zeros at the end.</summary>
    public static DecimalValue Normalize(in DecimalValue a, ref DecimalRules c)
    {
        if (a.IsNaN) return NaN(a, ref c);
        DecimalValue v = DecimalRounder.Finish(a, ref c);
        if (!v.IsFinite) return v;
        if (v.HasZeroCoefficient) return new DecimalValue(v.IsNegative, 0, 0);
        long limit = c.Clamp ? c.Etop : c.Emax;
        if (v.IsSmall)
        {
            (DoubleWord coefficient, long exponent) = Stripped(v.Small, v.Exponent, limit);
            return new DecimalValue(v.IsNegative, coefficient, exponent);
        }
        (BigInteger longCoefficient, long longExponent) = Stripped(v.Coefficient, v.Exponent, limit);
        return new DecimalValue(v.IsNegative, longCoefficient, longExponent);
    }

    // ---- neighbours

    public static DecimalValue NextMinus(in DecimalValue a, ref DecimalRules c) => Next(a, isUp: false, ref c);
    public static DecimalValue NextPlus(in DecimalValue a, ref DecimalRules c) => Next(a, isUp: true, ref c);

    private static DecimalValue Next(in DecimalValue a, bool isUp, ref DecimalRules c)
    {
        if (a.IsNaN) return NaN(a, ref c);
        if (a.IsInfinite) return a.IsNegative != isUp ? a : DecimalRounder.Largest(a.IsNegative, ref c);
        DecimalRules local = c;
        local.Rounding = isUp ? DecimalRounding.Ceiling : DecimalRounding.Floor;
        local.Status = 0;
        DecimalValue rounded = DecimalRounder.Finish(a, ref local);
        if (!rounded.IsFinite || Order(rounded, a) != 0) return rounded;
        return Sum(rounded, new DecimalValue(!isUp, 1, c.Etiny - 1), !isUp, ref local);
    }

    public static DecimalValue NextToward(in DecimalValue a, in DecimalValue b, ref DecimalRules c)
    {
        if (a.IsNaN || b.IsNaN) return NaN(a, b, ref c);
        int order = Order(a, b);
        if (order == 0) return a.WithSign(b.IsNegative);
        DecimalValue result = Next(a, order < 0, ref c);
        if (result.IsInfinite) c.Status |= DecimalStatus.Overflow | DecimalStatus.Inexact | DecimalStatus.Rounded;
        else if (result.HasZeroCoefficient || result.Adjusted < c.Emin)
        {
            c.Status |= DecimalStatus.Underflow | DecimalStatus.Subnormal | DecimalStatus.Inexact | DecimalStatus.Rounded;
            if (result.HasZeroCoefficient) c.Status |= DecimalStatus.Clamped;
        }
        return result;
    }

    // ---- exponents

    public static DecimalValue LogB(in DecimalValue a, ref DecimalRules c)
    {
        if (a.IsNaN) return NaN(a, ref c);
        if (a.IsInfinite) return a.Absolute;
        if (!a.HasZeroCoefficient) return DecimalRounder.Finish(DecimalValue.Of(a.Adjusted), ref c);
        c.Status |= DecimalStatus.DivisionByZero;
        return DecimalValue.Infinity(true);
    }

    /// <summary>The value of a whole number without an exponent that fits, for the operations that count.</summary>
    private static bool Count(in DecimalValue b, long limit, out long count)
    {
        count = 0;
        if (!b.IsFinite || b.Exponent != 0 || !b.IsSmall || b.Small > (ulong)limit) return false;
        count = b.IsNegative ? -(long)(ulong)b.Small : (long)(ulong)b.Small;
        return true;
    }

    public static DecimalValue ScaleB(in DecimalValue a, in DecimalValue b, ref DecimalRules c)
    {
        if (a.IsNaN || b.IsNaN) return NaN(a, b, ref c);
        long limit = Math.Min(long.MaxValue / 2, 2 * (c.Emax + c.Precision));
        if (!Count(b, limit, out long count)) return Invalid(ref c);
        if (a.IsInfinite) return a;
        long exponent = Math.Clamp(a.Exponent + count, -4000000000000000000, 4000000000000000000);
        return DecimalRounder.Finish(a.WithExponent(exponent), ref c);
    }

    public static DecimalValue Shift(in DecimalValue a, in DecimalValue b, ref DecimalRules c)
    {
        if (a.IsNaN || b.IsNaN) return NaN(a, b, ref c);
        if (!Count(b, c.Precision, out long count)) return Invalid(ref c);
        if (a.IsInfinite) return a;
        if (a.HasZeroCoefficient) return a;
        BigInteger value = a.Digits > c.Precision ? a.Coefficient % PowersOfTen.Big(c.Precision) : a.Coefficient;
        if (count < 0) return new DecimalValue(a.IsNegative, -count > PowersOfTen.Digits(value) ? 0 : value / PowersOfTen.Big(-count), a.Exponent);
        if (count > PowersOfTen.MostDigits) return Invalid(ref c, DecimalStatus.NoMemory);
        value *= PowersOfTen.Big(count);
        if (PowersOfTen.Digits(value) > c.Precision) value %= PowersOfTen.Big(c.Precision);
        return new DecimalValue(a.IsNegative, value, a.Exponent);
    }

    public static DecimalValue Rotate(in DecimalValue a, in DecimalValue b, ref DecimalRules c)
    {
        if (a.IsNaN || b.IsNaN) return NaN(a, b, ref c);
        if (!Count(b, c.Precision, out long count)) return Invalid(ref c);
        if (a.IsInfinite) return a;
        if (c.Precision > PowersOfTen.MostDigits) return Invalid(ref c, DecimalStatus.NoMemory);
        BigInteger value = a.Digits > c.Precision ? a.Coefficient % PowersOfTen.Big(c.Precision) : a.Coefficient;
        if (count < 0) count += c.Precision;
        BigInteger low = BigInteger.DivRem(value, PowersOfTen.Big(c.Precision - count), out BigInteger rest);
        return new DecimalValue(a.IsNegative, rest * PowersOfTen.Big(count) + low, a.Exponent);
    }

    // ---- digits that are zeros and ones

    public static DecimalValue LogicalAnd(in DecimalValue a, in DecimalValue b, ref DecimalRules c) => Logical(a, b, static (x, y) => x & y, ref c);
    public static DecimalValue LogicalOr(in DecimalValue a, in DecimalValue b, ref DecimalRules c) => Logical(a, b, static (x, y) => x | y, ref c);
    public static DecimalValue LogicalXor(in DecimalValue a, in DecimalValue b, ref DecimalRules c) => Logical(a, b, static (x, y) => x ^ y, ref c);

    public static DecimalValue LogicalInvert(in DecimalValue a, ref DecimalRules c)
    {
        if (c.Precision > PowersOfTen.MostDigits) return Invalid(ref c, DecimalStatus.NoMemory);
        if (!IsLogical(a)) return Invalid(ref c);
        return Logical(a, new DecimalValue(false, (PowersOfTen.Big(c.Precision) - 1) / 9, 0), static (x, y) => x ^ y, ref c);
    }

    private static bool IsLogical(in DecimalValue a)
    {
        if (!a.IsFinite || a.IsNegative || a.Exponent != 0) return false;
        foreach (char digit in DecimalText.Digits(a))
            if (digit > '1') return false;
        return true;
    }

    private static DecimalValue Logical(in DecimalValue a, in DecimalValue b, Func<int, int, int> combine, ref DecimalRules c)
    {
        if (!IsLogical(a) || !IsLogical(b)) return Invalid(ref c);
        string x = DecimalText.Digits(a), y = DecimalText.Digits(b);
        int length = (int)Math.Min(c.Precision, Math.Max(x.Length, y.Length));
        var digits = new char[length];
        for (int i = 1; i <= length; i++)
        {
            int u = i <= x.Length ? x[^i] - '0' : 0, v = i <= y.Length ? y[^i] - '0' : 0;
            digits[length - i] = (char)('0' + combine(u, v));
        }
        return new DecimalValue(false, DecimalText.ReadDigits(digits), 0);
    }
}
