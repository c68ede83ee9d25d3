using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>Compares <see cref="ShortOp.Key"/>s. The comparer that .NET would make for such a tuple is never compiled ahead.</summary>
internal sealed class ShortOpKeys : IEqualityComparer<(OpCode, int, int, object?)>
{
    public static readonly ShortOpKeys Instance = new();

    public bool Equals((OpCode, int, int, object?) x, (OpCode, int, int, object?) y) =>
        x.Item1 == y.Item1 && x.Item2 == y.Item2 && x.Item3 == y.Item3 && Equals(x.Item4, y.Item4);

    public int GetHashCode((OpCode, int, int, object?) key) =>
        (((int)key.Item1 * 31 + key.Item2) * 31 + key.Item3) * 31 + (key.Item4?.GetHashCode() ?? 0);
}
