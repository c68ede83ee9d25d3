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

    public static int LowerUnicode(int c) => CharacterTable.SimpleLower(c);

    public static int UpperUnicode(int c) => CharacterTable.SimpleUpper(c);

    public static bool IsCased(int c, CaseMode mode)
    {
        if (c < 128) return mode != CaseMode.Exact && (c | 32) is >= 'a' and <= 'z';
        // Small Greek letters with marks all have an upper case, if of several characters.
        return mode == CaseMode.Unicode && (LowerUnicode(c) != c || UpperUnicode(c) != c || c is >= 0x1F00 and < 0x2000 && CharacterTests.IsLower(c));
    }

    /// <summary>
    /// Lower case characters that differ and have the same upper case, or the same several characters as upper case: all of Unicode 14's.
    /// A search for them goes through 65,000 characters.
    /// </summary>
    public static readonly int[][] Alike =
    [
        [0x69, 0x131], [0x73, 0x17F], [0xB5, 0x3BC], [0x345, 0x3B9, 0x1FBE], [0x390, 0x1FD3], [0x3B0, 0x1FE3], [0x3B2, 0x3D0], [0x3B5, 0x3F5],
        [0x3B8, 0x3D1], [0x3BA, 0x3F0], [0x3C0, 0x3D6], [0x3C1, 0x3F1], [0x3C2, 0x3C3], [0x3C6, 0x3D5], [0x432, 0x1C80], [0x434, 0x1C81],
        [0x43E, 0x1C82], [0x441, 0x1C83], [0x442, 0x1C84, 0x1C85], [0x44A, 0x1C86], [0x463, 0x1C87], [0x1C88, 0xA64B], [0x1E61, 0x1E9B], [0xFB05, 0xFB06],
    ];

    /// <summary>The other lower case characters that share a lower case character's upper case; empty for most.</summary>
    public static int[] Siblings(int lower) => (s_siblings ??= ByCharacter()).GetValueOrDefault(lower) ?? [];

    private static Dictionary<int, int[]> ByCharacter()
    {
        var siblings = new Dictionary<int, int[]>(64);
        foreach (int[] alike in Alike)
            foreach (int c in alike) siblings[c] = Array.FindAll(alike, other => other != c);
        return siblings;
    }
}
