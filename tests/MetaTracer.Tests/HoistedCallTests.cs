using Backend;
using MetaJit;

namespace MetaTracer.Tests;

/// <summary>
/// An elidable call of the same arguments is made once before a loop, even if it can raise: where a bridge brings other arguments, for which it
/// does, the exception comes when the program makes the call, and no earlier.
/// </summary>
[Collection("the drivers are static: one test at a time")]
public sealed class HoistedCallTests
{
    private const string Eager = "threshold=3,function_threshold=4,trace_eagerness=2";

    private static class Interpreter
    {
        public static readonly JitDriver<long, long, long, long, long[], long> Driver = new("hoisted", Run);

        /// <summary>Divides by <paramref name="by"/> in each turn; every seventh changes it, and some to 0.</summary>
        public static long Run([Green] long program, long turns, long by, long sum, long[] seen)
        {
            while (true)
            {
                Driver.MergePoint(program, turns, by, sum, seen);
                if (turns == 0) return sum;
                seen[0] = turns;
                sum += Divided(by);
                // A change that is seen if the call is made too early, or twice.
                seen[1] += sum;
                if (turns % 7 == 0) by = turns % 3 == 0 && turns < program ? 0 : turns;
                turns--;
                if (Driver.CanEnter(program, turns, by, sum, seen) is { } exit)
                {
                    if (exit.IsReturn) return exit.Result;
                    (program, turns, by, sum, seen) = exit.State;
                }
            }
        }

        [Elidable]
        private static long Divided(long by)
        {
            if (by == 0) throw new InvalidOperationException("by nothing");
            return 1000 / by;
        }
    }

    private static string Outcome(long program)
    {
        long[] seen = new long[2];
        try
        {
            return $"{Interpreter.Run(program, 600, 3, 0, seen)} {seen[1]}";
        }
        catch (InvalidOperationException problem)
        {
            return $"{problem.Message} {seen[0]} {seen[1]}";
        }
    }

    [SkippableTheory]
    [InlineData("portable", Eager)]
    [InlineData("portable", Eager + ",segments=1")]
    [InlineData("portable", Eager + ",enable_opts=all:-heap")]
    [InlineData("native", Eager)]
    [InlineData("native", Eager + ",segments=1")]
    public void RaisesWhenItsTimeComes(string backend, string parameters)
    {
        foreach (long program in (long[])[0, 90, 450])
        {
            string expected = Outcome(program);
            Assert.Equal(program > 0, expected.StartsWith("by nothing", StringComparison.Ordinal));
            try
            {
                var log = new StringWriter();
                using var engine = new JitEngine(Backends.Create(backend), new JitParameters().Parse(parameters), new JitEngineOptions { Log = log });
                engine.Attach(Interpreter.Driver);
                Assert.Equal(expected, Outcome(program));
                Assert.True(engine.Stats.Bridges > 0, engine.Stats.ToJson());
                Assert.DoesNotContain(engine.Stats.Aborts.Keys, reason => reason.StartsWith("internal error", StringComparison.Ordinal));
            }
            catch (PlatformNotSupportedException)
            {
                Skip.If(true, "no machine code here");
            }
        }
    }

    [Fact]
    public void IsMadeBeforeTheLoop()
    {
        var log = new StringWriter();
        using var engine = new JitEngine(Backends.Create("portable"), new JitParameters().Parse(Eager), new JitEngineOptions { Log = log });
        engine.Attach(Interpreter.Driver);
        Outcome(0);
        string optimized = log.ToString().Split("\n# ").First(part => part.StartsWith("optimized loop", StringComparison.Ordinal));
        Assert.Contains("call_pure_i(", optimized);
        Assert.DoesNotContain("call_pure_i(", optimized[optimized.LastIndexOf("label(", StringComparison.Ordinal)..]);
    }
}
