using MetaTracer.Trace;
using static MetaTracer.Trace.OpCode;

namespace MetaTracer.Optimizer;

/// <summary>
/// The two checks of a growable list: an index is compared with the object's count, and .NET then compares it with the length of the
/// object's array. An index below the count is inside if the count is at most the length, and that does not change from one index to the
/// next: it is guarded instead, once, before the loop where the list stays what it is.
/// </summary>
internal static class CapacityChecks
{
    /// <summary>
    /// Replaces a guard that <paramref name="condition"/> is true. False: it is no such check, or the other guard is known to fail.
    /// </summary>
    public static bool TryReplace(TraceOptimizer optimizer, Value condition, int snapshot)
    {
        if (!optimizer.TryProducer(condition, out Op check) || check.Code != uint_lt) return false;
        Value index = optimizer.Get(check.A), length = optimizer.Get(check.B);
        if (!index.IsVariable || !optimizer.Bound(index).IsNonNegative) return false;
        if (!TryCount(optimizer, index, length, out Value count)) return false;
        // The interpreter may have promised as much.
        if (optimizer.TryProducer(length, out Op measure) && optimizer.Ptr(optimizer.Get(measure.A)) is { AtLeast: { IsVariable: true } promised }
            && optimizer.Get(promised) == count) return true;
        Value fits = optimizer.Send(int_le, [count, length]);
        if (optimizer.IsIntConstant(fits, 0)) return false;
        optimizer.Send(guard_true, [fits], snapshot: snapshot);
        return true;
    }

    /// <summary>A field that the index is known to be below, of the object that has the array.</summary>
    private static bool TryCount(TraceOptimizer optimizer, Value index, Value length, out Value count)
    {
        count = default;
        if (!optimizer.TryProducer(length, out Op measure) || measure.Code != arraylen_gc) return false;
        if (!optimizer.TryProducer(optimizer.Get(measure.A), out Op read) || read.Code != getfield_gc_r) return false;
        if (Array.Find(optimizer.Passes, pass => pass is PurePass) is not PurePass pure) return false;
        Value owner = optimizer.Get(read.A);
        ReadOnlySpan<PurePass.Entry> known = pure.Entries;
        for (int i = known.Length - 1; i >= 0; i--)
        {
            if (known[i].Import != 0 || !TryBelow(optimizer, known[i], index, out count)) continue;
            if (!optimizer.TryProducer(count, out Op counted) || counted.Code != getfield_gc_i) continue;
            if (optimizer.Get(counted.A) == owner) return true;
        }
        return false;
    }

    /// <summary>Whether the comparison says that an index, which is not negative, is below something that is not negative either, and below what.</summary>
    private static bool TryBelow(TraceOptimizer optimizer, in PurePass.Entry known, Value index, out Value limit)
    {
        bool isAbove = known.Code == uint_le;
        limit = optimizer.Get(Value.FromRaw(isAbove ? known.A : known.B));
        return known.Code is int_lt or uint_lt or uint_le
            && optimizer.Get(Value.FromRaw(isAbove ? known.B : known.A)) == index
            && optimizer.IsIntConstant(optimizer.Get(Value.FromRaw(known.Result)), isAbove ? 0 : 1)
            && (known.Code == int_lt || optimizer.Bound(limit).IsNonNegative);
    }
}
