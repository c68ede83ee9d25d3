// Calls from machine code to machine code: a recursive function does not leave it to call itself.
namespace PyLite.Tests;

public sealed class RecursionTests
{
    /// <summary>What a bigger argument adds, so that warming up does not count: next to nothing but new allocation contexts.</summary>
    [Fact]
    public void FibStaysInMachineCode()
    {
        long calls = Calls(27) - Calls(23);
        long yields = Yields(27) - Yields(23);
        Assert.InRange(yields, 0, calls / 50);
    }

    private static long Calls(int n) => n < 2 ? 1 : 1 + Calls(n - 1) + Calls(n - 2);

    private static long Yields(int n)
    {
        using var statistics = new StatisticsFile();
        PyLiteRun run = PyLiteProcess.Run(Repository.PathOf("bench/programs"), ["--jit", "trace_eagerness=50", .. statistics.Options, "fib.py", $"{n}"]);
        Assert.Equal(("", 0), (run.Errors, run.ExitCode));
        statistics.AssertCompiled();
        Assert.True(statistics.Yields > 0, "leaving machine code at its end is a yield, too");
        return statistics.Yields;
    }
}
