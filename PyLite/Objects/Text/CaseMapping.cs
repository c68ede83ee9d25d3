using System.Globalization;
using System.Text;

namespace PyLite.Objects;

/// <summary>
/// Upper, lower and title case as Unicode's full mappings have them: one character may become several (<c>ß</c> gives <c>SS</c>), digraphs have
/// a third form, and a sigma at a word's end is another letter. .NET maps character by character.
/// </summary>
public static class CaseMapping
{
    // Characters whose upper case is several characters; the title case is the first of them and the rest in lower case.
    private static readonly Dictionary<char, string> Expanding = new()
    {
        ['ß'] = "SS",
        ['ŉ'] = "ʼN",
        ['ǰ'] = "J̌",
        ['ΐ'] = "Ϊ́",
        ['ΰ'] = "Ϋ́",
        ['և'] = "ԵՒ",
        ['ẖ'] = "H̱",
        ['ẗ'] = "T̈",
        ['ẘ'] = "W̊",
        ['ẙ'] = "Y̊",
        ['ẚ'] = "Aʾ",
        ['ﬀ'] = "FF",
        ['ﬁ'] = "FI",
        ['ﬂ'] = "FL",
        ['ﬃ'] = "FFI",
        ['ﬄ'] = "FFL",
        ['ﬅ'] = "ST",
        ['ﬆ'] = "ST",
        ['ﬓ'] = "ՄՆ",
        ['ﬔ'] = "ՄԵ",
        ['ﬕ'] = "ՄԻ",
        ['ﬖ'] = "ՎՆ",
        ['ﬗ'] = "ՄԽ",
    };

    /// <summary>The first character of an upper case that is several characters; else '\0'.</summary>
    public static char FirstOfUpper(char c) => Expanding.TryGetValue(c, out string? upper) ? upper[0] : '\0';

    public static string Upper(string s) => Map(s, static (b, s, i) => AppendUpper(b, s, i));

    public static string Lower(string s) => Map(s, static (b, s, i) => AppendLower(b, s, i));

    public static string Capitalize(string s) => Map(s, static (b, s, i) =>
    {
        if (i == 0) AppendTitle(b, s, i);
        else AppendLower(b, s, i);
    });

    public static string Title(string s) => Map(s, static (b, s, i) =>
    {
        if (i > 0 && IsCased(s[i - 1])) AppendLower(b, s, i);
        else AppendTitle(b, s, i);
    });

    public static string SwapCase(string s) => Map(s, static (b, s, i) =>
    {
        if (char.IsUpper(s[i])) AppendLower(b, s, i);
        else AppendUpper(b, s, i);
    });

    public static string CaseFold(string s)
    {
        var b = new StringBuilder(s.Length);
        foreach (char c in s)
        {
            if (Expanding.TryGetValue(c, out string? upper)) b.Append(upper.ToLowerInvariant());
            else b.Append(c switch { 'ς' => 'σ', 'ſ' => 's', _ => char.ToLowerInvariant(c) });
        }
        return b.ToString();
    }

    /// <summary>Upper and title case only after what has no case, lower case only after what has one; and some of it.</summary>
    public static bool IsTitle(string s)
    {
        bool any = false, afterCased = false;
        foreach (char c in s)
        {
            bool isTitle = char.IsUpper(c) || char.GetUnicodeCategory(c) == UnicodeCategory.TitlecaseLetter;
            if (isTitle ? afterCased : char.IsLower(c) && !afterCased) return false;
            afterCased = IsCased(c);
            any |= afterCased;
        }
        return any;
    }

    public static bool IsCased(char c) => char.IsUpper(c) || char.IsLower(c) || char.GetUnicodeCategory(c) == UnicodeCategory.TitlecaseLetter;

    private static string Map(string s, Action<StringBuilder, string, int> append)
    {
        var b = new StringBuilder(s.Length);
        for (int i = 0; i < s.Length; i++) append(b, s, i);
        return b.ToString();
    }

    /// <summary>.NET keeps two letters out of ASCII.</summary>
    private static char UpperOf(char c) => c switch { 'ı' => 'I', 'ſ' => 'S', _ => char.ToUpperInvariant(c) };

    private static void AppendUpper(StringBuilder b, string s, int at)
    {
        if (Expanding.TryGetValue(s[at], out string? upper)) b.Append(upper);
        else b.Append(UpperOf(s[at]));
    }

    private static void AppendLower(StringBuilder b, string s, int at)
    {
        char c = s[at];
        if (c == 'İ') b.Append("i̇");
        else if (c == 'Σ') b.Append(EndsWord(s, at) ? 'ς' : 'σ');
        else b.Append(char.ToLowerInvariant(c));
    }

    private static void AppendTitle(StringBuilder b, string s, int at)
    {
        char c = s[at];
        if (Expanding.TryGetValue(c, out string? upper)) b.Append(upper[0]).Append(upper[1..].ToLowerInvariant());
        else if (c is >= 'Ǆ' and <= 'ǌ') b.Append((char)('ǅ' + (c - 'Ǆ') / 3 * 3));
        else if (c is >= 'Ǳ' and <= 'ǳ') b.Append('ǲ');
        else b.Append(UpperOf(c));
    }

    private static bool EndsWord(string s, int at) =>
        at > 0 && char.IsLetter(s[at - 1]) && (at + 1 == s.Length || !char.IsLetter(s[at + 1]));
}
