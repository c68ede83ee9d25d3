// One process from start to end.
using System.Diagnostics;

namespace MetaJit.Bench;

/// <param name="Problem">Why the figures count for nothing, in one line, or null.</param>
internal sealed record WholeRun(double WallSeconds, double CpuSeconds, long PeakBytes, string Output, string? Problem)
{
    public static WholeRun Take(
        Python python, WholeProgram program, TimeSpan timeout, string[]? options = null, (string Name, string Value)? variable = null)
    {
        var start = new ProcessStartInfo(python.Executable)
        {
            WorkingDirectory = Path.GetDirectoryName(program.File)!,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string argument in (string[])[.. python.Arguments, .. options ?? [], program.File]) start.ArgumentList.Add(argument);
        if (variable is { } set) start.Environment[set.Name] = set.Value;

        double cpuBefore = ChildUsage.Seconds();
        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        process.StandardInput.Close();
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (!process.WaitForExit(5))
        {
            peak = Math.Max(peak, Measurement.HighWaterMark(process.Id));
            if (clock.Elapsed < timeout) continue;
            process.Kill(entireProcessTree: true);
            process.WaitForExit();
            return new WholeRun(0, 0, 0, "", $"no end after {timeout.TotalSeconds:0} s");
        }
        double wall = clock.Elapsed.TotalSeconds;
        string? problem = process.ExitCode == 0 ? null : $"exit code {process.ExitCode}: {LastLine(errors.Result)}";
        problem ??= program.Expected is { } expected && expected != output.Result ? Difference(expected, output.Result) : null;
        return new WholeRun(wall, ChildUsage.Seconds() - cpuBefore, peak, output.Result, problem);
    }

    private static string LastLine(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries).LastOrDefault() ?? "no message";

    /// <summary>The first line that is not as it should be.</summary>
    public static string Difference(string expected, string actual)
    {
        string[] wanted = expected.Split('\n'), got = actual.Split('\n');
        int at = 0;
        while (at < wanted.Length && at < got.Length && wanted[at] == got[at]) at++;
        return $"wrong output in line {at + 1}: {Shown(got, at)} instead of {Shown(wanted, at)}";
    }

    private static string Shown(string[] lines, int at) =>
        at >= lines.Length || (at == lines.Length - 1 && lines[at].Length == 0) ? "the end"
        : lines[at].Length <= 40 ? $"'{lines[at]}'" : $"'{lines[at][..40]}…'";
}

/// <summary>All runs of one program under one Python: of the times the best, of the memory the most.</summary>
internal sealed class WholeResult(WholeProgram program, Python python)
{
    public WholeProgram Program { get; } = program;
    public Python Python { get; } = python;
    public string? Problem { get; set; }
    public string Output { get; private set; } = "";
    public double WallSeconds { get; private set; } = double.PositiveInfinity;
    public double CpuSeconds { get; private set; } = double.PositiveInfinity;
    public long PeakBytes { get; private set; }
    public JitSummary? Summary { get; set; }

    public void Add(WholeRun run)
    {
        Problem ??= run.Problem;
        if (Problem is not null) return;
        Output = run.Output;
        WallSeconds = Math.Min(WallSeconds, run.WallSeconds);
        CpuSeconds = Math.Min(CpuSeconds, run.CpuSeconds);
        PeakBytes = Math.Max(PeakBytes, run.PeakBytes);
    }
}
