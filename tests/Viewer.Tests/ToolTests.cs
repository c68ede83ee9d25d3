namespace MetaJit.Viewer.Tests;

/// <summary>The commands, as people type them.</summary>
public class ToolTests
{
    private const string Loop = "s = 0\nfor i in range(30000):\n    s += i & 7\nprint(s)\n";

    [Fact]
    public void LogViewAndSummary()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("loop.py"), Loop);
        Assert.Equal(0, ToolRun.Of("pylite", folder.Path, "--jit-log", "loop.log", "--jit-details", "loop.py").ExitCode);
        ToolRun summary = ToolRun.Of("metajit", folder.Path, "summary", "loop.log");
        Assert.StartsWith("loop.log: 1 loop, 0 function entries, 0 bridges; 0 traces given up\n", summary.Output);
        Assert.Contains("loop.py:", summary.Output);
        ToolRun view = ToolRun.Of("metajit", folder.Path, "view", "loop.log");
        Assert.Equal((0, $"1 loops and bridges are in {folder.PathOf("loop.log.html")}\n", ""), (view.ExitCode, view.Output, view.Errors));
        string page = File.ReadAllText(folder.PathOf("loop.log.html"));
        Assert.Contains("s \\u002B= i \\u0026 7", page);
        // Nothing of it is fetched from elsewhere.
        Assert.DoesNotContain("src=", page);
        Assert.DoesNotContain("http", page);
    }

    [Fact]
    public void TracesCountHowOftenTheyRun()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("loop.py"), Loop);
        ToolRun.Of("pylite", folder.Path, "--jit", "threshold=1000", "--jit-log", "loop.log", "--jit-details", "loop.py");
        LoggedTrace loop = Assert.Single(LogReader.Read(folder.PathOf("loop.log")).Traces);
        // What is left of 30,000 rounds when some 1,000 have made it hot; the last round stands outside.
        Assert.InRange(loop.MostRuns!.Value, 27_000, 29_100);
        Assert.Equal(loop.Entered, loop.Runs);
    }

    [Fact]
    public void WithoutDetailsNothingIsAddedToTraces()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("loop.py"), Loop);
        ToolRun.Of("pylite", folder.Path, "--jit-log", "loop.log", "loop.py");
        string log = File.ReadAllText(folder.PathOf("loop.log"));
        Assert.DoesNotContain("RunCounter", log);
        Assert.DoesNotContain("#@", log);
        Assert.True(LogReader.Read(folder.PathOf("loop.log")) is { IsComplete: true, HasRuns: false });
    }

    [Fact]
    public void PageOfAProgramThatNeverGotHot()
    {
        using var folder = new TemporaryFolder();
        ToolRun run = ToolRun.Of("pylite", folder.Path, "--jit-view", "-c", "print(1)");
        Assert.Equal((0, "1\n", $"pylite: what the JIT did is in {folder.PathOf("program.jit.html")}\n"), (run.ExitCode, run.Output, run.Errors));
        Assert.True(File.Exists(folder.PathOf("program.jit.html")));
    }

    [Fact]
    public void FilesThatAreNoLogs()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("a.md"), "# A page\n");
        ToolRun run = ToolRun.Of("metajit", folder.Path, "view", "a.md");
        Assert.Equal((1, "", "metajit: a.md is no log of traces, as --jit-log writes them: it begins with '# A page'\n"), (run.ExitCode, run.Output, run.Errors));
        Assert.Equal(["a.md"], Directory.GetFiles(folder.Path).Select(Path.GetFileName));
        run = ToolRun.Of("metajit", folder.Path, "summary", "none.log");
        Assert.Equal(1, run.ExitCode);
        Assert.StartsWith("metajit: Could not find file", run.Errors);
    }

    [Fact]
    public void CutOffLog()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.PathOf("loop.py"), Loop);
        ToolRun.Of("pylite", folder.Path, "--jit-log", "loop.log", "loop.py");
        string log = File.ReadAllText(folder.PathOf("loop.log"));
        File.WriteAllText(folder.PathOf("loop.log"), log[..(log.Length / 2)]);
        ToolRun run = ToolRun.Of("metajit", folder.Path, "view", "loop.log");
        Assert.Equal((0, "metajit: loop.log is cut off: the page has what there is\n"), (run.ExitCode, run.Errors));
        Assert.Contains("The log is cut off", ToolRun.Of("metajit", folder.Path, "summary", "loop.log").Output);
    }
}
