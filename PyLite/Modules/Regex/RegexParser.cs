using PyLite.Objects;

namespace PyLite.Modules.Regex;

/// <summary>What <see cref="RegexParser"/> makes of a pattern.</summary>
internal sealed record ParsedPattern(RegexNode Root, RegexFlags Flags, int Groups, List<(string Name, int Number)> Names, List<(PyType Category, string Message, int Depth)> Warnings);

/// <summary>How many characters a part of a pattern takes.</summary>
internal readonly record struct Width(long Least, long Most)
{
    /// <summary>What stands for any number of characters.</summary>
    public const long Unbounded = uint.MaxValue;

    public static Width operator +(Width a, Width b) => new(a.Least + b.Least, a.Most + b.Most);

    public Width Times(long min, long max) => new((long)Int128.Min((Int128)Least * min, Unbounded), (long)Int128.Min((Int128)Most * max, Unbounded));

    public Width Capped => new(Math.Min(Least, Unbounded - 1), Math.Min(Most, Unbounded));

    public Width Or(Width other) => new(Math.Min(Least, other.Least), Math.Max(Most, other.Most));
}

/// <summary>
/// Reads a pattern as Python's <c>re</c> does, with its errors and warnings, and makes a tree of it. Flags for the whole pattern stand at its
/// beginning, so everything is made under the flags it is to have.
/// </summary>
internal sealed partial class RegexParser
{
    /// <summary>So many parentheses within each other are the most; CPython's recursion has an end too.</summary>
    private const int Deepest = 450;

    private const RegexFlags TypeFlags = RegexFlags.Ascii | RegexFlags.Locale | RegexFlags.Unicode;
    private const RegexFlags WholeFlags = RegexFlags.Debug | RegexFlags.Template;

    private readonly PatternReader _source;
    private readonly List<(PyType, string, int)> _warnings = [];

    /// <summary>The widths of groups from number 1 on; null while one is open.</summary>
    private readonly List<Width?> _groupWidths = [null];
    private readonly List<(string Name, int Number)> _names = [];

    /// <summary>Where a condition names a group that is not there yet.</summary>
    private readonly List<(long Group, int Position)> _conditions = [];

    /// <summary>Inside of a lookbehind: how many groups there were before.</summary>
    private int? _groupsBeforeLookbehind;

    /// <summary>Where a lookbehind of no fixed width begins: said after everything else that is wrong.</summary>
    private int _badLookbehind = int.MaxValue;

    /// <summary>The flags of the whole pattern.</summary>
    private RegexFlags _flags;

    private RegexParser(PatternReader source, RegexFlags flags)
    {
        _source = source;
        _flags = flags;
    }

    private enum ItemKind
    {
        Other, At, Repeat, Plain,
    }

    /// <summary>One part of a sequence: what kind it is to a repeat that follows.</summary>
    private readonly record struct Item(RegexNode Node, Width Width, ItemKind Kind = ItemKind.Other);

    private sealed class Sequence
    {
        public readonly List<Item> Items = [];
        public Width Width;

        public RegexNode ToNode()
        {
            if (Items.Count == 1) return Items[0].Node;
            var nodes = new List<RegexNode>(Items.Count);
            foreach (Item item in Items)
            {
                // Groups that only hold things together fall away.
                if (item.Node is SequenceNode inner) nodes.AddRange(inner.Items);
                else nodes.Add(item.Node);
            }
            return new SequenceNode(nodes);
        }
    }

    /// <exception cref="RegexSyntaxException">The pattern is wrong.</exception>
    public static ParsedPattern Parse(PyObject pattern, RegexFlags flags)
    {
        bool isText = pattern is PyStr;
        var parser = new RegexParser(new PatternReader(PatternReader.PointsOf(pattern), isText), flags);
        return parser.Parse(isText);
    }

    private ParsedPattern Parse(bool isText)
    {
        (RegexNode node, _) = Alternatives(_flags, 0);
        // Which flags go together is asked before what is left over.
        CheckFlags(isText, _flags);
        if (_source.Next >= 0) throw _source.Error("unbalanced parenthesis");
        foreach ((long group, int position) in _conditions)
            if (group >= _groupWidths.Count) throw new RegexSyntaxException($"invalid group reference {group}", position);
        if (_badLookbehind != int.MaxValue) throw new RegexSyntaxException("look-behind requires fixed-width pattern", -1);
        return new ParsedPattern(node, Fixed(isText, _flags), _groupWidths.Count - 1, _names, _warnings);
    }

    private static RegexFlags Fixed(bool isText, RegexFlags flags) => isText && (flags & RegexFlags.Ascii) == 0 ? flags | RegexFlags.Unicode : flags;

    private static void CheckFlags(bool isText, RegexFlags flags)
    {
        string? wrong = isText
            ? (flags & RegexFlags.Locale) != 0 ? "cannot use LOCALE flag with a str pattern"
                : (flags & (RegexFlags.Ascii | RegexFlags.Unicode)) == (RegexFlags.Ascii | RegexFlags.Unicode) ? "ASCII and UNICODE flags are incompatible" : null
            : (flags & RegexFlags.Unicode) != 0 ? "cannot use UNICODE flag with a bytes pattern"
                : (flags & (RegexFlags.Ascii | RegexFlags.Locale)) == (RegexFlags.Ascii | RegexFlags.Locale) ? "ASCII and LOCALE flags are incompatible" : null;
        if (wrong != null) throw new RegexSyntaxException(wrong, -1) { Type = Types.ValueError };
    }

    private void Warn(PyType category, string message, int depth) => _warnings.Add((category, message, depth));

    /// <summary><c>a|b|c</c></summary>
    private (RegexNode Node, Width Width) Alternatives(RegexFlags flags, int nested)
    {
        if (nested > 2 * Deepest) throw new RegexSyntaxException("maximum recursion depth exceeded", -1) { Type = Types.RecursionError };
        var alternatives = new List<Sequence>();
        bool isWhole = nested == 0;
        do
        {
            // Flags that the beginning sets hold for the rest.
            if (isWhole && alternatives.Count > 0) flags = _flags;
            alternatives.Add(ParseSequence(flags, nested + 1, first: isWhole && alternatives.Count == 0));
        }
        while (_source.Take('|'));
        if (alternatives.Count == 1) return (alternatives[0].ToNode(), alternatives[0].Width.Capped);
        Width width = alternatives[0].Width;
        foreach (Sequence alternative in alternatives) width = width.Or(alternative.Width);
        if (isWhole) flags = _flags;
        return (Branch(alternatives), width.Capped);
    }

    /// <summary>Alternatives that are all one character are a set of them; a common beginning is matched once.</summary>
    private static RegexNode Branch(List<Sequence> alternatives)
    {
        var common = new List<RegexNode>();
        while (alternatives.TrueForAll(a => a.Items.Count > 0 && IsSame(a.Items[0].Node, alternatives[0].Items[0].Node)))
        {
            common.Add(alternatives[0].Items[0].Node);
            foreach (Sequence alternative in alternatives) alternative.Items.RemoveAt(0);
        }
        RegexNode rest = Union(alternatives) is { } set ? new OneNode(set) : new BranchNode(alternatives.ConvertAll(static a => a.ToNode()));
        if (common.Count == 0) return rest;
        common.Add(rest);
        return new SequenceNode(common);
    }

    private static bool IsSame(RegexNode a, RegexNode b) => a is OneNode { Set: var x } && b is OneNode { Set: var y } && (ReferenceEquals(x, y) || x.Single >= 0 && x.Single == y.Single);

    private static CharSet? Union(List<Sequence> alternatives)
    {
        var set = new SetBuilder();
        foreach (Sequence alternative in alternatives)
        {
            if (alternative.Items is not [{ Node: OneNode { Set.Single: >= 0 and var c } }]) return null;
            set.Add(SetItem.Range(c, c));
        }
        return set.Build(0);
    }

    private Sequence ParseSequence(RegexFlags flags, int nested, bool first = false)
    {
        var sequence = new Sequence();
        List<Item> items = sequence.Items;
        while (true)
        {
            if (_source.Next < 0 || _source.Is('|') || _source.Is(')')) break;
            (int c, int escaped) = _source.Get();
            if ((flags & RegexFlags.Verbose) != 0 && escaped < 0)
            {
                if (c is ' ' or >= '\t' and <= '\r') continue;
                if (c == '#')
                {
                    (int Character, int Escaped) skipped;
                    do skipped = _source.Get();
                    while (skipped.Character >= 0 && !(skipped.Character == '\n' && skipped.Escaped < 0));
                    continue;
                }
            }
            if (escaped >= 0)
            {
                items.Add(Escape(escaped, flags));
                continue;
            }
            switch (c)
            {
                case '[':
                    items.Add(new Item(new OneNode(Set(flags, nested)), new Width(1, 1)));
                    break;
                case '*' or '+' or '?' or '{':
                    Repeat(items, c, flags);
                    break;
                case '.':
                    items.Add(new Item(new OneNode((flags & RegexFlags.DotAll) != 0 ? CharSet.All : CharSet.NotNewline), new Width(1, 1)));
                    break;
                case '(':
                    {
                        bool mayHaveFlags = first && items.Count == 0;
                        if (Group(flags, nested, mayHaveFlags) is { } group) items.Add(group);
                        else if (mayHaveFlags) flags = _flags;
                        break;
                    }
                case '^':
                    items.Add(At((flags & RegexFlags.MultiLine) != 0 ? Place.BeginningOfLine : Place.Beginning));
                    break;
                case '$':
                    items.Add(At((flags & RegexFlags.MultiLine) != 0 ? Place.EndOfLine : Place.End));
                    break;
                default:
                    items.Add(Literal(c, flags));
                    break;
            }
        }
        foreach (Item item in items) sequence.Width += item.Width;
        sequence.Width = sequence.Width.Capped;
        return sequence;
    }

    private static Item At(Place place) => new(new AtNode(place), default, ItemKind.At);

    private Item Literal(int c, RegexFlags flags, bool isNot = false) => new(new OneNode(LiteralSet(c, Fixed(_source.IsText, flags), isNot)), new Width(1, 1));

    private static CharSet LiteralSet(int c, RegexFlags flags, bool isNot)
    {
        CaseMode mode = (flags & RegexFlags.IgnoreCase) == 0 ? CaseMode.Exact
            : (flags & RegexFlags.Unicode) != 0 && (flags & RegexFlags.Locale) == 0 ? CaseMode.Unicode : CaseMode.Ascii;
        if (mode == CaseMode.Exact || !CharCase.IsCased(c, mode)) return isNot ? new CharSet([SetItem.Range(c, c)], isNegated: true) : CharSet.Of(c);
        int lower = CharCase.Lower(c, mode);
        int[] siblings = mode == CaseMode.Unicode ? CharCase.Siblings(lower) : [];
        return new CharSet([SetItem.Range(lower, lower), .. siblings.Select(static s => SetItem.Range(s, s))], isNot, mode);
    }

    private void Repeat(List<Item> items, int c, RegexFlags flags)
    {
        int here = _source.Position;
        long min = 0, max = Width.Unbounded;
        switch (c)
        {
            case '?': max = 1; break;
            case '+': min = 1; break;
            case '{':
                if (_source.Is('}'))
                {
                    items.Add(Literal(c, flags));
                    return;
                }
                string low = _source.TakeWhile(int.MaxValue, PatternReader.IsDigit);
                string high = low;
                if (_source.Take(',')) high = _source.TakeWhile(int.MaxValue, PatternReader.IsDigit);
                if (!_source.Take('}'))
                {
                    items.Add(Literal(c, flags));
                    _source.Seek(here);
                    return;
                }
                if (low.Length > 0) min = Times(low);
                if (high.Length > 0)
                {
                    max = Times(high);
                    if (max < min) throw _source.Error("min repeat greater than max repeat", _source.Position - here);
                }
                break;
        }
        if (items.Count == 0 || items[^1].Kind == ItemKind.At) throw _source.Error("nothing to repeat", _source.Position - here + 1);
        Item item = items[^1];
        if (item.Kind == ItemKind.Repeat) throw _source.Error("multiple repeat", _source.Position - here + 1);
        RepeatKind kind = _source.Take('?') ? RepeatKind.Lazy : _source.Take('+') ? RepeatKind.Possessive : RepeatKind.Greedy;
        var node = new RepeatNode(item.Node, (int)Math.Min(min, int.MaxValue - 1), max >= int.MaxValue ? RepeatNode.Unbounded : (int)max, kind);
        items[^1] = new Item(node, item.Width.Times(min, max), ItemKind.Repeat);
    }

    private static long Times(string digits)
    {
        string plain = digits.TrimStart('0');
        if (plain.Length <= 10 && (plain.Length == 0 ? 0 : long.Parse(plain)) is var n && n < Width.Unbounded) return n;
        throw new RegexSyntaxException("the repetition number is too large", -1) { Type = Types.OverflowError };
    }
}
