using MetaTracer.Trace;
using MetaTracer.Warmup;
using Xunit;

namespace MetaTracer.Tests;

/// <summary>What runs of compiled code are taken to save: the steps on their way, less the calls.</summary>
public sealed class WorthTests
{
    private const string Loop = """
        [i0]
        debug_merge_point(descr='1')
        guard_true(i0, descr=G1) []
        debug_merge_point(descr='2')
        debug_merge_point(descr='3')
        guard_false(i0, descr=G2) []
        finish(i0)
        """;

    [Fact]
    public void ARunSavesTheStepsOnItsWay()
    {
        var owner = new LoopToken(1, null, []);
        TreeLoop loop = TraceParser.Parse(Loop, optimized: true);
        owner.Worth.Note(loop, owner, null);
        GuardDescr[] guards = [.. loop.Operations.ToArray().Select(operation => operation.Descr).OfType<GuardDescr>()];
        var finish = (FinishDescr)loop[loop.Count - 1].Descr!;

        Assert.True(guards[0].Saves > 0);
        Assert.Equal(3 * guards[0].Saves, guards[1].Saves, 12);
        Assert.Equal(guards[1].Saves, finish.Saves);
        Assert.Same(owner, finish.Owner);
        Assert.Equal(Kind.Int, finish.Kind);
    }

    [Fact]
    public void ABridgeGoesOnFromItsGuard()
    {
        var owner = new LoopToken(1, null, []);
        var from = new GuardDescr { Owner = owner, Saves = 1 };
        TreeLoop bridge = TraceParser.Parse("[i0]\ndebug_merge_point(descr='4')\nfinish(i0)", optimized: true);
        owner.Worth.Note(bridge, owner, from);
        Assert.True(((FinishDescr)bridge[bridge.Count - 1].Descr!).Saves > 1);
    }

    [Fact]
    public void CodeThatMostlyCallsSavesNoShareOfItsTime()
    {
        var owner = new LoopToken(1, null, []);
        owner.Worth.Note(TraceParser.Parse(Loop, optimized: true), owner, null);
        double rate = Worth.RateOf(owner);
        Assert.True(rate > 1);

        TreeLoop calls = TraceParser.Parse("call f (p) -> ()\n\n[p0]\ndebug_merge_point(descr='5')\ncall_n(p0, descr=f)\nfinish()", optimized: true);
        var calling = new LoopToken(2, null, []);
        calling.Worth.Note(calls, calling, null);
        Assert.InRange(Worth.RateOf(calling), 0, rate / 4);
    }
}
