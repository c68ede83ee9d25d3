// The engine's counters, for --jit-stats and for tests.
using System.Runtime.InteropServices;
using System.Text.Json;
using MetaTracer.CodeWriter;
using MetaTracer.Trace;

namespace MetaTracer.Logging;

/// <summary>An instruction of the interpreter, or a text. Its line is looked up when it is shown: reading symbols takes a while.</summary>
internal readonly record struct CodePlace(JitCode? Code, int Pc, string Text = "")
{
    public static CodePlace Of(string text) => new(null, 0, text);

    public override string ToString() => Code is null ? Text
        : Code.SourceLocation is { } locate && Pc < Code.Code.Length ? $"{Code.Name} {locate(Pc)}" : $"{Code.Name} at {Pc}";
}

public sealed class JitStats(TraceBackend backend, JitCodeWriter code)
{
    // A program that makes code for ever has ever new places.
    private const int MaxPlaces = 500;

    // How many guards and callees are named.
    private const int Named = 20;

    /// <summary>A guard that fails so often is one to name.</summary>
    internal const int ManyFailures = 100;

    private readonly List<(GuardDescr Guard, string Place)> _guards = [];

    /// <summary>Compiled traces that jump to their own start.</summary>
    public long LoopsCompiled { get; internal set; }

    /// <summary>Compiled traces from a function's start, or from a loop's into another loop.</summary>
    public long EntriesCompiled { get; internal set; }

    public long BridgesCompiled { get; internal set; }

    /// <summary>Bridges traced on for one more iteration because their loop had no label for them, and the labels that came of it.</summary>
    public long Retraces { get; internal set; }
    public long LabelsAdded { get; internal set; }

    /// <summary>Pieces of bridges that begin where control flow joins and that other bridges may jump to, and bridges that ended at one.</summary>
    public long SegmentsCompiled { get; internal set; }
    public long BridgesJoined { get; internal set; }

    /// <summary>Bridges in which a place that has had too many values or classes is compiled without asking for them.</summary>
    public long GenericSites { get; internal set; }

    /// <summary>Traces begun, from the interpreter and from guards.</summary>
    public long TracesStarted { get; internal set; }

    /// <summary>Times that something hot was not traced because compiling had taken its share of the time.</summary>
    public long HeldBack { get; internal set; }

    /// <summary>Traces given up, by reason.</summary>
    public SortedDictionary<string, long> AbortsByReason { get; } = new(StringComparer.Ordinal);

    /// <summary>Operations in recorded traces, and what the optimizer left of them.</summary>
    public long OperationsRecorded { get; internal set; }
    public long OperationsLeft { get; internal set; }

    /// <summary>Guards in compiled code.</summary>
    public long Guards { get; internal set; }

    /// <summary>Guard failures that left compiled code.</summary>
    public long GuardFailures { get; internal set; }

    /// <summary>Loops whose quasi-immutable values changed.</summary>
    public long Invalidations { get; internal set; }

    /// <summary>Loops and function entries whose code was given back: not entered for long, replaced or invalid.</summary>
    public long LoopsFreed { get; internal set; }

    /// <summary>JitCode instructions executed while tracing, and in the blackhole.</summary>
    public long InstructionsTraced { get; internal set; }
    public long InstructionsBlackholed { get; internal set; }

    public double TracingSeconds { get; internal set; }
    public double OptimizingSeconds { get; internal set; }
    public double GeneratingSeconds { get; internal set; }

    /// <summary>What the backend counts: entries, yields by kind, bytes of code.</summary>
    public BackendStats Backend => backend.Stats;

    /// <summary>Traces given up, in all.</summary>
    public long Aborts { get; private set; }

    private readonly Dictionary<(string Reason, CodePlace Place), long> _abortPlaces = [];

    /// <summary>The same, with the interpreter's line at which each recording ended.</summary>
    private IEnumerable<(string Name, long Count)> AbortsByPlace =>
        _abortPlaces.Select(entry => (Name: $"{entry.Key.Reason} at {entry.Key.Place}", entry.Value)).OrderBy(entry => entry.Name, StringComparer.Ordinal);

    /// <summary>Bytes of machine code in use; from any thread.</summary>
    public long CodeBytesInUse => backend.CodeBytesInUse;

    internal void NoteAbort(string reason, CodePlace place)
    {
        AbortsByReason[reason] = AbortsByReason.GetValueOrDefault(reason) + 1;
        if (_abortPlaces.Count >= MaxPlaces && !_abortPlaces.ContainsKey((reason, place))) place = CodePlace.Of("other places");
        CollectionsMarshal.GetValueRefOrAddDefault(_abortPlaces, (reason, place), out _)++;
        Aborts++;
    }

    internal void NoteGuard(GuardDescr guard, string place)
    {
        if (_guards.Count < MaxPlaces) _guards.Add((guard, place));
    }

    /// <summary>The guards that left compiled code most often, with the place in the user's program.</summary>
    private IEnumerable<(string Name, long Count)> WorstGuards =>
        _guards.OrderByDescending(entry => entry.Guard.Failures).Take(Named)
            .Select(entry => ($"G{entry.Guard.Number} {entry.Guard.Code} of loop {entry.Guard.Owner?.Number} at {entry.Place}", entry.Guard.Failures));

    /// <summary>The methods that compiled code calls most often: each call is a yield.</summary>
    private IEnumerable<(string Name, long Count)> BusiestCallees =>
        code.Callees.Where(callee => callee.Calls > 0).GroupBy(callee => callee.Name)
            .Select(group => (Name: group.Key, Count: group.Sum(callee => callee.Calls))).OrderByDescending(entry => entry.Count).Take(Named);

    /// <summary>All counters as one JSON object.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("loops", LoopsCompiled);
            json.WriteNumber("entries_compiled", EntriesCompiled);
            json.WriteNumber("bridges", BridgesCompiled);
            json.WriteNumber("retraces", Retraces);
            json.WriteNumber("labels_added", LabelsAdded);
            json.WriteNumber("segments", SegmentsCompiled);
            json.WriteNumber("bridges_joined", BridgesJoined);
            json.WriteNumber("generic_sites", GenericSites);
            json.WriteNumber("traces_started", TracesStarted);
            json.WriteNumber("held_back", HeldBack);
            Write(json, "aborts", AbortsByReason);
            Write(json, "abort_places", AbortsByPlace);
            json.WriteNumber("operations_recorded", OperationsRecorded);
            json.WriteNumber("operations_left", OperationsLeft);
            json.WriteNumber("guards", Guards);
            json.WriteNumber("guard_failures", GuardFailures);
            json.WriteNumber("invalidations", Invalidations);
            json.WriteNumber("loops_freed", LoopsFreed);
            json.WriteNumber("instructions_traced", InstructionsTraced);
            json.WriteNumber("instructions_blackholed", InstructionsBlackholed);
            json.WriteNumber("seconds_tracing", Math.Round(TracingSeconds, 6));
            json.WriteNumber("seconds_optimizing", Math.Round(OptimizingSeconds, 6));
            json.WriteNumber("seconds_generating_code", Math.Round(GeneratingSeconds, 6));
            json.WriteNumber("seconds_collecting", Math.Round(GC.GetTotalPauseDuration().TotalSeconds, 6));
            Write(json, "collections", Enumerable.Range(0, GC.MaxGeneration + 1).Select(generation => ($"gen{generation}", (long)GC.CollectionCount(generation))));
            json.WriteNumber("taken_from_image", code.Counts.Taken);
            json.WriteNumber("methods_converted", code.Counts.Converted);
            json.WriteNumber("entries", Backend.Entries);
            Write(json, "yields", Backend.Yields);
            Write(json, "residual_calls", BusiestCallees);
            Write(json, "guards_that_failed", WorstGuards);
            json.WriteNumber("code_bytes", Backend.CodeBytes);
            json.WriteNumber("code_bytes_in_use", CodeBytesInUse);
            json.WriteEndObject();
        }
        return System.Text.Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    private static void Write(Utf8JsonWriter json, string name, IEnumerable<(string Name, long Count)> counters)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counters) json.WriteNumber(key, count);
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, SortedDictionary<string, long> counters)
    {
        json.WriteStartObject(name);
        foreach (var (key, count) in counters) json.WriteNumber(key, count);
        json.WriteEndObject();
    }
}
