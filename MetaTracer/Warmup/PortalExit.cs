// How a stretch of tracing, compiled code or blackholing ended, as the typed portal engine hands it on.
namespace MetaTracer.Warmup;

internal enum ExitKind
{
    /// <summary>Nothing was run: the interpreter goes on.</summary>
    None,

    /// <summary>The interpreter goes on at a merge point, with the portal's parameters in their places.</summary>
    State,

    /// <summary>The portal returned; its result is in place 0.</summary>
    Return,

    /// <summary>An exception came out of the portal.</summary>
    Exception,
}

/// <summary>Reused: read it before anything else runs.</summary>
internal sealed class PortalExit(int parameters)
{
    public ExitKind Kind;

    /// <summary>Parameter k, whatever its kind, stands at index k of the array for its kind.</summary>
    public readonly long[] Ints = new long[Math.Max(1, parameters)];
    public readonly object?[] Refs = new object?[Math.Max(1, parameters)];
    public readonly double[] Floats = new double[Math.Max(1, parameters)];

    public Exception? Exception;

    public void Clear()
    {
        Kind = ExitKind.None;
        Exception = null;
        Array.Clear(Refs);
    }
}
