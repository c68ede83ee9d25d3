using Backend.Portable;
using MetaTracer;
using MetaTracer.Optimizer;
using MetaTracer.Trace;

namespace Backend.Tests;

/// <summary>
/// Random recorded loops, optimized and run on the portable backend, leave the same state as when they are executed as recorded: variables,
/// objects and the guard that failed, with bridges attached one after another.
/// </summary>
public sealed class OptimizerDifferentialTests
{
    private const int Bridges = 4;

    [Theory]
    [InlineData("all", 1, 400)]
    [InlineData("all", 100_000, 400)]
    [InlineData("", 1, 60)]
    [InlineData("all:-unroll", 1, 150)]
    [InlineData("all:-heap", 1, 100)]
    [InlineData("all:-virtualize", 1, 100)]
    [InlineData("all:-rewrite", 1, 100)]
    [InlineData("all:-intbounds", 1, 100)]
    [InlineData("all:-pure", 1, 100)]
    [InlineData("all:-earlyforce", 1, 100)]
    public void Optimized_traces_do_what_was_recorded(string passes, int firstSeed, int count)
    {
        for (int seed = firstSeed; seed < firstSeed + count; seed++) Compare(passes, seed);
    }

    private static void Compare(string passes, int seed)
    {
        var token = new LoopToken(1, null, []);
        var trace = new RecordedTrace(seed, token);
        int guards = 0;
        var options = new OptimizerOptions { EnableOpts = passes, Verify = true, NextGuardNumber = () => ++guards };
        var backend = new PortableBackend();
        string log = "";
        try
        {
            OptimizedTrace optimized = OptimizerPipeline.OptimizeLoop(trace.Loop, token, options);
            log += TraceWriter.Write(optimized.Loop, header: false);
            token.InputKinds = [.. trace.Loop.Inputs.Select(input => input.Kind)];
            backend.CompileLoop(token, optimized.Loop);
            for (int bridge = 0; ; bridge++)
            {
                trace.Start();
                string expected = trace.Run(0);
                trace.Start();
                var reds = new JitValues();
                trace.Reds(reds);
                DeadFrame dead = backend.Execute(token, reds);
                var guard = (GuardDescr)dead.Descr;
                string actual = trace.Run(trace.Resume(dead));
                log += $"# left by guard {guard.Number}, {guard.Code}\n";
                Assert.Equal(expected, actual);

                int failing = int.Parse(expected.AsSpan(3, expected.IndexOf(':') - 3));
                if (bridge == Bridges || trace.Vital.Contains(failing) || guard.HasBridge) return;
                TreeLoop recorded = trace.Bridge(guard, failing, token);
                log += $"# bridge from guard {guard.Number} past operation {failing}, recorded\n{TraceWriter.Write(recorded, header: false)}";
                OptimizedTrace better;
                try
                {
                    better = OptimizerPipeline.OptimizeBridge(recorded, guard, token, options);
                }
                catch (InvalidLoopException)
                {
                    return;
                }
                trace.Ignored.Add(failing);
                log += $"# optimized\n{TraceWriter.Write(better.Loop, header: false)}";
                backend.CompileBridge(guard, better.Loop);
            }
        }
        catch (Exception e) when (e is not InvalidLoopException)
        {
            throw new Xunit.Sdk.XunitException($"seed {seed}, passes '{passes}': {e.Message}\n# recorded\n{TraceWriter.Write(trace.Loop, header: false)}# optimized\n{log}\n{e.StackTrace}");
        }
    }
}
