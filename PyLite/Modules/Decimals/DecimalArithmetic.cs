using System.Numerics;

namespace PyLite.Modules;

/// <summary>The four operations, comparison and what follows from them.</summary>
internal static partial class DecimalArithmetic
{
    public static DecimalValue Invalid(ref DecimalRules c, DecimalStatus why = DecimalStatus.InvalidOperation)
    {
        c.Status |= why;
        return DecimalValue.NaN;
    }

    /// <summary>What an operation gives for an operand that is a NaN.</summary>
    public static DecimalValue NaN(in DecimalValue a, in DecimalValue b, ref DecimalRules c)
    {
        if (a.IsSignaling || b.IsSignaling)
        {
            c.Status |= DecimalStatus.InvalidOperation;
            return DecimalRounder.FitPayload((a.IsSignaling ? a : b).Quieted, c);
        }
        return DecimalRounder.FitPayload(a.IsNaN ? a : b, c);
    }

    public static DecimalValue NaN(in DecimalValue a, ref DecimalRules c) => NaN(a, a, ref c);

    // ---- sums

    public static DecimalValue Add(in DecimalValue a, in DecimalValue b, ref DecimalRules c) => Sum(a, b, b.IsNegative, ref c);

    public static DecimalValue Subtract(in DecimalValue a, in DecimalValue b, ref DecimalRules c) => Sum(a, b, b.IsNaN ? b.IsNegative : !b.IsNegative, ref c);

    private static DecimalValue Sum(in DecimalValue a, in DecimalValue b, bool bIsNegative, ref DecimalRules c)
    {
        if (!a.IsFinite || !b.IsFinite) return SpecialSum(a, b, bIsNegative, ref c);
        long gap = a.Exponent - b.Exponent;
        if (a.IsSmall && b.IsSmall && gap is <= PowersOfTen.LastSmall and >= -PowersOfTen.LastSmall)
        {
            DoubleWord x = a.Small, y = b.Small;
            if (gap > 0 ? Scale(ref x, (int)gap) : Scale(ref y, (int)-gap))
            {
                long exponent = gap > 0 ? b.Exponent : a.Exponent;
                if (a.IsNegative == bIsNegative)
                {
                    DoubleWord sum = unchecked(x + y);
                    if (sum >= x) return DecimalRounder.Finish(a.IsNegative, sum, exponent, ref c);
                }
                else if (x != y)
                {
                    return x > y ? DecimalRounder.Finish(a.IsNegative, x - y, exponent, ref c) : DecimalRounder.Finish(bIsNegative, y - x, exponent, ref c);
                }
                else
                {
                    bool isNegative = a.IsNegative == bIsNegative ? a.IsNegative : c.Rounding == DecimalRounding.Floor;
                    return DecimalRounder.Finish(isNegative, DoubleWord.Zero, exponent, ref c);
                }
            }
        }
        return LongSum(a, b, bIsNegative, ref c);
    }

    /// <summary>Multiplies by a power of ten; false when there is no room.</summary>
    private static bool Scale(ref DoubleWord value, int power)
    {
        if (power == 0) return true;
        if (value == 0) return true;
        if (PowersOfTen.Digits(value) + power > PowersOfTen.LastSmall) return false;
        value *= PowersOfTen.Of(power);
        return true;
    }

    private static DecimalValue SpecialSum(in DecimalValue a, in DecimalValue b, bool bIsNegative, ref DecimalRules c)
    {
        if (a.IsNaN || b.IsNaN) return NaN(a, b, ref c);
        if (a.IsInfinite && b.IsInfinite && a.IsNegative != bIsNegative) return Invalid(ref c);
        return DecimalValue.Infinity(a.IsInfinite ? a.IsNegative : bIsNegative);
    }

    private static DecimalValue LongSum(in DecimalValue a, in DecimalValue b, bool bIsNegative, ref DecimalRules c)
    {
        long exponent = Math.Min(a.Exponent, b.Exponent);
        if (a.IsZero && b.IsZero)
        {
            bool negative = a.IsNegative == bIsNegative ? a.IsNegative : c.Rounding == DecimalRounding.Floor;
            return DecimalRounder.Finish(negative, DoubleWord.Zero, exponent, ref c);
        }
        if (a.IsZero || b.IsZero)
        {
            DecimalValue only = a.IsZero ? b.WithSign(bIsNegative) : a;
            // As near to the lower exponent as the precision allows.
            long target = Math.Max(exponent, only.Exponent - Math.Max(0, c.Precision - only.Digits) - 1);
            if (only.Exponent > target) only = DecimalRounder.Padded(only, only.Exponent - target, ref c);
            return DecimalRounder.Finish(only, ref c);
        }
        DecimalValue x = a, y = b.WithSign(bIsNegative);
        bool isSwapped = x.Exponent < y.Exponent;
        if (isSwapped) (x, y) = (y, x);
        // A number far below the last digit that counts is as good as one unit somewhere below it.
        long far = x.Exponent + Math.Min(-1, x.Digits - c.Precision - 2);
        if (y.Digits + y.Exponent - 1 < far) y = new DecimalValue(y.IsNegative, DoubleWord.One, far);
        x = DecimalRounder.Padded(x, x.Exponent - y.Exponent, ref c);
        if (!x.IsFinite) return x;
        BigInteger sum = (x.IsNegative ? -x.Coefficient : x.Coefficient) + (y.IsNegative ? -y.Coefficient : y.Coefficient);
        bool isNegative = sum.IsZero ? c.Rounding == DecimalRounding.Floor : sum.Sign < 0;
        return DecimalRounder.Finish(isNegative, BigInteger.Abs(sum), y.Exponent, ref c);
    }

    // ---- products

    public static DecimalValue Multiply(in DecimalValue a, in DecimalValue b, ref DecimalRules c)
    {
        bool isNegative = a.IsNegative != b.IsNegative;
        if (!a.IsFinite || !b.IsFinite)
        {
            if (a.IsNaN || b.IsNaN) return NaN(a, b, ref c);
            return a.IsZero || b.IsZero ? Invalid(ref c) : DecimalValue.Infinity(isNegative);
        }
        long exponent = a.Exponent + b.Exponent;
        if (a.IsSmall && b.IsSmall)
        {
            Wide.Multiply(a.Small, b.Small, out DoubleWord high, out DoubleWord low);
            if (high == 0) return DecimalRounder.Finish(isNegative, low, exponent, ref c);
            if (c.Precision < PowersOfTen.LastSmall && ShortProduct(isNegative, high, low, exponent, ref c, out DecimalValue product)) return product;
        }
        if (!IsPossible(a, b)) return Invalid(ref c, DecimalStatus.NoMemory);
        return DecimalRounder.Finish(isNegative, a.Coefficient * b.Coefficient, exponent, ref c);
    }

    private static bool IsPossible(in DecimalValue a, in DecimalValue b) =>
        a.IsSmall || b.IsSmall || (long)a.Coefficient.GetBitLength() + (long)b.Coefficient.GetBitLength() < 1_000_000_000;

    /// <summary>Rounds a product of up to 256 bits where neither overflow nor underflow is near.</summary>
    private static bool ShortProduct(bool isNegative, DoubleWord high, DoubleWord low, long exponent, ref DecimalRules c, out DecimalValue product)
    {
        product = default;
        int bits = 256 - (int)DoubleWord.LeadingZeroCount(high);
        int digits = bits * 1233 >> 12;    // or one more
        int excess = (int)(digits - c.Precision);
        if (excess is <= 0 or >= PowersOfTen.LastSmall || exponent + digits < c.Emin + 2 || exponent + excess + 2 >= c.Etop) return false;
        DoubleWord unit = PowersOfTen.Of(excess);
        if (high >= unit) return false;
        DoubleWord quotient = Wide.DivRem(high, low, unit, out DoubleWord rest);
        if (quotient >= PowersOfTen.Of((int)c.Precision))
        {
            excess++;
            DoubleWord shorter = Wide.DivRem(quotient, 10, out DoubleWord digit);
            rest += digit * unit;
            unit = PowersOfTen.Of(excess);
            quotient = shorter;
        }
        c.Status |= DecimalStatus.Rounded;
        if (rest != 0)
        {
            c.Status |= DecimalStatus.Inexact;
            if (DecimalRounder.Up(quotient, rest, unit, c.Rounding, isNegative) && ++quotient == PowersOfTen.Of((int)c.Precision))
            {
                quotient = PowersOfTen.Of((int)c.Precision - 1);
                excess++;
            }
        }
        product = new DecimalValue(isNegative, quotient, exponent + excess);
        return true;
    }

    public static DecimalValue FusedMultiplyAdd(in DecimalValue a, in DecimalValue b, in DecimalValue third, ref DecimalRules c)
    {
        DecimalValue product;
        if (a.IsNaN || b.IsNaN) return Add(NaN(a, b, ref c), third, ref c);
        if (!a.IsFinite || !b.IsFinite)
        {
            if (a.IsZero || b.IsZero) return Invalid(ref c);
            product = DecimalValue.Infinity(a.IsNegative != b.IsNegative);
        }
        else if (!IsPossible(a, b))
        {
            return Invalid(ref c, DecimalStatus.NoMemory);
        }
        else
        {
            product = new DecimalValue(a.IsNegative != b.IsNegative, a.Coefficient * b.Coefficient, a.Exponent + b.Exponent);
        }
        return Add(product, third, ref c);
    }

    // ---- quotients

    public static DecimalValue Divide(in DecimalValue a, in DecimalValue b, ref DecimalRules c)
    {
        bool isNegative = a.IsNegative != b.IsNegative;
        if (!a.IsFinite || !b.IsFinite)
        {
            if (a.IsNaN || b.IsNaN) return NaN(a, b, ref c);
            if (a.IsInfinite) return b.IsInfinite ? Invalid(ref c) : DecimalValue.Infinity(isNegative);
            c.Status |= DecimalStatus.Clamped;
            return new DecimalValue(isNegative, 0, c.Etiny);
        }
        if (b.IsZero)
        {
            if (a.IsZero) return Invalid(ref c, DecimalStatus.DivisionUndefined);
            c.Status |= DecimalStatus.DivisionByZero;
            return DecimalValue.Infinity(isNegative);
        }
        long ideal = a.Exponent - b.Exponent;
        if (a.IsZero) return DecimalRounder.Finish(isNegative, DoubleWord.Zero, ideal, ref c);
        long shift = b.Digits - a.Digits + c.Precision + 1;
        if (a.IsSmall && b.IsSmall && shift is >= 0 and <= PowersOfTen.LastSmall && c.Precision <= PowersOfTen.LastSmall - 2)
        {
            Wide.Multiply(a.Small, PowersOfTen.Of((int)shift), out DoubleWord high, out DoubleWord low);
            DoubleWord quotient = Wide.DivRem(high, low, b.Small, out DoubleWord rest);
            return Quotient(isNegative, quotient, rest != 0, ideal - shift, ideal, ref c);
        }
        if (shift > PowersOfTen.MostDigits) return Invalid(ref c, DecimalStatus.NoMemory);
        BigInteger dividend = a.Coefficient, divisor = b.Coefficient;
        if (shift >= 0) dividend *= PowersOfTen.Big(shift);
        else divisor *= PowersOfTen.Big(-shift);
        BigInteger longQuotient = BigInteger.DivRem(dividend, divisor, out BigInteger longRest);
        long exponent = ideal - shift;
        if (!longRest.IsZero)
        {
            if ((longQuotient % 5).IsZero) longQuotient += 1;
        }
        else
        {
            (longQuotient, exponent) = Stripped(longQuotient, exponent, ideal);
        }
        return DecimalRounder.Finish(isNegative, longQuotient, exponent, ref c);
    }

    /// <summary>A quotient with one or two digits more than the precision; where there is a rest, it only matters that there is one.</summary>
    private static DecimalValue Quotient(bool isNegative, DoubleWord quotient, bool hasRest, long exponent, long ideal, ref DecimalRules c)
    {
        if (hasRest)
        {
            if (Wide.DivRem(quotient, 5, out DoubleWord five) >= 0 && five == 0) quotient += 1;
        }
        else
        {
            (quotient, exponent) = Stripped(quotient, exponent, ideal);
        }
        return DecimalRounder.Finish(isNegative, quotient, exponent, ref c);
    }

    /// <summary>Without zeros at the end, as far as the exponent may rise.</summary>
    internal static (DoubleWord, long) Stripped(DoubleWord value, long exponent, long limit)
    {
        if (value == 0) return (value, exponent);
        for (int step = 16; step > 0; step >>= 1)
        {
            while (exponent + step <= limit)
            {
                DoubleWord shorter = Wide.DivRem(value, PowersOfTen.Of(step), out DoubleWord rest);
                if (rest != 0) break;
                value = shorter;
                exponent += step;
            }
        }
        return (value, exponent);
    }

    internal static (BigInteger, long) Stripped(BigInteger value, long exponent, long limit)
    {
        if (value.IsZero) return (value, exponent);
        long step = 1;
        while (step < 1 << 20 && step * 3 < (long)value.GetBitLength()) step <<= 1;
        for (; step > 0; step >>= 1)
        {
            while (exponent + step <= limit)
            {
                BigInteger shorter = BigInteger.DivRem(value, PowersOfTen.Big(step), out BigInteger rest);
                if (!rest.IsZero) break;
                value = shorter;
                exponent += step;
            }
        }
        return (value, exponent);
    }

    /// <summary>Integer quotient and remainder of finite numbers, the divisor not zero; false where the quotient has more digits than the precision.</summary>
    private static bool DivideInteger(in DecimalValue a, in DecimalValue b, ref DecimalRules c, out DecimalValue quotient, out DecimalValue rest)
    {
        bool isNegative = a.IsNegative != b.IsNegative;
        long exponent = Math.Min(a.Exponent, b.Exponent), ideal = a.Exponent - b.Exponent;
        long gap = a.Adjusted - b.Adjusted;
        quotient = rest = default;
        if (a.IsZero || gap <= -2)
        {
            quotient = new DecimalValue(isNegative, 0, 0);
            rest = a.IsZero ? new DecimalValue(a.IsNegative, 0, exponent) : Rescaled(a, b.Exponent < a.Exponent ? exponent : a.Exponent, ref c);
            return true;
        }
        if (gap > c.Precision) return false;
        if (a.IsSmall && b.IsSmall && ideal is <= PowersOfTen.LastSmall and >= -PowersOfTen.LastSmall)
        {
            DoubleWord x = a.Small, y = b.Small;
            if (ideal > 0 ? Scale(ref x, (int)ideal) : Scale(ref y, (int)-ideal))
            {
                DoubleWord q = Wide.DivRem(x, y, out DoubleWord r);
                if (c.Precision <= PowersOfTen.LastSmall && q >= PowersOfTen.Of((int)c.Precision)) return false;
                quotient = new DecimalValue(isNegative, q, 0);
                rest = new DecimalValue(a.IsNegative, r, exponent);
                return true;
            }
        }
        BigInteger u = a.Coefficient, v = b.Coefficient;
        if (Math.Abs(ideal) > PowersOfTen.MostDigits) return Invalid(ref c, DecimalStatus.NoMemory).IsFinite;
        if (ideal > 0) u *= PowersOfTen.Big(ideal);
        else v *= PowersOfTen.Big(-ideal);
        BigInteger longQuotient = BigInteger.DivRem(u, v, out BigInteger longRest);
        if (PowersOfTen.Digits(longQuotient) > c.Precision) return false;
        quotient = new DecimalValue(isNegative, longQuotient, 0);
        rest = new DecimalValue(a.IsNegative, longRest, exponent);
        return true;
    }

    private static DecimalValue Rescaled(in DecimalValue a, long exponent, ref DecimalRules c) =>
        a.Exponent - exponent > PowersOfTen.MostDigits ? a : DecimalRounder.Padded(a, a.Exponent - exponent, ref c);

    public static DecimalValue DivideInt(in DecimalValue a, in DecimalValue b, ref DecimalRules c)
    {
        bool isNegative = a.IsNegative != b.IsNegative;
        if (a.IsNaN || b.IsNaN) return NaN(a, b, ref c);
        if (a.IsInfinite) return b.IsInfinite ? Invalid(ref c) : DecimalValue.Infinity(isNegative);
        if (b.IsInfinite) return new DecimalValue(isNegative, 0, 0);
        if (b.IsZero)
        {
            if (a.IsZero) return Invalid(ref c, DecimalStatus.DivisionUndefined);
            c.Status |= DecimalStatus.DivisionByZero;
            return DecimalValue.Infinity(isNegative);
        }
        if (!DivideInteger(a, b, ref c, out DecimalValue quotient, out _)) return Invalid(ref c, DecimalStatus.DivisionImpossible);
        return DecimalRounder.Finish(quotient, ref c);
    }

    public static DecimalValue Remainder(in DecimalValue a, in DecimalValue b, ref DecimalRules c)
    {
        if (a.IsNaN || b.IsNaN) return NaN(a, b, ref c);
        if (a.IsInfinite) return Invalid(ref c);
        if (b.IsInfinite) return DecimalRounder.Finish(a, ref c);
        if (b.IsZero) return Invalid(ref c, a.IsZero ? DecimalStatus.DivisionUndefined : DecimalStatus.InvalidOperation);
        if (!DivideInteger(a, b, ref c, out _, out DecimalValue rest)) return Invalid(ref c, DecimalStatus.DivisionImpossible);
        return DecimalRounder.Finish(rest, ref c);
    }

    public static (DecimalValue Quotient, DecimalValue Remainder) DivMod(in DecimalValue a, in DecimalValue b, ref DecimalRules c)
    {
        bool isNegative = a.IsNegative != b.IsNegative;
        if (a.IsNaN || b.IsNaN)
        {
            DecimalValue nan = NaN(a, b, ref c);
            return (nan, nan);
        }
        if (a.IsInfinite) return b.IsInfinite ? (Invalid(ref c), DecimalValue.NaN) : (DecimalValue.Infinity(isNegative), Invalid(ref c));
        if (b.IsInfinite) return (new DecimalValue(isNegative, 0, 0), DecimalRounder.Finish(a, ref c));
        if (b.IsZero)
        {
            if (a.IsZero) return (Invalid(ref c, DecimalStatus.DivisionUndefined), DecimalValue.NaN);
            c.Status |= DecimalStatus.DivisionByZero | DecimalStatus.InvalidOperation;
            return (DecimalValue.Infinity(isNegative), DecimalValue.NaN);
        }
        if (!DivideInteger(a, b, ref c, out DecimalValue quotient, out DecimalValue rest)) return (Invalid(ref c, DecimalStatus.DivisionImpossible), DecimalValue.NaN);
        return (DecimalRounder.Finish(quotient, ref c), DecimalRounder.Finish(rest, ref c));
    }

    public static DecimalValue RemainderNear(in DecimalValue a, in DecimalValue b, ref DecimalRules c)
    {
        if (a.IsNaN || b.IsNaN) return NaN(a, b, ref c);
        if (a.IsInfinite) return Invalid(ref c);
        if (b.IsInfinite) return DecimalRounder.Finish(a, ref c);
        if (b.IsZero) return Invalid(ref c, a.IsZero ? DecimalStatus.DivisionUndefined : DecimalStatus.InvalidOperation);
        long exponent = Math.Min(a.Exponent, b.Exponent);
        if (a.IsZero) return DecimalRounder.Finish(a.IsNegative, DoubleWord.Zero, exponent, ref c);
        long gap = a.Adjusted - b.Adjusted;
        if (gap > c.Precision) return Invalid(ref c, DecimalStatus.DivisionImpossible);
        if (gap <= -2) return DecimalRounder.Finish(Rescaled(a, exponent, ref c), ref c);
        if (Math.Abs(a.Exponent - b.Exponent) > PowersOfTen.MostDigits) return Invalid(ref c, DecimalStatus.NoMemory);
        BigInteger u = a.Coefficient * PowersOfTen.Big(a.Exponent - exponent), v = b.Coefficient * PowersOfTen.Big(b.Exponent - exponent);
        BigInteger q = BigInteger.DivRem(u, v, out BigInteger r);
        if ((r << 1) + (q.IsEven ? 0 : 1) > v)
        {
            r -= v;
            q += 1;
        }
        if (PowersOfTen.Digits(q) > c.Precision) return Invalid(ref c, DecimalStatus.DivisionImpossible);
        bool isNegative = r.Sign < 0 ? !a.IsNegative : a.IsNegative;
        return DecimalRounder.Finish(isNegative, BigInteger.Abs(r), exponent, ref c);
    }

    // ---- comparison

    /// <summary>Compares the magnitudes of finite numbers.</summary>
    private static int CompareMagnitude(in DecimalValue a, in DecimalValue b)
    {
        if (a.Exponent == b.Exponent && a.IsSmall && b.IsSmall) return a.Small.CompareTo(b.Small);
        if (a.HasZeroCoefficient || b.HasZeroCoefficient) return a.HasZeroCoefficient ? b.HasZeroCoefficient ? 0 : -1 : 1;
        long x = a.Adjusted, y = b.Adjusted;
        if (x != y) return x < y ? -1 : 1;
        long gap = a.Exponent - b.Exponent;
        if (a.IsSmall && b.IsSmall && gap is <= PowersOfTen.LastSmall and >= -PowersOfTen.LastSmall)
        {
            DoubleWord u = a.Small, v = b.Small;
            if (gap > 0 ? Scale(ref u, (int)gap) : Scale(ref v, (int)-gap)) return u.CompareTo(v);
        }
        return gap > 0 ? (a.Coefficient * PowersOfTen.Big(gap)).CompareTo(b.Coefficient) : a.Coefficient.CompareTo(b.Coefficient * PowersOfTen.Big(-gap));
    }

    /// <summary>-1, 0 or 1 for numbers that are no NaNs.</summary>
    public static int Order(in DecimalValue a, in DecimalValue b)
    {
        if (!a.IsFinite || !b.IsFinite)
        {
            int x = a.IsInfinite ? a.IsNegative ? -1 : 1 : 0, y = b.IsInfinite ? b.IsNegative ? -1 : 1 : 0;
            return x.CompareTo(y);
        }
        if (a.HasZeroCoefficient || b.HasZeroCoefficient)
        {
            int x = a.HasZeroCoefficient ? 0 : a.IsNegative ? -1 : 1, y = b.HasZeroCoefficient ? 0 : b.IsNegative ? -1 : 1;
            return x.CompareTo(y);
        }
        if (a.IsNegative != b.IsNegative) return a.IsNegative ? -1 : 1;
        int order = CompareMagnitude(a, b);
        return a.IsNegative ? -order : order;
    }

    public static DecimalValue Compare(in DecimalValue a, in DecimalValue b, ref DecimalRules c) =>
        a.IsNaN || b.IsNaN ? NaN(a, b, ref c) : DecimalValue.Of(Order(a, b));

    public static DecimalValue CompareSignal(in DecimalValue a, in DecimalValue b, ref DecimalRules c)
    {
        if (!a.IsNaN && !b.IsNaN) return DecimalValue.Of(Order(a, b));
        c.Status |= DecimalStatus.InvalidOperation;
        return NaN(a, b, ref c);
    }

    /// <summary>The order of all representations: of equal numbers, the one with the lower exponent is less.</summary>
    public static int TotalOrder(in DecimalValue a, in DecimalValue b)
    {
        if (a.IsNegative != b.IsNegative) return a.IsNegative ? -1 : 1;
        int sign = a.IsNegative ? -1 : 1;
        if (a.IsNaN || b.IsNaN)
        {
            // Numbers, then signaling NaNs, then quiet ones.
            int x = a.IsNaN ? a.IsSignaling ? 1 : 2 : 0, y = b.IsNaN ? b.IsSignaling ? 1 : 2 : 0;
            return sign * (x != y ? x.CompareTo(y) : a.Coefficient.CompareTo(b.Coefficient));
        }
        int order = Order(a, b);
        return order != 0 || !a.IsFinite ? order : sign * a.Exponent.CompareTo(b.Exponent);
    }

    public static DecimalValue Max(in DecimalValue a, in DecimalValue b, ref DecimalRules c) => Extreme(a, b, 1, isMagnitude: false, ref c);
    public static DecimalValue Min(in DecimalValue a, in DecimalValue b, ref DecimalRules c) => Extreme(a, b, -1, isMagnitude: false, ref c);
    public static DecimalValue MaxMagnitude(in DecimalValue a, in DecimalValue b, ref DecimalRules c) => Extreme(a, b, 1, isMagnitude: true, ref c);
    public static DecimalValue MinMagnitude(in DecimalValue a, in DecimalValue b, ref DecimalRules c) => Extreme(a, b, -1, isMagnitude: true, ref c);

    private static DecimalValue Extreme(in DecimalValue a, in DecimalValue b, int wanted, bool isMagnitude, ref DecimalRules c)
    {
        if (a.IsNaN || b.IsNaN)
        {
            // A number wins against one quiet NaN.
            if (b.Kind == DecimalKind.QuietNaN && !a.IsNaN) return DecimalRounder.Finish(a, ref c);
            if (a.Kind == DecimalKind.QuietNaN && !b.IsNaN) return DecimalRounder.Finish(b, ref c);
            return NaN(a, b, ref c);
        }
        int order = isMagnitude ? Order(a.Absolute, b.Absolute) : Order(a, b);
        if (order == 0) order = TotalOrder(a, b);
        return DecimalRounder.Finish(order * wanted >= 0 ? a : b, ref c);
    }
}
