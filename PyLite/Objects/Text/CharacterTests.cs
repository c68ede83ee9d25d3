namespace PyLite.Objects;

/// <summary>What <c>str.isalpha</c> and its like ask of a code point.</summary>
public static class CharacterTests
{
    public static bool IsAlpha(int c) => c < 0x80 ? char.IsAsciiLetter((char)c) : CharacterTable.Is(c, CharacterKinds.Alpha);

    public static bool IsDecimal(int c) => c < 0x80 ? char.IsAsciiDigit((char)c) : CharacterTable.Is(c, CharacterKinds.Decimal);

    public static bool IsDigit(int c) => c < 0x80 ? char.IsAsciiDigit((char)c) : CharacterTable.Is(c, CharacterKinds.Digit);

    public static bool IsNumeric(int c) => c < 0x80 ? char.IsAsciiDigit((char)c) : CharacterTable.Is(c, CharacterKinds.Numeric);

    public static bool IsAlphaNumeric(int c) => c < 0x80 ? char.IsAsciiLetterOrDigit((char)c)
        : CharacterTable.Is(c, CharacterKinds.Alpha | CharacterKinds.Decimal | CharacterKinds.Digit | CharacterKinds.Numeric);

    public static bool IsSpace(int c) => c < 0x10000 && IsSpace((char)c);

    public static bool IsSpace(char c) => c > ' ' ? c >= '\x85' && char.IsWhiteSpace(c) : (AsciiSpaces >> c & 1) != 0;

    /// <summary>By character: the blank, tab to carriage return, and the four separators.</summary>
    private const long AsciiSpaces = 1L << ' ' | 0x1FL << '\t' | 0xFL << 0x1C;

    public static bool IsUpper(int c) => c < 0x80 ? char.IsAsciiLetterUpper((char)c) : CharacterTable.Is(c, CharacterKinds.Upper);

    public static bool IsLower(int c) => c < 0x80 ? char.IsAsciiLetterLower((char)c) : CharacterTable.Is(c, CharacterKinds.Lower);

    public static bool IsTitle(int c) => c >= 0x80 && CharacterTable.Is(c, CharacterKinds.Title);

    public static bool IsCased(int c) => c < 0x80 ? char.IsAsciiLetter((char)c) : CharacterTable.Is(c, CharacterKinds.Upper | CharacterKinds.Lower | CharacterKinds.Title);

    public static bool IsPrintable(int c) => c < 0x80 ? c is >= ' ' and < 0x7f : c < 0x100 ? c is > 0xA0 and not 0xAD : CharacterTable.Is(c, CharacterKinds.Printable);
}
