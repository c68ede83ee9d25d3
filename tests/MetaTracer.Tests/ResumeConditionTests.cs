using MetaTracer.Optimizer;
using MetaTracer.Resume;
using MetaTracer.Trace;

namespace MetaTracer.Tests;

/// <summary>What a frame is given for the condition of the guard that failed, and for that of an earlier guard whose resume data is shared.</summary>
public sealed class ResumeConditionTests
{
    [Theory]
    [InlineData("guard_true", 0, 1)]
    [InlineData("guard_false", 1, 0)]
    public void Condition_is_a_constant(string code, long failing, long passing)
    {
        TreeLoop recorded = new TraceParser().Read($"""
            [i0, i1]
            i2 = int_lt(i0, 10)
            {code}(i2) [i2, 0, 1, i0]
            i3 = int_lt(i1, 10)
            guard_true(i3) [i3, i0]
            i4 = int_lt(i1, 5)
            guard_true(i4) [i4, i0]
            finish(i1)
            """);
        TreeLoop optimized = OptimizerPipeline.OptimizeFunction(recorded, new LoopToken(1, null, []), new OptimizerOptions()).Loop;
        List<ResumeData> resume = [];
        foreach (ref readonly Operation operation in optimized.Operations)
            if (operation.Descr is GuardDescr guard) resume.Add(guard.Resume!);

        Assert.Equal([failing, passing, passing], resume.ConvertAll(data => Live(data, 0)));
        // Other constants of the same value are not the condition.
        Assert.Equal([0, 0, 0], resume.ConvertAll(data => Live(data, 1)));
        Assert.Equal([1, 1, 1], resume.ConvertAll(data => Live(data, 2)));
    }

    private static long Live(ResumeData data, int register)
    {
        Tagged tag = data.Frames[0].Live[register];
        Assert.Equal(Tagged.Source.Constant, tag.From);
        return data.Constants[tag.Index].Bits;
    }
}
