using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>Drops operations without effect whose results nobody uses.</summary>
internal static class DeadCode
{
    public static void Remove(TreeLoop loop)
    {
        var used = new bool[loop.VariableCount];
        var dead = new bool[loop.Count];
        bool any = false;
        for (int i = loop.Count - 1; i >= 0; i--)
        {
            ref readonly Operation operation = ref loop.Operations[i];
            if (MayVanish(operation) && !used[operation.Result.Index])
            {
                dead[i] = any = true;
                continue;
            }
            Use(used, loop.Args(operation));
            if (operation.IsGuard) Use(used, loop.FailArgs(operation));
        }
        if (any) loop.Remove(dead);
    }

    public static void Use(bool[] used, ReadOnlySpan<Value> values)
    {
        foreach (Value value in values)
            if (value.IsVariable) used[value.Index] = true;
    }

    private static bool MayVanish(in Operation operation)
    {
        if (operation.Result.IsNone) return false;
        OpFlags flags = operation.Info.Flags;
        // The guard behind an _ovf operation or a call that can raise is about that very operation.
        if ((flags & OpFlags.Overflow) != 0) return false;
        if ((flags & OpFlags.Call) != 0) return (flags & OpFlags.Reads) != 0 && operation.Descr is CallDescr { Effect.CanRaise: false, Results.Length: 1 };
        return (flags & (OpFlags.Pure | OpFlags.Reads | OpFlags.Allocates)) != 0;
    }
}
