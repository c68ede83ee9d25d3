using System.Globalization;
using System.Numerics;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Decimal numbers as text, both ways.</summary>
internal static class DecimalText
{
    public static string Digits(in DecimalValue v) =>
        v.IsSmall ? v.Small.ToString() : v.Coefficient.ToString(CultureInfo.InvariantCulture);

    public static BigInteger ReadDigits(ReadOnlySpan<char> digits)
    {
        if (digits.Length > 19) return BigInteger.Parse(digits, NumberStyles.None, CultureInfo.InvariantCulture);
        ulong value = 0;
        foreach (char c in digits) value = value * 10 + (ulong)(c - '0');
        return value;
    }

    /// <summary>The scientific or engineering string.</summary>
    public static string Write(in DecimalValue v, bool isEngineering, bool capitals)
    {
        string sign = v.IsNegative ? "-" : "";
        if (v.IsInfinite) return sign + "Infinity";
        if (v.IsNaN) return sign + (v.IsSignaling ? "sNaN" : "NaN") + (v.HasZeroCoefficient ? "" : Digits(v));
        string digits = Digits(v);
        long exponent = v.Exponent, left = exponent + digits.Length, point;
        if (exponent <= 0 && left > -6) point = left;
        else if (!isEngineering) point = 1;
        else if (v.HasZeroCoefficient) point = Mod3(left + 1) - 1;
        else point = Mod3(left - 1) + 1;
        string text;
        if (exponent == 0 && point == digits.Length) text = sign + digits;
        else if (point <= 0) text = sign + "0." + new string('0', (int)-point) + digits;
        else if (point >= digits.Length) text = sign + digits + new string('0', (int)(point - digits.Length));
        else text = string.Concat(sign, digits.AsSpan(0, (int)point), ".", digits.AsSpan((int)point));
        if (left == point) return text;
        long shown = left - point;
        return text + (capitals ? "E" : "e") + (shown < 0 ? "" : "+") + shown.ToString(CultureInfo.InvariantCulture);
    }

    private static long Mod3(long n) => (n % 3 + 3) % 3;

    /// <summary>
    /// Reads a numeral without spaces around it: sign, digits with a point, exponent; Infinity, NaN with a payload. Other scripts' digits count.
    /// </summary>
    public static bool Read(ReadOnlySpan<char> text, out DecimalValue value)
    {
        value = default;
        bool isNegative = false;
        if (text.Length > 0 && text[0] is '+' or '-')
        {
            isNegative = text[0] == '-';
            text = text[1..];
        }
        if (text.Length == 0) return false;
        if (!char.IsAsciiDigit(text[0]) && text[0] != '.') return ReadSpecial(text, isNegative, out value);
        DoubleWord small = 0;
        int point = -1, digits = 0, at = 0, significant = 0;
        for (; at < text.Length; at++)
        {
            char c = text[at];
            if (char.IsAsciiDigit(c))
            {
                digits++;
                if (significant > 0 || c != '0') significant++;
                if (significant <= 19) small = (ulong)small * 10 + (ulong)(c - '0');
                else if (significant <= PowersOfTen.LastSmall) small = small * 10 + (ulong)(c - '0');
            }
            else if (c == '.' && point < 0) point = digits;
            else break;
        }
        if (digits == 0) return false;
        long exponent = point < 0 ? 0 : point - digits;
        ReadOnlySpan<char> coefficient = text[..at];
        if (at < text.Length)
        {
            if (text[at] is not ('e' or 'E') || !ReadExponent(text[(at + 1)..], out long given)) return false;
            exponent += given;
        }
        if (significant <= PowersOfTen.LastSmall)
        {
            value = new DecimalValue(isNegative, small, exponent);
            return true;
        }
        var plain = new char[digits];
        int to = 0;
        foreach (char c in coefficient)
            if (c != '.') plain[to++] = c;
        value = new DecimalValue(isNegative, ReadDigits(plain), exponent);
        return true;
    }

    private const long Most = 4_000_000_000_000_000_000;

    private static bool ReadExponent(ReadOnlySpan<char> text, out long exponent)
    {
        exponent = 0;
        bool isNegative = false;
        if (text.Length > 0 && text[0] is '+' or '-')
        {
            isNegative = text[0] == '-';
            text = text[1..];
        }
        if (text.Length == 0) return false;
        foreach (char c in text)
        {
            if (!char.IsAsciiDigit(c)) return false;
            // What is larger overflows anyway.
            exponent = exponent >= Most / 10 ? Most : exponent * 10 + (c - '0');
        }
        if (isNegative) exponent = -exponent;
        return true;
    }

    private static bool ReadSpecial(ReadOnlySpan<char> text, bool isNegative, out DecimalValue value)
    {
        value = default;
        if (text.Equals("inf", StringComparison.OrdinalIgnoreCase) || text.Equals("infinity", StringComparison.OrdinalIgnoreCase))
        {
            value = DecimalValue.Infinity(isNegative);
            return true;
        }
        DecimalKind kind = DecimalKind.QuietNaN;
        if (text[0] is 's' or 'S')
        {
            kind = DecimalKind.SignalingNaN;
            text = text[1..];
        }
        if (text.Length < 3 || !text[..3].Equals("nan", StringComparison.OrdinalIgnoreCase)) return false;
        text = text[3..];
        foreach (char c in text)
            if (!char.IsAsciiDigit(c)) return false;
        value = new DecimalValue(isNegative, ReadDigits(text), 0, kind);
        return true;
    }

    /// <summary>The text of a str with spaces taken from its ends, underscores left out, and digits of other scripts as ours; null where it has other characters.</summary>
    public static string? Ascii(PyStr text, bool isStrict)
    {
        string s = text.Value;
        if (!isStrict) s = s.Trim();
        else if (s.Length > 0 && (char.IsWhiteSpace(s[0]) || char.IsWhiteSpace(s[^1]) || s.Contains('_'))) return null;
        if (System.Text.Ascii.IsValid(s)) return s.Contains('_') ? s.Replace("_", "") : s;
        var b = new System.Text.StringBuilder();
        foreach (System.Text.Rune rune in s.EnumerateRunes())
        {
            if (rune.Value == '_') continue;
            if (rune.IsAscii) b.Append((char)rune.Value);
            else if (System.Text.Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber) b.Append((char)('0' + (int)System.Text.Rune.GetNumericValue(rune)));
            else return null;
        }
        return b.ToString();
    }
}
