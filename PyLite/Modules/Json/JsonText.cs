using System.Buffers;
using System.Globalization;
using System.Text;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Strings as JSON writes them.</summary>
internal static class JsonText
{
    private static readonly SearchValues<char> Escaped = SearchValues.Create([.. Enumerable.Range(0, 32).Select(i => (char)i), '"', '\\']);
    private static readonly SearchValues<char> Plain = SearchValues.Create([.. Enumerable.Range(32, 95).Select(i => (char)i).Where(c => c is not ('"' or '\\'))]);

    public static PyStr Quoted(PyStr text, bool ascii)
    {
        var b = new StringBuilder(text.Length + 2);
        Append(b, text.Value, ascii);
        return new PyStr(b.ToString());
    }

    public static void Append(StringBuilder b, string text, bool ascii)
    {
        b.Append('"');
        ReadOnlySpan<char> rest = text;
        while (true)
        {
            int at = ascii ? rest.IndexOfAnyExcept(Plain) : rest.IndexOfAny(Escaped);
            if (at < 0) break;
            b.Append(rest[..at]);
            char c = rest[at];
            string? simple = c switch { '"' => "\\\"", '\\' => "\\\\", '\n' => "\\n", '\r' => "\\r", '\t' => "\\t", '\f' => "\\f", '\b' => "\\b", _ => null };
            if (simple != null) b.Append(simple);
            else b.Append(CultureInfo.InvariantCulture, $"\\u{(int)c:x4}");
            rest = rest[(at + 1)..];
        }
        b.Append(rest).Append('"');
    }
}
