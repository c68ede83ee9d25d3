using System.Text.Json;

namespace MetaJit.Viewer;

/// <summary>What a compiled trace is.</summary>
public enum TraceKind { Loop, Entry, Bridge }

/// <summary>A stretch of a trace, from its beginning or from a label to the next label.</summary>
/// <param name="Name">The label, as <c>L1.1</c>; empty at the beginning.</param>
/// <param name="Operations">In it, without labels and places.</param>
public sealed record Stretch(string Name, int Operations)
{
    /// <summary>How often the program came by its beginning; null where the traces did not count.</summary>
    public long? Runs { get; set; }
}

/// <summary>A loop, function entry or bridge that was compiled.</summary>
public sealed class LoggedTrace
{
    /// <summary>In the order of the log, from 0.</summary>
    public required int Id { get; init; }
    public required TraceKind Kind { get; init; }

    /// <summary>The loop's number; of a bridge, that of the loop it belongs to.</summary>
    public required int Loop { get; init; }

    /// <summary>The number of the guard that a bridge comes from.</summary>
    public int? Guard { get; init; }

    /// <summary>Where in the user's program it begins.</summary>
    public string Place { get; set; } = "";

    /// <summary>Operations recorded and left, without labels and places.</summary>
    public int Recorded { get; set; }
    public int Left { get; set; }
    public int Guards { get; set; }
    public List<Stretch> Stretches { get; } = [];

    /// <summary>The label it jumps to at its end; empty where it does not.</summary>
    public string JumpsTo { get; set; } = "";

    public long Bytes { get; set; }
    public double OptimizingMilliseconds { get; set; }
    public double GeneratingMilliseconds { get; set; }

    /// <summary>How often the interpreter went on in it.</summary>
    public long Entered { get; set; }

    /// <summary>From entering to leaving machine code, all times together, with bridges and calls; 0 where nobody looked at a clock.</summary>
    public long Microseconds { get; set; }

    /// <summary>What became of it: freed or invalid; empty while it is in use.</summary>
    public string State { get; set; } = "";

    /// <summary>The trace whose guard a bridge comes from; null where the log does not have it.</summary>
    public LoggedTrace? Parent { get; set; }

    /// <summary>How often it ran, from its beginning.</summary>
    public long? Runs => Stretches.Count > 0 ? Stretches[0].Runs : null;

    /// <summary>How often the place was come by that the program came by most: of a loop, iterations.</summary>
    public long? MostRuns => Stretches.Max(stretch => stretch.Runs);

    /// <summary>Operations that the program ran in it; more than it did where guards failed on the way.</summary>
    public long Work => Stretches.Sum(stretch => stretch.Operations * (stretch.Runs ?? 0));

    public string Name => Kind == TraceKind.Bridge ? $"bridge from guard {Guard}" : $"{(Kind == TraceKind.Loop ? "loop" : "entry")} {Loop}";
}

/// <summary>A guard of a compiled trace.</summary>
/// <param name="Code">As <c>guard_true</c>.</param>
/// <param name="Place">Where in the user's program it stands.</param>
public sealed record LoggedGuard(int Number, string Code, LoggedTrace Trace, string Place)
{
    /// <summary>How often it left machine code for the interpreter, or for a bridge to be recorded.</summary>
    public long Failures { get; set; }
    public LoggedTrace? Bridge { get; set; }
}

/// <summary>A trace that was given up.</summary>
/// <param name="Reason">What happened.</param>
/// <param name="Place">The interpreter's C# line, or what was compiled.</param>
/// <param name="Guard">Of a bridge.</param>
/// <param name="Piece">The number of its text in the page; null where there is none.</param>
public sealed record GivenUp(string Reason, string Place, int? Guard, int? Piece);

/// <summary>All that a log tells, but for the traces' text.</summary>
public sealed class LoggedRun
{
    public List<LoggedTrace> Traces { get; } = [];
    public SortedDictionary<int, LoggedGuard> Guards { get; } = [];
    public List<GivenUp> GivenUp { get; } = [];

    /// <summary>C# methods that traces call instead of following them, with the reason.</summary>
    public List<(string Method, string Reason)> NotFollowed { get; } = [];

    /// <summary>Methods that machine code called, and how often.</summary>
    public List<(string Method, long Times)> Calls { get; } = [];
    public List<string> Warnings { get; } = [];

    /// <summary>What else the optimizer had to say.</summary>
    public List<string> Notes { get; } = [];

    /// <summary>The engine's counters; null where the log ends before them.</summary>
    public JsonElement? Statistics { get; set; }

    /// <summary>Whether the log goes to the program's end.</summary>
    public bool IsComplete { get; set; }

    /// <summary>Whether traces counted how often they ran.</summary>
    public bool HasRuns { get; set; }

    /// <summary>Places of the user's program, as traces name them.</summary>
    public HashSet<string> Places { get; } = [];

    public long Work => Traces.Sum(trace => trace.Work);

    /// <summary>The traces that the program spent most in, first.</summary>
    public IEnumerable<LoggedTrace> ByWork => Traces.OrderByDescending(trace => trace.Work).ThenByDescending(trace => trace.Entered);

    /// <summary>The guards that left machine code most often, first.</summary>
    public IEnumerable<LoggedGuard> ByFailures => Guards.Values.Where(guard => guard.Failures > 0).OrderByDescending(guard => guard.Failures);

    /// <summary>Reasons for which traces were given up, with how often.</summary>
    public IEnumerable<(string Reason, int Times)> Reasons =>
        GivenUp.GroupBy(item => item.Reason).Select(group => (group.Key, group.Count())).OrderByDescending(item => item.Item2);
}
