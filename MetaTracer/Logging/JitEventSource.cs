// The engine's counters while the program runs, and an event for each trace that is compiled or given up: `dotnet-counters monitor --counters MetaJit`,
// `dotnet-trace collect --providers MetaJit` and whatever else listens to event sources.
using System.Diagnostics.Tracing;

namespace MetaTracer.Logging;

/// <summary>The event source, once it is there. Apart, so that asking does not make it.</summary>
internal static class JitEvents
{
    public static JitEventSource? Source { get; set; }
}

/// <summary>
/// Shows the counters of the engine that asked for it last, and the traces of all. It is made when an engine has traced for a while: a program that ends
/// before has nobody watching, and its start should not pay for it.
/// </summary>
[EventSource(Name = "MetaJit")]
internal sealed class JitEventSource : EventSource
{
    private static readonly JitEventSource s_instance = new();

    private JitStats? _stats;
    private DiagnosticCounter[] _counters = [];

    private JitEventSource()
    {
    }

    public static void Show(JitStats stats)
    {
        s_instance._stats = stats;
        JitEvents.Source = s_instance;
    }

    [NonEvent]
    public void Compiled(JitTraceInfo info)
    {
        if (!IsEnabled()) return;
        TraceCompiled(info.Kind.ToString(), info.Number, info.Guard ?? 0, info.Driver?.Name ?? "", info.Location, info.OperationsRecorded, info.OperationsLeft, info.Guards,
            info.CodeBytes, info.OptimizingSeconds * 1000, info.GeneratingSeconds * 1000);
    }

    [NonEvent]
    public void Aborted(JitAbortInfo info)
    {
        if (IsEnabled()) TraceAborted(info.Reason, info.Message, info.Place, info.Guard ?? 0);
    }

    [Event(1, Level = EventLevel.Informational)]
    private void TraceCompiled(string kind, int number, int guard, string driver, string location, int operationsRecorded, int operationsLeft, int guards,
        long codeBytes, double optimizingMilliseconds, double generatingMilliseconds) =>
        WriteEvent(1, [kind, number, guard, driver, location, operationsRecorded, operationsLeft, guards, codeBytes, optimizingMilliseconds, generatingMilliseconds]);

    [Event(2, Level = EventLevel.Informational)]
    private void TraceAborted(string reason, string message, string place, int guard) => WriteEvent(2, [reason, message, place, guard]);

    [NonEvent]
    public void Warned(string warning)
    {
        if (IsEnabled()) Warning(warning);
    }

    [Event(3, Level = EventLevel.Warning)]
    private void Warning(string text) => WriteEvent(3, text);

    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        if (command.Command != EventCommand.Enable || _counters.Length > 0) return;
        _counters =
        [
            Counter("loops", "Loops and function entries compiled", stats => stats.Loops + stats.EntriesCompiled),
            Counter("loops-freed", "Loops and function entries freed", stats => stats.LoopsFreed),
            Counter("bridges", "Bridges compiled", stats => stats.Bridges),
            Counter("aborts", "Traces given up", stats => stats.AbortCount),
            Counter("guard-failures", "Guard failures that left compiled code", stats => stats.GuardFailures),
            Counter("code-bytes", "Bytes of machine code in use", stats => stats.CodeBytesInUse),
        ];
    }

    private PollingCounter Counter(string name, string display, Func<JitStats, long> read) =>
        new(name, this, () => _stats is { } stats ? read(stats) : 0) { DisplayName = display };

    protected override void Dispose(bool disposing)
    {
        foreach (DiagnosticCounter counter in _counters) counter.Dispose();
        base.Dispose(disposing);
    }
}
