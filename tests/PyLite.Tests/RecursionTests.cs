// Calls from machine code to machine code: a recursive function does not leave it to call itself.
using System.Text.Json;

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
        string stats = Path.GetTempFileName();
        try
        {
            PyLiteRun run = PyLiteProcess.Run(Repository.PathOf("bench/programs"), ["--jit-stats", stats, "fib.py", $"{n}"]);
            Assert.Equal(("", 0), (run.Errors, run.ExitCode));
            using JsonDocument json = JsonDocument.Parse(File.ReadAllText(stats));
            Assert.True(json.RootElement.GetProperty("entries").GetInt64() > 0);
            long yields = json.RootElement.GetProperty("yields").EnumerateObject().Sum(yield => yield.Value.GetInt64());
            Assert.True(yields > 0, "leaving machine code at its end is counted, too");
            return yields;
        }
        finally
        {
            File.Delete(stats);
        }
    }
}
