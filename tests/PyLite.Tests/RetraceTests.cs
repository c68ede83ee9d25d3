// Loops that get versions of their own for what bridges bring: that it happens, and that the parameter stops it. That such programs are
// right is the matrix' business (programs/jit/retraced.py); what a version looks like, that of tests/filetests/unroll/retrace_*.trace.
namespace PyLite.Tests;

public sealed class RetraceTests
{
    [Theory]
    [InlineData(5, 3, 1000)]
    [InlineData(1, 1, 1000)]
    [InlineData(0, 0, 0)]
    public void LoopsGetFurtherLabels(int limit, int atLeast, int atMost)
    {
        using var statistics = new StatisticsFile();
        PyLiteRun run = PyLiteProcess.Run(
            Repository.PathOf("tests/PyLite.Tests/programs/jit"), ["--jit", $"retrace_limit={limit},trace_eagerness=50,segments=0", .. statistics.Options, "retraced.py"]);
        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        statistics.AssertCompiled();
        Assert.InRange(statistics["labels_added"], atLeast, Math.Min(atMost, limit * statistics["loops"]));
        Assert.InRange(statistics["retraces"], statistics["labels_added"], atMost);
    }
}
