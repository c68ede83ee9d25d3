using MetaTracer.Trace;

namespace MetaTracer.Optimizer;

/// <summary>One operation on its way through the passes. Up to three arguments stand in it; a variadic operation's stand in <see cref="Many"/>.</summary>
internal struct Op
{
    public OpCode Code;
    public Value Result;
    public int Count;
    public Value A, B, C;
    public Value[]? Many;
    public object? Descr;

    /// <summary>Of a guard: its snapshot in the recorded trace, or -1.</summary>
    public int Snapshot;

    public readonly OpInfo Info => OpInfo.Of(Code);
    public readonly bool IsGuard => (Info.Flags & OpFlags.Guard) != 0;

    public static Op Of(OpCode code, Value result, ReadOnlySpan<Value> args, object? descr = null, int snapshot = -1)
    {
        var op = new Op { Code = code, Result = result, Count = args.Length, Descr = descr, Snapshot = snapshot };
        if (OpInfo.Of(code).Arity < 0)
        {
            op.Many = args.ToArray();
            return op;
        }
        if (args.Length > 0) op.A = args[0];
        if (args.Length > 1) op.B = args[1];
        if (args.Length > 2) op.C = args[2];
        return op;
    }

    public readonly Value this[int index] => Many is null ? index switch { 0 => A, 1 => B, _ => C } : Many[index];

    public void Set(int index, Value value)
    {
        if (Many is not null) Many[index] = value;
        else if (index == 0) A = value;
        else if (index == 1) B = value;
        else C = value;
    }

    /// <summary>The arguments; <paramref name="buffer"/> holds three.</summary>
    public readonly ReadOnlySpan<Value> Args(Span<Value> buffer)
    {
        if (Many is not null) return Many;
        buffer[0] = A;
        buffer[1] = B;
        buffer[2] = C;
        return buffer[..Count];
    }
}
