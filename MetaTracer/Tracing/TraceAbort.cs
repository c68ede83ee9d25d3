namespace MetaTracer.Tracing;

/// <summary>Recording stops here; the program goes on in the blackhole. PyPy's SwitchToBlackhole.</summary>
internal sealed class TraceAbort(string reason, string? detail = null) : Exception(detail is null ? reason : $"{reason}: {detail}")
{
    /// <summary>The reason under which statistics count it.</summary>
    public string Reason { get; } = reason;
}
