// What the rehearsal is for is done in it: a loop and a bridge, recorded, optimized, compiled, entered and left.
using Backend;
using MetaTracer.Image;
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
        Check(Rehearsal.Run(Backends.Create(backend)));
        string path = Path.GetTempFileName();
        try
        {
            Rehearsal.WriteImage(path, Backends.Create("portable"));
            using JitImage image = JitImage.Open(path);
            JitStats stats = Rehearsal.Run(Backends.Create(backend), image);
            Check(stats);
            Assert.Contains("\"methods_converted\": 0,", stats.ToJson());
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static void Check(JitStats stats)
    {
        Assert.Equal(1, stats.Loops);
        Assert.True(stats.Bridges >= 1, stats.ToJson());
        Assert.Equal(0, stats.AbortCount);
        Assert.True(stats.Backend.Entries > 2, stats.ToJson());
    }
}
