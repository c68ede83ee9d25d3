using MetaTracer.Trace;
using MetaTracer.Warmup;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>
/// A bridge that goes through joins: at each the code before it ends and a segment begins, behind a label that later bridges jump to. What
/// the segment may assume is the virtual state there and nothing else, so whoever comes with such values can go on in it.
/// </summary>
internal static class Segments
{
    /// <summary>Ends a piece of a bridge at its join and goes through the next.</summary>
    /// <param name="before">Has been through a piece that ends in a jump to the join's token.</param>
    public static TraceOptimizer Continue(OptimizationRun run, TraceOptimizer before, TreeLoop piece)
    {
        var token = (LoopToken)before.Recorded[before.Recorded.Count - 1].Descr!;
        Value[] values = Jumps.Arguments(before);
        before.Flush();
        VirtualState state = StateFor(token, before, values);
        var matcher = new StateMatcher(before, state, run.Output.Constants, snapshot: -1);
        if (!matcher.Fits(values)) throw new InvalidLoopException("a join's values do not fit their own state");
        Value[] leafValues = [.. matcher.Arguments()];
        before.Flush();
        Value[] leaves = Labels.DistinctVariables(run, leafValues);
        var target = new TargetToken(token);
        run.IsCopying = true;
        run.Optimizers.Clear();
        var segment = new TraceOptimizer(run, piece);
        Labels.Import(segment, state, leaves);
        ShortPreambleBuilder? imports = token.Targets.Count < Join.MaxShapes
            ? ShortPreambleBuilder.OfSegment(before, segment, state, leaves, leafValues)
            : null;
        before.Release();
        int label = run.Output.Append(OpCode.label, Value.None, leaves, target);
        if (imports is not null) run.Segments.Add((label, leaves, imports));
        target.OptimizerData = new PeeledLoop(state, run.Output.Constants, leaves, imports?.Used ?? []);
        run.NewLabels.Add(target);
        OptimizerPipeline.ProcessAll(run, segment);
        return segment;
    }

    /// <summary>Gives the labels of a trace that is finished the facts that the code behind them relies on as further arguments.</summary>
    public static void Finish(OptimizationRun run)
    {
        TreeLoop output = run.Output;
        var used = new bool[output.VariableCount];
        int end = output.Count;
        for (int k = run.Segments.Count - 1; k >= 0; k--)
        {
            (int label, Value[] leaves, ShortPreambleBuilder imports) = run.Segments[k];
            for (int i = end - 1; i > label; i--)
            {
                // A further name of a value, made for a label behind it that does not take it after all.
                if (output[i].Code is same_as_i or same_as_r or same_as_f && !used[output[i].Result.Index]) continue;
                DeadCode.Use(used, output.Args(output[i]));
                if (output[i].IsGuard) DeadCode.Use(used, output.FailArgs(output[i]));
            }
            end = label + 1;
            // Results that only other short operations need are no arguments.
            foreach (ShortOp fact in imports.Used) fact.IsArgument = fact.IsArgument && used[fact.Op.Result.Index];
            output.SetArgs(label, imports.WithExtraArguments(leaves));
        }
    }

    /// <summary>
    /// The state that a new version of a segment is for: these values' own, but where there is a version for values of the same shape, or
    /// one for many shapes already, what that and these have in common.
    /// </summary>
    private static VirtualState StateFor(LoopToken token, TraceOptimizer optimizer, Value[] values)
    {
        VirtualState own = new VirtualStateBuilder(optimizer).Describe(values);
        for (int i = token.Targets.Count - 1; i >= 0; i--)
        {
            var version = (PeeledLoop)token.Targets[i].OptimizerData!;
            VirtualState earlier = version.State.In(optimizer.Constants, version.Constants);
            if (token.Targets.Count < Join.MaxShapes && !earlier.HasShapeOf(own, optimizer.Constants)) continue;
            VirtualState common = new VirtualStateBuilder(optimizer).Generalize(earlier, values);
            if (new StateMatcher(optimizer, common, optimizer.Constants, snapshot: -1).Fits(values)) return common;
        }
        return own;
    }
}
