using MetaTracer.Resume;
using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>
/// What was known of a guard's fail arguments when it was emitted, for the bridge that may start there. It stands in the trace's
/// <see cref="ResumeStore"/>, a number a fail argument: 0 nothing, 1 a reference that is not null, else 1 more than the number of a class
/// or of bounds among the store's things.
/// </summary>
internal sealed class GuardFacts
{
    private const int NotNull = 1;

    private readonly ByteWriter _numbers = new();

    public void Add(TraceOptimizer optimizer, GuardDescr guard, in Op operation, ReadOnlySpan<Value> failArgs)
    {
        ResumeDataBuilder resume = optimizer.Run.Resume;
        _numbers.Clear();
        bool any = false;
        foreach (Value arg in failArgs)
        {
            int number = arg.IsVariable ? NumberOf(optimizer, resume, operation, arg) : 0;
            any |= number != 0;
            _numbers.Write(number);
        }
        if (!any) return;
        guard.FactsAt = resume.Store.Length;
        resume.Store.Append(_numbers.Written);
    }

    private static int NumberOf(TraceOptimizer optimizer, ResumeDataBuilder resume, in Op guard, Value arg)
    {
        if (guard.Code is OpCode.guard_true or OpCode.guard_false && arg == guard.A)
        {
            // The guard failed, so its condition is the other thing.
            if (guard.Code == OpCode.guard_true) return 1 + resume.IndexOfThing(IntBound.Zero);
            return optimizer.Bound(guard.A).IsBool ? 1 + resume.IndexOfThing(IntBound.One) : 0;
        }
        return optimizer.Info(arg) switch
        {
            IntBound bound when !bound.IsAny => 1 + resume.IndexOfThing(bound),
            PtrInfo { NonNull: true } info => info.Class is { } cls ? 1 + resume.IndexOfThing(cls) : NotNull,
            _ => 0,
        };
    }

    /// <summary>Tells a bridge's optimizer what is known of its inputs.</summary>
    public static void Import(GuardDescr from, TraceOptimizer optimizer, IReadOnlyList<Value> inputs)
    {
        if (from.FactsAt < 0 || from.Store is not { } store) return;
        var read = new ByteReader(store.Bytes, from.FactsAt);
        for (int i = 0; i < inputs.Count && i < from.FailKinds.Length; i++)
        {
            int number = read.Next();
            if (number == 0 || inputs[i].IsNone) continue;
            object? thing = number == NotNull ? null : store.Thing(number - 1);
            if (thing is IntBound bound) optimizer.Narrow(inputs[i], bound);
            else optimizer.SetInfo(inputs[i], new PtrInfo { NonNull = true, Class = (ClassDescr?)thing });
        }
    }
}
