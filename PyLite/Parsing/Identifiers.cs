using System.Globalization;

namespace PyLite.Parsing;

/// <summary>Which characters a name may have: XID_Start and XID_Continue of Unicode, told from general categories and the few exceptions.</summary>
public static class Identifiers
{
    public static bool IsStart(int c) => c < 128
        ? char.IsAsciiLetter((char)c) || c == '_'
        : CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.OtherLetter
                or UnicodeCategory.LetterNumber => c is not (0x0E33 or 0x0EB3 or 0xFE70 or 0xFE72 or 0xFE74 or 0xFE76 or 0xFE78 or 0xFE7A or 0xFE7C or 0xFE7E),
            UnicodeCategory.ModifierLetter => c is not (0x037A or 0xFF9E or 0xFF9F),
            _ => c is 0x1885 or 0x1886 or 0x2118 or 0x212E,
        };

    public static bool IsPart(int c) => c < 128
        ? char.IsAsciiLetterOrDigit((char)c) || c == '_'
        : IsStart(c) || CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.DecimalDigitNumber or UnicodeCategory.ConnectorPunctuation => true,
            _ => c is 0x00B7 or 0x0387 or (>= 0x1369 and <= 0x1371) or 0x19DA or 0x0E33 or 0x0EB3 or 0xFF9E or 0xFF9F,
        };

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
