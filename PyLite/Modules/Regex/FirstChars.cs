namespace PyLite.Modules.Regex;

/// <summary>
/// The characters that a match of a part of a pattern can begin with; more may be said than is true. Those from 256 on are known by kind only,
/// as <see cref="CharSet"/> has them.
/// </summary>
internal sealed class FirstChars
{
    private readonly ulong _a, _b, _c, _d;

    public readonly int Wide;

    /// <summary>It matches without a character: nothing is known of the next one.</summary>
    public readonly bool MayBeEmpty;

    /// <summary>It matches at the end of the text.</summary>
    public readonly bool AtEnd;

    private FirstChars(ulong a, ulong b, ulong c, ulong d, int wide, bool mayBeEmpty, bool atEnd)
    {
        (_a, _b, _c, _d) = (a, b, c, d);
        Wide = wide;
        MayBeEmpty = mayBeEmpty;
        AtEnd = atEnd || mayBeEmpty;
    }

    public static readonly FirstChars Empty = new(0, 0, 0, 0, 0, mayBeEmpty: true, atEnd: true);
    public static readonly FirstChars None = new(0, 0, 0, 0, 0, mayBeEmpty: false, atEnd: false);
    public static readonly FirstChars Any = new(~0UL, ~0UL, ~0UL, ~0UL, CharSet.WideAll, mayBeEmpty: true, atEnd: true);
    private static readonly FirstChars End = new(0, 0, 0, 0, 0, mayBeEmpty: false, atEnd: true);
    private static readonly FirstChars EndOfLine = new(1UL << '\n', 0, 0, 0, 0, mayBeEmpty: false, atEnd: true);

    public static FirstChars Of(CharSet set)
    {
        Span<ulong> bits = [0, 0, 0, 0];
        for (int c = 0; c < 256; c++)
            if (set.Latin[c]) bits[c >> 6] |= 1UL << (c & 63);
        return new FirstChars(bits[0], bits[1], bits[2], bits[3], set.Wide, mayBeEmpty: false, atEnd: false);
    }

    public static FirstChars operator |(FirstChars x, FirstChars y) =>
        new(x._a | y._a, x._b | y._b, x._c | y._c, x._d | y._d, x.Wide | y.Wide, x.MayBeEmpty | y.MayBeEmpty, x.AtEnd | y.AtEnd);

    /// <summary>This and then, where it can be empty, what follows.</summary>
    public FirstChars Then(FirstChars next) => !MayBeEmpty ? this
        : new(_a | next._a, _b | next._b, _c | next._c, _d | next._d, Wide | next.Wide, next.MayBeEmpty, next.AtEnd);

    public FirstChars OrEmpty() => MayBeEmpty ? this : new(_a, _b, _c, _d, Wide, mayBeEmpty: true, atEnd: true);

    /// <summary>Whether a character below 256 is one of them.</summary>
    public bool Contains(int c) => ((c >> 6) switch { 0 => _a, 1 => _b, 2 => _c, _ => _d } >> (c & 63) & 1) != 0;

    public bool Overlaps(FirstChars other) =>
        ((_a & other._a) | (_b & other._b) | (_c & other._c) | (_d & other._d)) != 0 || (Wide & other.Wide) != 0;

    /// <summary>Below 256.</summary>
    public int Count => (int)(ulong.PopCount(_a) + ulong.PopCount(_b) + ulong.PopCount(_c) + ulong.PopCount(_d));

    /// <summary>The only one, or -1.</summary>
    public int Single
    {
        get
        {
            if (Wide != 0 || AtEnd || Count != 1) return -1;
            int c = 0;
            while (!Contains(c)) c++;
            return c;
        }
    }

    // ---- of patterns

    public static FirstChars Of(RegexNode node) => node.First ??= Compute(node);

    private static FirstChars Compute(RegexNode node)
    {
        switch (node)
        {
            case OneNode one: return Of(one.Set);
            case SequenceNode sequence:
                {
                    FirstChars first = Empty;
                    foreach (RegexNode item in sequence.Items)
                    {
                        first = first.Then(Of(item));
                        if (!first.MayBeEmpty) break;
                    }
                    return first;
                }
            case BranchNode branch:
                {
                    FirstChars first = None;
                    foreach (RegexNode alternative in branch.Alternatives) first |= Of(alternative);
                    return first;
                }
            case RepeatNode { Max: 0 }: return Empty;
            case RepeatNode { Min: 0 } repeat: return Of(repeat.Body).OrEmpty();
            case RepeatNode repeat: return Of(repeat.Body);
            case AtomicNode atomic: return Of(atomic.Body);
            case ConditionalNode conditional: return Of(conditional.Yes) | (conditional.No == null ? Empty : Of(conditional.No));
            case BackReferenceNode: return Any;
            case FailNode: return None;
            case AtNode { Place: Place.EndOfString }: return End;
            case AtNode { Place: Place.End or Place.EndOfLine }: return EndOfLine;
            // What is of no width only forbids.
            default: return Empty;
        }
    }
}

/// <summary>The fewest characters that a pattern takes.</summary>
internal static class PatternWidth
{
    private const int Most = 1 << 24;

    public static int Least(RegexNode node)
    {
        switch (node)
        {
            case OneNode: return 1;
            case SequenceNode sequence:
                {
                    int sum = 0;
                    foreach (RegexNode item in sequence.Items) sum = Math.Min(Most, sum + Least(item));
                    return sum;
                }
            case BranchNode branch:
                {
                    int least = Most;
                    foreach (RegexNode alternative in branch.Alternatives) least = Math.Min(least, Least(alternative));
                    return least;
                }
            case RepeatNode repeat: return (int)Math.Min(Most, (long)Least(repeat.Body) * repeat.Min);
            case AtomicNode atomic: return Least(atomic.Body);
            case ConditionalNode conditional: return conditional.No == null ? 0 : Math.Min(Least(conditional.Yes), Least(conditional.No));
            default: return 0;
        }
    }
}
