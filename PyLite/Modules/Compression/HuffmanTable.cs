namespace PyLite.Modules;

/// <summary>The codes of a "deflate" block, by the lengths of the symbols' codes.</summary>
internal sealed class HuffmanTable
{
    public const int Longest = 15;

    /// <summary>Codes up to this length are found in one look.</summary>
    private const int Quick = 9;

    private readonly int[] _counts = new int[Longest + 1];
    private readonly int[] _symbols;

    /// <summary>By the next bits: symbol and length of the code, length 0 for longer ones.</summary>
    private readonly (short Symbol, byte Length)[] _quick = new (short, byte)[1 << Quick];

    public bool IsDistances { get; private init; }

    public static readonly (HuffmanTable, HuffmanTable) Fixed = MakeFixed();

    private HuffmanTable(int count) => _symbols = new int[count];

    private static (HuffmanTable, HuffmanTable) MakeFixed()
    {
        var lengths = new byte[288];
        for (int i = 0; i < 288; i++) lengths[i] = (byte)(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
        var distances = new byte[30];
        Array.Fill(distances, (byte)5);
        return (Of(lengths, false)!, Of(distances, true)!);
    }

    /// <summary>Null when the lengths are those of no code.</summary>
    public static HuffmanTable? Of(ReadOnlySpan<byte> lengths, bool isDistances)
    {
        var table = new HuffmanTable(lengths.Length) { IsDistances = isDistances };
        foreach (byte length in lengths) table._counts[length]++;
        table._counts[0] = 0;
        int left = 1, used = 0;
        for (int i = 1; i <= Longest; i++)
        {
            left = left * 2 - table._counts[i];
            if (left < 0) return null;
            used += table._counts[i];
        }
        // A code that is not complete is only that of a single distance, or of none.
        if (left > 0 && !(used <= 1 && (isDistances || used == 1 && table._counts[1] == 1))) return isDistances && lengths.Length == 30 && used == 30 ? table.Filled(lengths) : null;
        return table.Filled(lengths);
    }

    private HuffmanTable Filled(ReadOnlySpan<byte> lengths)
    {
        Span<int> offsets = stackalloc int[Longest + 2];
        Span<int> codes = stackalloc int[Longest + 2];
        for (int i = 1; i <= Longest; i++)
        {
            offsets[i + 1] = offsets[i] + _counts[i];
            codes[i + 1] = codes[i] + _counts[i] << 1;
        }
        for (int symbol = 0; symbol < lengths.Length; symbol++)
        {
            int length = lengths[symbol];
            if (length == 0) continue;
            _symbols[offsets[length]++] = symbol;
            int code = codes[length]++;
            if (length > Quick) continue;
            // Bits come highest first, and are held lowest first.
            int reversed = 0;
            for (int i = 0; i < length; i++) reversed |= (code >> i & 1) << length - 1 - i;
            for (int rest = reversed; rest < 1 << Quick; rest += 1 << length) _quick[rest] = ((short)symbol, (byte)length);
        }
        return this;
    }

    /// <summary>The symbol the bits begin with and its length, which is 0 when there are not enough bits.</summary>
    public (int Symbol, int Length) Find(uint bits, int available)
    {
        (short quick, byte quickLength) = _quick[bits & (1 << Quick) - 1];
        if (quickLength > 0) return quickLength <= available ? (quick, quickLength) : (0, 0);
        int code = 0, first = 0, index = 0;
        for (int length = 1; length <= Longest && length <= available; length++)
        {
            code |= (int)(bits >> length - 1 & 1);
            int count = _counts[length];
            if (code - count < first) return (_symbols[index + (code - first)], length);
            index += count;
            first = first + count << 1;
            code <<= 1;
        }
        return (0, 0);
    }
}
