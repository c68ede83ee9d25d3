using CommandLine;
using MetaJit.Viewer;

namespace MetaJit.Tool;

/// <summary>metajit view</summary>
[Verb("view", HelpText = "Make a page of a log: loops and bridges with their operations and machine code, guards, what was not compiled.")]
internal sealed class ViewOptions
{
    [Value(0, MetaName = "LOG", Required = true, HelpText = "What --jit-log wrote; with --jit-details there is more to see.")]
    public string Log { get; set; } = "";

    [Option('o', "output", MetaValue = "PAGE", HelpText = "The page; LOG.html if it is not given.")]
    public string? Output { get; set; }
}

/// <summary>metajit summary</summary>
[Verb("summary", HelpText = "Print what a log comes to: the page's first screen as text.")]
internal sealed class SummaryOptions
{
    [Value(0, MetaName = "LOG", Required = true, HelpText = "What --jit-log wrote.")]
    public string Log { get; set; } = "";
}

/// <summary>The verbs that read logs; each returns the exit code.</summary>
internal static class LogCommands
{
    public static int View(ViewOptions options)
    {
        string page = options.Output ?? options.Log + ".html";
        LoggedRun run = PageWriter.Write(options.Log, page);
        if (!run.IsComplete) Console.Error.WriteLine($"metajit: {options.Log} is cut off: the page has what there is");
        Console.WriteLine($"{run.Traces.Count} loops and bridges are in {Path.GetFullPath(page)}");
        return 0;
    }

    public static int PrintSummary(SummaryOptions options)
    {
        Console.Write(Summary.Of(LogReader.Read(options.Log), options.Log));
        return 0;
    }
}
