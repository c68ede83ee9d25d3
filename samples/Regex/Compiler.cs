namespace Patterns;

/// <summary>From nodes to the matcher's instructions.</summary>
public sealed class Compiler
{
    private readonly List<Instruction> _code = [];
    private int _slots;

    /// <exception cref="PatternError">The pattern is none.</exception>
    public static Pattern Compile(string text)
    {
        var parser = new Parser(text);
        Node node = parser.Parse();
        var compiler = new Compiler { _slots = 2 * parser.Groups + 2 };
        // From each position on: what fails there is tried from the next one.
        int search = compiler.Emit(Op.Split);
        compiler.Emit(Op.Save, 0);
        // Where nothing follows, a loop may take all it can.
        compiler.Part(node, new CharSet(_ => false));
        compiler.Emit(Op.Accept);
        compiler.Land(search);
        compiler.Emit(Op.Next, search);
        return new Pattern(text, [.. compiler._code], compiler._slots);
    }

    private int Emit(Op op, int a = 0, CharSet? set = null)
    {
        _code.Add(new Instruction(op, a, set));
        return _code.Count - 1;
    }

    private void Land(int jump) => _code[jump] = new Instruction(_code[jump].Op, _code.Count, _code[jump].Set);

    /// <param name="node">What is to match here.</param>
    /// <param name="next">The characters that what follows begins with, where it begins with one always; null: anything may follow.</param>
    private void Part(Node node, CharSet? next)
    {
        switch (node)
        {
            case Node.Chars { Only: >= 0 and var only }: Emit(Op.Char, only); break;
            case Node.Chars chars: Emit(Op.Set, 0, chars.Set); break;
            case Node.Assertion assertion: Emit(assertion.Op); break;
            case Node.Same same: Emit(Op.Same, 2 * same.Number); break;
            case Node.Group group:
                Emit(Op.Save, 2 * group.Number);
                Part(group.Inner, next);
                Emit(Op.Save, 2 * group.Number + 1);
                break;
            case Node.Sequence sequence:
                for (int k = 0; k < sequence.Parts.Length; k++) Part(sequence.Parts[k], k + 1 < sequence.Parts.Length ? First(sequence.Parts[k + 1]) : next);
                break;
            case Node.Choice choice:
                List<int> ends = [];
                for (int k = 0; k < choice.Ways.Length; k++)
                {
                    bool isLast = k == choice.Ways.Length - 1;
                    int other = isLast ? -1 : Emit(Op.Split);
                    Part(choice.Ways[k], next);
                    if (isLast) break;
                    ends.Add(Emit(Op.Jump));
                    Land(other);
                }
                ends.ForEach(Land);
                break;
            case Node.Repeat repeat: Repeat(repeat, next); break;
        }
    }

    private void Repeat(Node.Repeat repeat, CharSet? next)
    {
        for (int k = 0; k < repeat.Least; k++) Part(repeat.Inner, null);
        if (repeat.Most == Parser.Unlimited)
        {
            if (repeat is { IsGreedy: true, Inner: Node.Chars chars } && next is not null && !next.Overlaps(chars.Set)) Emit(Op.While, 0, chars.Set);
            else Loop(repeat);
            return;
        }
        List<int> ends = [];
        for (int k = repeat.Least; k < repeat.Most; k++)
        {
            ends.Add(Choose(repeat.IsGreedy));
            Part(repeat.Inner, null);
        }
        ends.ForEach(Land);
    }

    private void Loop(Node.Repeat repeat)
    {
        int head = _code.Count, over = Choose(repeat.IsGreedy), slot = MayBeEmpty(repeat.Inner) ? _slots++ : -1;
        if (slot >= 0) Emit(Op.Save, slot);
        Part(repeat.Inner, null);
        // What matched nothing would do so for ever.
        if (slot >= 0) Emit(Op.Moved, slot);
        Emit(Op.Again, head);
        Land(over);
    }

    /// <summary>Goes on with what follows, or elsewhere: greedily here first. Gives the instruction whose target the other way is.</summary>
    private int Choose(bool isGreedy)
    {
        if (isGreedy) return Emit(Op.Split);
        Emit(Op.Split, _code.Count + 2);
        return Emit(Op.Jump);
    }

    private static CharSet? First(Node node) => node switch
    {
        Node.Chars chars => chars.Set,
        Node.Group group => First(group.Inner),
        Node.Sequence { Parts: [var first, ..] } => First(first),
        Node.Repeat { Least: > 0 } repeat => First(repeat.Inner),
        Node.Choice choice => choice.Ways.Select(First).Aggregate((all, one) => all is null || one is null ? null : all.Or(one)),
        _ => null,
    };

    private static bool MayBeEmpty(Node node) => node switch
    {
        Node.Chars => false,
        Node.Group group => MayBeEmpty(group.Inner),
        Node.Sequence sequence => sequence.Parts.All(MayBeEmpty),
        Node.Choice choice => choice.Ways.Any(MayBeEmpty),
        Node.Repeat repeat => repeat.Least == 0 || MayBeEmpty(repeat.Inner),
        _ => true,
    };
}
