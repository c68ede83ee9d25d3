// The figures of bench whole: one line a program, the one that pylite loses most on first.
using System.Text.Json;

namespace MetaJit.Bench;

internal static class WholeReport
{
    public static void Write(TextWriter output, List<Python> pythons, List<WholeResult> results)
    {
        Table(output, "Wall time (s)", pythons, results, result => result.WallSeconds, "0.00");
        Table(output, "CPU time (s)", pythons, results, result => result.CpuSeconds, "0.00");
        Table(output, "Peak memory (MB)", pythons, results, result => result.PeakBytes / 1e6, "0");
        if (results.Exists(result => result.Summary is not null))
        {
            Summaries(output, "Operations recorded", pythons, results, summary => summary.OperationsRecorded);
            Summaries(output, "Bridges", pythons, results, summary => summary.Bridges);
        }
        foreach (WholeResult result in results)
            if (result.Problem is not null) output.WriteLine($"FAILED {result.Program.Name} under {result.Python.Name}: {result.Problem}");
    }

    /// <summary>
    /// A row a program, a column a Python, then how many times each other Python's figure is the first one's: below 1, the first one lost.
    /// </summary>
    private static void Table(
        TextWriter output, string title, List<Python> pythons, List<WholeResult> results, Func<WholeResult, double> figure, string format)
    {
        var rows = results.GroupBy(result => result.Program).Select(group => group.ToArray())
            .OrderBy(row => Ratios(row).Where(ratio => ratio > 0).Append(double.PositiveInfinity).Min())
            .ToArray();
        int width = Math.Max(title.Length, rows.Max(row => row[0].Program.Name.Length)) + 1;
        Head(output, title, width, pythons);
        foreach (WholeResult[] row in rows)
        {
            output.Write(row[0].Program.Name.PadRight(width));
            foreach (WholeResult result in row) output.Write((result.Problem is null ? figure(result).ToString(format) : "-").PadLeft(11));
            for (int k = 1; k < row.Length; k++) output.Write(Times(Ratio(row, k, figure)).PadLeft(16));
            output.WriteLine();
        }
        output.Write("geometric mean".PadRight(width + 11 * pythons.Count));
        for (int k = 1; k < pythons.Count; k++) output.Write(Times(GeometricMean(rows.Select(row => Ratio(row, k, figure)))).PadLeft(16));
        output.WriteLine("\n");

        IEnumerable<double> Ratios(WholeResult[] row) => Enumerable.Range(1, row.Length - 1).Select(k => Ratio(row, k, figure));
    }

    private static void Summaries(TextWriter output, string title, List<Python> pythons, List<WholeResult> results, Func<JitSummary, long> figure)
    {
        List<Python> shown = pythons.FindAll(python => results.Exists(result => result.Python == python && result.Summary is not null));
        var rows = results.Where(result => shown.Contains(result.Python)).GroupBy(result => result.Program).Select(group => group.ToArray())
            .OrderByDescending(row => row.Max(result => result.Summary is { } summary ? figure(summary) : 0)).ToArray();
        int width = Math.Max(title.Length, rows.Max(row => row[0].Program.Name.Length)) + 1;
        Head(output, title, width, shown);
        foreach (WholeResult[] row in rows) Line(row[0].Program.Name, [.. row.Select(result => result.Summary is { } summary ? figure(summary) : -1)]);
        // Only programs that all of them ran.
        WholeResult[][] whole = [.. rows.Where(row => Array.TrueForAll(row, result => result.Summary is not null))];
        Line("sum", [.. Enumerable.Range(0, shown.Count).Select(k => whole.Sum(row => figure(row[k].Summary!)))]);
        output.WriteLine();

        void Line(string name, long[] figures)
        {
            output.Write(name.PadRight(width));
            foreach (long number in figures) output.Write((number < 0 ? "-" : number.ToString()).PadLeft(11));
            foreach (long number in figures.Skip(1)) output.Write(Times(number >= 0 && figures[0] > 0 ? (double)number / figures[0] : double.NaN).PadLeft(16));
            output.WriteLine();
        }
    }

    private static void Head(TextWriter output, string title, int width, List<Python> pythons) =>
        output.WriteLine(title.PadRight(width)
            + string.Concat(pythons.Select(python => python.Name.PadLeft(11)))
            + string.Concat(pythons.Skip(1).Select(python => $"{python.Name}/{pythons[0].Name}".PadLeft(16))));

    /// <summary>NaN where one of the two has no figure.</summary>
    private static double Ratio(WholeResult[] row, int other, Func<WholeResult, double> figure) =>
        row[0].Problem is null && row[other].Problem is null && figure(row[0]) > 0 ? figure(row[other]) / figure(row[0]) : double.NaN;

    private static double GeometricMean(IEnumerable<double> ratios)
    {
        double[] known = [.. ratios.Where(ratio => ratio > 0)];
        return known.Length == 0 ? double.NaN : Math.Exp(known.Average(Math.Log));
    }

    private static string Times(double ratio) => double.IsNaN(ratio) ? "-" : $"{ratio:0.00}x";

    public static string Json(int rounds, List<Python> pythons, List<WholeResult> results)
    {
        WholeResult[][] rows = [.. results.GroupBy(result => result.Program).Select(group => group.ToArray())];
        return JsonSerializer.Serialize(
            new
            {
                rounds,
                machine = new { Environment.ProcessorCount, os = Environment.OSVersion.ToString() },
                results = results.Select(result => new
                {
                    program = result.Program.Name,
                    python = result.Python.Name,
                    problem = result.Problem,
                    wallSeconds = result.Problem is null ? result.WallSeconds : (double?)null,
                    cpuSeconds = result.Problem is null ? result.CpuSeconds : (double?)null,
                    peakBytes = result.Problem is null ? result.PeakBytes : (long?)null,
                    jit = result.Summary,
                }),
                geometricMeans = pythons.Skip(1).Select((python, k) => new
                {
                    ratio = $"{python.Name}/{pythons[0].Name}",
                    wall = Finite(GeometricMean(rows.Select(row => Ratio(row, k + 1, result => result.WallSeconds)))),
                    cpu = Finite(GeometricMean(rows.Select(row => Ratio(row, k + 1, result => result.CpuSeconds)))),
                    memory = Finite(GeometricMean(rows.Select(row => Ratio(row, k + 1, result => result.PeakBytes)))),
                }),
            },
            new JsonSerializerOptions { WriteIndented = true });
    }

    private static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
