using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>What was known of a guard's fail arguments when it was emitted, for the bridge that may start there. Null entries: nothing.</summary>
internal sealed class GuardFacts(object?[] facts)
{
    public static GuardFacts? Of(TraceOptimizer optimizer, in Op guard, ReadOnlySpan<Value> failArgs)
    {
        object?[]? facts = null;
        for (int i = 0; i < failArgs.Length; i++)
        {
            if (!failArgs[i].IsVariable) continue;
            if (guard.Code is OpCode.guard_true or OpCode.guard_false && failArgs[i] == guard.A)
            {
                // The guard failed, so its condition is the other thing.
                if (guard.Code == OpCode.guard_true) (facts ??= new object?[failArgs.Length])[i] = IntBound.Constant(0);
                else if (optimizer.Bound(guard.A).IsBool) (facts ??= new object?[failArgs.Length])[i] = IntBound.Constant(1);
                continue;
            }
            object? fact = optimizer.Info(failArgs[i]) switch
            {
                IntBound bound when !bound.IsAny => bound,
                PtrInfo info when info.NonNull => new PtrInfo { NonNull = true, Class = info.Class },
                _ => null,
            };
            if (fact is not null) (facts ??= new object?[failArgs.Length])[i] = fact;
        }
        return facts is null ? null : new GuardFacts(facts);
    }

    /// <summary>Tells a bridge's optimizer what is known of its inputs.</summary>
    public void Import(TraceOptimizer optimizer, IReadOnlyList<Value> inputs)
    {
        for (int i = 0; i < inputs.Count && i < facts.Length; i++)
        {
            if (facts[i] is IntBound bound && inputs[i].Kind == Kind.Int) optimizer.Narrow(inputs[i], bound);
            else if (facts[i] is PtrInfo info && inputs[i].Kind == Kind.Ref) optimizer.SetInfo(inputs[i], new PtrInfo { NonNull = true, Class = info.Class });
        }
    }
}
