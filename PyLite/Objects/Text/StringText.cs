using System.Globalization;
using System.Text;
using MetaJit;

namespace PyLite.Objects;

/// <summary>Text of string literals as <c>repr()</c> writes them.</summary>
public static class StringText
{
    public static string Repr(string value) => Repr(new PyStr(value));

    public static string Repr(PyStr value)
    {
        bool hasSingle = false, hasDouble = false;
        for (int i = 0; i < value.Length; i++)
        {
            int c = value.CodePointAt(i);
            hasSingle |= c == '\'';
            hasDouble |= c == '"';
        }
        char quote = hasSingle && !hasDouble ? '"' : '\'';
        var b = new StringBuilder(value.Length + 2);
        b.Append(quote);
        for (int i = 0; i < value.Length; i++)
        {
            int c = value.CodePointAt(i);
            if (c == quote || c == '\\') b.Append('\\').Append((char)c);
            else if (c is >= ' ' and < 0x7f) b.Append((char)c);
            else if (c == '\n') b.Append("\\n");
            else if (c == '\r') b.Append("\\r");
            else if (c == '\t') b.Append("\\t");
            else if (c >= 0x80 && IsPrintable(c)) b.Append(c < 0x10000 ? ((char)c).ToString() : char.ConvertFromUtf32(c));
            else AppendNumber(b, c);
        }
        return b.Append(quote).ToString();
    }

    private static void AppendNumber(StringBuilder b, int c)
    {
        if (c < 0x100) b.Append("\\x").Append(c.ToString("x2", CultureInfo.InvariantCulture));
        else if (c < 0x10000) b.Append("\\u").Append(c.ToString("x4", CultureInfo.InvariantCulture));
        else b.Append("\\U").Append(c.ToString("x8", CultureInfo.InvariantCulture));
    }

    /// <summary><c>ascii()</c> of text that is already a repr.</summary>
    [DontLookInside]
    public static string Ascii(string repr)
    {
        if (System.Text.Ascii.IsValid(repr)) return repr;
        var b = new StringBuilder(repr.Length);
        foreach (int c in PyStr.Decode(repr))
        {
            if (c < 0x80) b.Append((char)c);
            else AppendNumber(b, c);
        }
        return b.ToString();
    }

    public static bool IsPrintable(int c) => CharacterTests.IsPrintable(c);
}
