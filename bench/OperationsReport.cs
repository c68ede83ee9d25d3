// The operations as a table for people, the worst first, and as figures for programs.
namespace MetaJit.Bench;

public static class OperationsReport
{
    private const double GrowsFaster = 2.5, Slower = 2;

    public static void Write(TextWriter output, OperationTimes times, bool all)
    {
        List<Python> own = times.Pythons.FindAll(python => python.Name is "pylite" or "jit-off");
        double Growth(string operation) => own.Max(python => Known(times.GrowthOverCPython(operation, python)));
        double Factor(string operation) => own.Max(python => Known(times.TimesCPython(operation, python)));
        List<string> growing = [.. times.Operations.Where(operation => Growth(operation) >= GrowsFaster).OrderByDescending(Growth)];
        List<string> slower = [.. times.Operations.Except(growing).Where(operation => Factor(operation) >= Slower).OrderByDescending(Factor)];
        Table(output, $"grows faster than in CPython ({growing.Count} of {times.Operations.Count})", growing, times);
        Table(output, $"slower than {Slower} times CPython ({slower.Count} of {times.Operations.Count})", slower, times);
        if (all || times.CPython is null) Table(output, "all the others", [.. times.Operations.Except(growing).Except(slower)], times);
        foreach (Python python in times.Pythons)
        {
            double[] factors = [.. times.Operations.Select(operation => times.TimesCPython(operation, python)).Where(double.IsFinite)];
            if (python != times.CPython && factors.Length > 0)
                output.WriteLine($"{python.Name}: {Math.Exp(factors.Average(Math.Log)):0.00} times CPython's time, geometric mean of {factors.Length} operations");
        }
        foreach (string problem in times.Problems) output.WriteLine(problem);
    }

    private static double Known(double x) => double.IsNaN(x) ? 0 : x;

    /// <summary>For each Python the seconds at the larger size, how many times CPython's they are, and how many times the smaller size's.</summary>
    private static void Table(TextWriter output, string title, List<string> operations, OperationTimes times)
    {
        if (operations.Count == 0) return;
        int width = Math.Min(90, Math.Max(title.Length, operations.Max(operation => operation.Length))) + 1;
        output.WriteLine(title.PadRight(width) + string.Concat(times.Pythons.Select(python => $"{python.Name} µs".PadLeft(12) + "/cpython".PadLeft(9) + "growth".PadLeft(8))));
        foreach (string operation in operations)
        {
            output.Write(operation.PadRight(width));
            foreach (Python python in times.Pythons)
            {
                string cells = times.Of(operation, python) is { } seconds
                    ? $"{seconds.Large * 1e6,12:0.00}{times.TimesCPython(operation, python),9:0.0}{seconds.Large / seconds.Small,8:0.0}" : "-".PadLeft(29);
                output.Write(cells);
            }
            output.WriteLine();
        }
        output.WriteLine();
    }

    public static object Figures(OperationTimes times) => times.Operations.SelectMany(operation => times.Pythons.Select(python => new
    {
        operation,
        python = python.Name,
        smallSeconds = times.Of(operation, python)?.Small,
        largeSeconds = times.Of(operation, python)?.Large,
    }));
}
