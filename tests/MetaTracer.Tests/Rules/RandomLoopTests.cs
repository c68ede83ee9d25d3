using MetaTracer.Optimizer;
using MetaTracer.Trace;

namespace MetaTracer.Tests.Rules;

/// <summary>
/// Random loops, run as they were recorded and as they were optimized: calls see the same, up to the iteration in which the recorded loop's
/// guard fails. An optimized guard may fail earlier in that iteration, or before it.
/// </summary>
public sealed class RandomLoopTests
{
    private const int Iterations = 6;

    [Theory]
    [InlineData("all")]
    [InlineData("all:-unroll")]
    [InlineData("all:-rewrite")]
    [InlineData("all:-intbounds")]
    [InlineData("all:-pure")]
    public void Run_as_they_were_recorded(string passes)
    {
        int rounds = int.Parse(Environment.GetEnvironmentVariable("METAJIT_RANDOM_LOOPS") ?? "1500");
        int optimized = 0;
        for (int seed = 0; seed < rounds; seed++)
        {
            var random = new Random(seed);
            LoopWorld world = LoopWorld.Make(random);
            string text = RandomLoop.Make(random, world);
            var parser = new TraceParser();
            TreeLoop recorded = parser.Read(text), made;
            LoopToken token = parser.Token(1);
            try
            {
                made = OptimizerPipeline.OptimizeLoop(recorded, token, new OptimizerOptions { EnableOpts = passes, Verify = true }).Loop;
            }
            catch (InvalidLoopException)
            {
                continue;
            }
            optimized++;
            for (int k = 0; k < 4; k++) Compare(k == 0 ? world.Anew() : LoopWorld.Make(random), recorded, made, $"seed {seed}\n{text}");
        }
        Assert.True(optimized > rounds / 2, $"only {optimized} of {rounds} could be optimized");
    }

    private static void Compare(LoopWorld world, TreeLoop recorded, TreeLoop made, string what)
    {
        List<int> starts = [], ignored = [];
        List<string> expected = world.Anew().Run(recorded, Iterations, starts);
        List<string> actual = world.Anew().Run(made, int.MaxValue, ignored, expected.Count + 1);
        // Calls before the iteration that was not finished.
        int least = starts[^1];
        bool goesOn = starts.Count > Iterations;
        what = $"{what}{TraceWriter.Write(made, header: false)}from {string.Join(' ', world.Ints)}";
        Assert.True(actual.Count >= least && (goesOn || actual.Count <= expected.Count), $"{what}\n{actual.Count} calls, not {least} to {expected.Count}");
        for (int i = 0; i < Math.Min(expected.Count, actual.Count); i++) Assert.True(expected[i] == actual[i], $"{what}\ncall {i}: {actual[i]}, not {expected[i]}");
    }
}
