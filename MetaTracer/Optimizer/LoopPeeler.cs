using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>
/// Loop peeling: the recorded iteration is optimized once as a preamble, then again with all that holds at its end, and that second
/// copy loops. Guards and reads that do not change, and boxes that do not escape, so stay out of the loop.
/// </summary>
/// <remarks>
/// Where the end of the body knows less than its label assumed, the label's state is made more general and the body is made again;
/// a few attempts reach a fixed point. A loop for which none fits keeps its unpeeled form.
/// </remarks>
internal sealed class LoopPeeler(OptimizationRun run, TraceOptimizer preamble)
{
    private const int MaxAttempts = 12;

    private readonly HashSet<(OpCode, int, int, object?)> _banned = new(ShortOpKeys.Instance);
    private readonly HashSet<(OpCode, int, int, object?)> _unbounded = new(ShortOpKeys.Instance);

    /// <summary>Finishes a loop whose recorded operations the preamble has been through.</summary>
    public OptimizedTrace Peel()
    {
        Value[] values = Jumps.Arguments(preamble);
        preamble.Flush();
        int snapshot = OptimizationRun.SnapshotOfEnd(run.Iteration);
        LoopToken token = run.JumpToken!;
        var target = new TargetToken(token);
        VirtualState state = new VirtualStateBuilder(preamble).Describe(values);
        run.IsCopying = true;
        bool relaxed = false;
        string problem = "no state fits both its first iteration and the next";
        for (int attempt = 0; attempt < MaxAttempts; attempt++)
        {
            var matcher = new StateMatcher(preamble, state, run.Output.Constants, snapshot: -1);
            if (!matcher.Fits(values)) break;
            Value[] leafValues = [.. matcher.Arguments()];
            preamble.Flush();
            int end = run.Output.Count, resumeEnd = run.Resume.Store.Length;
            try
            {
                VirtualState? better = TryBody(state, leafValues, target, snapshot);
                if (better is null) return Finish(target);
                state = better;
            }
            catch (InvalidLoopException) when (!relaxed)
            {
                // A constant of the first iteration that is another one in the second.
                relaxed = true;
                state = Relax(state);
            }
            catch (InvalidLoopException invalid)
            {
                problem = invalid.Message;
                run.Output.Truncate(end);
                run.Resume.Store.Truncate(resumeEnd);
                break;
            }
            run.Output.Truncate(end);
            run.Resume.Store.Truncate(resumeEnd);
        }
        run.Options.Note?.Invoke($"no new label of loop {token.Number}: {problem}");
        run.IsCopying = false;
        Jumps.ToStart(preamble, token, values);
        return run.Result();
    }

    private OptimizedTrace Finish(TargetToken target)
    {
        run.NewLabels.Add(target);
        target.Owner!.Targets.Add(target);
        return run.Result();
    }

    /// <summary>Emits label and body. Null: it closed; else the state to try next (the same one, when only a short operation was banned).</summary>
    private VirtualState? TryBody(VirtualState state, Value[] leafValues, TargetToken target, int snapshot)
    {
        Value[] leaves = Labels.DistinctVariables(run, leafValues);
        var body = new TraceOptimizer(run, run.Iteration);
        Labels.Import(body, state, leaves);
        var imports = new ShortPreambleBuilder(preamble, body, state, leaves, leafValues, _banned, _unbounded);
        int labelIndex = run.Output.Append(OpCode.label, Value.None, leaves, target);
        var loop = new PeeledLoop(state, run.Output.Constants, leaves, imports.Used);
        OptimizerPipeline.ProcessAll(run, body);

        Value[] values = Jumps.Arguments(body);
        body.Flush();
        var matcher = new StateMatcher(body, state, run.Output.Constants, snapshot: -1);
        if (!matcher.Fits(values)) return new VirtualStateBuilder(body).Generalize(state, values);
        Value[] arguments = matcher.Arguments();
        body.Flush();
        ShortOp? current = null;
        int unbounded = _unbounded.Count;
        Value[] all;
        try
        {
            all = loop.Replay(body, arguments, snapshot, _unbounded, out current);
        }
        catch (InvalidLoopException) when (current is not null)
        {
            // The body itself changes what it relied on.
            _banned.Add(current.Key);
            return state;
        }
        // A value does not stay within the bounds that the body relied on.
        if (_unbounded.Count > unbounded) return state;
        if (run.From is not null && loop.Guards > run.Options.MaxRetraceGuards)
            throw new InvalidLoopException($"whoever jumps there would need {loop.Guards} guards");
        Jumps.Emit(body, target, all);
        run.Output.SetArgs(labelIndex, imports.WithExtraArguments(leaves));
        DropUnusedArguments(labelIndex, leaves.Length, imports.Used);
        target.OptimizerData = loop;
        return null;
    }

    /// <summary>Results of short operations that only other short operations need are no arguments of the label.</summary>
    private void DropUnusedArguments(int labelIndex, int leaves, List<ShortOp> shortOps)
    {
        TreeLoop output = run.Output;
        int jumpIndex = output.Count - 1;
        Value[] parameters = output.Args(output[labelIndex]).ToArray(), arguments = output.Args(output[jumpIndex]).ToArray();
        var used = new bool[output.VariableCount];
        for (int i = labelIndex + 1; i < jumpIndex; i++)
        {
            DeadCode.Use(used, output.Args(output[i]));
            if (output[i].IsGuard) DeadCode.Use(used, output.FailArgs(output[i]));
        }
        DeadCode.Use(used, arguments.AsSpan(0, leaves));
        // An argument that is used makes what the jump gives for it used.
        var keep = new bool[parameters.Length];
        bool again = true;
        while (again)
        {
            again = false;
            for (int i = leaves; i < parameters.Length; i++)
            {
                if (keep[i] || !used[parameters[i].Index]) continue;
                keep[i] = again = true;
                DeadCode.Use(used, arguments.AsSpan(i, 1));
            }
        }
        int place = leaves;
        foreach (ShortOp op in shortOps)
            if (op.IsArgument) op.IsArgument = keep[place++];
        int kept = leaves;
        for (int i = leaves; i < parameters.Length; i++)
        {
            if (!keep[i]) continue;
            parameters[kept] = parameters[i];
            arguments[kept++] = arguments[i];
        }
        output.SetArgs(labelIndex, parameters[..kept]);
        output.SetArgs(jumpIndex, arguments[..kept]);
    }

    /// <summary>The same state with no constants and no bounds.</summary>
    private static VirtualState Relax(VirtualState state)
    {
        int leaves = 0;
        var made = new Dictionary<StateNode, StateNode>(ReferenceEqualityComparer.Instance);
        StateNode Node(StateNode node)
        {
            if (made.TryGetValue(node, out StateNode? known)) return known;
            switch (node)
            {
                case ConstantNode constant:
                    return made[node] = new LeafNode(constant.Value.Kind, leaves++);
                case LeafNode leaf:
                    return made[node] = new LeafNode(leaf.Kind, leaves++) { NonNull = leaf.NonNull, Class = leaf.Class };
                default:
                    var shape = (VirtualNode)node;
                    var copy = new VirtualNode(shape.Class, shape.Array, shape.Length);
                    made[node] = copy;
                    foreach ((Descr descr, int index, StateNode part) in shape.Parts) copy.Parts.Add((descr, index, Node(part)));
                    return copy;
            }
        }
        return new VirtualState(Array.ConvertAll(state.Roots, Node), leaves);
    }
}
