using CommandLine;
using MetaJit.Tool;
using MetaJit.Tool.Fuzz;
using MetaJit.Tool.Worlds;
using MetaTracer.Optimizer;

return Parser.Default.ParseArguments<ViewOptions, SummaryOptions, OptOptions, CheckOptions, FuzzOptions>(args).MapResult(
    (ViewOptions options) => Commands.Guarded(() => LogCommands.View(options)),
    (SummaryOptions options) => Commands.Guarded(() => LogCommands.PrintSummary(options)),
    (OptOptions options) => Commands.Guarded(() => Commands.Opt(options)),
    (CheckOptions options) => Commands.Guarded(() => Commands.Check(options)),
    (FuzzOptions options) => Commands.Guarded(() => FuzzCommand.Run(options)),
    errors => errors.Any(error => error is HelpRequestedError or HelpVerbRequestedError or VersionRequestedError) ? 0 : 2);

/// <summary>metajit opt</summary>
[Verb("opt", HelpText = "Optimize a recorded trace in text form and print the result.")]
internal sealed class OptOptions
{
    [Value(0, MetaName = "FILE", Required = true, HelpText = "The trace; - for standard input.")]
    public string File { get; set; } = "";

    [Option("passes", HelpText = "Passes to run, joined by colons: all, intbounds, rewrite, virtualize, string, pure, earlyforce, heap, unroll; -NAME leaves one out.")]
    public string? Passes { get; set; }
}

/// <summary>metajit check</summary>
[Verb("check", HelpText = "Compare what the optimizer makes of trace files with what they expect, and what they do, as recorded and as optimized, in made-up worlds.")]
internal sealed class CheckOptions
{
    [Value(0, MetaName = "PATH", Required = true, HelpText = "A .trace file or a folder of them.")]
    public string Path { get; set; } = "";

    [Option("bless", HelpText = "Rewrite the expected part of files that differ.")]
    public bool Bless { get; set; }

    [Option("worlds", Default = 200, HelpText = "How many worlds each trace runs in; 0: none.")]
    public int Worlds { get; set; }
}

/// <summary>What the verbs do; each returns the exit code.</summary>
internal static class Commands
{
    /// <summary>Turns a user's mistake into one line of text.</summary>
    public static int Guarded(Func<int> command)
    {
        try
        {
            return command();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            Console.Error.WriteLine($"metajit: {e.Message}");
            return 1;
        }
    }

    public static int Opt(OptOptions options)
    {
        if (options.Passes is not null) OptimizerPipeline.ParseEnabled(options.Passes);
        string text = options.File == "-" ? Console.In.ReadToEnd() : File.ReadAllText(options.File);
        Console.Write(TraceFile.Parse(text).Optimize(options.Passes));
        return 0;
    }

    public static int Check(CheckOptions options)
    {
        string[] files = Directory.Exists(options.Path) ? Directory.GetFiles(options.Path, "*.trace", SearchOption.AllDirectories) : [options.Path];
        int different = 0, wrong = 0, worlds = 0;
        foreach (string path in files.Order(StringComparer.Ordinal))
        {
            TraceFile file = TraceFile.Parse(File.ReadAllText(path));
            if (file.Run(options.Worlds, out WorldCheck check) is { } difference)
            {
                wrong++;
                Console.WriteLine($"{path}: does something else\n{difference}");
            }
            worlds += check.Worlds;
            string actual = file.Optimize();
            if (actual == file.Expected || (file.Expected is null && !options.Bless)) continue;
            different++;
            Console.WriteLine($"{path}: {(options.Bless ? "rewritten" : "differs")}");
            if (options.Bless) File.WriteAllText(path, file.WithExpected(actual));
            else Console.Write(actual);
        }
        Console.WriteLine($"{files.Length} files, {different} differ from what they expect; {wrong} do something else in one of {worlds} worlds");
        return wrong > 0 || (different > 0 && !options.Bless) ? 1 : 0;
    }
}
