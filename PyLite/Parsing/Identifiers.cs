using PyLite.Objects;

namespace PyLite.Parsing;

/// <summary>Which characters a name may have: XID_Start and XID_Continue of Unicode, told from general categories and the few exceptions.</summary>
public static class Identifiers
{
    public static bool IsStart(int c) => c < 128 ? char.IsAsciiLetter((char)c) || c == '_' : CharacterTable.Is(c, CharacterKinds.NameStart);

    public static bool IsPart(int c) => c < 128 ? char.IsAsciiLetterOrDigit((char)c) || c == '_' : CharacterTable.Is(c, CharacterKinds.NamePart);

    /// <summary>Whether the whole of <paramref name="text"/> could be a name; a lone surrogate could not.</summary>
    public static bool IsName(string text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            int c = CodePoint(text, i);
            if (!(i == 0 ? IsStart(c) : IsPart(c))) return false;
            if (c >= 0x10000) i++;
        }
        return text.Length > 0;
    }

    /// <summary>The code point that begins at <paramref name="at"/>; a surrogate without its partner is itself.</summary>
    public static int CodePoint(string text, int at) =>
        char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]) ? char.ConvertToUtf32(text[at], text[at + 1]) : text[at];
}
