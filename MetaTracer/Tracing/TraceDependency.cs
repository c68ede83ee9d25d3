// What a trace registers with the quasi-immutables it reads: while recording it notes a change, afterwards it invalidates the loop.
using MetaJit;
using MetaTracer.Trace;

namespace MetaTracer.Tracing;

internal sealed class TraceDependency : IQuasiImmutableDependent
{
    private LoopToken? _token;
    private bool _hasEnded;

    /// <summary>A value the trace relied on has changed.</summary>
    public bool HasChanged { get; private set; }

    /// <summary>From now on a change invalidates the compiled code.</summary>
    public void Protect(LoopToken token) => _token = token;

    /// <summary>The trace is over: if it was not compiled, nothing depends on it.</summary>
    public void End() => _hasEnded = true;

    public bool IsGone => HasChanged || (_token?.IsGone ?? _hasEnded);

    public void Invalidate()
    {
        HasChanged = true;
        _token?.Invalidate();
    }
}
