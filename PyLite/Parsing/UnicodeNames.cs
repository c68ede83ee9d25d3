using System.Globalization;

namespace PyLite.Parsing;

/// <summary>
/// Characters by their Unicode names, for <c>\N{...}</c>: Latin, Greek, Cyrillic, punctuation, currency, arrows, mathematics, shapes. The table
/// (<c>unicode-names.txt</c>) is read when the first name is asked for; .NET has none.
/// </summary>
public static class UnicodeNames
{
    private static Dictionary<string, int>? s_table;
    private static Dictionary<int, string>? s_names;

    /// <summary>The code point of that name, or -1.</summary>
    public static int Find(string name) => (s_table ??= Read()).TryGetValue(name.ToUpperInvariant(), out int codePoint) ? codePoint : -1;

    /// <summary>The character's name, or null.</summary>
    public static string? Of(int codePoint)
    {
        if (s_names == null)
        {
            s_names = [];
            foreach ((string name, int c) in s_table ??= Read()) s_names.TryAdd(c, name);
        }
        return s_names.GetValueOrDefault(codePoint);
    }

    private static Dictionary<string, int> Read()
    {
        var table = new Dictionary<string, int>();
        using Stream stream = typeof(UnicodeNames).Assembly.GetManifestResourceStream("PyLite.Parsing.unicode-names.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            int separator = line.IndexOf(';', StringComparison.Ordinal);
            table[line[(separator + 1)..]] = int.Parse(line.AsSpan(0, separator), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
        }
        return table;
    }
}
