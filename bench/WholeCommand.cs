// bench whole: programs as a user runs them, one process each, under every Python in turn.
using CommandLine;

namespace MetaJit.Bench;

[Verb("whole", HelpText = "Run every program of a folder as a whole process: wall time, CPU time and peak memory beside other Pythons.")]
internal sealed class WholeOptions
{
    [Value(0, MetaName = "FOLDER", HelpText = "The folder; NAME.txt or NAME.expected.txt beside NAME.py is what it has to print. Default: bench/whole.")]
    public string? Folder { get; set; }

    [Option("filter", HelpText = "Only programs whose name contains one of these texts, joined by commas.")]
    public string? Filter { get; set; }

    [Option("rounds", Default = 3, HelpText = "Processes for each program and Python, taken in turn; the best times count.")]
    public int Rounds { get; set; }

    [Option("pylite", HelpText = "The pylite executable. Default: the one built in PyLite/bin/Release.")]
    public string? PyLite { get; set; }

    [Option("only", HelpText = "Only these columns, joined by commas: pylite, jit-off, cpython, pypy.")]
    public string? Only { get; set; }

    [Option("timeout", Default = 60, HelpText = "Seconds after which one process is stopped.")]
    public int Timeout { get; set; }

    [Option("jit-summary", HelpText = "Also runs each program once more under pylite and PyPy, and compares recorded operations and bridges.")]
    public bool JitSummary { get; set; }

    [Option("json", HelpText = "Also writes all figures to this file.")]
    public string? Json { get; set; }
}

internal static class WholeCommand
{
    /// <summary>Exit code 1 when a program failed under some Python.</summary>
    public static int Run(WholeOptions options)
    {
        if (options.Rounds < 1 || options.Timeout < 1) throw new FormatException("--rounds and --timeout are at least 1");
        string folder = options.Folder ?? Repository.PathOf("bench/whole");
        if (!Directory.Exists(folder)) throw new DirectoryNotFoundException($"there is no folder {folder}");
        List<WholeProgram> programs = WholeProgram.Load(folder, options.Filter);
        List<Python> pythons = Python.Installed(options.PyLite ?? Repository.PathOf("PyLite/bin/Release/net10.0/pylite"), options.Only);
        foreach (string name in (string[])["cpython", "pypy"])
        {
            if (options.Only is null && !pythons.Exists(python => python.Name == name))
                Console.Error.WriteLine($"bench: {name} is not installed: no column for it");
        }

        var results = new List<WholeResult>();
        foreach (WholeProgram program in programs) results.AddRange(Measure(program, pythons, options));
        Console.Error.Write("\r" + new string(' ', 79) + "\r");
        WholeReport.Write(Console.Out, pythons, results);
        if (options.Json is { } file) File.WriteAllText(file, WholeReport.Json(options.Rounds, pythons, results));
        return results.Exists(result => result.Problem is not null) ? 1 : 0;
    }

    private static List<WholeResult> Measure(WholeProgram program, List<Python> pythons, WholeOptions options)
    {
        TimeSpan timeout = TimeSpan.FromSeconds(options.Timeout);
        List<WholeResult> results = pythons.ConvertAll(python => new WholeResult(program, python));
        for (int round = 1; round <= options.Rounds; round++)
        {
            foreach (WholeResult result in results)
            {
                if (result.Problem is not null) continue;
                Console.Error.Write($"\r{program.Name} under {result.Python.Name}, round {round} of {options.Rounds}".PadRight(79));
                result.Add(WholeRun.Take(result.Python, program, timeout));
            }
        }
        if (program.Expected is null) CompareWithOneAnother(results);
        if (!options.JitSummary) return results;
        foreach (WholeResult result in results)
            if (result.Problem is null) result.Summary = JitSummary.Take(result.Python, program, timeout);
        return results;
    }

    /// <summary>CPython's output is the measure; without it, what the last column prints.</summary>
    private static void CompareWithOneAnother(List<WholeResult> results)
    {
        WholeResult? measure = results.Find(result => result is { Python.Name: "cpython", Problem: null })
            ?? results.FindLast(result => result.Problem is null);
        foreach (WholeResult result in results)
            if (result.Problem is null && result.Output != measure!.Output) result.Problem = WholeRun.Difference(measure.Output, result.Output);
    }
}
