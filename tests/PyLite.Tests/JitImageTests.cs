namespace PyLite.Tests;

public sealed class JitImageTests
{
    /// <summary>Release builds have what the JIT needs of PyLite's own methods beside the program.</summary>
    [SkippableFact]
    public void Nothing_of_the_interpreter_is_converted_while_a_program_runs()
    {
        Skip.IfNot(File.Exists(Path.Combine(AppContext.BaseDirectory, "pylite.jit")), "a Debug build");
        using var statistics = new StatisticsFile();
        PyLiteRun run = PyLiteProcess.Run(Repository.PathOf("bench/programs"), ["--jit", "threshold=20,function_threshold=20", .. statistics.Options, "richards.py", "10"]);
        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        statistics.AssertCompiled();
        Assert.InRange(statistics["taken_from_image"], 50, 10000);
        Assert.Equal(0, statistics["methods_converted"]);
    }
}
