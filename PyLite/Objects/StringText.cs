using System.Globalization;
using System.Text;

namespace PyLite.Objects;

/// <summary>Text of string literals as <c>repr()</c> writes them.</summary>
public static class StringText
{
    public static string Repr(string value)
    {
        char quote = value.Contains('\'') && !value.Contains('"') ? '"' : '\'';
        var b = new StringBuilder(value.Length + 2);
        b.Append(quote);
        for (int i = 0; i < value.Length; i++)
        {
            char c = value[i];
            if (c == quote || c == '\\') b.Append('\\').Append(c);
            else if (c == '\n') b.Append("\\n");
            else if (c == '\r') b.Append("\\r");
            else if (c == '\t') b.Append("\\t");
            else if (c < ' ' || c == 0x7f) b.Append("\\x").Append(((int)c).ToString("x2", CultureInfo.InvariantCulture));
            else if (c < 0x7f) b.Append(c);
            else if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                int point = char.ConvertToUtf32(c, value[i + 1]);
                i++;
                if (IsPrintable(point)) b.Append(char.ConvertFromUtf32(point));
                else b.Append("\\U").Append(point.ToString("x8", CultureInfo.InvariantCulture));
            }
            else if (IsPrintable(c)) b.Append(c);
            else if (c < 0x100) b.Append("\\x").Append(((int)c).ToString("x2", CultureInfo.InvariantCulture));
            else b.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture));
        }
        return b.Append(quote).ToString();
    }

    /// <summary><c>ascii()</c> of text that is already a repr.</summary>
    public static string Ascii(string repr)
    {
        var b = new StringBuilder(repr.Length);
        foreach (int c in PyStr.Decode(repr))
        {
            if (c < 0x80) b.Append((char)c);
            else if (c < 0x100) b.Append("\\x").Append(c.ToString("x2", CultureInfo.InvariantCulture));
            else if (c < 0x10000) b.Append("\\u").Append(c.ToString("x4", CultureInfo.InvariantCulture));
            else b.Append("\\U").Append(c.ToString("x8", CultureInfo.InvariantCulture));
        }
        return b.ToString();
    }

    public static bool IsPrintable(int c)
    {
        if (c < 0x7f) return c >= ' ';
        UnicodeCategory category = CharUnicodeInfo.GetUnicodeCategory(c);
        return category is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator);
    }
}
