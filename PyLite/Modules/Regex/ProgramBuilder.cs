using System.Runtime.InteropServices;

namespace PyLite.Modules.Regex;

/// <summary>
/// Makes a program of a pattern. Choices that the next character decides are not made by trying: an alternative that cannot begin with it is left
/// out, and a repeat that ends where something else must follow gives nothing back. That needs to know what follows each part.
/// </summary>
internal sealed class ProgramBuilder
{
    /// <summary>Repeats up to so many instructions are written out.</summary>
    private const int UnrolledSize = 24;

    private readonly List<int> _code = [];
    private readonly List<CharSet> _sets = [];
    private readonly List<BranchTable?> _tables = [];
    private readonly List<RunFilter> _filters = [];
    private int _registers;

    private ProgramBuilder(int groups) => _registers = 2 * groups + 1;

    public static RegexProgram Build(RegexNode pattern, int groups)
    {
        var builder = new ProgramBuilder(groups);
        builder.Emit(pattern, FirstChars.Any);
        builder._code.Add((int)RegexOp.Match);
        return new RegexProgram([.. builder._code], [.. builder._sets], [.. builder._tables!], [.. builder._filters], groups, builder._registers,
            StartFinder.Of(pattern));
    }

    private void Add(RegexOp op, params ReadOnlySpan<int> operands)
    {
        _code.Add((int)op);
        foreach (int operand in operands) _code.Add(operand);
    }

    /// <param name="node">What is to be matched, before what the code that is written next matches.</param>
    /// <param name="follow">With what that begins. Any: it is not to be looked at, for it does not take part in a choice that is final before.</param>
    private void Emit(RegexNode node, FirstChars follow)
    {
        switch (node)
        {
            case OneNode one: EmitOne(one.Set); break;
            case SequenceNode sequence: EmitSequence(sequence.Items, follow); break;
            case BranchNode branch: EmitBranch(branch, follow); break;
            case RepeatNode repeat: EmitRepeat(repeat, follow); break;
            case MarkNode mark: Add((mark.Mark & 1) == 0 ? RegexOp.MarkStart : RegexOp.MarkEnd, mark.Mark); break;
            case AtNode at: Add(RegexOp.At, (int)at.Place); break;
            case BackReferenceNode back: Add(RegexOp.BackReference, 2 * back.Group, (int)back.Mode); break;
            case ConditionalNode conditional: EmitConditional(conditional, follow); break;
            case LookNode look: EmitLook(look); break;
            case AtomicNode atomic:
                {
                    int k = _registers++;
                    Add(RegexOp.CutInit, k);
                    Emit(atomic.Body, FirstChars.Any);
                    Add(RegexOp.Cut, k);
                    break;
                }
            case FailNode: Add(RegexOp.Fail); break;
            default: throw new InvalidOperationException($"no code for {node.GetType().Name}");
        }
    }

    private int SetNumber(CharSet set)
    {
        int at = _sets.IndexOf(set);
        if (at >= 0) return at;
        _sets.Add(set);
        return _sets.Count - 1;
    }

    private void EmitOne(CharSet set)
    {
        if (set.Single >= 0) Add(RegexOp.Char, set.Single);
        else if (set.AllBut >= 0) Add(RegexOp.AnyBut, set.AllBut);
        else if (set.IsAll) Add(RegexOp.Any);
        else Add(RegexOp.Set, SetNumber(set));
    }

    private void EmitSequence(List<RegexNode> items, FirstChars follow)
    {
        var follows = new FirstChars[items.Count];
        for (int i = items.Count - 1; i >= 0; i--)
        {
            follows[i] = follow;
            follow = FirstChars.Of(items[i]).Then(follow);
        }
        for (int i = 0; i < items.Count; i++)
        {
            int length = 0;
            while (i + length < items.Count && items[i + length] is OneNode { Set.Single: >= 0 }) length++;
            if (length < 2)
            {
                Emit(items[i], follows[i]);
                continue;
            }
            Add(RegexOp.Text, length);
            for (int k = 0; k < length; k++) _code.Add(((OneNode)items[i + k]).Set.Single);
            i += length - 1;
        }
    }

    // ---- choices

    private void EmitBranch(BranchNode branch, FirstChars follow)
    {
        int count = branch.Alternatives.Count;
        var firsts = new FirstChars[count];
        var places = new int[count];
        var ends = new List<int>();
        Add(RegexOp.Branch, _tables.Count);
        int table = _tables.Count;
        _tables.Add(null);
        for (int i = 0; i < count; i++)
        {
            RegexNode alternative = branch.Alternatives[i];
            firsts[i] = FirstChars.Of(alternative).Then(follow);
            places[i] = _code.Count;
            Emit(alternative, follow);
            if (i == count - 1) break;
            Add(RegexOp.Jump, 0);
            ends.Add(_code.Count - 1);
        }
        foreach (int end in ends) _code[end] = _code.Count;
        _tables[table] = Table(firsts, places);
    }

    /// <summary>A choice between two places. They are known later: <see cref="EndSplit"/>.</summary>
    private int EmitSplit()
    {
        Add(RegexOp.Branch, _tables.Count);
        _tables.Add(null);
        return _tables.Count - 1;
    }

    private void EndSplit(int table, bool bodyFirst, int body, FirstChars bodyFirstChars, int exit, FirstChars exitFirstChars) =>
        _tables[table] = bodyFirst ? Table([bodyFirstChars, exitFirstChars], [body, exit]) : Table([exitFirstChars, bodyFirstChars], [exit, body]);

    /// <summary>
    /// The alternatives for each next character. All characters have the same list, the empty one, to begin with; each alternative parts the lists
    /// of the characters that it can begin with from those of the others.
    /// </summary>
    private static BranchTable Table(FirstChars[] firsts, int[] places)
    {
        // A list is its last place and the number of the list before it.
        var lists = new List<(int Before, int Place)> { (-1, -1) };
        var numbers = new int[258];
        for (int i = 0; i < places.Length; i++)
        {
            FirstChars first = firsts[i];
            var longer = new int[lists.Count];
            if (first.MayBeEmpty)
            {
                for (int c = 0; c < numbers.Length; c++) Add(c);
                continue;
            }
            for (int c = first.Latin.Next(0); c >= 0; c = first.Latin.Next(c + 1)) Add(c);
            if (first.Wide != 0) Add(BranchTable.WideCharacter);
            if (first.AtEnd) Add(BranchTable.AtEnd);

            void Add(int c)
            {
                ref int number = ref longer[numbers[c]];
                if (number == 0)
                {
                    number = lists.Count;
                    lists.Add((numbers[c], places[i]));
                }
                numbers[c] = number;
            }
        }
        return Numbered(numbers, lists, places);
    }

    /// <summary>The lists that are in use, in order of the characters. There may be more of them than a byte numbers: then all alternatives are tried.</summary>
    private static BranchTable Numbered(int[] numbers, List<(int Before, int Place)> lists, int[] places)
    {
        var known = new int[lists.Count];
        Array.Fill(known, -1);
        var used = new List<int[]>();
        var byCharacter = new byte[numbers.Length];
        for (int c = 0; c < numbers.Length; c++)
        {
            ref int number = ref known[numbers[c]];
            if (number < 0)
            {
                if (used.Count < byte.MaxValue) used.Add(List(numbers[c]));
                else if (used.Count == byte.MaxValue) used.Add(places);
                number = Math.Min(used.Count - 1, byte.MaxValue);
            }
            byCharacter[c] = (byte)number;
        }
        return new BranchTable(byCharacter, [.. used]);

        int[] List(int last)
        {
            var list = new Stack<int>();
            for (int at = last; lists[at].Before >= 0; at = lists[at].Before) list.Push(lists[at].Place);
            return [.. list];
        }
    }

    private void EmitConditional(ConditionalNode conditional, FirstChars follow)
    {
        Add(RegexOp.IfGroup, 2 * conditional.Group, 0);
        int otherwise = _code.Count - 1;
        Emit(conditional.Yes, follow);
        if (conditional.No == null)
        {
            _code[otherwise] = _code.Count;
            return;
        }
        Add(RegexOp.Jump, 0);
        int end = _code.Count - 1;
        _code[otherwise] = _code.Count;
        Emit(conditional.No, follow);
        _code[end] = _code.Count;
    }

    private void EmitLook(LookNode look)
    {
        int k = _registers;
        _registers += 2;
        if (look.IsNegative)
        {
            Add(RegexOp.NotInit, k, look.Behind, 0);
            int end = _code.Count - 1;
            Emit(look.Body, FirstChars.Any);
            Add(RegexOp.NotEnd, k);
            _code[end] = _code.Count;
            return;
        }
        Add(RegexOp.LookInit, k, look.Behind);
        Emit(look.Body, FirstChars.Any);
        Add(RegexOp.LookEnd, k);
    }

    // ---- repeats

    private void EmitRepeat(RepeatNode repeat, FirstChars follow)
    {
        if (repeat.Max == 0) return;
        if (repeat.Body is OneNode one)
        {
            EmitRun(repeat, one.Set, follow);
            return;
        }
        FirstChars body = FirstChars.Of(repeat.Body);
        if (repeat.Kind == RepeatKind.Possessive)
        {
            int k = _registers;
            _registers += 3;
            Add(RegexOp.PossessiveInit, k);
            EmitLoop(RegexOp.PossessiveLoop, k, repeat, FirstChars.Any);
            return;
        }
        bool unbounded = repeat.Max == RepeatNode.Unbounded;
        long copies = unbounded ? repeat.Min : repeat.Max;
        // What takes nothing is not repeated for ever: only a loop looks for that.
        bool advances = PatternWidth.Least(repeat.Body) > 0;
        if (repeat is { Min: 0, Max: 1 } || advances && Size(repeat.Body) * copies <= UnrolledSize)
        {
            FirstChars again = repeat.Max > repeat.Min ? body.Then(follow) | follow : follow;
            for (int i = 0; i < repeat.Min; i++) Emit(repeat.Body, i < repeat.Min - 1 ? body : again);
            if (unbounded) EmitStar(repeat, body, follow);
            else EmitOptional(repeat, repeat.Max - repeat.Min, body, follow);
            return;
        }
        if (unbounded && repeat.Min == 0 && advances)
        {
            EmitStar(repeat, body, follow);
            return;
        }
        int register = _registers;
        _registers += 2;
        Add(RegexOp.LoopInit, register);
        EmitLoop(repeat.Kind == RepeatKind.Greedy ? RegexOp.GreedyLoop : RegexOp.LazyLoop, register, repeat, body.Then(follow) | follow);
    }

    private void EmitLoop(RegexOp op, int register, RepeatNode repeat, FirstChars afterBody)
    {
        int check = _code.Count;
        Add(op, register, repeat.Min, repeat.Max, 0);
        int end = _code.Count - 1;
        Emit(repeat.Body, afterBody);
        Add(RegexOp.Jump, check);
        _code[end] = _code.Count;
    }

    /// <summary>Any number of times; the body takes something each time.</summary>
    private void EmitStar(RepeatNode repeat, FirstChars body, FirstChars follow)
    {
        int start = _code.Count;
        int split = EmitSplit();
        int place = _code.Count;
        Emit(repeat.Body, body | follow);
        Add(RegexOp.Jump, start);
        EndSplit(split, repeat.Kind == RepeatKind.Greedy, place, body, _code.Count, follow);
    }

    /// <summary>Up to so many times, one within the other.</summary>
    private void EmitOptional(RepeatNode repeat, int times, FirstChars body, FirstChars follow)
    {
        var splits = new List<(int Table, int Place)>();
        FirstChars first = body.Then(follow);
        for (int i = 0; i < times; i++)
        {
            int table = EmitSplit();
            splits.Add((table, _code.Count));
            Emit(repeat.Body, i < times - 1 ? first | follow : follow);
        }
        foreach ((int table, int place) in splits) EndSplit(table, repeat.Kind == RepeatKind.Greedy, place, first, _code.Count, follow);
    }

    private void EmitRun(RepeatNode repeat, CharSet set, FirstChars follow)
    {
        if (repeat is { Min: 1, Max: 1 })
        {
            EmitOne(set);
            return;
        }
        // Where a run ends, or is cut short, what follows must begin: it cannot where that begins with what the run takes.
        bool isFinal = repeat.Kind == RepeatKind.Possessive || repeat.Min == repeat.Max
            || !follow.MayBeEmpty && !follow.Overlaps(FirstChars.Of(set));
        if (isFinal) Add(RegexOp.Run, SetNumber(set), repeat.Min, repeat.Max);
        else Add(repeat.Kind == RepeatKind.Greedy ? RegexOp.GreedyRun : RegexOp.LazyRun, SetNumber(set), repeat.Min, repeat.Max, Filter(follow));
    }

    private int Filter(FirstChars follow)
    {
        if (follow.MayBeEmpty) return -1;
        var characters = new bool[258];
        for (int c = 0; c < 256; c++) characters[c] = follow.Contains(c);
        characters[RunFilter.WideCharacter] = follow.Wide != 0;
        characters[RunFilter.AtEnd] = follow.AtEnd;
        _filters.Add(new RunFilter(characters, follow.Single));
        return _filters.Count - 1;
    }

    /// <summary>About how many instructions a part becomes.</summary>
    private static int Size(RegexNode node)
    {
        int size = 1;
        switch (node)
        {
            case SequenceNode sequence:
                foreach (RegexNode item in CollectionsMarshal.AsSpan(sequence.Items)) size += Size(item);
                break;
            case BranchNode branch:
                foreach (RegexNode item in CollectionsMarshal.AsSpan(branch.Alternatives)) size += 2 + Size(item);
                break;
            case RepeatNode { Body: not OneNode } repeat: size += 3 + Size(repeat.Body) * Math.Clamp(repeat.Max == RepeatNode.Unbounded ? repeat.Min + 1 : repeat.Max, 1, 100); break;
            case ConditionalNode conditional: size += 2 + Size(conditional.Yes) + (conditional.No == null ? 0 : Size(conditional.No)); break;
            case LookNode look: size += 2 + Size(look.Body); break;
            case AtomicNode atomic: size += 2 + Size(atomic.Body); break;
        }
        return size;
    }
}
