using CommandLine;
using PyLite.Fuzz;

return Parser.Default.ParseArguments<RunOptions, ShowOptions, ReduceOptions, WorkerOptions>(args).MapResult(
    (RunOptions options) => Commands.Run(options),
    (ShowOptions options) => Commands.Show(options),
    (ReduceOptions options) => Commands.Reduce(options),
    (WorkerOptions options) => Worker.Serve(options.Way),
    errors => errors.Any(error => error is HelpRequestedError or HelpVerbRequestedError or VersionRequestedError) ? 0 : 2);

/// <summary>pyfuzz run</summary>
[Verb("run", HelpText = "Run random programs in several ways and compare what they print with the first way.")]
internal sealed class RunOptions
{
    [Option("ways", Default = "python,off,eager,guards=1", HelpText = "Joined by commas: python, off, default, eager, ... The first is taken for right.")]
    public string Ways { get; set; } = "";

    [Option("seed", Default = 1, HelpText = "The first program's.")]
    public int Seed { get; set; }

    [Option("count", Default = 100, HelpText = "How many programs.")]
    public int Count { get; set; }

    [Option("size", Default = 4, HelpText = "How large they are: about so many functions.")]
    public int Size { get; set; }

    [Option("limit", Default = 20, HelpText = "Seconds before a program counts as hanging.")]
    public int Limit { get; set; }

    [Option("keep", MetaValue = "FOLDER", HelpText = "Write each program that differs, and a reduced one, into this folder.")]
    public string? Keep { get; set; }
}

/// <summary>pyfuzz show</summary>
[Verb("show", HelpText = "Print the program of a seed.")]
internal sealed class ShowOptions
{
    [Value(0, MetaName = "SEED", Required = true)]
    public int Seed { get; set; }

    [Option("size", Default = 4)]
    public int Size { get; set; }
}

/// <summary>pyfuzz reduce</summary>
[Verb("reduce", HelpText = "Make a program smaller about which two ways differ, and print it.")]
internal sealed class ReduceOptions
{
    [Value(0, MetaName = "FILE", Required = true)]
    public string File { get; set; } = "";

    [Option("ways", Default = "off,eager", HelpText = "The one that is right and the other.")]
    public string Ways { get; set; } = "";

    [Option("limit", Default = 10, HelpText = "Seconds before a program counts as hanging.")]
    public int Limit { get; set; }
}

/// <summary>pyfuzz worker</summary>
[Verb("worker", Hidden = true, HelpText = "Run the files named on standard input.")]
internal sealed class WorkerOptions
{
    [Value(0, Required = true)]
    public string Way { get; set; } = "";
}

/// <summary>What the verbs do; each returns the exit code.</summary>
internal static class Commands
{
    public static int Run(RunOptions options)
    {
        if (!TryWays(options.Ways, out string[] ways)) return 2;
        var limit = TimeSpan.FromSeconds(options.Limit);
        using var fuzzer = new Fuzzer(ways, limit);
        int different = 0;
        for (int seed = options.Seed; seed < options.Seed + options.Count; seed++)
        {
            string program = ProgramGenerator.Generate(seed, options.Size);
            if (fuzzer.Check(program) is not { } difference) continue;
            different++;
            Console.WriteLine($"seed {seed} differs: {difference.Way}, {difference.Describe()}");
            if (options.Keep is not { } folder) continue;
            Directory.CreateDirectory(folder);
            File.WriteAllText(Path.Combine(folder, $"{seed}.{difference.Way}.py"), program);
            File.WriteAllText(Path.Combine(folder, $"{seed}.{difference.Way}.reduced.py"), Fuzzer.Reduce(program, ways[0], difference, limit));
        }
        Console.WriteLine($"{options.Count} programs, {different} differ");
        return different > 0 ? 1 : 0;
    }

    public static int Show(ShowOptions options)
    {
        Console.Write(ProgramGenerator.Generate(options.Seed, options.Size));
        return 0;
    }

    public static int Reduce(ReduceOptions options)
    {
        if (!TryWays(options.Ways, out string[] ways)) return 2;
        var limit = TimeSpan.FromSeconds(options.Limit);
        string program = File.ReadAllText(options.File);
        using var fuzzer = new Fuzzer(ways, limit);
        if (fuzzer.Check(program) is not { } difference)
        {
            Console.Error.WriteLine("pyfuzz: these ways agree");
            return 1;
        }
        Console.Write(Fuzzer.Reduce(program, ways[0], difference, limit));
        return 0;
    }

    private static bool TryWays(string list, out string[] ways)
    {
        ways = list.Split(',');
        try
        {
            foreach (string way in ways) _ = way == Ways.Python ? null : Ways.Options(way);
            return true;
        }
        catch (FormatException e)
        {
            Console.Error.WriteLine($"pyfuzz: {e.Message}");
            return false;
        }
    }
}
