namespace PyLite.Modules.Regex;

/// <summary>
/// The characters that a match of a part of a pattern can begin with; more may be said than is true. Those from 256 on are known by kind only,
/// as <see cref="CharSet"/> has them.
/// </summary>
internal sealed class FirstChars
{
    /// <summary>Those below 256.</summary>
    public readonly LatinBits Latin;

    public readonly int Wide;

    /// <summary>It matches without a character: nothing is known of the next one.</summary>
    public readonly bool MayBeEmpty;

    /// <summary>It matches at the end of the text.</summary>
    public readonly bool AtEnd;

    private FirstChars(LatinBits latin, int wide, bool mayBeEmpty, bool atEnd)
    {
        Latin = latin;
        Wide = wide;
        MayBeEmpty = mayBeEmpty;
        AtEnd = atEnd || mayBeEmpty;
    }

    public static readonly FirstChars Empty = new(LatinBits.None, 0, mayBeEmpty: true, atEnd: true);
    public static readonly FirstChars None = new(LatinBits.None, 0, mayBeEmpty: false, atEnd: false);
    public static readonly FirstChars Any = new(LatinBits.All, CharSet.WideAll, mayBeEmpty: true, atEnd: true);
    private static readonly FirstChars End = new(LatinBits.None, 0, mayBeEmpty: false, atEnd: true);
    private static readonly FirstChars EndOfLine = new(LatinBits.Range('\n', '\n'), 0, mayBeEmpty: false, atEnd: true);

    public static FirstChars Of(CharSet set) => new(set.LatinBits, set.Wide, mayBeEmpty: false, atEnd: false);

    public static FirstChars operator |(FirstChars x, FirstChars y) =>
        new(x.Latin | y.Latin, x.Wide | y.Wide, x.MayBeEmpty | y.MayBeEmpty, x.AtEnd | y.AtEnd);

    /// <summary>This and then, where it can be empty, what follows.</summary>
    public FirstChars Then(FirstChars next) => !MayBeEmpty ? this
        : new(Latin | next.Latin, Wide | next.Wide, next.MayBeEmpty, next.AtEnd);

    public FirstChars OrEmpty() => MayBeEmpty ? this : new(Latin, Wide, mayBeEmpty: true, atEnd: true);

    /// <summary>Whether a character below 256 is one of them.</summary>
    public bool Contains(int c) => Latin.Contains(c);

    public bool Overlaps(FirstChars other) => Latin.Overlaps(other.Latin) || (Wide & other.Wide) != 0;

    /// <summary>Below 256.</summary>
    public int Count => Latin.Count;

    /// <summary>The only one, or -1.</summary>
    public int Single => Wide == 0 && !AtEnd && Count == 1 ? Latin.Next(0) : -1;

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
