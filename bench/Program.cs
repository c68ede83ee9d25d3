// Runs the programs of bench/programs under PyLite and beside other Pythons, in turn, and prints how they compare. `bench whole` runs whole
// processes instead, `bench ops` single operations, `bench start` looks at how soon there is machine code.
using System.Globalization;
using CommandLine;

namespace MetaJit.Bench;

public static class Program
{
    [Verb("iterations", isDefault: true, HelpText = "Run the programs of bench/programs, which time their own iterations, beside other Pythons.")]
    public sealed class Options
    {
        [Option("filter", HelpText = "Only programs whose name contains one of these texts, joined by commas.")]
        public string? Filter { get; set; }

        [Option("iterations", Default = 5, HelpText = "Iterations inside each process; the first and the best are shown.")]
        public int Iterations { get; set; }

        [Option("rounds", Default = 1, HelpText = "Processes for each program and Python, taken in turn; the best of each figure counts.")]
        public int Rounds { get; set; }

        [Option("programs", HelpText = "The folder with the programs and sizes.txt. Default: bench/programs.")]
        public string? Programs { get; set; }

        [Option("size", Default = "bench", HelpText = "Column of sizes.txt: bench or tiny.")]
        public string Size { get; set; } = "";

        [Option("pylite", HelpText = "The pylite executable. Default: the one built in PyLite/bin/Release.")]
        public string? PyLite { get; set; }

        [Option("only", HelpText = "Only these columns, joined by commas: pylite, jit-off, cpython, pypy.")]
        public string? Only { get; set; }

        [Option("timeout", Default = 120, HelpText = "Seconds after which one process is stopped.")]
        public int Timeout { get; set; }

        [Option("json", HelpText = "Also writes all figures to this file.")]
        public string? Json { get; set; }
    }

    public static int Main(string[] args)
    {
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        return Parser.Default.ParseArguments<Options, WholeOptions, OperationsVerb.Options, StartVerb.Options>(args).MapResult(
            (Options options) => Reported(() => Run(options)),
            (WholeOptions options) => Reported(() => WholeCommand.Run(options)),
            (OperationsVerb.Options options) => Reported(() => OperationsVerb.Run(options)),
            (StartVerb.Options options) => Reported(() => StartVerb.Run(options)),
            errors => errors.Any(error => error.Tag is ErrorType.HelpRequestedError or ErrorType.HelpVerbRequestedError
                or ErrorType.VersionRequestedError) ? 0 : 2);
    }

    private static int Reported(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (Exception e) when (e is IOException or FormatException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"bench: {e.Message}");
            return 2;
        }
    }

    private static int Run(Options options)
    {
        List<BenchProgram> programs = BenchProgram.Load(options.Programs ?? Repository.PathOf("bench/programs"), options.Size, options.Filter);
        List<Python> pythons = Python.Installed(options.PyLite ?? Repository.PathOf("PyLite/bin/Release/net10.0/pylite"), options.Only);
        List<Result> results = RunAll(programs, pythons, options);
        Report.Write(Console.Out, programs, pythons, results);
        if (options.Json is { } file) File.WriteAllText(file, Report.Json(options.Iterations, programs, pythons, results));
        return results.Exists(result => result.Problem is not null) ? 1 : 0;
    }

    private static List<Result> RunAll(List<BenchProgram> programs, List<Python> pythons, Options options)
    {
        var results = new List<Result>();
        foreach (BenchProgram program in programs)
        {
            string? expected = null;
            List<Result> ofProgram = pythons.ConvertAll(python => new Result(program, python));
            for (int round = 0; round < options.Rounds; round++)
            {
                foreach (Result result in ofProgram)
                {
                    if (result.Problem is not null) continue;
                    Console.Error.Write($"\r{program.Name} under {result.Python.Name}, round {round + 1} of {options.Rounds}".PadRight(79));
                    result.Add(Measurement.Take(result.Python, program, options.Iterations, TimeSpan.FromSeconds(options.Timeout)));
                }
            }
            // Another Python's output is the measure; without one, what PyLite prints with its JIT off.
            foreach (Result result in Enumerable.Reverse(ofProgram)) if (result.Problem is null) expected ??= result.Output;
            foreach (Result result in ofProgram) if (result.Problem is null && result.Output != expected) result.Problem = "wrong output";
            results.AddRange(ofProgram);
        }
        Console.Error.Write("\r" + new string(' ', 79) + "\r");
        return results;
    }
}
