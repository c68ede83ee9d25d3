using System.Text;

namespace PyLite.Objects;

/// <summary>
/// Upper, lower and title case as Unicode's full mappings have them: one character may become several (<c>ß</c> gives <c>SS</c>), digraphs have
/// a third form, and a sigma at a word's end is another letter.
/// </summary>
public static class CaseMapping
{
    /// <summary>Whether the upper case is several characters.</summary>
    public static bool HasLongUpper(int c) => c >= 0x80 && CharacterTable.CasesOf(c)?.Upper.Length > 1;

    public static string Upper(string s) => Map(s, static (b, s, i) => AppendUpper(b, s[i]));

    public static string Lower(string s) => Map(s, AppendLower);

    public static string Capitalize(string s) => Ascii.IsValid(s) ? MapAscii(s, static (c, i, _) => i == 0 ? char.ToUpperInvariant(c) : char.ToLowerInvariant(c)) : Map(s, static (b, s, i) =>
    {
        if (i == 0) AppendTitle(b, s[i]);
        else AppendLower(b, s, i);
    });

    public static string Title(string s) => Ascii.IsValid(s) ? MapAscii(s, static (c, _, before) => char.IsAsciiLetter(before) ? char.ToLowerInvariant(c) : char.ToUpperInvariant(c)) : Map(s, static (b, s, i) =>
    {
        if (i > 0 && CharacterTests.IsCased(s[i - 1])) AppendLower(b, s, i);
        else AppendTitle(b, s[i]);
    });

    public static string SwapCase(string s) => Map(s, static (b, s, i) =>
    {
        if (CharacterTests.IsUpper(s[i])) AppendLower(b, s, i);
        else if (CharacterTests.IsLower(s[i])) AppendUpper(b, s[i]);
        else Append(b, s[i]);
    });

    public static string CaseFold(string s) => Map(s, static (b, s, i) =>
    {
        int c = s[i];
        if (c < 0x80) b.Append(char.ToLowerInvariant((char)c));
        else Append(b, CharacterTable.CasesOf(c)?.Fold, c);
    });

    /// <summary>Upper and title case only after what has no case, lower case only after what has one; and some of it.</summary>
    public static bool IsTitle(string s)
    {
        bool any = false, afterCased = false;
        foreach (int c in PyStr.Decode(s))
        {
            bool isTitle = CharacterTests.IsUpper(c) || CharacterTests.IsTitle(c);
            if (isTitle ? afterCased : CharacterTests.IsLower(c) && !afterCased) return false;
            afterCased = CharacterTests.IsCased(c);
            any |= afterCased;
        }
        return any;
    }

    /// <param name="s">Of ASCII alone.</param>
    /// <param name="map">What becomes of a character, at a position, behind another one.</param>
    private static string MapAscii(string s, Func<char, int, char, char> map) => string.Create(s.Length, (s, map), static (to, given) =>
    {
        char before = '\0';
        for (int i = 0; i < to.Length; i++)
        {
            char c = given.s[i];
            to[i] = given.map(c, i, before);
            before = c;
        }
    });

    private static string Map(string s, Action<StringBuilder, int[], int> append)
    {
        int[] points = PyStr.Decode(s);
        var b = new StringBuilder(s.Length);
        for (int i = 0; i < points.Length; i++) append(b, points, i);
        return b.ToString();
    }

    private static void Append(StringBuilder b, int c)
    {
        if (c < 0x10000) b.Append((char)c);
        else b.Append(char.ConvertFromUtf32(c));
    }

    private static void Append(StringBuilder b, int[]? mapped, int c)
    {
        if (mapped == null) Append(b, c);
        else foreach (int m in mapped) Append(b, m);
    }

    private static void AppendUpper(StringBuilder b, int c)
    {
        if (c < 0x80) b.Append(char.ToUpperInvariant((char)c));
        else Append(b, CharacterTable.CasesOf(c)?.Upper, c);
    }

    private static void AppendLower(StringBuilder b, int[] s, int at)
    {
        int c = s[at];
        if (c < 0x80) b.Append(char.ToLowerInvariant((char)c));
        else if (c == 'Σ') b.Append(EndsWord(s, at) ? 'ς' : 'σ');
        else Append(b, CharacterTable.CasesOf(c)?.Lower, c);
    }

    private static void AppendTitle(StringBuilder b, int c)
    {
        if (c < 0x80) b.Append(char.ToUpperInvariant((char)c));
        else Append(b, CharacterTable.CasesOf(c)?.Title, c);
    }

    /// <summary>A letter with case stands before, and none after, apart from marks between.</summary>
    private static bool EndsWord(int[] s, int at)
    {
        int before = at - 1;
        while (before >= 0 && CharacterTable.Is(s[before], CharacterKinds.Ignorable)) before--;
        if (before < 0 || !CharacterTests.IsCased(s[before])) return false;
        int after = at + 1;
        while (after < s.Length && CharacterTable.Is(s[after], CharacterKinds.Ignorable)) after++;
        return after == s.Length || !CharacterTests.IsCased(s[after]);
    }
}
