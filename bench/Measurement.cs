// One process: how long it took to start, each of its iterations, and the most memory it held.
using System.Diagnostics;
using System.Globalization;

namespace MetaJit.Bench;

/// <param name="StartUp">Seconds of the whole process that belong to no iteration.</param>
/// <param name="Iterations">Seconds of each iteration, as the program itself measured them.</param>
/// <param name="PeakBytes">The high-water mark of the resident set.</param>
/// <param name="Problem">Why the figures count for nothing, or null.</param>
public sealed record Measurement(double StartUp, double[] Iterations, long PeakBytes, string Output, string? Problem)
{
    public static Measurement Take(Python python, BenchProgram program, int iterations, TimeSpan timeout)
    {
        // One iteration alone is not reported by the programs, so there are at least two.
        var start = new ProcessStartInfo(python.Executable) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (string argument in (string[])[.. python.Arguments, program.File, program.Size, Math.Max(2, iterations).ToString(CultureInfo.InvariantCulture)])
            start.ArgumentList.Add(argument);

        var clock = Stopwatch.StartNew();
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        Task<string> errors = process.StandardError.ReadToEndAsync();
        long peak = 0;
        while (!process.WaitForExit(5))
        {
            peak = Math.Max(peak, HighWaterMark(process.Id));
            if (clock.Elapsed < timeout) continue;
            process.Kill(entireProcessTree: true);
            return new Measurement(0, [], 0, "", $"no end after {timeout.TotalSeconds:0} s");
        }
        double wall = clock.Elapsed.TotalSeconds;

        string[] lines = errors.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        double[] seconds = [.. lines.Where(IsSeconds).Select(line => double.Parse(line, CultureInfo.InvariantCulture))];
        string? problem = process.ExitCode != 0 ? $"exit code {process.ExitCode}: {lines.LastOrDefault()}"
            : seconds.Length == 0 ? "reported no iteration" : null;
        return new Measurement(wall - seconds.Sum(), seconds, peak, output.Result, problem);
    }

    private static bool IsSeconds(string line) => double.TryParse(line, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out _);

    /// <summary>VmHWM of a running process; 0 where the system does not tell.</summary>
    public static long HighWaterMark(int id)
    {
        try
        {
            foreach (string line in File.ReadLines($"/proc/{id}/status"))
                if (line.StartsWith("VmHWM:", StringComparison.Ordinal))
                    return long.Parse(line.AsSpan(6).Trim().TrimEnd("kB").Trim(), CultureInfo.InvariantCulture) * 1024;
        }
        catch (IOException)
        {
            // It has just ended.
        }
        return 0;
    }
}

/// <summary>All measurements of one program under one Python: of each figure the best.</summary>
public sealed class Result(BenchProgram program, Python python)
{
    public BenchProgram Program { get; } = program;
    public Python Python { get; } = python;
    public string? Problem { get; set; }
    public string Output { get; private set; } = "";
    public double StartUp { get; private set; } = double.PositiveInfinity;
    public double First { get; private set; } = double.PositiveInfinity;
    public double Best { get; private set; } = double.PositiveInfinity;
    public long PeakBytes { get; private set; }

    public void Add(Measurement measured)
    {
        Problem ??= measured.Problem;
        if (Problem is not null) return;
        Output = measured.Output;
        StartUp = Math.Min(StartUp, measured.StartUp);
        First = Math.Min(First, measured.Iterations[0]);
        Best = Math.Min(Best, measured.Iterations.Min());
        PeakBytes = Math.Max(PeakBytes, measured.PeakBytes);
    }
}
