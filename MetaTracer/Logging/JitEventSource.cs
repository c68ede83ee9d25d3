// The engine's counters while the program runs: `dotnet-counters monitor --counters MetaJit` and whatever else listens to event sources.
using System.Diagnostics.Tracing;

namespace MetaTracer.Logging;

/// <summary>
/// Shows the counters of the engine that asked for it last. It is made when an engine has traced for a while: a program that ends
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

    public static void Show(JitStats stats) => s_instance._stats = stats;

    protected override void OnEventCommand(EventCommandEventArgs command)
    {
        if (command.Command != EventCommand.Enable || _counters.Length > 0) return;
        _counters =
        [
            Counter("loops", "Loops and function entries compiled", stats => stats.LoopsCompiled + stats.EntriesCompiled),
            Counter("loops-freed", "Loops and function entries freed", stats => stats.LoopsFreed),
            Counter("bridges", "Bridges compiled", stats => stats.BridgesCompiled),
            Counter("aborts", "Traces given up", stats => stats.Aborts),
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
