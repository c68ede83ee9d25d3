using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>A recorded trace mentions many objects that the optimized one does not: compiled code should not keep those alive.</summary>
internal static class UnusedConstants
{
    /// <summary>Drops from a compiled trace's pool the references that neither its operations nor its labels' conditions use.</summary>
    public static void Drop(TreeLoop loop)
    {
        var used = new bool[loop.Constants.ReferenceCount];
        foreach (ref readonly Operation operation in loop.Operations)
        {
            Use(used, loop.Args(operation));
            if (operation.IsGuard) Use(used, loop.FailArgs(operation));
            if (operation.Code == OpCode.label && operation.Descr is TargetToken { OptimizerData: PeeledLoop peeled } && peeled.Constants == loop.Constants)
                Use(used, peeled);
        }
        loop.Constants.KeepReferences(used);
    }

    private static void Use(bool[] used, ReadOnlySpan<Value> values)
    {
        foreach (Value value in values)
            if (value.IsConstant && value.Kind == Kind.Ref) used[value.Index] = true;
    }

    private static void Use(bool[] used, PeeledLoop peeled)
    {
        foreach (ShortOp op in peeled.Short)
        {
            Use(used, [op.Constant]);
            for (int k = 0; k < op.Op.Count; k++) Use(used, [op.Op[k]]);
        }
        var seen = new HashSet<StateNode>(ReferenceEqualityComparer.Instance);
        Stack<StateNode> open = new(peeled.State.Roots);
        while (open.TryPop(out StateNode? node))
        {
            if (!seen.Add(node)) continue;
            if (node is ConstantNode constant) Use(used, [constant.Value]);
            if (node is not VirtualNode made) continue;
            foreach ((_, _, StateNode part) in made.Parts) open.Push(part);
        }
    }
}
