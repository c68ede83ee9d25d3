using MetaJit;

namespace PyLite.Modules.Regex;

/// <summary>The instructions of a <see cref="RegexProgram"/>, with their operands.</summary>
public enum RegexOp
{
    /// <summary>The whole pattern matched.</summary>
    Match,
    /// <summary>Nothing matches here.</summary>
    Fail,
    /// <summary>The character c.</summary>
    Char,
    /// <summary>Any character but c.</summary>
    AnyBut,
    /// <summary>A character of the set s.</summary>
    Set,
    /// <summary>Any character.</summary>
    Any,
    /// <summary>n characters, which follow.</summary>
    Text,
    /// <summary>A group begins: register r is the position.</summary>
    MarkStart,
    /// <summary>A group ends: register r is the position, and the group is the last one that ended.</summary>
    MarkEnd,
    /// <summary>Goes to t.</summary>
    Jump,
    /// <summary>Goes to the first of the alternatives, table t, that can begin with the next character; the others are tried later.</summary>
    Branch,
    /// <summary>Goes on only at the place p.</summary>
    At,
    /// <summary>As many characters of set s as there are, from min to max; never fewer later.</summary>
    Run,
    /// <summary>The same, but fewer later where what follows (filter f, or -1) can begin.</summary>
    GreedyRun,
    /// <summary>As few as what follows (filter f, or -1) lets, from min to max.</summary>
    LazyRun,
    /// <summary>The registers k (times) and k + 1 (where the last time began) are made new.</summary>
    LoopInit,
    /// <summary>k, min, max, end: what follows once more, or on to the end.</summary>
    GreedyLoop, LazyLoop, PossessiveLoop,
    /// <summary>As <see cref="LoopInit"/>, and register k + 2 keeps how many choices there are.</summary>
    PossessiveInit,
    /// <summary>Register k keeps how many choices there are; <see cref="Cut"/> forgets those that came since.</summary>
    CutInit, Cut,
    /// <summary>k, n: as <see cref="CutInit"/>, and register k + 1 keeps the position; goes n characters back. <see cref="LookEnd"/> comes back.</summary>
    LookInit, LookEnd,
    /// <summary>k, n, end: what follows must not match, up to a <see cref="NotEnd"/>; if it does not, goes on at the end.</summary>
    NotInit, NotEnd,
    /// <summary>The text of the group whose start is register r; compared in case mode m.</summary>
    BackReference,
    /// <summary>Goes to t unless the group whose start is register r has matched.</summary>
    IfGroup,
}

/// <summary>For each next character, the alternatives that can begin with it, in their order.</summary>
public sealed class BranchTable(byte[] byCharacter, int[][] lists)
{
    /// <summary>Of any character from 256 on, and of the end of the text.</summary>
    public const int WideCharacter = 256, AtEnd = 257;

    /// <summary>The number of the list for each character below 256, then for the two others.</summary>
    [ImmutableArray] public readonly byte[] ByCharacter = byCharacter;

    /// <summary>Where the alternatives' code is.</summary>
    [ImmutableArray] public readonly int[][] Lists = lists;
}

/// <summary>The characters with which what follows a run can begin.</summary>
public sealed class RunFilter(bool[] characters, int single)
{
    /// <summary>Of any character from 256 on, and of the end of the text.</summary>
    public const int WideCharacter = 256, AtEnd = 257;

    /// <summary>Whether each character below 256 is one, and the two others.</summary>
    [ImmutableArray] public readonly bool[] Characters = characters;

    /// <summary>The only one, or -1.</summary>
    public readonly int Single = single;
}

/// <summary>A compiled pattern: code, and what its operands are numbers of.</summary>
public sealed class RegexProgram
{
    [ImmutableArray] public readonly int[] Code;
    [ImmutableArray] public readonly CharSet[] Sets;
    [ImmutableArray] public readonly BranchTable[] Tables;
    [ImmutableArray] public readonly RunFilter[] Filters;

    /// <summary>The number of groups, without the whole match.</summary>
    public readonly int Groups;

    /// <summary>The number of registers: two for each group, the last group, and those of loops.</summary>
    public readonly int Registers;

    public readonly StartFinder Start;

    internal RegexProgram(int[] code, CharSet[] sets, BranchTable[] tables, RunFilter[] filters, int groups, int registers, StartFinder start)
    {
        Code = code;
        Sets = sets;
        Tables = tables;
        Filters = filters;
        Groups = groups;
        Registers = registers;
        Start = start;
    }

    /// <summary>The register with the number of the group that ended last.</summary>
    public int LastGroupRegister => 2 * Groups;
}
