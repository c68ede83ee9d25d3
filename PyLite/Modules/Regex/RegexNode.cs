namespace PyLite.Modules.Regex;

/// <summary>
/// A pattern as a tree: what the parser makes of text, and the reader of <c>_sre</c> code. A <see cref="ProgramBuilder"/> makes a program of it.
/// </summary>
public abstract class RegexNode
{
    /// <summary>With what a match of it can begin; computed when asked for.</summary>
    internal FirstChars? First;
}

/// <summary>One character of a set.</summary>
public sealed class OneNode(CharSet set) : RegexNode
{
    public readonly CharSet Set = set;
}

public sealed class SequenceNode(List<RegexNode> items) : RegexNode
{
    public readonly List<RegexNode> Items = items;
}

public sealed class BranchNode(List<RegexNode> alternatives) : RegexNode
{
    public readonly List<RegexNode> Alternatives = alternatives;
}

public enum RepeatKind
{
    Greedy, Lazy, Possessive,
}

public sealed class RepeatNode(RegexNode body, int min, int max, RepeatKind kind) : RegexNode
{
    public const int Unbounded = int.MaxValue;

    public readonly RegexNode Body = body;
    public readonly int Min = min, Max = max;
    public readonly RepeatKind Kind = kind;
}

/// <summary>A group's start (even) or end (odd): twice its number from 0, or one more.</summary>
public sealed class MarkNode(int mark) : RegexNode
{
    public readonly int Mark = mark;
}

public enum Place
{
    Beginning, BeginningOfLine, BeginningOfString, Boundary, NotBoundary, End, EndOfLine, EndOfString, UnicodeBoundary, NotUnicodeBoundary,
}

public sealed class AtNode(Place place) : RegexNode
{
    public readonly Place Place = place;
}

/// <summary>The text of a group, from 0, once more.</summary>
public sealed class BackReferenceNode(int group, CaseMode mode) : RegexNode
{
    public readonly int Group = group;
    public readonly CaseMode Mode = mode;
}

public sealed class ConditionalNode(int group, RegexNode yes, RegexNode? no) : RegexNode
{
    public readonly int Group = group;
    public readonly RegexNode Yes = yes;
    public readonly RegexNode? No = no;
}

/// <summary>Matches without taking anything, so many characters before; or must not match.</summary>
public sealed class LookNode(RegexNode body, int behind, bool isNegative) : RegexNode
{
    public readonly RegexNode Body = body;
    public readonly int Behind = behind;
    public readonly bool IsNegative = isNegative;
}

public sealed class AtomicNode(RegexNode body) : RegexNode
{
    public readonly RegexNode Body = body;
}

/// <summary>Never matches.</summary>
public sealed class FailNode : RegexNode;
