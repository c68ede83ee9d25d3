namespace PyLite.Modules.Regex;

/// <summary>The numbers of operators in the code words that Python's <c>re._compiler</c> makes.</summary>
internal enum SreOp : uint
{
    Failure, Success, Any, AnyAll, Assert, AssertNot, At, Branch, Category, CharSet, BigCharSet, GroupRef, GroupRefExists, In, Info, Jump, Literal,
    Mark, MaxUntil, MinUntil, NotLiteral, Negate, Range, Repeat, RepeatOne, SubPattern, MinRepeatOne, AtomicGroup, PossessiveRepeat,
    PossessiveRepeatOne, GroupRefIgnore, InIgnore, LiteralIgnore, NotLiteralIgnore, GroupRefLocaleIgnore, InLocaleIgnore, LiteralLocaleIgnore,
    NotLiteralLocaleIgnore, GroupRefUnicodeIgnore, InUnicodeIgnore, LiteralUnicodeIgnore, NotLiteralUnicodeIgnore, RangeUnicodeIgnore,
}

/// <summary>
/// Reads the code words that Python's <c>re._compiler</c> makes, and makes a tree of them. Words that it does not make are refused.
/// </summary>
internal sealed class SreCode
{
    public const int Magic = 20220615;
    public const uint MaxRepeat = uint.MaxValue;

    /// <summary>As many as a pattern may have in CPython of 64 bits.</summary>
    public const int MaxGroups = 1073741823;

    private const int Deepest = 2000;

    private readonly uint[] _code;
    private readonly int _groups;
    private int _depth;

    private sealed class InvalidCode : Exception;

    private SreCode(uint[] code, int groups)
    {
        _code = code;
        _groups = groups;
    }

    /// <summary>The pattern; null when the words are not right.</summary>
    public static RegexNode? Read(uint[] code, int groups)
    {
        if (code.Length == 0 || (SreOp)code[^1] != SreOp.Success) return null;
        try
        {
            return new SreCode(code, groups).Sequence(0, code.Length - 1);
        }
        catch (Exception e) when (e is InvalidCode or IndexOutOfRangeException)
        {
            return null;
        }
    }

    private static void Check(bool holds)
    {
        if (!holds) throw new InvalidCode();
    }

    /// <summary>Where the skip at a position leads to, which must not be past the end.</summary>
    private int Target(int at, int end)
    {
        Check(at < end && _code[at] <= (uint)(end - at));
        return at + (int)_code[at];
    }

    private SequenceNode Sequence(int at, int end)
    {
        Check(++_depth < Deepest);
        var items = new List<RegexNode>();
        while (at < end) at = Item(at, end, items);
        Check(at == end);
        _depth--;
        return new SequenceNode(items);
    }

    private int Number(int at) => (int)Math.Min(_code[at], int.MaxValue);

    private int Item(int at, int end, List<RegexNode> items)
    {
        var op = (SreOp)_code[at++];
        switch (op)
        {
            case SreOp.Failure:
                items.Add(new FailNode());
                return at;
            case SreOp.Any:
                items.Add(new OneNode(CharSet.NotNewline));
                return at;
            case SreOp.AnyAll:
                items.Add(new OneNode(CharSet.All));
                return at;
            case SreOp.Literal or SreOp.NotLiteral or SreOp.LiteralIgnore or SreOp.NotLiteralIgnore or SreOp.LiteralLocaleIgnore
                or SreOp.NotLiteralLocaleIgnore or SreOp.LiteralUnicodeIgnore or SreOp.NotLiteralUnicodeIgnore:
                items.Add(Literal(op, Number(at)));
                return at + 1;
            case SreOp.Category:
                items.Add(new OneNode(new CharSet([Category(_code[at])])));
                return at + 1;
            case SreOp.In or SreOp.InIgnore or SreOp.InLocaleIgnore or SreOp.InUnicodeIgnore:
                {
                    int next = Target(at, end);
                    items.Add(new OneNode(Set(at + 1, next, ModeOf(op))));
                    return next;
                }
            case SreOp.At:
                items.Add(new AtNode(PlaceOf(_code[at])));
                return at + 1;
            case SreOp.Mark:
                Check(_code[at] < 2L * _groups);
                items.Add(new MarkNode(Number(at)));
                return at + 1;
            case SreOp.GroupRef or SreOp.GroupRefIgnore or SreOp.GroupRefLocaleIgnore or SreOp.GroupRefUnicodeIgnore:
                Check(_code[at] < (uint)_groups);
                items.Add(new BackReferenceNode(Number(at), ModeOf(op)));
                return at + 1;
            case SreOp.GroupRefExists:
                return Conditional(at, end, items);
            case SreOp.Info:
                return Target(at, end);
            case SreOp.Branch:
                return Branch(at, end, items);
            case SreOp.RepeatOne or SreOp.MinRepeatOne or SreOp.PossessiveRepeatOne:
                {
                    int next = Target(at, end);
                    Check(next - 1 > at && (SreOp)_code[next - 1] == SreOp.Success);
                    items.Add(Repeat(at, next - 1, op == SreOp.RepeatOne ? RepeatKind.Greedy : op == SreOp.MinRepeatOne ? RepeatKind.Lazy : RepeatKind.Possessive));
                    return next;
                }
            case SreOp.Repeat or SreOp.PossessiveRepeat:
                {
                    int until = Target(at, end);
                    Check(until < end);
                    RepeatKind kind = ((SreOp)_code[until], op) switch
                    {
                        (SreOp.MaxUntil, SreOp.Repeat) => RepeatKind.Greedy,
                        (SreOp.MinUntil, SreOp.Repeat) => RepeatKind.Lazy,
                        (SreOp.Success, SreOp.PossessiveRepeat) => RepeatKind.Possessive,
                        _ => throw new InvalidCode(),
                    };
                    items.Add(Repeat(at, until, kind));
                    return until + 1;
                }
            case SreOp.AtomicGroup:
                {
                    int next = Target(at, end);
                    Check(next - 1 > at && (SreOp)_code[next - 1] == SreOp.Success);
                    items.Add(new AtomicNode(Sequence(at + 1, next - 1)));
                    return next;
                }
            case SreOp.Assert or SreOp.AssertNot:
                {
                    int next = Target(at, end);
                    Check(next - 1 > at + 1 && (SreOp)_code[next - 1] == SreOp.Success && _code[at + 1] <= int.MaxValue);
                    items.Add(new LookNode(Sequence(at + 2, next - 1), Number(at + 1), op == SreOp.AssertNot));
                    return next;
                }
            default:
                throw new InvalidCode();
        }
    }

    private RepeatNode Repeat(int at, int end, RepeatKind kind)
    {
        uint min = _code[at + 1], max = _code[at + 2];
        Check(min <= max && at + 3 <= end);
        SequenceNode body = Sequence(at + 3, end);
        return new RepeatNode(body.Items.Count == 1 ? body.Items[0] : body, (int)Math.Min(min, int.MaxValue - 1),
            max >= int.MaxValue ? RepeatNode.Unbounded : (int)max, kind);
    }

    private int Branch(int at, int end, List<RegexNode> items)
    {
        var alternatives = new List<RegexNode>();
        int after = -1;
        while (true)
        {
            Check(at < end);
            if (_code[at] == 0) break;
            int next = Target(at, end);
            // Each alternative ends with a jump to what comes after all of them.
            Check(next - 2 > at && (SreOp)_code[next - 2] == SreOp.Jump);
            alternatives.Add(Sequence(at + 1, next - 2));
            int target = Target(next - 1, end);
            Check(after < 0 || after == target);
            after = target;
            at = next;
        }
        Check(alternatives.Count > 0 && after == at + 1);
        items.Add(new BranchNode(alternatives));
        return at + 1;
    }

    private int Conditional(int at, int end, List<RegexNode> items)
    {
        Check(at + 1 < end && _code[at] < (uint)_groups);
        int group = Number(at);
        Check(_code[at + 1] >= 2 && _code[at + 1] <= (uint)(end - at));
        int target = at + (int)_code[at + 1];
        if (target - 2 > at + 1 && (SreOp)_code[target - 2] == SreOp.Jump)
        {
            int last = Target(target - 1, end);
            items.Add(new ConditionalNode(group, Sequence(at + 2, target - 2), Sequence(target, last)));
            return last;
        }
        items.Add(new ConditionalNode(group, Sequence(at + 2, target), null));
        return target;
    }

    private static CaseMode ModeOf(SreOp op) => op switch
    {
        SreOp.InIgnore or SreOp.LiteralIgnore or SreOp.NotLiteralIgnore or SreOp.GroupRefIgnore => CaseMode.Ascii,
        SreOp.InLocaleIgnore or SreOp.LiteralLocaleIgnore or SreOp.NotLiteralLocaleIgnore or SreOp.GroupRefLocaleIgnore => CaseMode.Locale,
        SreOp.InUnicodeIgnore or SreOp.LiteralUnicodeIgnore or SreOp.NotLiteralUnicodeIgnore or SreOp.GroupRefUnicodeIgnore => CaseMode.Unicode,
        _ => CaseMode.Exact,
    };

    private static OneNode Literal(SreOp op, int c)
    {
        bool isNot = op is SreOp.NotLiteral or SreOp.NotLiteralIgnore or SreOp.NotLiteralLocaleIgnore or SreOp.NotLiteralUnicodeIgnore;
        CaseMode mode = ModeOf(op);
        // Under LOCALE the character stands as it was written.
        if (mode == CaseMode.Locale) (c, mode) = (CharCase.Lower(c, mode), CaseMode.Ascii);
        return new OneNode(new CharSet([SetItem.Range(c, c)], isNot, mode));
    }

    private static SetItem Category(uint number) => number switch
    {
        < 8 => SetItem.Class((CharClass)number, isUnicode: false),
        // Words of the locale: ASCII's.
        8 => SetItem.Class(CharClass.Word, isUnicode: false),
        9 => SetItem.Class(CharClass.NotWord, isUnicode: false),
        < 18 => SetItem.Class((CharClass)(number - 10), isUnicode: true),
        _ => throw new InvalidCode(),
    };

    private static Place PlaceOf(uint number) => number switch
    {
        0 => Place.Beginning,
        1 => Place.BeginningOfLine,
        2 => Place.BeginningOfString,
        3 or 8 => Place.Boundary,
        4 or 9 => Place.NotBoundary,
        5 => Place.End,
        6 => Place.EndOfLine,
        7 => Place.EndOfString,
        10 => Place.UnicodeBoundary,
        11 => Place.NotUnicodeBoundary,
        _ => throw new InvalidCode(),
    };

    private CharSet Set(int at, int end, CaseMode mode)
    {
        var items = new List<SetItem>();
        bool isNegated = false;
        while (true)
        {
            Check(at < end);
            switch ((SreOp)_code[at++])
            {
                case SreOp.Failure:
                    Check(at == end);
                    return items is [{ Kind: SetItemKind.UnicodeClass or SetItemKind.AsciiClass } only] && !isNegated && mode == CaseMode.Exact
                        ? CharSet.Of((CharClass)only.A, only.Kind == SetItemKind.UnicodeClass)
                        : new CharSet([.. items], isNegated, mode);
                case SreOp.Negate:
                    Check(items.Count == 0 && !isNegated);
                    isNegated = true;
                    break;
                case SreOp.Literal:
                    items.Add(SetItem.Range(Number(at), Number(at)));
                    at++;
                    break;
                case SreOp.Range:
                    items.Add(SetItem.Range(Number(at), Number(at + 1)));
                    at += 2;
                    break;
                case SreOp.RangeUnicodeIgnore:
                    items.Add(new SetItem(SetItemKind.RangeOfEitherCase, Number(at), Number(at + 1)));
                    at += 2;
                    break;
                case SreOp.Category:
                    items.Add(Category(_code[at++]));
                    break;
                case SreOp.CharSet:
                    Check(at + 8 <= end);
                    items.Add(new SetItem(SetItemKind.Bits, 0, 0, _code[at..(at + 8)]));
                    at += 8;
                    break;
                case SreOp.BigCharSet:
                    at = BigSet(at, end, items);
                    break;
                default:
                    throw new InvalidCode();
            }
        }
    }

    /// <summary>Blocks of 256 bits, after the number of the block for each 256 characters, four in a word.</summary>
    private int BigSet(int at, int end, List<SetItem> items)
    {
        int blocks = Number(at++);
        Check(blocks <= 256 && at + 64 + blocks * 8 <= end);
        var bits = new uint[2048];
        for (int page = 0; page < 256; page++)
        {
            int block = (int)(_code[at + page / 4] >> (page % 4 * 8) & 255);
            Check(block < blocks);
            _code.AsSpan(at + 64 + block * 8, 8).CopyTo(bits.AsSpan(page * 8));
        }
        items.Add(new SetItem(SetItemKind.Bits, 0, 0, bits));
        return at + 64 + blocks * 8;
    }
}
