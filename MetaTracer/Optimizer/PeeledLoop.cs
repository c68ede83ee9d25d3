using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>What a jump to the body of a peeled loop must bring: kept with the label's token, for the loop's own back edge and for bridges.</summary>
/// <param name="State">What the label knows of the values.</param>
/// <param name="Constants">The pool that the constants of the state and of the short operations are in: a bridge has another.</param>
/// <param name="Leaves">The label's first arguments, one a leaf of the state; the results of <paramref name="Short"/> follow.</param>
internal sealed record PeeledLoop(VirtualState State, ConstantPool Constants, Value[] Leaves, List<ShortOp> Short)
{
    /// <summary>Guards that the short preamble makes where nothing is known.</summary>
    public int Guards => Short.Count(op => !op.Constant.IsNone || op.NonNull || op.Bound is not null || op.IsChecked || op.MayRaise);

    /// <summary>Whether the values are what the label wants, with nothing to ask.</summary>
    public bool Fits(TraceOptimizer optimizer, Value[] values) => new StateMatcher(optimizer, State, Constants, snapshot: -1).Fits(values);

    /// <summary>Jumps to the label if the values fit. False: no jump was emitted.</summary>
    /// <param name="shapes">The snapshot for guards about the values, or -1: there may be none.</param>
    /// <param name="facts">The same for guards of the short preamble.</param>
    public bool TryJump(TraceOptimizer optimizer, TargetToken target, Value[] values, int shapes, int facts)
    {
        var matcher = new StateMatcher(optimizer, State, Constants, shapes);
        if (!matcher.Fits(values))
        {
            optimizer.Run.Options.Note?.Invoke($"{target} not jumped to: {matcher.Misfit}");
            return false;
        }
        try
        {
            Value[] leaves = matcher.Arguments();
            optimizer.Flush();
            // Without a snapshot the guards may not resume where an earlier one does either: a guard here that fails comes to this jump again.
            optimizer.MayAsk = facts >= 0;
            Jumps.Emit(optimizer, target, Replay(optimizer, leaves, facts, null, out _));
            return true;
        }
        catch (InvalidLoopException problem)
        {
            // Some condition does not hold here, or may not be asked for. What was emitted does no harm.
            optimizer.Run.Options.Note?.Invoke($"{target} not jumped to: {problem.Message}");
            return false;
        }
        finally
        {
            optimizer.MayAsk = true;
        }
    }

    private static bool Knows(TraceOptimizer optimizer, in Op call)
    {
        foreach (Pass pass in optimizer.Passes)
            if (pass is PurePass pure) return pure.KnowsCall(call);
        return false;
    }

    private static void AskWhetherItRaised(TraceOptimizer optimizer, int snapshot)
    {
        int before = optimizer.Output.Count;
        optimizer.Send(guard_no_exception, [], snapshot: snapshot);
        if (optimizer.Output.Count > before) ((GuardDescr)optimizer.Output[optimizer.Output.Count - 1].Descr!).IsAhead = true;
    }

    /// <summary>Computes the short preamble for a jump and returns all the jump's arguments.</summary>
    /// <param name="unbounded">In the loop's own body: receives the operations whose results did not stay within their bounds.</param>
    /// <param name="current">The operation under way, for telling which one failed.</param>
    public Value[] Replay(TraceOptimizer optimizer, Value[] leaves, int snapshot, HashSet<(OpCode, int, int, object?)>? unbounded, out ShortOp? current)
    {
        current = null;
        var known = new Dictionary<int, Value>();
        var args = new List<Value>(leaves);
        foreach (Value leaf in leaves) optimizer.Reference(leaf);
        for (int i = 0; i < Leaves.Length; i++) known[Leaves[i].Raw] = leaves[i];
        // In a loop's own body this may put further facts to use: the list grows.
        for (int i = 0; i < Short.Count; i++)
        {
            current = Short[i];
            Op op = current.Op;
            if (op.Many is not null) op.Many = [.. op.Many];
            for (int k = 0; k < op.Count; k++)
                op.Set(k, op[k].IsVariable ? known[op[k].Raw] : optimizer.Constants.Import(op[k], Constants));
            Value name = op.Result;
            op.Result = optimizer.NewVariable(op.Info.Result);
            if (current.MayRaise && snapshot < 0 && !Knows(optimizer, op)) throw new InvalidLoopException($"{current.Op.Descr} may raise where that may not be asked");
            optimizer.Send(ref op);
            if (current.IsChecked) optimizer.Send(guard_no_overflow, [], snapshot: snapshot);
            if (current.MayRaise) AskWhetherItRaised(optimizer, snapshot);
            Value result = optimizer.Get(op.Result);
            if (!current.Constant.IsNone)
            {
                optimizer.Send(guard_value, [result, optimizer.Constants.Import(current.Constant, Constants)], snapshot: snapshot);
                continue;
            }
            if (current.Class is { } cls) optimizer.Send(guard_nonnull_class, [result, optimizer.Constants.Ref(cls)], snapshot: snapshot);
            else if (current.NonNull) optimizer.Send(guard_nonnull, [result], snapshot: snapshot);
            if (current.Bound is { } bound && !bound.Contains(optimizer.Bound(result)))
            {
                if (unbounded is not null) unbounded.Add(current.Key);
                else StateMatcher.AskForBound(optimizer, result, bound, snapshot);
            }
            result = optimizer.Force(result);
            optimizer.Reference(result);
            known[name.Raw] = result;
            if (current.IsArgument) args.Add(result);
        }
        current = null;
        optimizer.Flush();
        return [.. args];
    }
}
