using System.Globalization;

namespace PyLite.Objects;

/// <summary>Floats from text.</summary>
public static class FloatParser
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <summary>Python's: its sign is positive. That of .NET's own constant is negative.</summary>
    public static readonly double NaN = BitConverter.UInt64BitsToDouble(0x7FF8_0000_0000_0000);

    private static bool TryPlain(string text, out double value)
    {
        value = 0;
        return text.Length > 0 && !text.AsSpan().ContainsAnyExcept("0123456789.-+eE") && double.TryParse(text, Style, CultureInfo.InvariantCulture, out value);
    }

    /// <summary>Reads what <c>float()</c> accepts; null when it is malformed.</summary>
    public static double? Parse(string text)
    {
        if (TryPlain(text, out double plain)) return plain;
        string s = string.Concat(text.Trim().Select(static c => char.IsDigit(c) ? (char)('0' + (int)char.GetNumericValue(c)) : c));
        if (s.Contains('_'))
        {
            for (int i = 0; i < s.Length; i++)
                if (s[i] == '_' && (i == 0 || i == s.Length - 1 || !char.IsAsciiDigit(s[i - 1]) || !char.IsAsciiDigit(s[i + 1]))) return null;
            s = s.Replace("_", "");
        }
        if (s.Length == 0) return null;
        string word = s.TrimStart('+', '-').ToLowerInvariant();
        if (s.Length - word.Length <= 1)
        {
            double sign = s[0] == '-' ? -1 : 1;
            if (word is "inf" or "infinity") return sign * double.PositiveInfinity;
            if (word is "nan") return sign > 0 ? NaNs.Another() : -NaNs.Another();
        }
        foreach (char c in s)
            if (!char.IsAsciiDigit(c) && c is not ('.' or 'e' or 'E' or '+' or '-')) return null;
        return double.TryParse(s, Style, CultureInfo.InvariantCulture, out double v) ? v : null;
    }
}
