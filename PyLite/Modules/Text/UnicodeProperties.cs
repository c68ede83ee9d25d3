using System.Globalization;
using PyLite.Parsing;

namespace PyLite.Modules;

/// <summary>What the Unicode database says of characters. The table (<c>unicode-properties.bin</c>) is read when it is first needed.</summary>
internal static class UnicodeProperties
{
    /// <summary>Decimal and digit are -1, and the numeric value null, for characters without.</summary>
    public sealed record Record(string Category, string Bidirectional, int Combining, bool Mirrored, string Width, int Decimal, int Digit, double? Numeric);

    public static readonly string Version;
    private static readonly Record[] Records;

    /// <summary>Where runs of characters with one record begin, and which.</summary>
    private static readonly int[] Starts, RunRecords;

    /// <summary>By character: whether a form is only compatible, its tag or nothing, and the parts.</summary>
    private static readonly Dictionary<int, (string Tag, int[] Parts)> Decompositions = [];
    private static readonly Dictionary<(int, int), int> Compositions = [];

    static UnicodeProperties()
    {
        using IEnumerator<string> lines = UnicodeNames.Lines("PyLite.Modules.Text.unicode-properties.bin").GetEnumerator();
        string Line() => lines.MoveNext() ? lines.Current : throw new InvalidDataException("unicode-properties.bin is cut");
        Version = Line();
        Records = new Record[int.Parse(Line(), CultureInfo.InvariantCulture)];
        for (int i = 0; i < Records.Length; i++) Records[i] = Parse(Line().Split(';'));
        int runs = int.Parse(Line(), CultureInfo.InvariantCulture);
        (Starts, RunRecords) = (new int[runs], new int[runs]);
        for (int i = 0, at = 0; i < runs; i++)
        {
            string[] parts = Line().Split(' ');
            Starts[i] = at;
            RunRecords[i] = int.Parse(parts[0], CultureInfo.InvariantCulture);
            at += int.Parse(parts[1], CultureInfo.InvariantCulture);
        }
        while (lines.MoveNext())
        {
            string[] parts = lines.Current.Split(';');
            int point = Hex(parts[0]);
            string[] words = parts[1].Split(' ');
            string tag = words[0][0] == '<' ? words[0] : "";
            int[] points = Array.ConvertAll(tag == "" ? words : words[1..], Hex);
            Decompositions[point] = (tag, points);
            if (parts.Length > 2) Compositions[(points[0], points[1])] = point;
        }
    }

    private static int Hex(string s) => int.Parse(s, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static Record Parse(string[] f)
    {
        int Number(string s) => s.Length == 0 ? -1 : int.Parse(s, CultureInfo.InvariantCulture);
        double? numeric = null;
        if (f[7].Length > 0)
        {
            double[] parts = Array.ConvertAll(f[7].Split('/'), s => double.Parse(s, CultureInfo.InvariantCulture));
            numeric = parts.Length > 1 ? parts[0] / parts[1] : parts[0];
        }
        return new Record(f[0], f[1], Number(f[2]), f[3] == "1", f[4], Number(f[5]), Number(f[6]), numeric);
    }

    public static Record Of(int point)
    {
        int at = Array.BinarySearch(Starts, point);
        return Records[RunRecords[at >= 0 ? at : ~at - 1]];
    }

    // ---- Korean syllables are put together by counting

    private const int SyllableBase = 0xac00, LeadBase = 0x1100, VowelBase = 0x1161, TailBase = 0x11a7, Syllables = 11172;

    private static bool IsSyllable(int c) => c is >= SyllableBase and < SyllableBase + Syllables;

    /// <summary>The decomposition as the database writes it.</summary>
    public static string Decomposition(int point)
    {
        if (!Decompositions.TryGetValue(point, out (string Tag, int[] Parts) d)) return "";
        string parts = string.Join(' ', d.Parts.Select(p => p.ToString("X4", CultureInfo.InvariantCulture)));
        return d.Tag == "" ? parts : d.Tag + " " + parts;
    }

    private static void Decompose(int point, bool compatible, List<int> to)
    {
        if (IsSyllable(point))
        {
            int index = point - SyllableBase;
            to.Add(LeadBase + index / 588);
            to.Add(VowelBase + index % 588 / 28);
            if (index % 28 > 0) to.Add(TailBase + index % 28);
            return;
        }
        if (point < 0xa0 || !Decompositions.TryGetValue(point, out (string Tag, int[] Parts) d) || d.Tag != "" && !compatible)
        {
            to.Add(point);
            return;
        }
        foreach (int part in d.Parts) Decompose(part, compatible, to);
    }

    private static int Compose(int a, int b)
    {
        if (a is >= LeadBase and < LeadBase + 19 && b is >= VowelBase and < VowelBase + 21) return SyllableBase + ((a - LeadBase) * 21 + (b - VowelBase)) * 28;
        if (IsSyllable(a) && (a - SyllableBase) % 28 == 0 && b is > TailBase and < TailBase + 28) return a + (b - TailBase);
        return Compositions.TryGetValue((a, b), out int c) ? c : -1;
    }

    /// <summary>One of the four normal forms.</summary>
    public static int[] Normalize(int[] text, bool compatible, bool compose)
    {
        var points = new List<int>(text.Length + 8);
        foreach (int c in text) Decompose(c, compatible, points);
        // Marks in the order of their classes; those of one class keep theirs.
        var classes = points.ConvertAll(static c => c < 0x300 ? 0 : Of(c).Combining);
        for (int i = 1; i < points.Count; i++)
        {
            for (int k = i; k > 0 && classes[k] != 0 && classes[k - 1] > classes[k]; k--)
            {
                (points[k], points[k - 1]) = (points[k - 1], points[k]);
                (classes[k], classes[k - 1]) = (classes[k - 1], classes[k]);
            }
        }
        if (!compose) return [.. points];
        var result = new List<int>(points.Count);
        int starter = -1, lastClass = 0;
        for (int i = 0; i < points.Count; i++)
        {
            int c = points[i], own = classes[i];
            // Nothing of the same or a higher class may stand in between.
            if (starter >= 0 && (result.Count == starter + 1 || lastClass < own) && Compose(result[starter], c) is var made and >= 0)
            {
                result[starter] = made;
                continue;
            }
            if (own == 0)
            {
                starter = result.Count;
                lastClass = 0;
            }
            else
            {
                lastClass = own;
            }
            result.Add(c);
        }
        return [.. result];
    }
}
