// What was measured of the operations: seconds of one at each of two sizes.
namespace MetaJit.Bench;

public sealed class OperationTimes(List<Python> pythons)
{
    private readonly Dictionary<(string Operation, Python Python), (double Small, double Large)> _seconds = [];

    public List<Python> Pythons { get; } = pythons;

    /// <summary>In the order they were measured.</summary>
    public List<string> Operations { get; } = [];

    public List<string> Problems { get; } = [];

    public void Add(string operation, Python python, double small, double large)
    {
        if (!Operations.Contains(operation)) Operations.Add(operation);
        if (_seconds.TryGetValue((operation, python), out var before)) (small, large) = (Math.Min(small, before.Small), Math.Min(large, before.Large));
        _seconds[(operation, python)] = (small, large);
    }

    public (double Small, double Large)? Of(string operation, Python python) =>
        _seconds.TryGetValue((operation, python), out var seconds) ? seconds : null;

    public Python? CPython => Pythons.Find(python => python.Name == "cpython");

    /// <summary>How many times CPython's seconds at the larger size; NaN when there is nothing to compare.</summary>
    public double TimesCPython(string operation, Python python) =>
        CPython is { } reference && Of(operation, python) is { } a && Of(operation, reference) is { } b ? a.Large / b.Large : double.NaN;

    /// <summary>
    /// How much faster the seconds grow from one size to the other than CPython's. What is within a tenth of a microsecond is taken as no time at
    /// all, and what grows but is still faster than CPython at the larger size as growing no faster.
    /// </summary>
    public double GrowthOverCPython(string operation, Python python)
    {
        const double Nothing = 1e-7;
        if (CPython is not { } reference || Of(operation, python) is not { } a || Of(operation, reference) is not { } b || a.Large <= b.Large) return double.NaN;
        return (a.Large + Nothing) / (a.Small + Nothing) / ((b.Large + Nothing) / (b.Small + Nothing));
    }
}
