// Where control flow joins: a merge point, in any frame of a trace, that other code of the same loop has passed. Once a loop has some bridges,
// further ones end at such a place and jump to a segment, code that begins there; so code grows with the program and not with the number of
// paths through it. A segment is compiled for each virtual state that comes by, a few, and then for what they have in common. This is lazy
// basic-block versioning (Chevalier-Boisvert and Feeley, 2015) by a meta-tracer.
using System.Diagnostics.CodeAnalysis;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Warmup;

/// <summary>What one register of a frame, at a join, is to whoever jumps there.</summary>
internal enum JoinRole : byte
{
    /// <summary>An argument of the jump.</summary>
    Variable,

    /// <summary>The same constant for everybody.</summary>
    Constant,

    /// <summary>The traced frame, or one of its arrays: they are arguments of every jump.</summary>
    Virtualizable, VirtualizableArray,
}

/// <param name="Frame">Which frame, from the outermost.</param>
/// <param name="Bits">A constant that is no reference; which array of the virtualizable.</param>
internal readonly record struct JoinRegister(int Frame, Operand Register, JoinRole Role, long Bits, object? Reference)
{
    public bool IsSameConstant(in JoinRegister other) => Bits == other.Bits && ReferenceEquals(Reference, other.Reference);
}

/// <summary>A join with its segments: the labels of <see cref="Token"/>.</summary>
/// <param name="Frames">The frames there, outermost first, with the instruction each goes on at.</param>
/// <param name="Registers">What lives in their registers.</param>
internal sealed record Join(uint Key, LoopToken Token, (JitCode Code, int Pc)[] Frames, JoinRegister[] Registers)
{
    // Virtual states of different shapes that a segment is compiled for, and all states.
    public const int MaxShapes = 4;
    private const int MaxVersions = 10;

    public bool IsFull => Token.Targets.Count >= MaxVersions;
}

/// <summary>The joins of one loop, function or bridge tree.</summary>
internal sealed class JoinTable
{
    private readonly HashSet<uint> _passed = [];
    private readonly Dictionary<uint, Join> _joins = [];

    /// <summary>Code has been compiled that passes these merge points.</summary>
    public void Pass(List<uint> keys)
    {
        foreach (uint key in keys) _passed.Add(key);
    }

    /// <summary>Whether compiled code passes the merge point. By a hash: a mistake makes a segment where none was needed.</summary>
    public bool HasPassed(uint key) => _passed.Contains(key);

    public bool TryFind(uint key, [NotNullWhen(true)] out Join? join) => _joins.TryGetValue(key, out join);

    public void Add(Join join) => _joins[join.Key] = join;
}
