// DOTNET_GCStress=1: the runtime collects at every allocation, in a program of its own (tests/CollectorStress), since a process cannot
// turn that on later. It takes seconds; the tracer's own collections are most of them.
using System.Diagnostics;
using Shared.Tests;

namespace Backend.Tests;

public sealed class CollectorStressTests
{
    /// <summary>A hundred times what it takes: what runs into it hangs.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    [Theory]
    [InlineData("native gc")]
    [InlineData("native gc no-alloc")]
    public void CollectionsAtEveryAllocation(string arguments)
    {
        (int exitCode, string output) = Run(arguments);
        Assert.True(exitCode == 0, output);
    }

    [SkippableFact]
    public void CollectionsAtEveryAllocationOnArm64()
    {
        Emulator.SkipIfMissing();
        CollectionsAtEveryAllocation("emulated-arm64 gc no-alloc");
    }

    /// <summary>That the tests above would notice a missing write barrier.</summary>
    [Fact]
    public void StoresWithoutBarrierAreNoticed()
    {
        (int exitCode, string output) = Run("native gc no-alloc plain-stores");
        Assert.True(exitCode != 0, output);
    }

    private static (int ExitCode, string Output) Run(string arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, "collector-stress"), arguments)
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["DOTNET_GCStress"] = "1";
        using Process process = Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(), errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(Limit))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"no end after {Limit.TotalMinutes:0} minutes: collector-stress {arguments}");
        }
        return (process.ExitCode, output.Result + errors.Result);
    }
}
