// Machine code relies on how the runtime collects and allocates: the same programs under other settings of the runtime.
namespace PyLite.Tests;

public sealed class RuntimeSettingTests
{
    private static readonly string[] Eager = ["--jit", "threshold=2,trace_eagerness=2"];

    private static void Check(string program, Dictionary<string, string> settings) => PythonProgram.Load($"bench/programs/{program}.py@tiny").Check(Eager, settings);

    [Theory]
    [InlineData("richards")]
    public void ServerCollector(string program) => Check(program, new() { ["DOTNET_gcServer"] = "1" });

    [Theory]
    [InlineData("richards")]
    public void TinyFirstGeneration(string program) => Check(program, new() { ["DOTNET_GCgen0size"] = "10000" });

    /// <summary>A profiler of allocations moves the limit that inline allocation compares with.</summary>
    [Theory]
    [InlineData("richards")]
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
