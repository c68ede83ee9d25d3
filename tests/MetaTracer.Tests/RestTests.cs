using MetaTracer.Trace;
using MetaTracer.Warmup;
using Xunit;

namespace MetaTracer.Tests;

/// <summary>Code that costs more than it brings is left alone until its position has become hot again.</summary>
public class RestTests
{
    private readonly JitCell _cell = new(null!, [1L], 0) { Token = new LoopToken(1, null, [1L]) { BackendData = new object() } };

    [Fact]
    public void RestsForTwiceAsLongEachTime()
    {
        Assert.True(_cell.IsReady);
        Assert.Equal([1, 2, 4, 8], [RestUntilReady(), RestUntilReady(), RestUntilReady(), RestUntilReady()]);
    }

    [Fact]
    public void BeginsAnewOnceItHasGained()
    {
        RestUntilReady();
        RestUntilReady();
        _cell.NoteGain();
        Assert.Equal(1, RestUntilReady());
    }

    [Fact]
    public void OwesNothingWhenItRests()
    {
        _cell.Balance = -1000;
        _cell.Rest();
        Assert.False(_cell.IsReady);
        Assert.Equal(0, _cell.Balance);
    }

    /// <summary>How often the position becomes hot before its code is entered.</summary>
    private int RestUntilReady()
    {
        _cell.Rest();
        int times = 0;
        do
        {
            Assert.False(_cell.IsReady);
            times++;
        }
        while (_cell.GoesOnResting());
        return times;
    }
}
