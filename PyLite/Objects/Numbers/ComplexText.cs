using System.Globalization;

namespace PyLite.Objects;

/// <summary>Complex numbers as text, and from it.</summary>
public static class ComplexText
{
    public static string Repr(double real, double imag)
    {
        string part = Part(imag) + "j";
        if (real == 0 && !double.IsNegative(real)) return part;
        return $"({Part(real)}{(part[0] == '-' ? "" : "+")}{part})";
    }

    /// <summary>As a float is shown, without the <c>.0</c>.</summary>
    private static string Part(double value)
    {
        string text = FloatText.Repr(value);
        return text.EndsWith(".0") ? text[..^2] : text;
    }

    /// <summary>Reads what <c>complex()</c> accepts; null when it is malformed.</summary>
    public static PyComplex? Parse(string text)
    {
        string s = text.Trim();
        if (s.StartsWith('('))
        {
            if (!s.EndsWith(')')) return null;
            s = s[1..^1].Trim();
        }
        if (s.Length == 0 || s.Any(char.IsWhiteSpace)) return null;
        if ((s[^1] | 32) != 'j') return FloatParser.Parse(s) is { } only ? new PyComplex(only, 0) : null;
        s = s[..^1];
        // The imaginary part begins at the last sign that is not an exponent's.
        int split = s.Length - 1;
        while (split >= 0 && !(s[split] is '+' or '-' && !(split > 0 && (s[split - 1] | 32) == 'e' && IsNumber(s[..(split - 1)])))) split--;
        string imagText = s[Math.Max(split, 0)..];
        double? imag = imagText is "" or "+" ? 1 : imagText == "-" ? -1 : FloatParser.Parse(imagText);
        if (imag is not { } i) return null;
        if (split <= 0) return new PyComplex(0, i);
        return FloatParser.Parse(s[..split]) is { } real ? new PyComplex(real, i) : null;
    }

    private static bool IsNumber(string s) => s.Length > 0 && (char.IsAsciiDigit(s[^1]) || s[^1] is '.' or '_' || char.IsDigit(s[^1]));

    /// <summary>The value of a literal without its <c>j</c>.</summary>
    public static double Literal(ReadOnlySpan<char> digits) => double.Parse(digits, NumberStyles.Float, CultureInfo.InvariantCulture);
}
