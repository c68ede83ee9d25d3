// The hot loops of quality/loops.py, verified: optimized operations and machine code for both instruction sets. See Snapshot.
namespace PyLite.Tests;

public sealed class SnapshotTests
{
    private static readonly Lazy<TraceLog> X64 = new(() => RunProgram("native")), Arm64 = new(() => RunProgram("emulated-arm64"));

    private static TraceLog RunProgram(string backend)
    {
        string log = Path.GetTempFileName();
        try
        {
            string folder = Repository.PathOf("tests/PyLite.Tests/quality");
            PyLiteRun run = PyLiteProcess.Run(folder, ["--backend", backend, "--jit", "trace_eagerness=50", "--jit-log", log, "loops.py"]);
            Assert.Equal(("", 0), (run.Errors, run.ExitCode));
            return new TraceLog(File.ReadAllText(log).Replace(folder + "/", ""));
        }
        finally
        {
            File.Delete(log);
        }
    }

    [SkippableTheory]
    [InlineData("ints")]
    [InlineData("floats")]
    [InlineData("over_range")]
    [InlineData("list_sum")]
    [InlineData("list_write")]
    [InlineData("attributes")]
    [InlineData("inlined")]
    [InlineData("tuples")]
    public void Loop(string function)
    {
        Emulator.SkipIfMissing();
        string title = X64.Value.Titles.First(text => text.StartsWith("optimized loop ", StringComparison.Ordinal) && text.Contains($" {function} "));
        Snapshot.Verify("python-" + function, TraceSnapshot.Compose(X64.Value, Arm64.Value, title["optimized ".Length..].Split('(')[0] + "("));
    }
}
