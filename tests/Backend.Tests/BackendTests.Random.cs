using Backend.Portable;
using MetaTracer;

namespace Backend.Tests;

public abstract partial class BackendTests
{
    /// <summary>How many random traces the test takes by default.</summary>
    protected virtual int RandomTraces => 60;

    /// <summary>METAJIT_RANDOM_TRACES=first,count runs other seeds.</summary>
    private (int First, int Count) Seeds()
    {
        string[] parts = (Environment.GetEnvironmentVariable("METAJIT_RANDOM_TRACES") ?? $"1,{RandomTraces}").Split(',');
        return (int.Parse(parts[0]), int.Parse(parts[1]));
    }

    [SkippableFact]
    public void Random_traces_do_what_they_do_on_the_portable_backend()
    {
        var (first, count) = Seeds();
        OnFinishCall = RandomTrace.FinishCall;
        for (int seed = first; seed < first + count; seed++)
        {
            List<string> expected = RandomTrace.Run(seed, new PortableBackend { Host = this });
            List<string> actual = RandomTrace.Run(seed, Backend);
            for (int k = 0; k < expected.Count; k++)
                Assert.True(expected[k] == actual[k], $"seed {seed}, run {k}:\nexpected {expected[k]}\nactual   {actual[k]}");
        }
    }
}
