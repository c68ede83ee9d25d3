namespace PyLite.Modules.Regex;

/// <summary>What can be gone back to: where, in which position, with the registers of when the trail was so long.</summary>
internal struct Choice
{
    /// <summary>The instruction that made it.</summary>
    public int Pc;
    public int Position;
    public int Trail;

    /// <summary>A run: the least position. A branch: the list and the next place in it.</summary>
    public int A;
    public int B;
}

/// <summary>A register and what it was before.</summary>
internal struct Undo
{
    public int Register, Value;
}

/// <summary>The memory of one match. There is no Python code inside a match, so one after another can use the same.</summary>
internal sealed class MatchState
{
    /// <summary>So many choices or saved registers are more than a program may have: MemoryError.</summary>
    private const int Most = 1 << 27;

    private static MatchState? s_spare;

    public int[] Registers = new int[32];
    public Choice[] Choices = new Choice[64];
    public Undo[] Trail = new Undo[64];

    /// <summary>Where the match begins and ends.</summary>
    public int Start, End;

    /// <summary>It ended with a Python exception.</summary>
    public bool Failed;

    public static MatchState Rent(RegexProgram program)
    {
        MatchState state = Interlocked.Exchange(ref s_spare, null) ?? new MatchState();
        if (state.Registers.Length < program.Registers) state.Registers = new int[program.Registers];
        state.Failed = false;
        return state;
    }

    public void Return()
    {
        // What one match in a million needed is not kept.
        if (Choices.Length > 1 << 16) Choices = new Choice[64];
        if (Trail.Length > 1 << 16) Trail = new Undo[64];
        s_spare = this;
    }

    public bool GrowChoices()
    {
        if (Choices.Length >= Most) return false;
        Array.Resize(ref Choices, Choices.Length * 2);
        return true;
    }

    public bool GrowTrail()
    {
        if (Trail.Length >= Most) return false;
        Array.Resize(ref Trail, Trail.Length * 2);
        return true;
    }
}
