using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary>Classes of characters that patterns have names for.</summary>
public enum CharClass
{
    Digit, NotDigit, Space, NotSpace, Word, NotWord, LineBreak, NotLineBreak,
}

public enum SetItemKind
{
    /// <summary>From <see cref="SetItem.A"/> to <see cref="SetItem.B"/>.</summary>
    Range,
    /// <summary>The same, or its upper case is.</summary>
    RangeOfEitherCase,
    /// <summary>A <see cref="CharClass"/>, of Unicode or of ASCII only.</summary>
    AsciiClass,
    UnicodeClass,
    /// <summary>Bits for the characters from 0 on.</summary>
    Bits,
}

/// <summary>One part of a set of characters.</summary>
public readonly record struct SetItem(SetItemKind Kind, int A, int B = 0, uint[]? Bits = null)
{
    public static SetItem Range(int from, int to) => new(SetItemKind.Range, from, to);

    public static SetItem Class(CharClass kind, bool isUnicode) => new(isUnicode ? SetItemKind.UnicodeClass : SetItemKind.AsciiClass, (int)kind);

    public bool HasBitsFrom256 => Bits is { Length: > 8 } bits && bits.AsSpan(8).ContainsAnyExcept(0u);

    /// <summary>What it has below 256.</summary>
    public LatinBits Latin => Kind switch
    {
        SetItemKind.Range => LatinBits.Range(A, B),
        SetItemKind.AsciiClass or SetItemKind.UnicodeClass => CharSet.LatinOf((CharClass)A, Kind == SetItemKind.UnicodeClass),
        _ => LatinBits.Where(Contains),
    };

    public bool Contains(int c) => Kind switch
    {
        SetItemKind.Range => c >= A && c <= B,
        SetItemKind.RangeOfEitherCase => c >= A && c <= B || CharCase.UpperUnicode(c) is var upper && upper >= A && upper <= B,
        SetItemKind.AsciiClass => CharSet.IsInAsciiClass((CharClass)A, c),
        SetItemKind.UnicodeClass => CharSet.IsInUnicodeClass((CharClass)A, c),
        _ => c >> 5 < Bits!.Length && (Bits[c >> 5] >> (c & 31) & 1) != 0,
    };
}

/// <summary>
/// A set of characters. Those below 256 are a table, the others are computed page by page when one of the page is asked for.
/// </summary>
public sealed class CharSet
{
    /// <summary>Kinds of characters from 256 on that a set may have some of.</summary>
    public const int WideWord = 1, WideSpace = 2, WideOther = 4, WideAll = 7;

    private readonly SetItem[] _items;
    private readonly bool _isNegated;
    private readonly CaseMode _mode;
    private ulong[]?[]? _pages;

    /// <summary>What it has below 256.</summary>
    public readonly LatinBits LatinBits;

    /// <summary>The same, as the matcher asks for it.</summary>
    public readonly bool[] Latin = new bool[256];

    /// <summary>Which kinds of characters from 256 on it has some of; more may be said than is true.</summary>
    public readonly int Wide;

    /// <summary>The one character that it has, or -1.</summary>
    public readonly int Single = -1;

    /// <summary>The one character that it does not have, or -1.</summary>
    public readonly int AllBut = -1;

    /// <summary>Every character.</summary>
    public readonly bool IsAll;

    /// <param name="items">It has what one of them has,</param>
    /// <param name="isNegated">or what none of them has.</param>
    /// <param name="mode">A character is looked for in this case.</param>
    public CharSet(SetItem[] items, bool isNegated = false, CaseMode mode = CaseMode.Exact)
    {
        _items = items;
        _isNegated = isNegated;
        _mode = mode;
        LatinBits = LatinOf(items, isNegated, mode);
        for (int c = LatinBits.Next(0); c >= 0; c = LatinBits.Next(c + 1)) Latin[c] = true;
        Wide = WideOf();
        bool isOne = items.Length == 1 && items[0].Kind == SetItemKind.Range && items[0].A == items[0].B && mode == CaseMode.Exact;
        if (isOne && !isNegated) Single = items[0].A;
        if (isOne && isNegated) AllBut = items[0].A;
        IsAll = items.Length == 0 && isNegated;
    }

    private static LatinBits LatinOf(SetItem[] items, bool isNegated, CaseMode mode)
    {
        LatinBits bits = LatinBits.None;
        foreach (SetItem item in items) bits |= item.Latin;
        if (isNegated) bits = ~bits;
        if (mode == CaseMode.Exact) return bits;
        // Upper case characters, of which U+00DE is the last one here, are looked for in lower case, which is here too.
        LatinBits own = bits;
        for (int upper = 'A'; upper <= 0xDE; upper++)
        {
            int lower = CharCase.Lower(upper, mode);
            if (lower == upper) continue;
            bool has = own.Contains(lower) || mode == CaseMode.Locale && own.Contains(upper);
            bits = has ? bits | LatinBits.Range(upper, upper) : bits & ~LatinBits.Range(upper, upper);
            if (has && mode == CaseMode.Locale) bits |= LatinBits.Range(lower, lower);
        }
        return bits;
    }

    public static CharSet Of(int c) => c >= 256 ? new([SetItem.Range(c, c)]) : s_ofOne[c] ??= new([SetItem.Range(c, c)]);

    private static readonly CharSet?[] s_ofOne = new CharSet?[256];

    internal static LatinBits LatinOf(CharClass kind, bool isUnicode)
    {
        ref LatinBits? known = ref s_latinOf[(int)kind + (isUnicode ? 8 : 0)];
        return known ??= LatinBits.Where(isUnicode ? c => IsInUnicodeClass(kind, c) : c => IsInAsciiClass(kind, c));
    }

    private static readonly LatinBits?[] s_latinOf = new LatinBits?[16];

    public static CharSet Of(CharClass kind, bool isUnicode)
    {
        ref CharSet? known = ref s_known[(int)kind + (isUnicode ? 8 : 0)];
        return known ??= new CharSet([SetItem.Class(kind, isUnicode)]);
    }

    private static readonly CharSet?[] s_known = new CharSet?[16];

    public static readonly CharSet All = new([], isNegated: true);
    public static readonly CharSet NotNewline = new([SetItem.Range('\n', '\n')], isNegated: true);

    public bool Contains(int c) => c < 256 ? Latin[c] : ContainsWide(c);

    private bool ContainsWide(int c)
    {
        if (Wide == 0) return false;
        if (IsAll) return true;
        if (c >= 0x10000) return Compute(c);
        ulong[] page = (_pages ??= new ulong[]?[256])[c >> 8] ?? FillPage(c >> 8);
        return (page[c >> 6 & 3] >> (c & 63) & 1) != 0;
    }

    private ulong[] FillPage(int number)
    {
        var page = new ulong[4];
        for (int i = 0; i < 256; i++)
            if (Compute(number << 8 | i)) page[i >> 6] |= 1UL << (i & 63);
        _pages![number] = page;
        return page;
    }

    private bool Compute(int c)
    {
        if (_mode != CaseMode.Exact)
        {
            int upper = _mode == CaseMode.Locale ? CharCase.UpperAscii(c) : c;
            c = CharCase.Lower(c, _mode);
            if (upper != c && _mode == CaseMode.Locale && Has(upper)) return true;
        }
        return Has(c);
    }

    private bool Has(int c)
    {
        foreach (SetItem item in _items)
            if (item.Contains(c)) return !_isNegated;
        return _isNegated;
    }

    private int WideOf()
    {
        if (_isNegated)
        {
            // Only the whole of a kind takes it away.
            int left = WideAll;
            foreach (SetItem item in _items)
                if (item.Kind == SetItemKind.UnicodeClass) left &= ~WholeOf((CharClass)item.A);
            return left;
        }
        int wide = 0;
        foreach (SetItem item in _items)
        {
            wide |= item.Kind switch
            {
                SetItemKind.Range => item.B >= 256 ? WideAll : 0,
                SetItemKind.UnicodeClass => OfClass((CharClass)item.A),
                SetItemKind.AsciiClass => (item.A & 1) != 0 ? WideAll : 0,
                SetItemKind.Bits => item.HasBitsFrom256 ? WideAll : 0,
                _ => WideAll,
            };
        }
        // Some characters from 256 on have lower case ones below.
        return _mode != CaseMode.Unicode ? wide : wide == 0 ? WideWord : WideAll;
    }

    private static int OfClass(CharClass kind) => kind switch
    {
        CharClass.Digit or CharClass.Word => WideWord,
        CharClass.Space or CharClass.LineBreak => WideSpace,
        CharClass.NotWord => WideSpace | WideOther,
        CharClass.NotSpace => WideWord | WideOther,
        _ => WideAll,
    };

    /// <summary>The kinds of which a class has all.</summary>
    private static int WholeOf(CharClass kind) => kind switch
    {
        CharClass.Space => WideSpace,
        CharClass.Word => WideWord,
        CharClass.NotWord or CharClass.NotDigit => WideSpace | WideOther,
        CharClass.NotSpace => WideWord | WideOther,
        _ => 0,
    };

    public static bool IsInAsciiClass(CharClass kind, int c) => kind switch
    {
        CharClass.Digit => c is >= '0' and <= '9',
        CharClass.Space => c is ' ' or >= '\t' and <= '\r',
        CharClass.Word => c is >= '0' and <= '9' or >= 'A' and <= 'Z' or '_' or >= 'a' and <= 'z',
        CharClass.LineBreak => c == '\n',
        _ => !IsInAsciiClass(kind ^ (CharClass)1, c),
    };

    public static bool IsInUnicodeClass(CharClass kind, int c) => kind switch
    {
        CharClass.Digit => CharacterTests.IsDecimal(c),
        CharClass.Space => CharacterTests.IsSpace(c),
        CharClass.Word => c == '_' || CharacterTests.IsAlphaNumeric(c),
        CharClass.LineBreak => c is >= '\n' and <= '\r' or >= '\x1c' and <= '\x1e' or '\x85' or '\u2028' or '\u2029',
        _ => !IsInUnicodeClass(kind ^ (CharClass)1, c),
    };
}
