using System.Runtime.InteropServices;
using MetaJit.Tool.Fuzz;
using Shared.Tests;

namespace Backend.Tests;

/// <summary>
/// Random recorded loops, optimized and compiled, leave the same state as when they are executed as recorded, with bridges attached one after
/// another. <c>metajit fuzz</c> does the same for as long as one likes.
/// </summary>
public sealed class OptimizerDifferentialTests
{
    [SkippableTheory]
    [InlineData("portable", "all", 1, 400)]
    [InlineData("portable", "all", 100_000, 400)]
    [InlineData("portable", "", 1, 60)]
    [InlineData("portable", "all:-unroll", 1, 150)]
    [InlineData("portable", "all:-heap", 1, 100)]
    [InlineData("portable", "all:-virtualize", 1, 100)]
    [InlineData("portable", "all:-rewrite", 1, 100)]
    [InlineData("portable", "all:-intbounds", 1, 100)]
    [InlineData("portable", "all:-pure", 1, 100)]
    [InlineData("portable", "all:-earlyforce", 1, 100)]
    [InlineData("native", "all", 1000, 100)]
    [InlineData("native", "all:-unroll", 1000, 40)]
    [InlineData("emulated-arm64", "all", 1000, 30)]
    public void Optimized_traces_do_what_was_recorded(string backend, string passes, int firstSeed, int count)
    {
        Skip.IfNot(backend == "portable" || (RuntimeInformation.ProcessArchitecture == Architecture.X64 && OperatingSystem.IsLinux()), "x64 Linux only");
        if (backend == "emulated-arm64") Emulator.SkipIfMissing();
        using var fuzzer = new TraceFuzzer(passes, backend);
        for (int seed = firstSeed; seed < firstSeed + count; seed++)
            if (fuzzer.Check(seed) is { } difference) Assert.Fail($"seed {seed}: {fuzzer.Reduce(difference).Text}");
        Assert.True(fuzzer.Loops > count / 2 && fuzzer.Bridges > count / 2, $"only {fuzzer.Loops} loops and {fuzzer.Bridges} bridges were compiled");
    }
}
