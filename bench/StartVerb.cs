// bench start: how soon the JIT of PyLite has its first trace and its first machine code, with what the build converted ahead and without.
using System.Diagnostics;
using System.Text.Json;
using CommandLine;

namespace MetaJit.Bench;

internal static class StartVerb
{
    [Verb("start", HelpText = "Time from making PyLite's engine to its first trace and its first machine code, with methods converted by the build and without.")]
    public sealed class Options
    {
        [Value(0, MetaName = "PROGRAM", HelpText = "Default: bench/programs/richards.py.")]
        public string? Program { get; set; }

        [Option("rounds", Default = 5, HelpText = "Processes of each kind, taken in turn; the medians are shown.")]
        public int Rounds { get; set; }

        [Option("pylite", HelpText = "The pylite executable. Default: the one built in PyLite/bin/Release.")]
        public string? PyLite { get; set; }
    }

    private sealed record Start(double Trace, double Code, long Converted);

    public static int Run(Options options)
    {
        if (options.Rounds < 1) throw new FormatException("--rounds is at least 1");
        string pylite = options.PyLite ?? Repository.PathOf("PyLite/bin/Release/net10.0/pylite");
        string program = options.Program ?? Repository.PathOf("bench/programs/richards.py");
        List<Start> ahead = [], anew = [];
        for (int round = 0; round < options.Rounds; round++)
        {
            ahead.Add(Take(pylite, program, 1));
            anew.Add(Take(pylite, program, 0));
        }
        Console.WriteLine($"{"milliseconds to the first",-28} {"ahead",8} {"anew",8} {"ratio",8}");
        Write("recorded operation", start => start.Trace);
        Write("machine code", start => start.Code);
        Console.WriteLine($"{"methods converted",-28} {ahead[0].Converted,8} {anew[0].Converted,8}");
        return ahead[0].Converted == 0 ? 0 : 1;

        void Write(string what, Func<Start, double> of)
        {
            double one = Median(ahead.ConvertAll(start => of(start))), other = Median(anew.ConvertAll(start => of(start)));
            Console.WriteLine($"{what,-28} {one * 1000,8:F1} {other * 1000,8:F1} {other / one,8:F2}");
        }
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }

    /// <summary>What is hot at once, so that what the program does before it gets hot is no part of the figures.</summary>
    private static Start Take(string pylite, string program, int image)
    {
        var start = new ProcessStartInfo(pylite, ["--jit", $"threshold=10,image={image}", "--jit-stats", "-", program]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using Process process = Process.Start(start) ?? throw new FileNotFoundException($"{pylite} does not start");
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        string counters = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0) throw new FormatException($"{program} fails: {output.Result}{counters}");
        int at = counters.IndexOf('{');
        if (at < 0) (counters, at) = (output.Result, output.Result.LastIndexOf("\n{", StringComparison.Ordinal) + 1);
        using JsonDocument json = JsonDocument.Parse(counters[at..]);
        JsonElement stats = json.RootElement;
        return new Start(
            stats.GetProperty("seconds_to_first_trace").GetDouble(), stats.GetProperty("seconds_to_first_code").GetDouble(), stats.GetProperty("methods_converted").GetInt64());
    }
}
