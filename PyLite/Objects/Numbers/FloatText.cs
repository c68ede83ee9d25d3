using System.Globalization;
using System.Numerics;
using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// Floats as text, digit for digit as CPython writes them: <c>repr</c> gives the fewest digits that read back as the same float; a
/// fixed number of digits is rounded exactly, ties to even (which .NET's own formats do not do).
/// </summary>
public static class FloatText
{
    /// <summary><c>repr(value)</c>.</summary>
    public static string Repr(double value, bool keepPoint = false)
    {
        if (!double.IsFinite(value)) return NotFinite(value);
        // .NET's shortest digits are the same; here both write them without an exponent.
        Span<char> text = stackalloc char[40];
        if (Math.Abs(value) is 0 or (>= 1e-4 and < 1e15) && value.TryFormat(text, out int length, default, CultureInfo.InvariantCulture))
        {
            if (!text[..length].Contains('.'))
            {
                text[length++] = '.';
                text[length++] = '0';
            }
            return new string(text[..length]);
        }
        (string digits, int exponent) = Shortest(Math.Abs(value));
        string sign = double.IsNegative(value) ? "-" : "";
        return sign + (exponent is < -4 or >= 16 ? Scientific(digits, exponent, 'e', keepPoint) : Positional(digits, exponent, Math.Max(1, digits.Length - 1 - exponent)));
    }

    public static string NotFinite(double value) => double.IsNaN(value) ? "nan" : value < 0 ? "-inf" : "inf";

    /// <summary>Format <c>f</c>: so many digits after the point. The value is finite and not negative.</summary>
    public static string Fixed(double value, int precision, bool keepPoint)
    {
        if (TryScaled(value, precision, out ulong small)) return FixedPoint(small, precision, keepPoint);
        string digits = Scaled(value, precision).ToString(CultureInfo.InvariantCulture);
        if (precision == 0) return keepPoint ? digits + "." : digits;
        digits = digits.PadLeft(precision + 1, '0');
        return digits[..^precision] + "." + digits[^precision..];
    }

    private static string FixedPoint(ulong scaled, int precision, bool keepPoint)
    {
        Span<char> text = stackalloc char[48];
        int at = text.Length;
        for (int i = 0; i < precision; i++, scaled /= 10) text[--at] = (char)('0' + scaled % 10);
        if (precision > 0 || keepPoint) text[--at] = '.';
        do
        {
            text[--at] = (char)('0' + scaled % 10);
            scaled /= 10;
        } while (scaled != 0);
        return new string(text[at..]);
    }

    /// <summary>Format <c>e</c>: one digit before the point, so many after it. The value is finite and not negative.</summary>
    public static string Exponent(double value, int precision, char letter, bool keepPoint)
    {
        (string digits, int exponent) = Rounded(value, precision + 1);
        return Scientific(digits, exponent, letter, keepPoint);
    }

    /// <summary>Format <c>g</c>: so many significant digits, in whichever form suits; trailing zeros go unless they are to be kept.</summary>
    public static string General(double value, int precision, char letter, bool keepZeros, bool needsFraction = false)
    {
        precision = Math.Max(1, precision);
        (string digits, int exponent) = Rounded(value, precision);
        bool scientific = exponent < -4 || exponent >= precision - (needsFraction ? 1 : 0);    // a fraction takes a digit
        if (!keepZeros) digits = digits.TrimEnd('0') is { Length: > 0 } trimmed ? trimmed : "0";
        if (scientific) return Scientific(digits, exponent, letter, keepZeros);
        int fraction = Math.Max(needsFraction ? 1 : 0, digits.Length - 1 - exponent);
        string text = Positional(digits, exponent, fraction);
        return keepZeros && fraction <= 0 ? text + "." : text;
    }

    private static string Scientific(string digits, int exponent, char letter, bool keepPoint)
    {
        var b = new StringBuilder(digits.Length + 6);
        b.Append(digits[0]);
        if (digits.Length > 1) b.Append('.').Append(digits, 1, digits.Length - 1);
        else if (keepPoint) b.Append('.');
        b.Append(letter).Append(exponent < 0 ? '-' : '+');
        return b.Append(Math.Abs(exponent).ToString("00", CultureInfo.InvariantCulture)).ToString();
    }

    /// <summary>Digits d.ddd times ten to the exponent, written out, with so many places after the point.</summary>
    private static string Positional(string digits, int exponent, int fraction)
    {
        if (exponent < 0) digits = new string('0', -exponent) + digits;
        int whole = Math.Max(exponent, 0) + 1;
        digits = digits.PadRight(whole + Math.Max(fraction, 0), '0');
        return fraction <= 0 ? digits[..whole] : digits[..whole] + "." + digits.Substring(whole, fraction);
    }

    /// <summary>The fewest digits that identify the value, and the exponent of the first.</summary>
    private static (string Digits, int Exponent) Shortest(double value)
    {
        if (value == 0) return ("0", 0);
        string shortest = value.ToString("R", CultureInfo.InvariantCulture);
        int e = shortest.IndexOf('E');
        string mantissa = e < 0 ? shortest : shortest[..e];
        int exponent = e < 0 ? 0 : int.Parse(shortest.AsSpan(e + 1), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture);
        int point = mantissa.IndexOf('.');
        string digits = point < 0 ? mantissa : mantissa.Remove(point, 1);
        exponent += (point < 0 ? mantissa.Length : point) - 1;
        string significant = digits.TrimStart('0');
        exponent -= digits.Length - significant.Length;
        significant = significant.TrimEnd('0');
        return (significant.Length == 0 ? "0" : significant, exponent);
    }

    /// <summary>So many significant digits, rounded exactly, and the exponent of the first.</summary>
    private static (string Digits, int Exponent) Rounded(double value, int count)
    {
        if (value == 0) return (new string('0', count), 0);
        int exponent = (int)Math.Floor(Math.Log10(value));
        while (true)
        {
            string digits = ScaledDigits(value, count - 1 - exponent);
            if (digits.Length == count)
            {
                // 1000…0 may be 9.99…9 of the next lower exponent rounded at the wrong place, since the logarithm was rounded too.
                if (digits[0] != '1' || digits.AsSpan(1).ContainsAnyExcept('0')) return (digits, exponent);
                string finer = ScaledDigits(value, count - exponent);
                return finer.Length == count ? (finer, exponent - 1) : (digits, exponent);
            }
            exponent += digits.Length > count ? 1 : -1;    // the logarithm was off by one, or rounding carried into a new digit
        }
    }

    private static string ScaledDigits(double value, int places) =>
        TryScaled(value, places, out ulong small) ? small.ToString(CultureInfo.InvariantCulture) : Scaled(value, places).ToString(CultureInfo.InvariantCulture);

    private static readonly ulong[] PowersOfTen = MakePowersOfTen();

    private static ulong[] MakePowersOfTen()
    {
        var powers = new ulong[20];
        powers[0] = 1;
        for (int i = 1; i < powers.Length; i++) powers[i] = powers[i - 1] * 10;
        return powers;
    }

    /// <summary>What <see cref="Scaled"/> gives, where 128 bits are enough for it. The value is finite and not negative.</summary>
    [DontLookInside]
    public static bool TryScaled(double value, int places, out ulong scaled)
    {
        scaled = 0;
        if (places < 0 || places >= PowersOfTen.Length) return false;
        long bits = BitConverter.DoubleToInt64Bits(value);
        int biased = (int)(bits >> 52 & 0x7FF);
        ulong mantissa = (ulong)bits & 0xFFFFFFFFFFFFF;
        if (biased != 0) mantissa |= 1UL << 52;
        int shift = biased == 0 ? 1074 : 1075 - biased;
        // At most 53 and 64 bits: a product below 2^117. In two words, since the runtime compiles nothing ahead that has 128-bit numbers.
        ulong high = Math.BigMul(mantissa, PowersOfTen[places], out ulong low);
        if (shift <= 0)
        {
            if (shift < -10 || high != 0 || low > (ulong)long.MaxValue >> -shift) return false;
            scaled = low << -shift;
            return true;
        }
        if (shift > 118) return true;
        (ulong High, ulong Low) rest, half;
        if (shift < 64)
        {
            if (high >> shift != 0) return false;
            scaled = high << 64 - shift | low >> shift;
            rest = (0, low & (1UL << shift) - 1);
            half = (0, 1UL << shift - 1);
        }
        else
        {
            scaled = high >> shift - 64;
            rest = (high & (1UL << shift - 64) - 1, low);
            half = shift == 64 ? (0, 1UL << 63) : (1UL << shift - 65, 0);
        }
        if (scaled > long.MaxValue) return false;
        int order = rest.High != half.High ? rest.High.CompareTo(half.High) : rest.Low.CompareTo(half.Low);
        if (order > 0 || order == 0 && (scaled & 1) != 0) scaled++;
        return scaled <= long.MaxValue;
    }

    /// <summary>value rounded to so many places after the point, where that can be told from numbers that doubles hold exactly.</summary>
    [DontLookInside]
    public static bool TryRound(double value, int places, out double rounded)
    {
        rounded = 0;
        if (places > 19 || !TryScaled(value, places, out ulong scaled) || scaled > 1UL << 53 || places > 22) return false;
        // Both are exact, so the quotient is rounded once.
        rounded = scaled / (double)PowersOfTen[places];
        return true;
    }

    /// <summary>value * 10^places as a whole number, ties to even.</summary>
    public static BigInteger Scaled(double value, int places)
    {
        long bits = BitConverter.DoubleToInt64Bits(value);
        int biased = (int)(bits >> 52 & 0x7FF);
        long mantissa = bits & 0xFFFFFFFFFFFFF;
        int exponent = biased == 0 ? -1074 : biased - 1075;
        if (biased != 0) mantissa |= 1L << 52;
        BigInteger numerator = mantissa, denominator = BigInteger.One;
        if (exponent >= 0) numerator <<= exponent;
        else denominator <<= -exponent;
        if (places >= 0) numerator *= BigInteger.Pow(10, places);
        else denominator *= BigInteger.Pow(10, -places);
        BigInteger quotient = BigInteger.DivRem(numerator, denominator, out BigInteger remainder);
        int half = (remainder << 1).CompareTo(denominator);
        return half > 0 || half == 0 && !quotient.IsEven ? quotient + 1 : quotient;
    }
}
