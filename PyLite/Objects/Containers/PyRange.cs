using System.Numerics;
using MetaJit;

namespace PyLite.Objects;

/// <summary>A <c>range</c> of 64-bit ints; <see cref="PyBigRange"/> is what does not fit.</summary>
public sealed class PyRange(long start, long stop, long step, long length) : PyObject
{
    public readonly long Start = start, Stop = stop, Step = step;

    [NonNegative]
    public readonly long Length = length;

    public static PyObject? Make(PyObject start, PyObject stop, PyObject step)
    {
        if (start is PyInt a && stop is PyInt b && step is PyInt s && IsSmall(a.Value) && IsSmall(b.Value) && IsSmall(s.Value))
            return s.Value == 0 ? NoStep() : OfSmall(a.Value, b.Value, s.Value);
        return MakeAny(start, stop, step);
    }

    /// <summary>Whether nothing that is computed with the bound leaves 64 bits.</summary>
    private static bool IsSmall(long bound) => bound is > -(1L << 61) and < 1L << 61;

    [DontLookInside]
    private static PyObject? NoStep() => PyErr.ValueError("range() arg 3 must not be zero");

    [DontLookInside]
    private static PyObject? MakeAny(PyObject start, PyObject stop, PyObject step)
    {
        if (!Sequences.AnyInteger(start, null, out BigInteger a) || !Sequences.AnyInteger(stop, null, out BigInteger b) || !Sequences.AnyInteger(step, null, out BigInteger s)) return null;
        return s.IsZero ? NoStep() : RangeMath.Make(a, b, s);
    }

    /// <summary>A range of numbers that are small, and a step that is not zero.</summary>
    public static PyRange OfSmall(long start, long stop, long step) => new(start, stop, step, Count(start, stop, step));

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
        if (key is PySlice { Step: PyNone, Start: PyInt or PyNone, Stop: PyInt or PyNone } slice && IsSmall(Start) && IsSmall(Stop))
        {
            // All are small, and so is what comes out.
            slice.Indices(Length, out long from, out long to, out _, out _);
            return OfSmall(Start + from * Step, Start + to * Step, Step);
        }
        if (key is not PyInt { Value: var i }) return RangeMath.GetItem(this, key);
        if (!Sequences.Locate(ref i, Length)) return PyErr.Raise(Types.IndexError, "range object index out of range");
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
        return RangeMath.Contains(this, item);
    }

    public override PyObject? Compare(CompareOp op, PyObject other) => RangeMath.Compare(this, op, other);

    public override long Hash() => RangeMath.Hash(this);
}

/// <summary>Iterates over a range; the position is a plain integer, so that the loop variable need not be boxed in a trace.</summary>
public sealed class PyRangeIterator(long next, long step, long left) : PyObject, IPositioned, ILengthHint
{
    private long _next = next;
    private readonly long _step = step;

    /// <summary>Of steps of one where they stop, so that each changes one number; of others how many are left.</summary>
    private long _bound = step == 1 ? next + left : left;

    public override PyType Type => Types.RangeIterator;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;
    public long Left => Math.Max(0, _step == 1 ? _bound - _next : _bound);

    public override PyObject Next()
    {
        long value = _next;
        if (_step == 1)
        {
            if (value >= _bound) return PyEnd.Value;
            _next = value + 1;
            return PyInt.Of(value);
        }
        long left = _bound;
        if (left <= 0) return PyEnd.Value;
        _next = value + _step;
        _bound = left - 1;
        return PyInt.Of(value);
    }

    public PyObject LengthHint() => new PyInt(Left);

    /// <summary>The range of what is left.</summary>
    public PyObject Reduce(PyType type)
    {
        BigInteger step = _step;
        return IteratorReduction.Of(RangeMath.Make(_next, _next + step * Left, step), 0);
    }

    public bool SetState(PyObject state)
    {
        if (!Sequences.AnyInteger(state, null, out BigInteger at)) return false;
        long by = (long)BigInteger.Max(0, BigInteger.Min(at, Left));
        _next += by * _step;
        if (_step != 1) _bound -= by;
        return true;
    }
}
