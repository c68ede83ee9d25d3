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

/// <summary>The engine's counters, which go on as a program runs. Each is called the same in <c>--jit-stats</c>, with words in small letters and joined by <c>_</c>.</summary>
public sealed class JitStats
{
    private readonly TraceBackend _backend;
    private readonly JitCodeWriter _code;

    // A program that makes code for ever has ever new places.
    private const int MaxPlaces = 500;

    // How many guards and callees are named.
    private const int Named = 20;

    /// <summary>A guard that fails so often is one to name.</summary>
    internal const int ManyFailures = 100;

    private readonly List<(GuardDescr Guard, string Place)> _guards = [];

    internal JitStats(TraceBackend backend, JitCodeWriter code) => (_backend, _code) = (backend, code);

    /// <summary>Compiled traces that jump to their own start.</summary>
    public long Loops { get; internal set; }

    /// <summary>Compiled traces from a function's start, or from a loop's into another loop.</summary>
    public long EntriesCompiled { get; internal set; }

    /// <summary>Compiled traces from guards that failed often.</summary>
    public long Bridges { get; internal set; }

    /// <summary>Bridges traced on for one more iteration because their loop had no label for them.</summary>
    public long Retraces { get; internal set; }

    /// <summary>Labels that came of <see cref="Retraces"/> and of <see cref="Segments"/>.</summary>
    public long LabelsAdded { get; internal set; }

    /// <summary>Pieces of bridges that begin where control flow joins and that other bridges may jump to.</summary>
    public long Segments { get; internal set; }

    /// <summary>Bridges that ended at one of the <see cref="Segments"/>.</summary>
    public long BridgesJoined { get; internal set; }

    /// <summary>Bridges in which a place that has had too many values or classes is compiled without asking for them.</summary>
    public long GenericSites { get; internal set; }

    /// <summary>Traces begun, from the interpreter and from guards.</summary>
    public long TracesStarted { get; internal set; }

    /// <summary>Times that something hot was not traced because compiling was beyond its budget.</summary>
    public long HeldBack { get; internal set; }

    /// <summary>How often compiled code was left alone for a while, because entering it cost more than it brought.</summary>
    public long Rests { get; internal set; }

    /// <summary>Seconds in compiled code.</summary>
    public double SecondsInCode { get; internal set; }

    /// <summary>Seconds that compiled code has saved the interpreter, by an estimate from the steps it has done. What bridges may take depends on it.</summary>
    public double SecondsSaved { get; internal set; }

    /// <summary>Seconds in which the program was between compiled code and the interpreter because a guard had failed.</summary>
    public double SecondsLost { get; internal set; }

    /// <summary>Traces given up, by reason.</summary>
    public SortedDictionary<string, long> Aborts { get; } = new(StringComparer.Ordinal);

    /// <summary>Operations in recorded traces.</summary>
    public long OperationsRecorded { get; internal set; }

    /// <summary>Operations in compiled traces: what the optimizer left, with the iterations it has peeled off.</summary>
    public long OperationsLeft { get; internal set; }

    /// <summary>Guards in compiled code.</summary>
    public long Guards { get; internal set; }

    /// <summary>Guard failures that left compiled code.</summary>
    public long GuardFailures { get; internal set; }

    /// <summary>Loops whose quasi-immutable values changed.</summary>
    public long Invalidations { get; internal set; }

    /// <summary>Loops and function entries whose code was given back: not entered for long, replaced or invalid.</summary>
    public long LoopsFreed { get; internal set; }

    /// <summary>JitCode instructions executed while tracing.</summary>
    public long InstructionsTraced { get; internal set; }

    /// <summary>JitCode instructions executed between a guard that failed and the next merge point.</summary>
    public long InstructionsBlackholed { get; internal set; }

    /// <summary>Seconds spent recording traces, less what the program itself ran meanwhile.</summary>
    public double SecondsTracing { get; internal set; }

    /// <summary>Seconds spent in the optimizer.</summary>
    public double SecondsOptimizing { get; internal set; }

    /// <summary>Seconds spent in the backend, making code.</summary>
    public double SecondsGeneratingCode { get; internal set; }

    /// <summary>Seconds from when the engine was made, before it was attached, until it began to record its first trace, and until that was machine code.</summary>
    public double SecondsToFirstTrace { get; internal set; }

    /// <inheritdoc cref="SecondsToFirstTrace"/>
    public double SecondsToFirstCode { get; internal set; }

    /// <summary>Seconds for which the garbage collector has stopped the process, and its collections of each generation; since the process began.</summary>
    public double SecondsCollecting => GC.GetTotalPauseDuration().TotalSeconds;

    /// <inheritdoc cref="SecondsCollecting"/>
    public IEnumerable<(string Name, long Count)> Collections =>
        Enumerable.Range(0, GC.MaxGeneration + 1).Select(generation => ($"gen{generation}", (long)GC.CollectionCount(generation)));

    /// <summary>Methods whose JitCode came from <see cref="JitEngineOptions.Image"/>, and those converted in this process.</summary>
    public long TakenFromImage => _code.Counts.Taken;

    /// <inheritdoc cref="TakenFromImage"/>
    public long MethodsConverted => _code.Counts.Converted;

    /// <summary>What the backend counts: entries, yields by kind, bytes of code.</summary>
    public BackendStats Backend => _backend.Stats;

    /// <summary>Traces given up, in all.</summary>
    public long AbortCount { get; private set; }

    private readonly Dictionary<(string Reason, CodePlace Place), long> _abortPlaces = [];

    /// <summary>Traces given up, by reason and the interpreter's line at which each recording ended.</summary>
    public IEnumerable<(string Name, long Count)> AbortPlaces =>
        _abortPlaces.Select(entry => (Name: $"{entry.Key.Reason} at {entry.Key.Place}", entry.Value)).OrderBy(entry => entry.Name, StringComparer.Ordinal);

    /// <summary>Bytes of machine code in use; from any thread.</summary>
    public long CodeBytesInUse => _backend.CodeBytesInUse;

    internal void NoteAbort(string reason, CodePlace place)
    {
        Aborts[reason] = Aborts.GetValueOrDefault(reason) + 1;
        if (_abortPlaces.Count >= MaxPlaces && !_abortPlaces.ContainsKey((reason, place))) place = CodePlace.Of("other places");
        CollectionsMarshal.GetValueRefOrAddDefault(_abortPlaces, (reason, place), out _)++;
        AbortCount++;
    }

    internal void NoteGuard(GuardDescr guard, string place)
    {
        if (_guards.Count < MaxPlaces) _guards.Add((guard, place));
    }

    /// <summary>The guards that left compiled code most often, with the place in the user's program.</summary>
    public IEnumerable<(string Name, long Count)> GuardsThatFailed =>
        _guards.OrderByDescending(entry => entry.Guard.Failures).Take(Named)
            .Select(entry => ($"G{entry.Guard.Number} {entry.Guard.Code} of loop {entry.Guard.Owner?.Number} at {entry.Place}", entry.Guard.Failures));

    /// <summary>The methods that compiled code calls most often: each call is a yield.</summary>
    public IEnumerable<(string Name, long Count)> ResidualCalls => Most(callee => callee.Calls > 0);

    /// <summary>Those of them that cost more than the loops around them gain.</summary>
    public IEnumerable<(string Name, long Count)> CostlyCalls => Most(callee => callee.IsCostly);

    private IEnumerable<(string Name, long Count)> Most(Func<CallDescr, bool> isMeant)
    {
        _ = _backend.Stats;      // brings the callees' counts up to date
        return _code.Callees.Where(isMeant).GroupBy(callee => callee.Name)
            .Select(group => (Name: group.Key, Count: group.Sum(callee => callee.Calls))).OrderByDescending(entry => entry.Count).Take(Named);
    }

    /// <summary>All counters as one JSON object.</summary>
    public string ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            json.WriteStartObject();
            json.WriteNumber("loops", Loops);
            json.WriteNumber("entries_compiled", EntriesCompiled);
            json.WriteNumber("bridges", Bridges);
            json.WriteNumber("retraces", Retraces);
            json.WriteNumber("labels_added", LabelsAdded);
            json.WriteNumber("segments", Segments);
            json.WriteNumber("bridges_joined", BridgesJoined);
            json.WriteNumber("generic_sites", GenericSites);
            json.WriteNumber("traces_started", TracesStarted);
            json.WriteNumber("held_back", HeldBack);
            json.WriteNumber("rests", Rests);
            json.WriteNumber("seconds_in_code", SecondsInCode);
            json.WriteNumber("seconds_saved", SecondsSaved);
            json.WriteNumber("seconds_lost", SecondsLost);
            Write(json, "aborts", Aborts);
            Write(json, "abort_places", AbortPlaces);
            json.WriteNumber("operations_recorded", OperationsRecorded);
            json.WriteNumber("operations_left", OperationsLeft);
            json.WriteNumber("guards", Guards);
            json.WriteNumber("guard_failures", GuardFailures);
            json.WriteNumber("invalidations", Invalidations);
            json.WriteNumber("loops_freed", LoopsFreed);
            json.WriteNumber("instructions_traced", InstructionsTraced);
            json.WriteNumber("instructions_blackholed", InstructionsBlackholed);
            json.WriteNumber("seconds_tracing", Math.Round(SecondsTracing, 6));
            json.WriteNumber("seconds_optimizing", Math.Round(SecondsOptimizing, 6));
            json.WriteNumber("seconds_generating_code", Math.Round(SecondsGeneratingCode, 6));
            json.WriteNumber("seconds_to_first_trace", Math.Round(SecondsToFirstTrace, 6));
            json.WriteNumber("seconds_to_first_code", Math.Round(SecondsToFirstCode, 6));
            json.WriteNumber("seconds_collecting", Math.Round(SecondsCollecting, 6));
            Write(json, "collections", Collections);
            json.WriteNumber("taken_from_image", TakenFromImage);
            json.WriteNumber("methods_converted", MethodsConverted);
            json.WriteNumber("entries", Backend.Entries);
            Write(json, "yields", Backend.Yields);
            Write(json, "residual_calls", ResidualCalls);
            Write(json, "costly_calls", CostlyCalls);
            Write(json, "guards_that_failed", GuardsThatFailed);
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
