using System.Numerics;

namespace PyLite.Modules;

// Roots, exponentials, logarithms and powers.
internal static partial class DecimalArithmetic
{
    private const double BitsPerDigit = 3.3219280948873626;

    public static DecimalValue SquareRoot(in DecimalValue a, ref DecimalRules c)
    {
        if (a.IsNaN) return NaN(a, ref c);
        if (a.IsInfinite) return a.IsNegative ? Invalid(ref c) : a;
        long exponent = a.Exponent >> 1;
        if (a.HasZeroCoefficient) return DecimalRounder.Finish(a.IsNegative, DoubleWord.Zero, exponent, ref c);
        if (a.IsNegative) return Invalid(ref c);
        if (c.Precision > PowersOfTen.MostDigits) return Invalid(ref c, DecimalStatus.NoMemory);
        BigInteger value = a.Coefficient;
        long digits = a.Digits, half = (digits + 1) >> 1;
        if ((a.Exponent & 1) != 0)
        {
            value *= 10;
            half = (digits >> 1) + 1;
        }
        // One digit more than the precision, and whether there is anything below it.
        long shift = c.Precision + 1 - half;
        bool isExact = true;
        if (shift >= 0)
        {
            value *= PowersOfTen.Big(2 * shift);
        }
        else
        {
            value = BigInteger.DivRem(value, PowersOfTen.Big(-2 * shift), out BigInteger rest);
            isExact = rest.IsZero;
        }
        BigInteger root = IntegerRoot(value);
        isExact = isExact && root * root == value;
        exponent -= shift;
        DecimalRules even = c;
        even.Rounding = DecimalRounding.HalfEven;
        DecimalValue result;
        if (isExact)
        {
            if (shift >= 0) root /= PowersOfTen.Big(shift);
            else root *= PowersOfTen.Big(-shift);
            result = DecimalRounder.Finish(false, root, exponent + shift, ref even);
        }
        else
        {
            if ((root % 5).IsZero) root += 1;
            result = DecimalRounder.Finish(false, root, exponent, ref even);
        }
        c.Status = even.Status;
        return result;
    }

    private static BigInteger IntegerRoot(BigInteger value)
    {
        if (value <= 1L << 52) return (BigInteger)Math.Sqrt((double)value);
        long bits = (long)value.GetBitLength();
        // Starts above the root with what a double knows; each step doubles the digits.
        int drop = (int)((bits - 60) & ~1L);
        BigInteger root = drop > 0 ? ((BigInteger)Math.Sqrt((double)(value >> drop)) + 2) << (drop / 2) : (BigInteger)Math.Sqrt((double)value) + 2;
        while (true)
        {
            BigInteger next = (root + value / root) >> 1;
            if (next >= root) return root;
            root = next;
        }
    }

    /// <summary>
    /// Rounds half-even what can be computed to any number of places but never exactly: more places until the neighbours of the result agree.
    /// </summary>
    /// <param name="c">The context.</param>
    /// <param name="first">Places after the point to begin with.</param>
    /// <param name="compute">Gives the magnitude as a whole number of units of the last place, wrong by a few of them.</param>
    /// <param name="isNegative">The sign.</param>
    private static DecimalValue Round(ref DecimalRules c, long first, Func<long, BigInteger> compute, bool isNegative)
    {
        for (long places = first; ;)
        {
            BigInteger value = BigInteger.Abs(compute(places));
            long spare = (value.IsZero ? 0 : PowersOfTen.Digits(value)) - c.Precision;
            if (spare < 3)
            {
                places += value.IsZero ? c.Precision + 10 : 4 - spare;
                continue;
            }
            BigInteger unit = PowersOfTen.Big(spare), rest = value % unit;
            if (BigInteger.Abs((rest << 1) - unit) > 100)
            {
                if ((value % 5).IsZero) value += 1;
                DecimalRules even = c;
                even.Rounding = DecimalRounding.HalfEven;
                DecimalValue result = DecimalRounder.Finish(isNegative, value, -places, ref even);
                c.Status = even.Status | DecimalStatus.Inexact | DecimalStatus.Rounded;
                return result;
            }
            places += spare + 4;
        }
    }

    /// <summary>More digits than a function that is no quotient of polynomials is computed to.</summary>
    private static bool IsTooPrecise(ref DecimalRules c) => c.Precision > 999999 + 100;

    public static DecimalValue Exp(in DecimalValue a, ref DecimalRules c)
    {
        if (a.IsNaN) return NaN(a, ref c);
        if (a.IsInfinite) return a.IsNegative ? new DecimalValue(false, 0, 0) : a;
        if (a.HasZeroCoefficient) return DecimalValue.One;
        if (IsTooPrecise(ref c)) return Invalid(ref c, DecimalStatus.InvalidContext);
        DecimalRules even = c;
        even.Rounding = DecimalRounding.HalfEven;
        long adjusted = a.Adjusted;
        DecimalValue result;
        if (adjusted > 18)
        {
            result = a.IsNegative ? DecimalRounder.Finish(new DecimalValue(false, 1, 2 * DecimalRules.MinEtiny), ref even)
                : DecimalRounder.Finish(new DecimalValue(false, 1, 2 * DecimalRules.MaxEmax), ref even);
            c.Status = even.Status;
            return result;
        }
        if (adjusted < -c.Precision - 2)
        {
            // One, and something.
            BigInteger one = PowersOfTen.Big(c.Precision + 2);
            result = DecimalRounder.Finish(false, a.IsNegative ? one - 1 : one + 1, -c.Precision - 2, ref even);
            c.Status = even.Status;
            return result;
        }
        DecimalValue x = a;
        long power = 0;
        BigInteger Compute(long places)
        {
            int bits = (int)((places + Math.Max(adjusted, 0) + 8) * BitsPerDigit) + 16;
            BigInteger value = x.Coefficient << bits;
            if (x.Exponent >= 0) value *= PowersOfTen.Big(x.Exponent);
            else value /= PowersOfTen.Big(-x.Exponent);
            if (x.IsNegative) value = -value;
            BigInteger ln10 = FixedPoint.Ln10(bits);
            BigInteger tens = BigInteger.DivRem(value, ln10, out BigInteger rest);
            if (rest.Sign < 0)
            {
                rest += ln10;
                tens -= 1;
            }
            power = (long)tens;
            return FixedPoint.Exp(rest, bits) * PowersOfTen.Big(places) >> bits;
        }
        // The power of ten is known from the first computation on.
        _ = Compute(10);
        DecimalRules free = DecimalRules.Working(c.Precision + 4);
        long known = power;
        if (known > c.Emax + 2 || known < c.Etiny - c.Precision - 10)
        {
            result = DecimalRounder.Finish(new DecimalValue(false, 1, known), ref even);
            c.Status = even.Status;
            return result;
        }
        // A subnormal result has fewer digits: rounded once, with all that is below them.
        free.Precision = c.Precision;
        DecimalValue mantissa;
        long needed = c.Precision + 6;
        while (true)
        {
            BigInteger value = Compute(needed);
            long lost = Math.Max(PowersOfTen.Digits(value) - c.Precision, c.Etiny - (power - needed));
            BigInteger unit = PowersOfTen.Big(lost), rest = value % unit;
            if (BigInteger.Abs((rest << 1) - unit) > 100)
            {
                if ((value % 5).IsZero) value += 1;
                mantissa = new DecimalValue(false, value, power - needed);
                break;
            }
            needed += 10;
        }
        result = DecimalRounder.Finish(mantissa, ref even);
        c.Status = even.Status | DecimalStatus.Inexact | DecimalStatus.Rounded;
        return result;
    }

    /// <summary>The logarithm with so many places after the point.</summary>
    private static BigInteger Ln(in DecimalValue a, long places, out int bits)
    {
        long digits = a.Digits, tens = a.Exponent + digits;
        bits = (int)((places + 24) * BitsPerDigit) + 16;
        // The coefficient as a number from 0.1 up to 1; below a half the next power of ten is nearer.
        BigInteger mantissa = (a.Coefficient << bits) / PowersOfTen.Big(digits);
        if (mantissa < BigInteger.One << (bits - 1))
        {
            mantissa = (a.Coefficient << bits) / PowersOfTen.Big(digits - 1);
            tens--;
        }
        return FixedPoint.Ln(mantissa, bits) + tens * FixedPoint.Ln10(bits);
    }

    public static DecimalValue Ln(in DecimalValue a, ref DecimalRules c)
    {
        if (LogarithmOfSpecial(a, ref c, out DecimalValue special)) return special;
        if (Order(a, DecimalValue.One) == 0) return new DecimalValue(false, 0, 0);
        if (IsTooPrecise(ref c)) return Invalid(ref c, DecimalStatus.InvalidContext);
        DecimalValue x = a;
        bool isNegative = Order(a, DecimalValue.One) < 0;
        return Round(ref c, c.Precision + 6, places => Ln(x, places, out int bits) * PowersOfTen.Big(places) >> bits, isNegative);
    }

    public static DecimalValue Log10(in DecimalValue a, ref DecimalRules c)
    {
        if (LogarithmOfSpecial(a, ref c, out DecimalValue special)) return special;
        (BigInteger coefficient, long exponent) = Stripped(a.Coefficient, a.Exponent, long.MaxValue / 4);
        if (coefficient.IsOne) return DecimalRounder.Finish(DecimalValue.Of(exponent), ref c);
        if (IsTooPrecise(ref c)) return Invalid(ref c, DecimalStatus.InvalidContext);
        DecimalValue x = a;
        bool isNegative = Order(a, DecimalValue.One) < 0;
        return Round(ref c, c.Precision + 6, places => Ln(x, places, out int bits) * PowersOfTen.Big(places) / FixedPoint.Ln10(bits), isNegative);
    }

    private static bool LogarithmOfSpecial(in DecimalValue a, ref DecimalRules c, out DecimalValue result)
    {
        if (a.IsNaN) result = NaN(a, ref c);
        else if (a.HasZeroCoefficient && a.IsFinite) result = DecimalValue.Infinity(true);
        else if (a.IsNegative) result = Invalid(ref c);
        else if (a.IsInfinite) result = a;
        else
        {
            result = default;
            return false;
        }
        return true;
    }

    // ---- powers

    public static bool IsInteger(in DecimalValue a)
    {
        if (!a.IsFinite) return false;
        if (a.Exponent >= 0 || a.HasZeroCoefficient) return true;
        return -a.Exponent < a.Digits && (a.Coefficient % PowersOfTen.Big(-a.Exponent)).IsZero;
    }

    /// <summary>The whole number a finite value is, cut off.</summary>
    public static BigInteger Truncated(in DecimalValue a)
    {
        BigInteger value = a.Exponent >= 0 ? a.Coefficient * PowersOfTen.Big(a.Exponent) : -a.Exponent >= a.Digits ? BigInteger.Zero : a.Coefficient / PowersOfTen.Big(-a.Exponent);
        return a.IsNegative ? -value : value;
    }

    private static bool IsOddInteger(in DecimalValue a) => !a.HasZeroCoefficient && a.Exponent <= 0 && IsInteger(a) && !Truncated(a).IsEven;

    public static DecimalValue Power(in DecimalValue x, in DecimalValue y, ref DecimalRules c)
    {
        if (x.IsNaN || y.IsNaN) return NaN(x, y, ref c);
        bool isInteger = IsInteger(y), isNegative = isInteger && x.IsNegative && IsOddInteger(y);
        if (x.IsZero)
        {
            if (y.IsZero) return Invalid(ref c);
            return y.IsNegative ? DecimalValue.Infinity(isNegative) : new DecimalValue(isNegative, 0, 0);
        }
        if (x.IsNegative && (!isInteger || y.IsInfinite)) return Invalid(ref c);
        int toOne = x.IsInfinite ? 1 : CompareMagnitude(x, DecimalValue.One);
        if (y.IsInfinite)
        {
            if (toOne == 0)
            {
                c.Status |= DecimalStatus.Inexact | DecimalStatus.Rounded;
                return PaddedOne(isNegative, c.Precision - 1, ref c);
            }
            return toOne > 0 == y.IsNegative ? new DecimalValue(isNegative, 0, 0) : DecimalValue.Infinity(isNegative);
        }
        if (x.IsInfinite)
        {
            if (y.IsZero) return new DecimalValue(isNegative, 1, 0);
            return y.IsNegative ? new DecimalValue(isNegative, 0, 0) : DecimalValue.Infinity(isNegative);
        }
        if (y.IsZero) return new DecimalValue(isNegative, 1, 0);
        if (toOne == 0) return PowerOfOne(x, y, isInteger, isNegative, ref c);
        // Surely far outside: nothing is computed.
        bool isLarge = toOne > 0 != y.IsNegative;
        if (DecimalDigits(isLarge ? c.Emax : c.Etiny) < Magnitude(x) + y.Adjusted)
            return DecimalRounder.Finish(new DecimalValue(isNegative, 1, isLarge ? 2 * DecimalRules.MaxEmax : c.Etiny - 1), ref c);
        return isInteger ? IntegerPower(x, y, isNegative, ref c) : RealPower(x, y, ref c);
    }

    private static long DecimalDigits(long number) => PowersOfTen.Digits((DoubleWord)(ulong)Math.Abs(number));

    /// <summary>A lower bound of the exponent of the decimal logarithm of x.</summary>
    private static long Magnitude(in DecimalValue x)
    {
        long adjusted = x.Adjusted;
        if (adjusted > 0) return DecimalDigits(adjusted) - 1;
        if (adjusted < -1) return DecimalDigits(adjusted + 1) - 1;
        DecimalRules exact = DecimalRules.Exact;
        return Subtract(x.Absolute, DecimalValue.One, ref exact).Adjusted - (adjusted == 0 ? 2 : 1);
    }

    private static DecimalValue PaddedOne(bool isNegative, long zeros, ref DecimalRules c) => DecimalRounder.Padded(new DecimalValue(isNegative, 1, 0), zeros, ref c);

    private static DecimalValue PowerOfOne(in DecimalValue x, in DecimalValue y, bool isInteger, bool isNegative, ref DecimalRules c)
    {
        long zeros = c.Precision - 1;
        if (!isInteger) c.Status |= DecimalStatus.Inexact | DecimalStatus.Rounded;
        else
        {
            if (y.IsNegative) return new DecimalValue(isNegative, 1, 0);
            BigInteger all = y.Adjusted > 40 ? c.Precision : Truncated(y) * -x.Exponent;
            if (y.Adjusted > 40 && x.Exponent == 0) all = 0;
            if (all > zeros) c.Status |= DecimalStatus.Rounded;
            else zeros = (long)all;
        }
        return PaddedOne(isNegative, zeros, ref c);
    }

    private static DecimalValue IntegerPower(in DecimalValue x, in DecimalValue y, bool isNegative, ref DecimalRules c)
    {
        DecimalRules w = c;
        w.Precision += y.Digits + y.Exponent + 2;
        w.Rounding = DecimalRounding.HalfEven;
        w.Clamp = false;
        w.Status = 0;
        if (y.Adjusted > 40 || y.Digits > 60) return RealPower(x.Absolute, y, ref c).WithSign(isNegative);
        DecimalValue factor = x;
        if (y.IsNegative)
        {
            w.Precision += 1;
            factor = Divide(DecimalValue.One, x, ref w);
        }
        BigInteger n = BigInteger.Abs(Truncated(y));
        DecimalValue result = factor;
        for (long bit = (long)n.GetBitLength() - 2; bit >= 0; bit--)
        {
            result = Multiply(result, result, ref w);
            if (!(n >> (int)bit).IsEven) result = Multiply(result, factor, ref w);
            if (!result.IsFinite || result.HasZeroCoefficient && (w.Status & DecimalStatus.Clamped) != 0) break;
        }
        c.Status |= w.Status;
        // An overflow is rounded as the context says.
        if (result.IsInfinite) result = new DecimalValue(isNegative, 1, 2 * DecimalRules.MaxEmax);
        return DecimalRounder.Finish(result.WithSign(isNegative), ref c);
    }

    private static DecimalValue RealPower(in DecimalValue x, in DecimalValue y, ref DecimalRules c)
    {
        if (IsTooPrecise(ref c)) return Invalid(ref c, DecimalStatus.InvalidContext);
        DecimalRules w = DecimalRules.Working(Math.Max(c.Precision, x.Digits) + 4 + 19);
        DecimalValue logarithm = Ln(x, ref w);
        DecimalValue result = Exp(Multiply(logarithm, y, ref w), ref w);
        c.Status |= w.Status & (DecimalStatus.Invalid | DecimalStatus.Inexact | DecimalStatus.Rounded);
        if (result.IsFinite && Order(result, DecimalValue.One) == 0) result = PaddedOne(false, c.Precision - 1, ref c);
        return DecimalRounder.Finish(result, ref c);
    }

    public static DecimalValue PowerModulo(in DecimalValue x, in DecimalValue y, in DecimalValue modulus, ref DecimalRules c)
    {
        if (x.IsNaN || y.IsNaN || modulus.IsNaN)
        {
            if (x.IsSignaling || y.IsSignaling) return NaN(x, y, ref c);
            if (modulus.IsSignaling) return NaN(modulus, ref c);
            return x.IsNaN || y.IsNaN ? NaN(x, y, ref c) : NaN(modulus, ref c);
        }
        if (!IsInteger(x) || !IsInteger(y) || !IsInteger(modulus) || modulus.IsZero || y.IsNegative && !y.IsZero || modulus.Adjusted >= c.Precision
            || x.IsZero && y.IsZero || Math.Max(x.Adjusted, y.Adjusted) > 100_000) return Invalid(ref c);
        bool isNegative = x.IsNegative && IsOddInteger(y);
        BigInteger value = BigInteger.ModPow(BigInteger.Abs(Truncated(x)), Truncated(y), BigInteger.Abs(Truncated(modulus)));
        return new DecimalValue(isNegative, value, 0);
    }
}
