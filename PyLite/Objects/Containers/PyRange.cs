using MetaJit;

namespace PyLite.Objects;

/// <summary>A <c>range</c> of 64-bit ints.</summary>
public sealed class PyRange(long start, long stop, long step, long length) : PyObject
{
    public readonly long Start = start, Stop = stop, Step = step, Length = length;

    public static PyObject? Make(PyObject start, PyObject stop, PyObject step)
    {
        if (!Sequences.Integer(start, out long a) || !Sequences.Integer(stop, out long b) || !Sequences.Integer(step, out long s)) return null;
        return Make(a, b, s);
    }

    public static PyObject? Make(long start, long stop, long step)
    {
        if (step == 0) return PyErr.ValueError("range() arg 3 must not be zero");
        return new PyRange(start, stop, step, Count(start, stop, step));
    }

    private static long Count(long start, long stop, long step)
    {
        if (step > 0) return start < stop ? step == 1 ? stop - start : (stop - start - 1) / step + 1 : 0;
        return stop < start ? (start - stop - 1) / -step + 1 : 0;
    }

    public override PyType Type => Types.Range;
    public override PyStr Repr() => new(Step == 1 ? $"range({Start}, {Stop})" : $"range({Start}, {Stop}, {Step})");
    public override long Len() => Length;
    public override int Truth() => Length > 0 ? 1 : 0;
    public override PyObject Iter() => new PyRangeIterator(Start, Step, Length);

    public override PyObject? GetItem(PyObject key)
    {
        if (key is PySlice slice)
        {
            if (!slice.Indices(Length, out long from, out long to, out long by, out _)) return null;
            return Make(Start + from * Step, Start + to * Step, Step * by);
        }
        if (!Sequences.IndexOf(key, "range", out long i)) return null;
        if (i < 0) i += Length;
        if ((ulong)i >= (ulong)Length) return PyErr.Raise(Types.IndexError, "range object index out of range");
        return new PyInt(Start + i * Step);
    }

    public bool Holds(long value)
    {
        if (Step > 0 ? value < Start || value >= Stop : value > Start || value <= Stop) return false;
        return (value - Start) % Step == 0;
    }

    public override int Contains(PyObject item)
    {
        if (item is PyInt i) return Holds(i.Value) ? 1 : 0;
        if (item is PyBool b) return Holds(b.Number) ? 1 : 0;
        return Sequences.ContainsByIteration(this, item);
    }

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (other is not PyRange r || op is not (CompareOp.Eq or CompareOp.Ne)) return PyNotImplemented.Value;
        bool same = Length == r.Length && (Length == 0 || Start == r.Start && (Length == 1 || Step == r.Step));
        return PyBool.Of(same == (op == CompareOp.Eq));
    }

    public override long Hash() => new PyTuple([new PyInt(Length), Length == 0 ? PyNone.None : new PyInt(Start), Length <= 1 ? PyNone.None : new PyInt(Step)]).Hash();
}

/// <summary>Iterates over a range; the position is a plain integer, so that the loop variable need not be boxed in a trace.</summary>
public sealed class PyRangeIterator(long next, long step, long left) : PyObject
{
    private long _next = next;
    private readonly long _step = step;
    private long _left = left;

    public override PyType Type => Types.RangeIterator;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;
    public long Left => _left;

    public override PyObject Next()
    {
        long left = _left;
        if (left <= 0) return PyEnd.Value;
        long value = _next;
        _next = value + Jit.Promote(_step);
        _left = left - 1;
        return PyInt.Of(value);
    }
}
