using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary><c>--jit-stress guards</c>: before some of the recorded guards puts one that fails now and then for no reason, with the same snapshot.</summary>
internal sealed class GuardStress(OptimizationRun run, int seed)
{
    private static uint s_state;

    private static readonly CallDescr Chance = new("stress.chance")
    {
        Args = [],
        Results = [Kind.Int],
        Effect = new EffectInfo(ExtraEffect.CannotRaise) { Reads = new HashSet<Descr>(), Writes = new HashSet<Descr>() },
        StubFactory = static _ => MakeStub(),
    };

    private uint _choice = (uint)seed * 0x9E3779B1u + (uint)run.Recorded.Count;

    private static unsafe CallStub MakeStub() => static (raw, ref _) => raw[0] = Next(ref s_state) % 61 == 0 ? 0 : 1;

    /// <summary>Puts a guard before operation <paramref name="index"/> when it is one of the guards chosen.</summary>
    public void BeforeOperation(TraceOptimizer optimizer, int index)
    {
        ref readonly Operation operation = ref optimizer.Recorded.Operations[index];
        // The others ask about the operation directly before them.
        bool suitable = operation.Code is OpCode.guard_true or OpCode.guard_false or OpCode.guard_value or OpCode.guard_class or OpCode.guard_nonnull or OpCode.guard_isnull
            or OpCode.guard_nonnull_class;
        if (!suitable || operation.Snapshot < 0 || Next(ref _choice) % 8 != 0) return;
        if (s_state == 0) s_state = (uint)seed | 1;
        Value chance = optimizer.Send(OpCode.call_i, [], Chance);
        optimizer.Send(OpCode.guard_true, [chance], snapshot: operation.Snapshot);
    }

    private static uint Next(ref uint state)
    {
        if (state == 0) state = 1;
        state ^= state << 13;
        state ^= state >> 17;
        state ^= state << 5;
        return state;
    }
}
