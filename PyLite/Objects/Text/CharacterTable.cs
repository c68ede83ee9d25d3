using System.Globalization;
using MetaJit;
using PyLite.Parsing;

namespace PyLite.Objects;

/// <summary>What a character is to the methods of <c>str</c> and to names.</summary>
[Flags]
public enum CharacterKinds : ushort
{
    None = 0,
    Alpha = 1,
    Decimal = 2,
    Digit = 4,
    Numeric = 8,
    Upper = 16,
    Lower = 32,
    Title = 64,
    Printable = 128,
    NameStart = 256,
    NamePart = 512,
    /// <summary>A sigma looks past it for the word it ends.</summary>
    Ignorable = 1024,
}

/// <summary>
/// Kinds and cases of characters beyond ASCII in the Unicode of Python 3.11; .NET's is newer. The table (<c>unicode-case.bin</c>, made by
/// <c>tools/unicode-data</c>) is read when the first such character is asked about.
/// </summary>
public static class CharacterTable
{
    /// <summary>The other cases of a character; each may be several characters.</summary>
    public sealed record Cases(int[] Upper, int[] Lower, int[] Title, int[] Fold);

    /// <summary>The kinds of U+0080 to U+00FF, which nearly all programs get by with.</summary>
    private static ReadOnlySpan<ushort> Latin1 =>
    [
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
        0, 128, 128, 128, 128, 128, 128, 128, 1152, 128, 929, 128, 128, 1024, 128, 1152,
        128, 128, 140, 140, 1152, 929, 128, 1664, 1152, 140, 929, 128, 136, 136, 136, 128,
        913, 913, 913, 913, 913, 913, 913, 913, 913, 913, 913, 913, 913, 913, 913, 913,
        913, 913, 913, 913, 913, 913, 913, 128, 913, 913, 913, 913, 913, 913, 913, 929,
        929, 929, 929, 929, 929, 929, 929, 929, 929, 929, 929, 929, 929, 929, 929, 929,
        929, 929, 929, 929, 929, 929, 929, 128, 929, 929, 929, 929, 929, 929, 929, 929,
    ];

    private sealed class Tables
    {
        public readonly int[] Starts;
        public readonly ushort[] Kinds;
        public readonly CharacterKinds[]?[] Pages = new CharacterKinds[0x1100][];
        public readonly Dictionary<int, Cases> Cases = new(3000);

        public Tables()
        {
            using IEnumerator<string> lines = UnicodeNames.Lines("PyLite.Modules.Text.unicode-case.bin").GetEnumerator();
            lines.MoveNext();
            int runs = int.Parse(lines.Current, CultureInfo.InvariantCulture);
            (Starts, Kinds) = (new int[runs], new ushort[runs]);
            for (int i = 0, at = 0; i < runs; i++)
            {
                lines.MoveNext();
                int space = lines.Current.IndexOf(' ');
                Starts[i] = at;
                Kinds[i] = ushort.Parse(lines.Current.AsSpan(0, space), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                at += int.Parse(lines.Current.AsSpan(space + 1), CultureInfo.InvariantCulture);
            }
            while (lines.MoveNext())
            {
                string[] parts = lines.Current.Split(';');
                Cases[Hex(parts[0])] = new Cases(Points(parts[1]), Points(parts[2]), Points(parts[3]), Points(parts[4]));
            }
        }

        private static int Hex(string s) => int.Parse(s, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

        private static int[] Points(string s) => Array.ConvertAll(s.Split(' '), Hex);

        public CharacterKinds[] MakePage(int page)
        {
            var kinds = new CharacterKinds[256];
            int run = Array.BinarySearch(Starts, page << 8);
            if (run < 0) run = ~run - 1;
            for (int i = 0; i < 256; i++)
            {
                while (run + 1 < Starts.Length && Starts[run + 1] <= (page << 8) + i) run++;
                kinds[i] = (CharacterKinds)Kinds[run];
            }
            return Pages[page] = kinds;
        }
    }

    private static Tables? s_tables;

    private static Tables All => s_tables ??= new Tables();

    [DontLookInside]
    public static CharacterKinds KindsOf(int c) => c is >= 0x80 and < 0x100 ? (CharacterKinds)Latin1[c - 0x80] : KindsInTable(c);

    /// <summary><see cref="KindsOf"/> of any character.</summary>
    public static CharacterKinds KindsInTable(int c)
    {
        Tables tables = All;
        return (tables.Pages[c >> 8] ?? tables.MakePage(c >> 8))[c & 255];
    }

    public static bool Is(int c, CharacterKinds kind) => (KindsOf(c) & kind) != 0;

    /// <summary>The character's other cases, or null when it has none.</summary>
    [DontLookInside]
    public static Cases? CasesOf(int c) => All.Cases.GetValueOrDefault(c);

    // Latin-1 without the tables, which take a program that leaves it twenty milliseconds.

    /// <summary>Lower case as one character: the first of several.</summary>
    public static int SimpleLower(int c) => c < 256 ? c is (>= 'A' and <= 'Z') or (>= 0xC0 and <= 0xDE and not 0xD7) ? c + 32 : c : CasesOf(c)?.Lower[0] ?? c;

    /// <summary>Upper case as one character: the first of several.</summary>
    public static int SimpleUpper(int c) => c switch
    {
        >= 256 => CasesOf(c)?.Upper[0] ?? c,
        (>= 'a' and <= 'z') or (>= 0xE0 and <= 0xFE and not 0xF7) => c - 32,
        0xB5 => 0x39C,
        0xDF => 'S',
        0xFF => 0x178,
        _ => c,
    };
}
