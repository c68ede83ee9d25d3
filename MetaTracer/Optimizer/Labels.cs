using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>What labels inside a trace have in common, those of peeled loops and those of segments.</summary>
internal static class Labels
{
    /// <summary>A label's arguments are variables, each of its own.</summary>
    public static Value[] DistinctVariables(OptimizationRun run, Value[] values)
    {
        var seen = new HashSet<int>();
        var result = new Value[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            result[i] = values[i];
            if (values[i].IsVariable && seen.Add(values[i].Raw)) continue;
            result[i] = Copy(run, values[i]);
        }
        return result;
    }

    /// <summary>Another variable of the same value.</summary>
    public static Value Copy(OptimizationRun run, Value value)
    {
        OpCode copy = value.Kind switch { Kind.Int => OpCode.same_as_i, Kind.Ref => OpCode.same_as_r, _ => OpCode.same_as_f };
        return run.Output.Emit(copy, [value]);
    }

    /// <summary>Tells the code behind a label what its state says of the recorded trace's inputs.</summary>
    public static void Import(TraceOptimizer body, VirtualState state, Value[] leaves)
    {
        var made = new Dictionary<StateNode, Value>(ReferenceEqualityComparer.Instance);
        for (int i = 0; i < state.Roots.Length; i++) body.Map(body.Recorded.Inputs[i], Import(body, state.Roots[i], leaves, made));
    }

    private static Value Import(TraceOptimizer body, StateNode node, Value[] leaves, Dictionary<StateNode, Value> made)
    {
        if (made.TryGetValue(node, out Value known)) return known;
        switch (node)
        {
            case ConstantNode constant:
                return constant.Value;
            case LeafNode leaf:
                Value argument = leaves[leaf.Index];
                if (leaf.Bound is not null) body.SetInfo(argument, leaf.Bound);
                else if (leaf.NonNull) body.SetInfo(argument, new PtrInfo { NonNull = true, Class = leaf.Class });
                return made[node] = argument;
            default:
                var shape = (VirtualNode)node;
                Value value = body.NewVariable(Kind.Ref);
                made[node] = value;
                PtrInfo info = shape.Array is { } array ? new VirtualArray(array, shape.Length) : new VirtualObject(shape.Class!);
                body.SetInfo(value, info);
                foreach ((Descr descr, int index, StateNode part) in shape.Parts) VirtualParts.Set(info, descr, index, Import(body, part, leaves, made));
                return value;
        }
    }
}
