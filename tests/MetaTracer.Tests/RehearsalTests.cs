// What the rehearsal is for is done in it: a loop and a bridge, recorded, optimized, compiled, entered and left.
using Backend;
using MetaTracer.Logging;
using MetaTracer.Warmup;

namespace MetaTracer.Tests;

public sealed class RehearsalTests
{
    [Theory]
    [InlineData("portable")]
    [InlineData("native")]
    public void TracesALoopAndABridge(string backend)
    {
        JitStats stats = Rehearsal.Run(Backends.Create(backend));
        Assert.Equal(1, stats.LoopsCompiled);
        Assert.True(stats.BridgesCompiled >= 1, stats.ToJson());
        Assert.Equal(0, stats.Aborts);
        Assert.True(stats.Backend.Entries > 2, stats.ToJson());
    }
}
