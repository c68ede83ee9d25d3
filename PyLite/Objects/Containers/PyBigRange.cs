using System.Numerics;
using MetaJit;

namespace PyLite.Objects;

/// <summary>A <c>range</c> whose numbers do not all fit into 64 bits. Whatever else a <see cref="PyRange"/> can, this can, only slower.</summary>
[DontLookInside]
public sealed class PyBigRange(BigInteger start, BigInteger stop, BigInteger step) : PyObject
{
    public readonly BigInteger Start = start, Stop = stop, Step = step, Length = RangeMath.Count(start, stop, step);

    public override PyType Type { [LookInside] get => Types.Range; }

    public override PyStr Repr() => new(Step.IsOne ? $"range({Start}, {Stop})" : $"range({Start}, {Stop}, {Step})");

    public override long Len()
    {
        if (Length <= long.MaxValue) return (long)Length;
        PyErr.Fail(Types.OverflowError, "Python int too large to convert to C ssize_t");
        return -1;
    }

    public override int Truth() => Length.IsZero ? 0 : 1;
    public override PyObject Iter() => new PyBigRangeIterator(Start, Step, Length);
    public override PyObject? GetItem(PyObject key) => RangeMath.GetItem(this, key);
    public override int Contains(PyObject item) => RangeMath.Contains(this, item);
    public override PyObject? Compare(CompareOp op, PyObject other) => RangeMath.Compare(this, op, other);
    public override long Hash() => RangeMath.Hash(this);
}

/// <summary>Iterates over a range of ints of any size.</summary>
[DontLookInside]
public sealed class PyBigRangeIterator(BigInteger next, BigInteger step, BigInteger left) : PyObject, IPositioned, ILengthHint
{
    private static readonly PyType IteratorType = new("longrange_iterator", Types.Object, IteratorReduction.PopulatePositioned) { IsFinal = true };

    private BigInteger _next = next, _left = left;

    public BigInteger Left => _left;
    public override PyType Type { [LookInside] get => IteratorType; }
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject Next()
    {
        if (_left.Sign <= 0) return PyEnd.Value;
        BigInteger value = _next;
        _next += step;
        _left--;
        return PyLong.From(value);
    }

    public PyObject LengthHint() => PyLong.From(BigInteger.Max(0, _left));

    public PyObject Reduce(PyType type) => IteratorReduction.Of(RangeMath.Make(_next, _next + step * BigInteger.Max(0, _left), step), 0);

    public bool SetState(PyObject state)
    {
        if (!Sequences.AnyInteger(state, null, out BigInteger at)) return false;
        BigInteger by = BigInteger.Max(0, BigInteger.Min(at, _left));
        _next += by * step;
        _left -= by;
        return true;
    }
}

/// <summary>What ranges of either size have in common, computed with ints of any size.</summary>
[DontLookInside]
public static class RangeMath
{
    public static BigInteger Count(BigInteger start, BigInteger stop, BigInteger step)
    {
        if (step.Sign > 0) return start < stop ? (stop - start - 1) / step + 1 : BigInteger.Zero;
        return stop < start ? (start - stop - 1) / -step + 1 : BigInteger.Zero;
    }

    /// <summary>The numbers of a range of either size.</summary>
    public static (BigInteger Start, BigInteger Stop, BigInteger Step, BigInteger Length) Of(PyObject range) =>
        range is PyRange r ? (r.Start, r.Stop, r.Step, r.Length) : ((PyBigRange)range).Parts();

    private static (BigInteger, BigInteger, BigInteger, BigInteger) Parts(this PyBigRange r) => (r.Start, r.Stop, r.Step, r.Length);

    /// <summary>A range of these numbers, small if they allow it: then nothing an access computes leaves 64 bits.</summary>
    public static PyObject Make(BigInteger start, BigInteger stop, BigInteger step)
    {
        const long Small = 1L << 61;
        if (BigInteger.Abs(start) <= Small && BigInteger.Abs(stop) <= Small && BigInteger.Abs(step) <= Small)
            return PyRange.OfSmall((long)start, (long)stop, (long)step);
        return new PyBigRange(start, stop, step);
    }

    public static PyObject? GetItem(PyObject range, PyObject key)
    {
        (BigInteger start, _, BigInteger step, BigInteger length) = Of(range);
        if (key is PySlice slice)
        {
            if (!slice.BigIndices(length, out BigInteger from, out BigInteger to, out BigInteger by)) return null;
            return Make(start + from * step, start + to * step, step * by);
        }
        if (!Sequences.AnyInteger(key, "range indices must be integers or slices, not ", out BigInteger i)) return null;
        if (i.Sign < 0) i += length;
        if (i.Sign < 0 || i >= length) return PyErr.Raise(Types.IndexError, "range object index out of range");
        return PyLong.From(start + i * step);
    }

    private static bool Holds(PyObject range, BigInteger value)
    {
        (BigInteger start, BigInteger stop, BigInteger step, _) = Of(range);
        if (step.Sign > 0 ? value < start || value >= stop : value > start || value <= stop) return false;
        return ((value - start) % step).IsZero;
    }

    /// <summary>1, 0, or -1 with an exception pending. Only ints are looked for by their value.</summary>
    public static int Contains(PyObject range, PyObject item)
    {
        if (item is PyInt or PyLong or PyBool && PyLong.TryGet(item, out BigInteger value)) return Holds(range, value) ? 1 : 0;
        return Sequences.ContainsByIteration(range, item);
    }

    public static PyObject? Index(PyObject range, PyObject item)
    {
        if (item is PyInt or PyLong or PyBool && PyLong.TryGet(item, out BigInteger value))
        {
            (BigInteger start, _, BigInteger step, _) = Of(range);
            return Holds(range, value) ? PyLong.From((value - start) / step) : PyErr.ValueError($"{item} is not in range");
        }
        if (range.Iter() is not { } iterator) return null;
        for (long index = 0; ; index++)
        {
            PyObject? next = iterator.Next();
            if (next == null) return null;
            if (next == PyEnd.Value) return PyErr.ValueError("sequence.index(x): x not in sequence");
            int equal = Operators.Equal(next, item);
            if (equal != 0) return equal < 0 ? null : new PyInt(index);
        }
    }

    public static PyObject? CountOf(PyObject range, PyObject item)
    {
        if (item is PyInt or PyLong or PyBool) return new PyInt(Contains(range, item));
        if (range.Iter() is not { } iterator) return null;
        for (long count = 0; ;)
        {
            PyObject? next = iterator.Next();
            if (next == null) return null;
            if (next == PyEnd.Value) return new PyInt(count);
            int equal = Operators.Equal(next, item);
            if (equal < 0) return null;
            count += equal;
        }
    }

    public static PyObject? Compare(PyObject range, CompareOp op, PyObject other)
    {
        if (other is not (PyRange or PyBigRange) || op is not (CompareOp.Eq or CompareOp.Ne)) return PyNotImplemented.Value;
        var a = Of(range);
        var b = Of(other);
        bool same = a.Length == b.Length && (a.Length.IsZero || a.Start == b.Start && (a.Length.IsOne || a.Step == b.Step));
        return PyBool.Of(same == (op == CompareOp.Eq));
    }

    public static long Hash(PyObject range)
    {
        var r = Of(range);
        return new PyTuple([PyLong.From(r.Length), r.Length.IsZero ? PyNone.None : PyLong.From(r.Start),
            r.Length.IsZero || r.Length.IsOne ? PyNone.None : PyLong.From(r.Step)]).Hash();
    }

    [LookInside]
    public static PyObject Reversed(PyObject range) =>
        range is PyRange small ? new PyRangeIterator(small.Start + (small.Length - 1) * small.Step, -small.Step, small.Length) : ReversedBig(range);

    private static PyBigRangeIterator ReversedBig(PyObject range)
    {
        var r = Of(range);
        return new PyBigRangeIterator(r.Start + (r.Length - 1) * r.Step, -r.Step, r.Length);
    }
}
