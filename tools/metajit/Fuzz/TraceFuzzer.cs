using Backend;
using MetaTracer;
using MetaTracer.Optimizer;
using MetaTracer.Trace;

namespace MetaJit.Tool.Fuzz;

/// <summary>A random loop that optimized and compiled does something else than as recorded.</summary>
/// <param name="Seed">Of the loop.</param>
/// <param name="Steps">The steps of it that are left.</param>
/// <param name="Passes">The optimizations.</param>
/// <param name="Backend">What ran it.</param>
/// <param name="Text">The traces, and what differs.</param>
internal sealed record FuzzDifference(int Seed, int[] Steps, string Passes, string Backend, string Text);

/// <summary>
/// Optimizes and compiles random loops, runs them from many states, attaches bridges to guards that fail, and after each run lets the recorded loop
/// go on from where compiled code was left: the state in which a guard of the recorded loop fails must be the same as without compiled code.
/// </summary>
internal sealed class TraceFuzzer(string passes, string backendName)
{
    private const int Variants = 24, MaxBridges = 8;

    public long Loops { get; private set; }
    public long Bridges { get; private set; }
    public long Runs { get; private set; }

    /// <summary>Operations that the recorded loops ran, to be compared with.</summary>
    public long Operations { get; private set; }

    /// <summary>The loop of a seed; null where all is the same.</summary>
    public FuzzDifference? Check(int seed) => Check(seed, [.. Enumerable.Range(0, RandomRecording.StepsOf(seed))]);

    /// <summary>The same loop with as few steps as still make a difference.</summary>
    public FuzzDifference Reduce(FuzzDifference difference)
    {
        for (int portion = Math.Max(1, difference.Steps.Length / 2); portion > 0; portion /= 2)
        {
            for (int at = 0; at < difference.Steps.Length;)
            {
                int[] fewer = [.. difference.Steps[..at], .. difference.Steps[Math.Min(difference.Steps.Length, at + portion)..]];
                if (Check(difference.Seed, fewer) is { } smaller) difference = smaller;
                else at += portion;
            }
        }
        return difference;
    }

    private FuzzDifference? Check(int seed, int[] steps)
    {
        var token = new LoopToken(1, null, []);
        RecordedTrace trace = RandomRecording.Make(seed, steps, token);
        using var backend = new DisposableBackend(Backends.Create(backendName));
        int guards = 0;
        var options = new OptimizerOptions { EnableOpts = passes, Verify = true, NextGuardNumber = () => ++guards };
        var log = new StringWriter();
        try
        {
            OptimizedTrace optimized = OptimizerPipeline.OptimizeLoop(trace.Loop, token, options);
            log.Write($"# optimized\n{TraceWriter.Write(optimized.Loop, header: false)}");
            token.InputKinds = RecordedTrace.Inputs;
            backend.Value.CompileLoop(token, optimized.Loop);
            Loops++;
            int bridges = 0;
            for (int variant = 0; variant < Variants; variant++) RunVariant(trace, token, backend.Value, options, variant, ref bridges, log);
            return null;
        }
        catch (InvalidLoopException)
        {
            return null;
        }
        catch (Exception problem)
        {
            return new FuzzDifference(seed, steps, passes, backendName, $"{TraceWriter.Write(trace.Loop)}{log}# {problem.Message.ReplaceLineEndings("\n# ")}\n");
        }
        finally
        {
            Operations += trace.Steps;
        }
    }

    private void RunVariant(RecordedTrace trace, LoopToken token, TraceBackend backend, OptimizerOptions options, int variant, ref int bridges, TextWriter log)
    {
        while (true)
        {
            trace.Start(variant);
            string expected = trace.Run(0, out int failing);
            trace.Start(variant);
            var reds = new JitValues();
            trace.Reds(reds);
            Runs++;
            DeadFrame dead = backend.Execute(token, reds);
            var guard = (GuardDescr)dead.Descr;
            string actual = trace.Run(trace.Resume(dead), out _);
            if (actual != expected) throw new InvalidDataException($"start {variant}, left by guard {guard.Number}, {guard.Code}:\nexpected {expected}\nactual   {actual}");
            if (bridges == MaxBridges || trace.Vital.Contains(failing) || guard.HasBridge) return;
            TreeLoop recorded = trace.Bridge(guard, failing, token);
            log.Write($"# start {variant}: bridge from guard {guard.Number} past operation {failing}, recorded\n{TraceWriter.Write(recorded, header: false)}");
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
            log.Write($"# optimized\n{TraceWriter.Write(better.Loop, header: false)}");
            backend.CompileBridge(guard, better.Loop);
            guard.HasBridge = true;
            bridges++;
            Bridges++;
        }
    }

    private readonly struct DisposableBackend(TraceBackend value) : IDisposable
    {
        public TraceBackend Value { get; } = value;

        public void Dispose() => (Value as IDisposable)?.Dispose();
    }
}
