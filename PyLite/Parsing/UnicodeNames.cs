using System.Globalization;
using System.IO.Compression;

namespace PyLite.Parsing;

/// <summary>
/// Characters and their Unicode names, for <c>\N{...}</c> and <c>unicodedata</c>. The table (<c>unicode-names.bin</c>, made by
/// <c>tools/unicode-data</c>) is read when the first name is asked for; .NET has none.
/// </summary>
public static class UnicodeNames
{
    private sealed record Tables(Dictionary<string, int> ByName, Dictionary<int, string> ByPoint, List<(int First, int Last, string Prefix)> Ranges);

    private static Tables? s_tables;

    /// <summary>The lines of a compressed resource.</summary>
    internal static IEnumerable<string> Lines(string resource)
    {
        using Stream stream = typeof(UnicodeNames).Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(new ZLibStream(stream, CompressionMode.Decompress));
        while (reader.ReadLine() is { } line) yield return line;
    }

    private static Tables Read()
    {
        var tables = new Tables(new(33000), new(33000), []);
        foreach (string line in Lines("PyLite.Modules.Text.unicode-names.bin"))
        {
            // A star is before a range whose names end in the number, a plus before a name that is not the character's own.
            bool isRange = line[0] == '*', isAlias = line[0] == '+';
            int at = isRange || isAlias ? 1 : 0, end = line.IndexOf(';');
            int point = int.Parse(line.AsSpan(at, end - at), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (isRange)
            {
                int second = line.IndexOf(';', end + 1);
                tables.Ranges.Add((point, int.Parse(line.AsSpan(end + 1, second - end - 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture), line[(second + 1)..]));
                continue;
            }
            string name = line[(end + 1)..];
            tables.ByName.TryAdd(name, point);
            if (!isAlias) tables.ByPoint[point] = name;
        }
        return tables;
    }

    /// <summary>The code point of that name, or -1.</summary>
    public static int Find(string name)
    {
        Tables tables = s_tables ??= Read();
        // Names made by a rule are not found in small letters.
        if (name.StartsWith(Hangul, StringComparison.Ordinal) && FindHangul(name[Hangul.Length..]) is var syllable and >= 0) return syllable;
        if (tables.ByName.TryGetValue(name.ToUpperInvariant(), out int point)) return point;
        int dash = name.LastIndexOf('-');
        if (dash < 0 || !int.TryParse(name.AsSpan(dash + 1), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int number)) return -1;
        return Of(number) == name ? number : -1;
    }

    /// <summary>The character's name, or null.</summary>
    public static string? Of(int point)
    {
        Tables tables = s_tables ??= Read();
        if (tables.ByPoint.TryGetValue(point, out string? name)) return name;
        if (point is >= 0xac00 and <= 0xd7a3) return Hangul + Syllable(point - 0xac00);
        foreach ((int first, int last, string prefix) in tables.Ranges)
            if (point >= first && point <= last) return prefix + point.ToString("X4", CultureInfo.InvariantCulture);
        return null;
    }

    // ---- Korean syllables are named by their parts

    private const string Hangul = "HANGUL SYLLABLE ";
    private static readonly string[] Leading = ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"];
    private static readonly string[] Vowels =
        ["A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"];
    private static readonly string[] Trailing =
        ["", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H"];

    private static string Syllable(int index) => Leading[index / 588] + Vowels[index % 588 / 28] + Trailing[index % 28];

    private static int FindHangul(string syllable)
    {
        for (int i = 0; i < 11172; i++)
            if (Syllable(i) == syllable) return 0xac00 + i;
        return -1;
    }
}
