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
internal sealed class TraceFuzzer(string passes, string backendName) : IDisposable
{
    private const int Variants = 24, MaxBridges = 8;

    // An emulator takes much memory: one is for many loops. Their code is never freed, so it is not for all.
    private const int LoopsABackend = 500;

    private TraceBackend? _backend;
    private int _left;

    public long Loops { get; private set; }
    public long Bridges { get; private set; }

    /// <summary>Versions of loops made with a bridge, and segments.</summary>
    public long Versions { get; private set; }
    public long Segments { get; private set; }
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
        TraceBackend backend = Backend();
        int guards = 0;
        var options = new OptimizerOptions { EnableOpts = passes, Verify = true, NextGuardNumber = () => ++guards };
        var log = new StringWriter();
        try
        {
            OptimizedTrace optimized = OptimizerPipeline.OptimizeLoop(trace.Loop, token, options);
            log.Write($"# optimized\n{TraceWriter.Write(optimized.Loop, header: false)}");
            token.InputKinds = RecordedTrace.Inputs;
            backend.CompileLoop(token, optimized.Loop);
            Loops++;
            int bridges = 0;
            for (int variant = 0; variant < Variants; variant++) RunVariant(trace, token, backend, options, variant, ref bridges, log);
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
            OptimizedTrace? better = null;
            try
            {
                better = Bridge(trace, token, guard, failing, options, log);
            }
            catch (InvalidLoopException)
            {
            }
            if (better is null) return;
            trace.Ignored.Add(failing);
            log.Write($"# start {variant}: bridge from guard {guard.Number} past operation {failing}, optimized\n{TraceWriter.Write(better.Loop, header: false)}");
            backend.CompileBridge(guard, better.Loop);
            guard.HasBridge = true;
            bridges++;
            Bridges++;
        }
    }

    /// <summary>One bridge, of the three sorts that an engine makes: in one piece, with a version of the loop after it, through a join.</summary>
    private OptimizedTrace? Bridge(RecordedTrace trace, LoopToken token, GuardDescr guard, int failing, OptimizerOptions options, TextWriter log)
    {
        if (failing % 2 == 0 && trace.JoinAfter(Math.Max(failing, guard.Resume!.Frames[0].Pc)) is { } join)
        {
            TreeLoop piece = trace.Bridge(guard, failing, join);
            log.Write($"# to a join at operation {join.Pc}, recorded\n{TraceWriter.Write(piece, header: false)}");
            if (join.Token.Targets.Count > 0 && OptimizerPipeline.OptimizePieces([piece], guard, token, options) is { FitsNoLabel: false } joined) return joined;
            // The first attempt has used it up.
            piece = trace.Bridge(guard, failing, join);
            OptimizedTrace both = OptimizerPipeline.OptimizePieces([piece, trace.Further(piece, join.Pc)], guard, token, options);
            foreach (TargetToken label in both.NewLabels) label.Owner!.Targets.Add(label);
            Segments++;
            return both;
        }
        TreeLoop recorded = trace.Bridge(guard, failing);
        log.Write($"# in one piece, recorded\n{TraceWriter.Write(recorded, header: false)}");
        OptimizedTrace bridge = OptimizerPipeline.OptimizeBridge(recorded, guard, token, options);
        if (!bridge.FitsNoLabel || failing % 3 == 0) return bridge;
        recorded = trace.Bridge(guard, failing);
        Versions++;
        return OptimizerPipeline.OptimizeRetrace(recorded, trace.Further(recorded, 0), guard, token, options);
    }

    private TraceBackend Backend()
    {
        if (_backend is not null && --_left > 0) return _backend;
        Dispose();
        _left = LoopsABackend;
        return _backend = Backends.Create(backendName);
    }

    public void Dispose()
    {
        (_backend as IDisposable)?.Dispose();
        _backend = null;
    }
}
