using System.Globalization;

namespace MetaJit;

/// <summary>The engine's parameters, with PyPy's names and, where nothing else is said, defaults.</summary>
public sealed record JitParameters
{
    /// <summary>Back edges taken before a loop is traced.</summary>
    public int Threshold { get; init; } = 1039;

    /// <summary>Entries before a function is traced from its start.</summary>
    public int FunctionThreshold { get; init; } = 1619;

    /// <summary>
    /// Failures of one guard before a bridge is traced from it. 0: as soon as its failures have cost as much time as the bridge will. PyPy
    /// waits for 200.
    /// </summary>
    public int TraceEagerness { get; init; }

    /// <summary>Parts of a thousand by which all counters shrink at each decay step.</summary>
    public int Decay { get; init; } = 40;

    /// <summary>Operations recorded before a trace counts as too long.</summary>
    public int TraceLimit { get; init; } = 6000;

    /// <summary>Whether calls to the portal are followed.</summary>
    public int Inlining { get; init; } = 1;

    /// <summary>Generations a compiled loop is kept without being entered.</summary>
    public int LoopLongevity { get; init; } = 1000;

    /// <summary>Further versions of a loop that are tried for bridges that fit no label of it. PyPy's default is 0.</summary>
    public int RetraceLimit { get; init; } = 5;

    /// <summary>Guards that whoever jumps to such a version may need; one with more is not made.</summary>
    public int MaxRetraceGuards { get; init; } = 15;

    /// <summary>Turns of the loops in one inlined function that become part of its caller's trace; with more to go, the loop is called. PyPy unrolls none unless a driver says so.</summary>
    public int MaxUnrollLoops { get; init; }

    /// <summary>Levels of one function that are inlined into one trace, fewer where they are long; one that is met more often is recursive, and called from then on.</summary>
    public int MaxUnrollRecursion { get; init; } = 7;

    /// <summary>
    /// Values or classes that one instruction of the interpreter is compiled for, one bridge after the other; one more bridge, which does not ask,
    /// is for all others. Not PyPy's.
    /// </summary>
    public int MaxGuardValues { get; init; } = 16;

    /// <summary>Bridges that one loop or function may have; what would need more is interpreted. Not PyPy's.</summary>
    public int MaxBridges { get; init; } = 1000;

    /// <summary>
    /// Bridges that one loop or function has before further ones end where control flow joins, at segments of code that they share; 0: they
    /// never do. Not PyPy's.
    /// </summary>
    public int Segments { get; init; } = 2;

    /// <summary>Megabytes of machine code; when they are full, what has not been entered for longest is freed. Not PyPy's.</summary>
    public int CodeMemory { get; init; } = 64;

    /// <summary>Whether what the build has converted of the interpreter is taken (<c>JitEngineOptions.Image</c>); 0, for comparison: each run converts anew. Not PyPy's.</summary>
    public int Image { get; init; } = 1;

    /// <summary>1, for finding faults of the compiler: traces are checked as recorded, behind each optimization, and before they become code. Not PyPy's.</summary>
    public int Verify { get; init; }

    /// <summary>Names of the optimizer passes that run, joined by colons; <c>all</c> for every pass. A leading <c>-</c> removes one: <c>all:-unroll</c>.</summary>
    public string EnableOpts { get; init; } = "all";

    /// <summary>PyPy's name, getter and setter of each parameter; the order in which help shows them.</summary>
    private static readonly (string Name, Func<JitParameters, object> Get, Func<JitParameters, string, JitParameters> With)[] Table =
    [
        ("threshold", p => p.Threshold, (p, v) => p with { Threshold = Int(v) }),
        ("function_threshold", p => p.FunctionThreshold, (p, v) => p with { FunctionThreshold = Int(v) }),
        ("trace_eagerness", p => p.TraceEagerness, (p, v) => p with { TraceEagerness = Int(v) }),
        ("decay", p => p.Decay, (p, v) => p with { Decay = Int(v) }),
        ("trace_limit", p => p.TraceLimit, (p, v) => p with { TraceLimit = Int(v) }),
        ("inlining", p => p.Inlining, (p, v) => p with { Inlining = Int(v) }),
        ("loop_longevity", p => p.LoopLongevity, (p, v) => p with { LoopLongevity = Int(v) }),
        ("retrace_limit", p => p.RetraceLimit, (p, v) => p with { RetraceLimit = Int(v) }),
        ("max_retrace_guards", p => p.MaxRetraceGuards, (p, v) => p with { MaxRetraceGuards = Int(v) }),
        ("max_unroll_loops", p => p.MaxUnrollLoops, (p, v) => p with { MaxUnrollLoops = Int(v) }),
        ("max_unroll_recursion", p => p.MaxUnrollRecursion, (p, v) => p with { MaxUnrollRecursion = Int(v) }),
        ("max_guard_values", p => p.MaxGuardValues, (p, v) => p with { MaxGuardValues = Int(v) }),
        ("max_bridges", p => p.MaxBridges, (p, v) => p with { MaxBridges = Int(v) }),
        ("segments", p => p.Segments, (p, v) => p with { Segments = Int(v) }),
        ("code_memory", p => p.CodeMemory, (p, v) => p with { CodeMemory = Math.Clamp(Int(v), 1, 1024) }),
        ("image", p => p.Image, (p, v) => p with { Image = Int(v) }),
        ("verify", p => p.Verify, (p, v) => p with { Verify = Int(v) }),
        ("enable_opts", p => p.EnableOpts, (p, v) => p with { EnableOpts = v }),
    ];

    /// <summary>Every parameter's name, in the order help shows them.</summary>
    public static IEnumerable<string> Names => Table.Select(row => row.Name);

    /// <summary>Applies <c>name=value,name=value</c> to these parameters.</summary>
    /// <exception cref="FormatException">An unknown name or a malformed value; the message says which and what is allowed.</exception>
    public JitParameters Parse(string text)
    {
        JitParameters result = this;
        foreach (string item in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] parts = item.Split('=', 2);
            var row = Array.Find(Table, candidate => candidate.Name == parts[0]);
            if (row.Name is null || parts.Length != 2)
                throw new FormatException($"unknown JIT parameter '{item}'; write name=value with one of: {string.Join(", ", Names)}");
            try
            {
                result = row.With(result, parts[1]);
            }
            catch (FormatException e)
            {
                throw new FormatException($"JIT parameter '{row.Name}': {e.Message}");
            }
        }
        return result;
    }

    private static int Int(string text) =>
        int.TryParse(text, NumberStyles.Integer, CultureInfo.InvariantCulture, out int value) && value >= 0
            ? value
            : throw new FormatException($"'{text}' is not a whole number of 0 or more");

    /// <summary>As <see cref="Parse"/> takes it: every parameter, with its value.</summary>
    public override string ToString() => string.Join(",", Table.Select(row => $"{row.Name}={row.Get(this)}"));
}
