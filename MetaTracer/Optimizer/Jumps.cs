using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>Ends a trace whose recorded last operation is a jump: chooses the label and brings the values into the form it wants.</summary>
internal static class Jumps
{
    /// <summary>Emits the jump, if the trace ends in one, to the first of its token's labels whose conditions hold.</summary>
    public static void Close(OptimizationRun run, TraceOptimizer optimizer)
    {
        ref readonly Operation last = ref optimizer.Recorded.Operations[optimizer.Recorded.Count - 1];
        if (last.Code != OpCode.jump) return;
        var token = (LoopToken)last.Descr!;
        Value[] args = Arguments(optimizer);
        optimizer.Flush();
        // Where a condition of this very jump has failed nothing is asked again: the values fit as they are, or go to the start. Nor is their shape
        // at a join, which can have one more version for what comes.
        int snapshot = run.From?.ConditionOf == token && !ComesRound(run.Recorded) ? -1 : last.Snapshot;
        int shapes = token.IsJoin ? -1 : snapshot;
        for (int i = 0; i < token.Targets.Count; i++)
            if (token.Targets[i].OptimizerData is PeeledLoop loop && loop.TryJump(optimizer, token.Targets[i], args, shapes, snapshot)) return;
        run.FitsNoLabel = token.IsJoin || token.Targets.Count > 1;
        if (!token.IsJoin) ToStart(optimizer, token, args);
    }

    /// <summary>Whether a trace goes through the whole loop that it jumps to: the merge point where it ends is in it twice.</summary>
    private static bool ComesRound(TreeLoop recorded)
    {
        MergePointDescr? end = null;
        for (int i = recorded.Count - 1; i >= 0; i--)
        {
            if (recorded[i].Descr is not MergePointDescr { CallDepth: 0 } point) continue;
            if (end is null) end = point;
            else if (end.IsSamePlace(point)) return true;
        }
        return false;
    }

    /// <summary>What the recorded jump gives, as the optimizer knows it.</summary>
    public static Value[] Arguments(TraceOptimizer optimizer)
    {
        ReadOnlySpan<Value> recorded = optimizer.Recorded.Args(optimizer.Recorded[optimizer.Recorded.Count - 1]);
        var args = new Value[recorded.Length];
        for (int i = 0; i < args.Length; i++) args[i] = optimizer.Translate(recorded[i]);
        return args;
    }

    /// <summary>To the loop's own entry, where nothing is assumed.</summary>
    public static void ToStart(TraceOptimizer optimizer, LoopToken token, Value[] args)
    {
        if (token.Targets.Count == 0) throw new InvalidLoopException($"loop {token.Number} has no entry to jump to");
        for (int i = 0; i < args.Length; i++) args[i] = optimizer.Force(args[i]);
        optimizer.Flush();
        Emit(optimizer, token.Targets[0], args);
    }

    public static void Emit(TraceOptimizer optimizer, TargetToken target, Value[] args)
    {
        for (int i = 0; i < args.Length; i++) args[i] = optimizer.Get(args[i]);
        Op op = Op.Of(OpCode.jump, Value.None, args, target);
        optimizer.Append(ref op);
    }
}
