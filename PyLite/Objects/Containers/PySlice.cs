using System.Numerics;
using MetaJit;

namespace PyLite.Objects;

/// <summary>A <c>slice</c>.</summary>
public sealed class PySlice(PyObject start, PyObject stop, PyObject step) : PyObject
{
    public readonly PyObject Start = start, Stop = stop, Step = step;

    public override PyType Type => Types.Slice;
    public override PyStr? Repr() =>
        Start.Repr() is { } a && Stop.Repr() is { } b && Step.Repr() is { } c ? new PyStr($"slice({a.Value}, {b.Value}, {c.Value})") : null;

    public override long Hash()
    {
        PyErr.TypeError("unhashable type: 'slice'");
        return -1;
    }

    public override PyObject? Compare(CompareOp op, PyObject other) =>
        other is PySlice s ? new PyTuple([Start, Stop, Step]).Compare(op, new PyTuple([s.Start, s.Stop, s.Step])) : PyNotImplemented.Value;

    /// <summary>The same without a step and with bounds that are ints or left out; false when there is more to it.</summary>
    public bool TryPlain(long length, out long start, out long end)
    {
        start = 0;
        end = length;
        if (Step != PyNone.None) return false;
        if (Start is PyInt first) start = Cut(first.Value, length);
        else if (Start != PyNone.None) return false;
        if (Stop is PyInt last) end = Cut(last.Value, length);
        else if (Stop != PyNone.None) return false;
        if (end < start) end = start;
        return true;
    }

    /// <summary>
    /// The same with a step that is an int, not 1, and none that could overflow: count items from start. False when there is more to it.
    /// </summary>
    public bool TryStepped(long length, out long start, out long step, out long count)
    {
        start = step = count = 0;
        if (Step is not PyInt { Value: var by and not 0 and > -(1L << 31) and < 1L << 31 }) return false;
        step = by;
        long low = by < 0 ? -1 : 0, high = by < 0 ? length - 1 : length;
        start = by < 0 ? high : low;
        long stop = by < 0 ? low : high;
        if (Start is PyInt first) start = CutBetween(first.Value, length, low, high);
        else if (Start != PyNone.None) return false;
        if (Stop is PyInt last) stop = CutBetween(last.Value, length, low, high);
        else if (Stop != PyNone.None) return false;
        if (by > 0) count = start < stop ? (stop - start - 1) / by + 1 : 0;
        else if (by == -1) count = stop < start ? start - stop : 0;
        else count = stop < start ? (start - stop - 1) / -by + 1 : 0;
        return true;
    }

    private static long CutBetween(long bound, long length, long low, long high)
    {
        if (bound < 0) bound += length;
        return bound < low ? low : bound > high ? high : bound;
    }

    private static long Cut(long bound, long length)
    {
        if (bound < 0) bound += length;
        return bound < 0 ? 0 : bound > length ? length : bound;
    }

    /// <summary>
    /// The same with bounds and a step that are ints or left out: asking what else they may be runs code of the program, which may change what is
    /// sliced, so its length is looked at afterwards. Null: an exception is pending.
    /// </summary>
    [DontLookInside]
    public PySlice? Settled() =>
        IsSettled(Step) && IsSettled(Start) && IsSettled(Stop) ? this
        : Settled(Step) is { } step && Settled(Start) is { } start && Settled(Stop) is { } stop ? new PySlice(start, stop, step) : null;

    private static bool IsSettled(PyObject bound) => bound is PyInt || bound == PyNone.None;

    private static PyObject? Settled(PyObject bound) => IsSettled(bound) ? bound : Clamp(bound, out long value) ? new PyInt(value) : null;

    /// <summary>The slice against a length: count items from start in steps. False: an exception is pending.</summary>
    [DontLookInside]
    public bool Indices(long length, out long start, out long stop, out long step, out long count)
    {
        start = stop = count = 0;
        step = 1;
        if (Step != PyNone.None)
        {
            if (!Clamp(Step, out step)) return false;
            if (step == 0) return PyErr.Fail(Types.ValueError, "slice step cannot be zero");
        }
        long low = step < 0 ? -1 : 0, high = step < 0 ? length - 1 : length;
        if (Start == PyNone.None) start = step < 0 ? high : low;
        else if (!Bound(Start, length, low, high, out start)) return false;
        if (Stop == PyNone.None) stop = step < 0 ? low : high;
        else if (!Bound(Stop, length, low, high, out stop)) return false;
        if (step > 0) count = start < stop ? (stop - start - 1) / step + 1 : 0;
        else count = stop < start ? (start - stop - 1) / -step + 1 : 0;
        return true;
    }

    /// <summary><see cref="Indices"/> with ints of any size.</summary>
    [DontLookInside]
    public bool BigIndices(BigInteger length, out BigInteger start, out BigInteger stop, out BigInteger step)
    {
        const string Wanted = "slice indices must be integers or None or have an __index__ method";
        start = stop = BigInteger.Zero;
        step = BigInteger.One;
        if (Step != PyNone.None)
        {
            if (!Sequences.AnyInteger(Step, Wanted, out step)) return false;
            if (step.IsZero) return PyErr.Fail(Types.ValueError, "slice step cannot be zero");
        }
        BigInteger low = step.Sign < 0 ? -1 : 0, high = step.Sign < 0 ? length - 1 : length;
        if (Start == PyNone.None) start = step.Sign < 0 ? high : low;
        else if (!Bound(Start, out start)) return false;
        if (Stop == PyNone.None) stop = step.Sign < 0 ? low : high;
        else if (!Bound(Stop, out stop)) return false;
        return true;

        bool Bound(PyObject value, out BigInteger bound)
        {
            if (!Sequences.AnyInteger(value, Wanted, out bound)) return false;
            if (bound.Sign < 0) bound += length;
            bound = bound < low ? low : bound > high ? BigInteger.Max(low, high) : bound;
            return true;
        }
    }

    private static bool Bound(PyObject value, long length, long low, long high, out long bound)
    {
        if (!Clamp(value, out bound)) return false;
        if (bound < 0) bound += length;
        bound = Math.Clamp(bound, low, Math.Max(low, high));
        return true;
    }

    /// <summary>A bound; what does not fit becomes the largest or least there is.</summary>
    public static bool Clamp(PyObject value, out long result)
    {
        result = 0;
        if (value is PyInt i)
        {
            result = i.Value;
            if (result == long.MinValue) result++;
            return true;
        }
        if (!Conversions.Index(value, "slice indices must be integers or None or have an __index__ method", out BigInteger big)) return false;
        result = big > long.MaxValue ? long.MaxValue : big < -long.MaxValue ? -long.MaxValue : (long)big;
        return true;
    }
}
