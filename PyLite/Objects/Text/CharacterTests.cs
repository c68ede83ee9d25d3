using System.Globalization;

namespace PyLite.Objects;

/// <summary>What <c>str.isalpha</c> and its like ask of a code point.</summary>
public static class CharacterTests
{
    private static UnicodeCategory CategoryOf(int c) => CharUnicodeInfo.GetUnicodeCategory(c);

    public static bool IsAlpha(int c) => c < 0x10000 ? char.IsLetter((char)c)
        : CategoryOf(c) is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter;

    public static bool IsDecimal(int c) => c < 0x10000 ? char.IsDigit((char)c) : CategoryOf(c) == UnicodeCategory.DecimalDigitNumber;

    public static bool IsDigit(int c)
    {
        if (IsDecimal(c)) return true;
        if (c is < 0x80 or >= 0x10000 || CategoryOf(c) != UnicodeCategory.OtherNumber) return false;
        double n = char.GetNumericValue((char)c);
        return n is >= 0 and <= 9 && n == Math.Floor(n);
    }

    public static bool IsNumeric(int c) => c < 0x10000 ? char.IsNumber((char)c)
        : CategoryOf(c) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;

    public static bool IsAlphaNumeric(int c) => IsAlpha(c) || IsNumeric(c);

    public static bool IsSpace(int c) => c < 0x10000 && IsSpace((char)c);

    public static bool IsSpace(char c) => c > ' ' ? c >= '\x85' && char.IsWhiteSpace(c) : c is ' ' or >= '\t' and <= '\r' or >= '\x1c' and <= '\x1f';

    public static bool IsUpper(int c) => c < 0x10000 ? char.IsUpper((char)c) : CategoryOf(c) == UnicodeCategory.UppercaseLetter;

    public static bool IsLower(int c) => c < 0x10000 ? char.IsLower((char)c) : CategoryOf(c) == UnicodeCategory.LowercaseLetter;
}
