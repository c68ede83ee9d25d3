using MetaJit;

namespace Patterns;

public enum Op : byte
{
    Char,               // the character A
    Set,                // a character of the set
    Start, End,         // the text's
    Boundary,           // between a letter and none
    Save,               // slot A = the position
    Same,               // once more what stands between slots A and A + 1
    Split,              // go on here, and if that fails at A
    Jump,               // to A
    Again,              // to A, which was before: a loop
    Moved,              // fails unless the position is another than in slot A
    While,              // goes by all characters of the set: what follows cannot begin with one
    Next,               // one position further on, then to A: the search; fails at the text's end
    Accept,
}

public readonly struct Instruction(Op op, int a = 0, CharSet? set = null)
{
    public readonly Op Op = op;
    public readonly int A = a;
    public readonly CharSet? Set = set;
}

/// <summary>A compiled pattern, the matcher's program.</summary>
public sealed class Pattern(string text, Instruction[] code, int slots)
{
    [ImmutableArray]
    public readonly Instruction[] Code = code;

    public readonly string Text = text;

    /// <summary>How many positions it keeps: of the match and each group start and end, and those that its loops ask for.</summary>
    public readonly int Slots = slots;
}

/// <summary>Some characters. Those below 256 are bits, so that a trace asks for one without a branch.</summary>
public sealed class CharSet(Func<char, bool> contains)
{
    private const int Table = 256;

    [ImmutableArray]
    private readonly ulong[] _bits = Bits(contains);

    public bool Contains(char c) => c < Table ? (_bits[c >> 6] >> (c & 63) & 1) != 0 : IsRest(c);

    [DontLookInside]
    private bool IsRest(char c) => contains(c);

    public CharSet Except() => new(c => !contains(c));

    public CharSet Or(CharSet other) => new(c => Contains(c) || other.Contains(c));

    public bool Overlaps(CharSet other)
    {
        for (int c = 0; c <= char.MaxValue; c++)
            if (Contains((char)c) && other.Contains((char)c)) return true;
        return false;
    }

    private static ulong[] Bits(Func<char, bool> contains)
    {
        var bits = new ulong[Table / 64];
        for (int c = 0; c < Table; c++)
            if (contains((char)c)) bits[c >> 6] |= 1UL << (c & 63);
        return bits;
    }

    public static readonly CharSet Digit = new(char.IsAsciiDigit), Word = new(c => char.IsAsciiLetterOrDigit(c) || c == '_');
    public static readonly CharSet Space = new(c => c is ' ' or (>= '\t' and <= '\r')), NoNewline = new(c => c != '\n');

    public static CharSet Of(char c) => new(other => other == c);

    public static CharSet Range(char first, char last) => new(c => c >= first && c <= last);
}

/// <summary>The state of one search, all but the position. In a trace its fields are variables.</summary>
[Virtualizable]
public sealed class State(string text, int slots)
{
    public readonly string Text = text;
    public readonly Positions Positions = new(slots);

    /// <summary>How much of <see cref="Positions.Stack"/> is in use.</summary>
    public int Top;
}

/// <summary>Positions in the text.</summary>
public sealed class Positions(int slots)
{
    public readonly int[] Slots = new int[slots];

    /// <summary>What to try when all else fails: pairs of an instruction and a position; or of a slot, as its complement, and what was in it before.</summary>
    public int[] Stack = new int[64];

    [DontLookInside]
    public void Grow() => Array.Resize(ref Stack, Stack.Length * 2);
}

/// <summary>The pattern is none; the message says where and why.</summary>
public sealed class PatternError(string message) : Exception(message);
