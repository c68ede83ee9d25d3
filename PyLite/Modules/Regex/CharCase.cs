using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary>How a comparison of characters treats their case.</summary>
public enum CaseMode
{
    /// <summary>Case matters.</summary>
    Exact,
    /// <summary>The letters of ASCII compare in lower case.</summary>
    Ascii,
    /// <summary>Of a locale, which here has the letters of ASCII. A set has a letter when it has it in either case.</summary>
    Locale,
    /// <summary>All characters compare in Unicode's simple lower case.</summary>
    Unicode,
}

/// <summary>Lower and upper case of one character, where it is one character again: the first one of longer forms.</summary>
public static class CharCase
{
    /// <summary>Lower case characters that differ but have the same upper case, by each of them. Made at the first use.</summary>
    private static Dictionary<int, int[]>? s_siblings;

    public static int Lower(int c, CaseMode mode)
    {
        if (c < 128) return mode != CaseMode.Exact && c is >= 'A' and <= 'Z' ? c + 32 : c;
        return mode == CaseMode.Unicode ? LowerUnicode(c) : c;
    }

    public static int UpperAscii(int c) => c is >= 'a' and <= 'z' ? c - 32 : c;

    public static int LowerUnicode(int c)
    {
        if (c < 128) return c is >= 'A' and <= 'Z' ? c + 32 : c;
        return CharacterTable.SimpleLower(c);
    }

    public static int UpperUnicode(int c)
    {
        if (c < 128) return c is >= 'a' and <= 'z' ? c - 32 : c;
        return CharacterTable.SimpleUpper(c);
    }

    public static bool IsCased(int c, CaseMode mode)
    {
        if (c < 128) return mode != CaseMode.Exact && (c | 32) is >= 'a' and <= 'z';
        // Small Greek letters with marks all have an upper case, if of several characters.
        return mode == CaseMode.Unicode && (LowerUnicode(c) != c || UpperUnicode(c) != c || c is >= 0x1F00 and < 0x2000 && CharacterTests.IsLower(c));
    }

    /// <summary>The other lower case characters that share a lower case character's upper case; empty for most.</summary>
    public static int[] Siblings(int lower) => (s_siblings ??= FindSiblings()).GetValueOrDefault(lower) ?? [];

    private static Dictionary<int, int[]> FindSiblings()
    {
        var byUpper = new Dictionary<int, List<int>>();
        for (int c = 0; c < 0x10000; c++)
        {
            if (c is >= 0xD800 and < 0xE000 || !IsCased(c, CaseMode.Unicode) || LowerUnicode(c) != c) continue;
            // Characters whose upper case is several characters are alike only where all of those are.
            if (CaseMapping.HasLongUpper(c)) continue;
            int upper = UpperUnicode(c);
            if (!byUpper.TryGetValue(upper, out List<int>? same)) byUpper[upper] = same = [];
            same.Add(c);
        }
        foreach (int[] pair in ExpandingAlike) byUpper[-pair[0]] = [.. pair];
        var siblings = new Dictionary<int, int[]>();
        foreach (List<int> same in byUpper.Values)
        {
            if (same.Count < 2) continue;
            foreach (int c in same) siblings[c] = [.. same.Where(other => other != c)];
        }
        return siblings;
    }

    /// <summary>Lower case characters whose upper case is the same several characters.</summary>
    private static readonly int[][] ExpandingAlike = [[0x390, 0x1FD3], [0x3B0, 0x1FE3], [0xFB05, 0xFB06]];
}
