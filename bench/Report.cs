// The figures as tables for people and as JSON for programs.
using System.Text.Json;

namespace MetaJit.Bench;

public static class Report
{
    public static void Write(TextWriter output, List<BenchProgram> programs, List<Python> pythons, List<Result> results)
    {
        Table(output, "Best iteration (ms)", programs, pythons, results, result => result.Best * 1e3, "0.00");
        Table(output, "First iteration (ms)", programs, pythons, results, result => result.First * 1e3, "0.0");
        Table(output, "Start-up (ms)", programs, pythons, results, result => result.StartUp * 1e3, "0");
        Table(output, "Peak memory (MB)", programs, pythons, results, result => result.PeakBytes / 1e6, "0");
        foreach (Result result in results)
            if (result.Problem is not null) output.WriteLine($"{result.Program.Name} under {result.Python.Name}: {result.Problem}");
    }

    /// <summary>One figure: a row a program, a column a Python, then how many times each other Python's figure is PyLite's; last their geometric means.</summary>
    private static void Table(
        TextWriter output, string title, List<BenchProgram> programs, List<Python> pythons, List<Result> results, Func<Result, double> figure, string format)
    {
        int width = Math.Max(title.Length, programs.Max(program => program.Name.Length)) + 1;
        List<Python> others = pythons[1..];
        output.WriteLine(title.PadRight(width)
            + string.Concat(pythons.Select(python => python.Name.PadLeft(11)))
            + string.Concat(others.Select(python => $"{python.Name}/{pythons[0].Name}".PadLeft(16))));
        foreach (BenchProgram program in programs)
        {
            output.Write(program.Name.PadRight(width));
            foreach (Python python in pythons)
                output.Write((Find(results, program, python) is { Problem: null } result ? figure(result).ToString(format) : "-").PadLeft(11));
            foreach (Python python in others) output.Write(Times(Ratio(results, program, python, pythons[0], figure)).PadLeft(16));
            output.WriteLine();
        }
        output.Write("geometric mean".PadRight(width + 11 * pythons.Count));
        foreach (Python python in others)
            output.Write(Times(GeometricMean(programs.Select(program => Ratio(results, program, python, pythons[0], figure)))).PadLeft(16));
        output.WriteLine("\n");
    }

    private static Result Find(List<Result> results, BenchProgram program, Python python) =>
        results.Find(result => result.Program == program && result.Python == python)!;

    /// <summary>NaN where one of the two has no figure.</summary>
    private static double Ratio(List<Result> results, BenchProgram program, Python python, Python reference, Func<Result, double> figure)
    {
        Result above = Find(results, program, python), below = Find(results, program, reference);
        return above.Problem is null && below.Problem is null && figure(below) > 0 ? figure(above) / figure(below) : double.NaN;
    }

    private static double GeometricMean(IEnumerable<double> ratios)
    {
        double[] known = [.. ratios.Where(ratio => ratio > 0)];
        return known.Length == 0 ? double.NaN : Math.Exp(known.Average(Math.Log));
    }

    private static string Times(double ratio) => double.IsNaN(ratio) ? "-" : $"{ratio:0.00}x";

    public static string Json(int iterations, List<BenchProgram> programs, List<Python> pythons, List<Result> results) =>
        JsonSerializer.Serialize(
            new
            {
                iterations,
                machine = new { Environment.ProcessorCount, os = Environment.OSVersion.ToString() },
                results = results.Select(result => new
                {
                    program = result.Program.Name,
                    size = result.Program.Size,
                    python = result.Python.Name,
                    problem = result.Problem,
                    startUpSeconds = Finite(result.StartUp),
                    firstIterationSeconds = Finite(result.First),
                    bestIterationSeconds = Finite(result.Best),
                    peakBytes = result.PeakBytes,
                }),
                geometricMeansOfBestIteration = pythons.Skip(1).ToDictionary(
                    python => $"{python.Name}/{pythons[0].Name}",
                    python => Finite(GeometricMean(programs.Select(program => Ratio(results, program, python, pythons[0], result => result.Best))))),
            },
            new JsonSerializerOptions { WriteIndented = true });

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
