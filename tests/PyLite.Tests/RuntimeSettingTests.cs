// Machine code relies on how the runtime collects and allocates: the same programs under other settings of the runtime.
namespace PyLite.Tests;

public sealed class RuntimeSettingTests
{
    private static readonly string[] Eager = ["--jit", "threshold=2,trace_eagerness=2"];

    /// <summary>Objects of classes, of many small shapes, in lists, in closures and in dictionaries.</summary>
    public static TheoryData<string> Programs => ["richards", "binary_trees", "matmul", "closures", "word_count"];

    private static void Check(string program, Dictionary<string, string> settings) =>
        PythonProgram.Load($"bench/programs/{program}.py").Check(Eager, settings);

    [Theory]
    [MemberData(nameof(Programs))]
    public void ServerCollector(string program) => Check(program, new() { ["DOTNET_gcServer"] = "1" });

    [Theory]
    [MemberData(nameof(Programs))]
    public void TinyFirstGeneration(string program) => Check(program, new() { ["DOTNET_GCgen0size"] = "10000" });

    /// <summary>A profiler of allocations moves the limit that inline allocation compares with.</summary>
    [Theory]
    [MemberData(nameof(Programs))]
    public void AllocationSampling(string program)
    {
        string trace = Path.GetTempFileName();
        try
        {
            Check(program, new()
            {
                ["DOTNET_EnableEventPipe"] = "1",
                ["DOTNET_EventPipeOutputPath"] = trace,
                ["DOTNET_EventPipeConfig"] = "Microsoft-Windows-DotNETRuntime:0x8000000000:4",
            });
            Assert.True(new FileInfo(trace).Length > 0);
        }
        finally
        {
            File.Delete(trace);
        }
    }
}
