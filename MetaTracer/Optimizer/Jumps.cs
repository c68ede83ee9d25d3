using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>Ends a trace whose recorded last operation is a jump: chooses the label and brings the values into the form it wants.</summary>
internal static class Jumps
{
    /// <summary>Emits the jump, if the trace ends in one, to the first of its token's labels whose conditions hold.</summary>
    public static void Close(OptimizationRun run, TraceOptimizer optimizer)
    {
        ref readonly Operation last = ref optimizer.Recorded.Operations[optimizer.Recorded.Count - 1];
        if (last.Code != jump) return;
        var token = (LoopToken)last.Descr!;
        Value[] args = Arguments(optimizer);
        optimizer.Flush();
        // Where a condition of this very jump has failed nothing is asked again: the values fit as they are, or go to the start. Nor is their shape
        // at a join, which can have one more version for what comes.
        int snapshot = run.From?.ConditionOf == token && !ComesRound(run.Recorded) ? -1 : last.Snapshot;
        int shapes = token.IsJoin ? -1 : snapshot;
        // A label that fits as it is, rather than one before it that would ask.
        for (int i = 0; shapes >= 0 && i < token.Targets.Count; i++)
            if (token.Targets[i].OptimizerData is PeeledLoop loop && loop.Fits(optimizer, args) && loop.TryJump(optimizer, token.Targets[i], args, -1, snapshot)) return;
        for (int i = 0; i < token.Targets.Count; i++)
            if (token.Targets[i].OptimizerData is PeeledLoop loop && loop.TryJump(optimizer, token.Targets[i], args, shapes, snapshot)) return;
        run.FitsNoLabel = token.IsJoin || token.Targets.Count > 1;
        if (token.IsJoin) return;
        // A bridge in one piece is traced on at once.
        bool isCounted = run.FitsNoLabel && run.Recorded != run.Iteration && token.Retraces < run.Options.RetraceLimit;
        ToStart(optimizer, token, args, isCounted ? last.Snapshot : -1);
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
    /// <param name="snapshot">Of the jump, where it is to be counted; or -1.</param>
    public static void ToStart(TraceOptimizer optimizer, LoopToken token, Value[] args, int snapshot = -1)
    {
        if (token.Targets.Count == 0) throw new InvalidLoopException($"loop {token.Number} has no entry to jump to");
        for (int i = 0; i < args.Length; i++) args[i] = optimizer.Force(args[i]);
        optimizer.Flush();
        if (snapshot >= 0 && optimizer.Run.Options.JumpCounter is { } counter) Count(optimizer, counter, snapshot);
        Emit(optimizer, token.Targets[0], args);
    }

    // A jump's guard fails once in so many times.
    private const int JumpsAFailure = 4096;

    /// <summary>
    /// A guard that fails now and then: where the jump behind it is taken so often that this pays for a bridge, the bridge becomes another
    /// version of the loop.
    /// </summary>
    private static void Count(TraceOptimizer optimizer, ArrayDescr counter, int snapshot)
    {
        long[] count = [0, 1];
        Value cell = optimizer.Constants.Ref(count), first = optimizer.Constants.Int(0);
        Value before = Append(optimizer, getarrayitem_gc_i, [cell, first], counter);
        Value step = Append(optimizer, getarrayitem_gc_i, [cell, optimizer.Constants.Int(1)], counter);
        Value now = Append(optimizer, int_add, [before, step]);
        Append(optimizer, setarrayitem_gc, [cell, first, now], counter);
        Value rest = Append(optimizer, int_and, [now, optimizer.Constants.Int(JumpsAFailure - 1)]);
        Append(optimizer, guard_true, [Append(optimizer, int_is_true, [rest])], snapshot: snapshot);
        ((GuardDescr)optimizer.Run.Output[optimizer.Run.Output.Count - 1].Descr!).JumpCount = count;
    }

    private static Value Append(TraceOptimizer optimizer, OpCode code, ReadOnlySpan<Value> args, object? descr = null, int snapshot = -1)
    {
        Kind kind = OpInfo.Of(code).Result;
        Value result = kind == Kind.Void ? Value.None : optimizer.NewVariable(kind);
        Op op = Op.Of(code, result, args, descr, snapshot);
        optimizer.Append(ref op);
        return result;
    }

    public static void Emit(TraceOptimizer optimizer, TargetToken target, Value[] args)
    {
        for (int i = 0; i < args.Length; i++) args[i] = optimizer.Get(args[i]);
        Op op = Op.Of(jump, Value.None, args, target);
        optimizer.Append(ref op);
    }
}
