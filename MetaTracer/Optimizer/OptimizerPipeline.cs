using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>The optimizer: one ordered list of passes, and the three ways to use it.</summary>
internal static class OptimizerPipeline
{
    /// <summary>PyPy's order. <c>unroll</c> is not a pass over operations: it is how <see cref="OptimizeLoop"/> uses the others.</summary>
    private static readonly (string Name, Func<Pass>? Make)[] Table =
    [
        ("intbounds", static () => new IntBoundsPass()),
        ("rewrite", static () => new RewritePass()),
        ("virtualize", static () => new VirtualizePass()),
        ("string", static () => new StringPass()),
        ("pure", static () => new PurePass()),
        ("earlyforce", static () => new EarlyForcePass()),
        ("heap", static () => new HeapPass()),
        ("unroll", null),
    ];

    /// <summary>The names that <c>enable_opts</c> takes, in the order the passes run.</summary>
    public static IEnumerable<string> PassNames => Array.ConvertAll(Table, row => row.Name);

    /// <summary>Checks and splits an <c>enable_opts</c> value.</summary>
    /// <exception cref="FormatException">A name is not one of <see cref="PassNames"/>.</exception>
    public static HashSet<string> ParseEnabled(string text)
    {
        var enabled = new HashSet<string>();
        foreach (string item in text.Split(':', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            bool remove = item.StartsWith('-');
            string name = remove ? item[1..] : item;
            if (name == "all" && !remove) enabled.UnionWith(PassNames);
            else if (!Array.Exists(Table, row => row.Name == name)) throw new FormatException($"'{name}' is no optimization; there are: all, {string.Join(", ", PassNames)}");
            else if (remove) enabled.Remove(name);
            else enabled.Add(name);
        }
        return enabled;
    }

    internal static Pass[] CreatePasses(HashSet<string> enabled)
    {
        var passes = new List<Pass>(Table.Length);
        foreach ((string name, Func<Pass>? make) in Table)
            if (make is not null && enabled.Contains(name)) passes.Add(make());
        return [.. passes];
    }

    /// <summary>
    /// Optimizes a loop: its recorded trace takes the reds and virtualizable values and ends in a jump whose descr is
    /// <paramref name="token"/>. Sets the token's targets.
    /// </summary>
    /// <exception cref="InvalidLoopException">The trace contradicts itself.</exception>
    public static OptimizedTrace OptimizeLoop(TreeLoop recorded, LoopToken token, OptimizerOptions options)
    {
        var run = new OptimizationRun(recorded, token, options);
        token.IsLoop = true;
        token.Targets.Clear();
        TraceOptimizer optimizer = Begin(run, recorded, token);
        ProcessAll(run, optimizer);
        if (run.Enabled.Contains("unroll")) return new LoopPeeler(run, optimizer).Peel();
        Jumps.Close(run, optimizer);
        return run.Result();
    }

    /// <summary>Optimizes what starts at a token's entry and does not come back to it: it ends in finish, or in a jump to another token.</summary>
    /// <exception cref="InvalidLoopException">The trace contradicts itself.</exception>
    public static OptimizedTrace OptimizeFunction(TreeLoop recorded, LoopToken token, OptimizerOptions options)
    {
        var run = new OptimizationRun(recorded, token, options);
        token.Targets.Clear();
        TraceOptimizer optimizer = Begin(run, recorded, token);
        ProcessAll(run, optimizer);
        Jumps.Close(run, optimizer);
        return run.Result();
    }

    /// <summary>Optimizes a bridge: its inputs are the guard's fail arguments; it ends in finish, or in a jump to a token that is compiled.</summary>
    /// <exception cref="InvalidLoopException">The trace contradicts itself.</exception>
    public static OptimizedTrace OptimizeBridge(TreeLoop recorded, GuardDescr from, LoopToken owner, OptimizerOptions options)
    {
        var run = new OptimizationRun(recorded, owner, options, from);
        Jumps.Close(run, BeginBridge(run, from));
        return run.Result();
    }

    /// <summary>
    /// Optimizes a bridge to a loop that has no label for it, together with the iteration of the loop that was recorded after it: the
    /// bridge becomes the preamble of one more version of the loop, with a label of its own. Where that cannot be, it jumps to the loop's
    /// start.
    /// </summary>
    /// <param name="recorded">The bridge, up to the jump.</param>
    /// <param name="iteration">From there to the same jump once more. Its inputs are variables of their own for the jump's values.</param>
    /// <exception cref="InvalidLoopException">The trace contradicts itself.</exception>
    public static OptimizedTrace OptimizeRetrace(
        TreeLoop recorded, TreeLoop iteration, GuardDescr from, LoopToken owner, OptimizerOptions options)
    {
        var run = new OptimizationRun(recorded, owner, options, from, iteration);
        return new LoopPeeler(run, BeginBridge(run, from)).Peel();
    }

    /// <summary>Optimizes a bridge that goes through joins: each piece but the last ends in a jump to the join's token, where the next begins.</summary>
    /// <exception cref="InvalidLoopException">The trace contradicts itself.</exception>
    public static OptimizedTrace OptimizePieces(TreeLoop[] pieces, GuardDescr from, LoopToken owner, OptimizerOptions options)
    {
        var run = new OptimizationRun(pieces[0], owner, options, from, pieces[^1]);
        TraceOptimizer optimizer = BeginBridge(run, from);
        for (int k = 1; k < pieces.Length; k++) optimizer = Segments.Continue(run, optimizer, pieces[k]);
        Jumps.Close(run, optimizer);
        Segments.Finish(run);
        return run.Result();
    }

    private static TraceOptimizer BeginBridge(OptimizationRun run, GuardDescr from)
    {
        var optimizer = new TraceOptimizer(run, run.Recorded);
        foreach (Value input in run.Recorded.Inputs) optimizer.Map(input, input);
        GuardFacts.Import(from, optimizer, run.Recorded.Inputs);
        ProcessAll(run, optimizer);
        return optimizer;
    }

    private static TraceOptimizer Begin(OptimizationRun run, TreeLoop recorded, LoopToken token)
    {
        var start = new TargetToken(token);
        token.Targets.Add(start);
        run.Output.Append(OpCode.label, Value.None, recorded.Inputs.ToArray(), start);
        var optimizer = new TraceOptimizer(run, recorded);
        foreach (Value input in recorded.Inputs) optimizer.Map(input, input);
        return optimizer;
    }

    /// <summary>Gives every recorded operation but a final jump to the passes.</summary>
    internal static void ProcessAll(OptimizationRun run, TraceOptimizer optimizer)
    {
        TreeLoop recorded = optimizer.Recorded;
        var stress = run.Options.StressGuardsSeed is { } seed ? new GuardStress(run, seed) : null;
        for (int i = 0; i < recorded.Count; i++)
        {
            ref readonly Operation operation = ref recorded.Operations[i];
            if (operation.Code == OpCode.jump) break;
            stress?.BeforeOperation(optimizer, i);
            optimizer.Process(operation);
        }
        run.Verifier?.CheckAfter("the passes", isComplete: false);
    }
}
