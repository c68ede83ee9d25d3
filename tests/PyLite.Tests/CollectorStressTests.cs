// DOTNET_GCStress=1: the runtime collects at every single allocation, the tracer's and the optimizer's own among them, so a program
// of a tenth of a second takes minutes.
namespace PyLite.Tests;

public sealed class CollectorStressTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    /// <summary>Loops early, so that machine code runs; no bridges and no functions: tracing those would take most of the collections.</summary>
    private const string Parameters = "threshold=7,function_threshold=1000000,trace_eagerness=1000000";

    [SkippableTheory]
    [InlineData("richards")]
    public void CollectionsAtEveryAllocation(string program)
    {
        Skip.IfNot(Environment.GetEnvironmentVariable("CI") == "true", "takes minutes: set CI=true to run it");
        using var statistics = new StatisticsFile();
        PythonProgram.Load($"bench/programs/{program}.py@tiny")
            .Check(["--jit", Parameters, .. statistics.Options], new Dictionary<string, string> { ["DOTNET_GCStress"] = "1" }, Limit);
        statistics.AssertCompiled();
    }
}
