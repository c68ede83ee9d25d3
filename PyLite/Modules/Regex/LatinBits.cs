using System.Numerics;

namespace PyLite.Modules.Regex;

/// <summary>Some of the characters below 256, as 256 bits.</summary>
public readonly record struct LatinBits(ulong A, ulong B, ulong C, ulong D)
{
    public static readonly LatinBits None;
    public static readonly LatinBits All = new(~0UL, ~0UL, ~0UL, ~0UL);

    /// <summary>Those from one to another, both included, that are below 256.</summary>
    public static LatinBits Range(int from, int to) => new(Word(from, to), Word(from - 64, to - 64), Word(from - 128, to - 128), Word(from - 192, to - 192));

    private static ulong Word(int from, int to) => from > 63 || to < 0 || from > to ? 0 : ~0UL << Math.Max(from, 0) & ~0UL >> 63 - Math.Min(to, 63);

    /// <summary>Those of which something is true.</summary>
    public static LatinBits Where(Func<int, bool> has)
    {
        Span<ulong> words = [0, 0, 0, 0];
        for (int c = 0; c < 256; c++)
            if (has(c)) words[c >> 6] |= 1UL << (c & 63);
        return new LatinBits(words[0], words[1], words[2], words[3]);
    }

    public bool Contains(int c) => ((c >> 6) switch { 0 => A, 1 => B, 2 => C, _ => D } >> (c & 63) & 1) != 0;

    public int Count => BitOperations.PopCount(A) + BitOperations.PopCount(B) + BitOperations.PopCount(C) + BitOperations.PopCount(D);

    public bool Overlaps(LatinBits other) => (this & other) != None;

    public static LatinBits operator |(LatinBits x, LatinBits y) => new(x.A | y.A, x.B | y.B, x.C | y.C, x.D | y.D);

    public static LatinBits operator &(LatinBits x, LatinBits y) => new(x.A & y.A, x.B & y.B, x.C & y.C, x.D & y.D);

    public static LatinBits operator ~(LatinBits x) => new(~x.A, ~x.B, ~x.C, ~x.D);

    /// <summary>The first one from a character on, or -1.</summary>
    public int Next(int c)
    {
        for (; c < 256; c = (c | 63) + 1)
        {
            ulong left = ((c >> 6) switch { 0 => A, 1 => B, 2 => C, _ => D }) >> (c & 63);
            if (left != 0) return c + BitOperations.TrailingZeroCount(left);
        }
        return -1;
    }
}
