// bench ops: operations of the builtin types, one by one, under each Python.
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using CommandLine;

namespace MetaJit.Bench;

public static class OperationsVerb
{
    [Verb("ops", HelpText = "Time the operations of the builtin types at two sizes: what grows faster or is slower than in CPython comes first.")]
    public sealed class Options
    {
        [Option("filter", HelpText = "Only operations whose name contains this text.")]
        public string? Filter { get; set; }

        [Option("rounds", Default = 1, HelpText = "Processes for each Python, taken in turn; the best of each figure counts.")]
        public int Rounds { get; set; }

        [Option("pylite", HelpText = "The pylite executable. Default: the one built in PyLite/bin/Release.")]
        public string? PyLite { get; set; }

        [Option("only", HelpText = "Only these columns, joined by commas: pylite, jit-off, cpython, pypy.")]
        public string? Only { get; set; }

        [Option("all", HelpText = "Shows the operations too that neither grow faster nor are slower.")]
        public bool All { get; set; }

        [Option("timeout", Default = 900, HelpText = "Seconds after which one process is stopped.")]
        public int Timeout { get; set; }

        [Option("json", HelpText = "Also writes all figures to this file.")]
        public string? Json { get; set; }
    }

    public static int Run(Options options)
    {
        List<Python> pythons = Python.Installed(options.PyLite ?? Repository.PathOf("PyLite/bin/Release/net10.0/pylite"), options.Only);
        var times = new OperationTimes(pythons);
        for (int round = 0; round < options.Rounds; round++)
        {
            foreach (Python python in pythons)
            {
                Console.Error.Write($"\roperations under {python.Name}, round {round + 1} of {options.Rounds}".PadRight(79));
                Measure(python, options, times);
            }
        }
        Console.Error.Write("\r" + new string(' ', 79) + "\r");
        OperationsReport.Write(Console.Out, times, options.All);
        if (options.Json is { } file) File.WriteAllText(file, JsonSerializer.Serialize(OperationsReport.Figures(times), new JsonSerializerOptions { WriteIndented = true }));
        return times.Problems.Count > 0 ? 1 : 0;
    }

    private static void Measure(Python python, Options options, OperationTimes times)
    {
        var start = new ProcessStartInfo(python.Executable) { RedirectStandardOutput = true };
        foreach (string argument in (string[])[.. python.Arguments, Repository.PathOf("bench/operations.py"), options.Filter ?? ""]) start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(options.Timeout)))
        {
            process.Kill(entireProcessTree: true);
            times.Problems.Add($"{python.Name}: no end after {options.Timeout} s");
        }
        else if (process.ExitCode != 0)
        {
            times.Problems.Add($"{python.Name}: exit code {process.ExitCode}");
        }
        foreach (string line in output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            string[] fields = line.Split('\t');
            if (fields.Length == 3) times.Add(fields[0], python, Seconds(fields[1]), Seconds(fields[2]));
            else times.Problems.Add($"{python.Name}: {line.Replace('\t', ' ')}");
        }
    }

    private static double Seconds(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
