using System.Numerics;
using System.Text;
using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>What the sequence types and the iteration protocol share.</summary>
public static class Sequences
{
    /// <summary>
    /// A Python index as an item's: counted from the end where it is negative. False: there is no such item. The first comparison is the one
    /// that almost every index passes, and traces need no other.
    /// </summary>
    public static bool Locate(ref long index, long length)
    {
        if ((ulong)index < (ulong)length) return true;
        if (index >= 0) return false;
        index += length;
        return index >= 0;
    }

    /// <summary>An index: an int, a bool or an object with <c>__index__</c>; too large ones become the extremes. False: TypeError.</summary>
    public static bool IndexOf(PyObject key, string container, out long index)
    {
        if (key is PyInt i)
        {
            index = i.Value;
            return true;
        }
        if (key is PyBool b)
        {
            index = b.Number;
            return true;
        }
        if (key is not PyInstance { Native: null } || key.Type.Lookup(Names.Index) is not { } method) return IndexSlow(key, container, out index);
        index = 0;
        if (Calls.CallMethod(method, key) is not { } made) return false;
        if (made is not PyInt small) return IndexMade(key, made, out index);
        index = small.Value;
        return true;
    }

    [DontLookInside]
    private static bool IndexSlow(PyObject key, string container, out long index)
    {
        index = 0;
        if (!PyLong.TryGet(key, out BigInteger big))
        {
            if (key.Type.Lookup(Names.Index) is { } method) return Calls.CallMethod(method, key) is { } made && IndexMade(key, made, out index);
            string what = container == "string" ? $"string indices must be integers, not '{key.Type.Name}'" : $"{container} indices must be integers or slices, not {key.Type.Name}";
            return PyErr.Fail(Types.TypeError, what);
        }
        return Fits(key, big, out index);
    }

    /// <summary>What <c>__index__</c> gave.</summary>
    [DontLookInside]
    private static bool IndexMade(PyObject key, PyObject made, out long index)
    {
        index = 0;
        return Conversions.Int(made, Names.Index, out BigInteger big) && Fits(key, big, out index);
    }

    private static bool Fits(PyObject key, BigInteger big, out long index)
    {
        index = 0;
        if (big > long.MaxValue || big < long.MinValue)
            return PyErr.Fail(Types.IndexError, $"cannot fit '{key.Type.Name}' into an index-sized integer");
        index = (long)big;
        return true;
    }

    /// <summary>A 64-bit int from an int-like object; TypeError or OverflowError else.</summary>
    public static bool Integer(PyObject value, out long result)
    {
        if (value is PyInt i)
        {
            result = i.Value;
            return true;
        }
        if (value is PyBool b)
        {
            result = b.Number;
            return true;
        }
        return IntegerSlow(value, out result);
    }

    [DontLookInside]
    private static bool IntegerSlow(PyObject value, out long result)
    {
        result = 0;
        if (!Conversions.Index(value, null, out BigInteger big)) return false;
        if (big > long.MaxValue || big < long.MinValue) return PyErr.Fail(Types.OverflowError, "Python int too large to convert to C ssize_t");
        result = (long)big;
        return true;
    }

    /// <summary>Whether the object's class says that it can be iterated over.</summary>
    public static bool IsIterable(PyObject o) =>
        o is PyGenerator || o.IsIterator || (o.Type.Lookup(Names.Iter) is { } method ? method is not PyNone : o.Type.Lookup(Names.GetItem) != null);

    /// <summary>
    /// An int of any size from an int-like object. False: TypeError, with the message given (the type's name is added where it ends in a
    /// space) or the usual one.
    /// </summary>
    [DontLookInside]
    public static bool AnyInteger(PyObject value, string? message, out BigInteger result)
    {
        if (message != null && message.EndsWith(' ')) message += value.Type.Name;
        return Conversions.Index(value, message, out result);
    }

    /// <summary>The items of any iterable, or null with an exception pending.</summary>
    public static List<PyObject>? ToList(PyObject iterable)
    {
        if (!Fold.Follows(iterable)) return ListOf(iterable);
        var list = new PyList();
        return Fold.ToList.Over(iterable, list) == null ? null : list.ToList();
    }

    [DontLookInside]
    private static List<PyObject>? ListOf(PyObject iterable)
    {
        switch (iterable)
        {
            case PyTuple t: return [.. t.Items];
            case PyList l: return l.ToList();
        }
        var list = new PyList();
        return Fold.ToList.Over(iterable, list) == null ? null : list.ToList();
    }

    /// <inheritdoc cref="ToList"/>
    public static PyObject[]? ToArray(PyObject iterable)
    {
        if (!Fold.Follows(iterable)) return ArrayOf(iterable);
        var list = new PyList();
        return Fold.ToList.Over(iterable, list) == null ? null : list.ToArray();
    }

    [DontLookInside]
    private static PyObject[]? ArrayOf(PyObject iterable)
    {
        switch (iterable)
        {
            case PyTuple t: return t.Items;
            case PyList l: return l.ToArray();
        }
        var list = new PyList();
        return Fold.ToList.Over(iterable, list) == null ? null : list.ToArray();
    }

    [DontLookInside]
    public static int ContainsByIteration(PyObject self, PyObject item)
    {
        if (self.Iter() is not { } iterator)
        {
            if (PyErr.TakeIf(Types.TypeError)) PyErr.TypeError($"argument of type '{self.Type.Name}' is not iterable");
            return -1;
        }
        while (true)
        {
            PyObject? next = iterator.Next();
            if (next == null) return -1;
            if (next == PyEnd.Value) return 0;
            int equal = Operators.Equal(next, item);
            if (equal != 0) return equal;
        }
    }

    /// <summary>A bound as slices have it: what is out of range is cut off there.</summary>
    public static bool Bound(PyObject value, out long bound)
    {
        if (value is not PyLong { Sign: var sign }) return Integer(value, out bound);
        bound = sign < 0 ? -long.MaxValue : long.MaxValue;
        return true;
    }

    /// <summary>The most characters, bytes or items that are allocated at once; above is MemoryError.</summary>
    private const long Largest = 1_000_000_000;

    /// <summary>A size to allocate; MemoryError when it is out of reach.</summary>
    public static bool Size(long wanted, out int size)
    {
        size = wanted <= Largest ? (int)wanted : 0;
        return wanted <= Largest || PyErr.Fail(Types.MemoryError, "");
    }

    /// <summary><c>sequence * count</c>.</summary>
    [DontLookInside]
    public static PyObject? Repeat(PyObject sequence, PyObject count)
    {
        if (count is not (PyInt or PyBool or PyLong) && count.Type.Lookup(Names.Index) == null) return PyNotImplemented.Value;
        // A number's way to multiply goes before a sequence's.
        if (count.Type.SpecialOverride(Names.Reflected(BinaryOp.Mul)) is { } multiply
            && Calls.CallMethod(multiply, count, sequence) is var product && product != PyNotImplemented.Value) return product;
        if (UserSlots.Unwrap(count) is PyLong) return PyErr.Raise(Types.OverflowError, $"cannot fit '{count.Type.Name}' into an index-sized integer");
        if (!Integer(count, out long times)) return null;
        if (times > int.MaxValue && sequence.Truth() > 0) return PyErr.Raise(Types.MemoryError, "");
        int n = times is < 0 or > int.MaxValue ? 0 : (int)times;
        long length = sequence switch { PyStr s => s.Length, PyTuple t => t.Items.Length, PyList l => l.Count, PyBytes b => b.Length, _ => 0 };
        if (!Size(length * n, out _)) return null;
        switch (sequence)
        {
            case PyStr s:
                return s.Repeated(n);
            case PyTuple t:
                {
                    if (n == 1) return t;
                    var items = new PyObject[t.Items.Length * n];
                    for (int k = 0; k < n; k++) t.Items.CopyTo(items, k * t.Items.Length);
                    return new PyTuple(items);
                }
            case PyList l: return l.Repeated(n);
            case PyBytes b:
                {
                    var bytes = new byte[b.Length * n];
                    for (int k = 0; k < n; k++) b.Span.CopyTo(bytes.AsSpan(k * b.Length));
                    return b.WithSameType(bytes);
                }
            default: return PyNotImplemented.Value;
        }
    }

    /// <summary>The items' reprs with commas between, or null.</summary>
    [DontLookInside]
    public static string? ReprItems(IReadOnlyList<PyObject> items, int count)
    {
        if (!Recursion.Enter(Recursion.InRepr)) return null;
        var b = new StringBuilder();
        for (int i = 0; i < count; i++)
        {
            if (items[i].Repr() is not { } text)
            {
                Recursion.Leave();
                return null;
            }
            if (i > 0) b.Append(", ");
            b.Append(text.Value);
        }
        Recursion.Leave();
        return b.ToString();
    }

    /// <summary>Lexicographic comparison of items that no code of the program can change meanwhile.</summary>
    public static PyObject? Compare(CompareOp op, ReadOnlySpan<PyObject> a, ReadOnlySpan<PyObject> b)
    {
        if (a.Length != b.Length && op is CompareOp.Eq or CompareOp.Ne) return PyBool.Of(op == CompareOp.Ne);
        if (!Recursion.Enter(Recursion.InComparison)) return null;
        int shorter = Math.Min(a.Length, b.Length), i = 0, equal = 1;
        while (i < shorter && (equal = Operators.Equal(a[i], b[i])) == 1) i++;
        PyObject? result = equal < 0 ? null
            : i == shorter ? PyBool.Of(IntMath.Compare(op, a.Length, b.Length))
            : op is CompareOp.Eq or CompareOp.Ne ? PyBool.Of(op == CompareOp.Ne)
            : Operators.Compare(op, a[i], b[i]);
        Recursion.Leave();
        return result;
    }
}

/// <summary>Iterates by <c>__getitem__</c> from 0 until IndexError.</summary>
public sealed class PySequenceIterator(PyObject source) : PyObject, IPositioned, ILengthHint
{
    private PyObject? _source = source;
    private long _index;

    public override PyType Type => Types.SequenceIterator;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next()
    {
        PyObject? source = _source;
        if (source == null) return PyEnd.Value;
        if (_index == long.MaxValue) return PyErr.Raise(Types.OverflowError, "iter index too large");
        PyObject? item = source.GetItem(new PyInt(_index));
        if (item != null)
        {
            _index++;
            return item;
        }
        if (!PyErr.TakeIf(Types.IndexError) && !PyErr.TakeIf(Types.StopIteration)) return null;
        _source = null;
        return PyEnd.Value;
    }

    public PyObject? LengthHint()
    {
        if (_source == null) return PyInt.Zero;
        if (_source.Type.Lookup(Names.Len) == null) return PyNotImplemented.Value;
        long count = _source.Len();
        return count < 0 ? null : new PyInt(Math.Max(0, count - _index));
    }

    public PyObject Reduce(PyType type) => _source == null ? IteratorReduction.Of(PyTuple.Empty) : IteratorReduction.Of(_source, _index);

    public bool SetState(PyObject state)
    {
        if (!Sequences.Integer(state, out long at)) return false;
        if (_source != null) _index = Math.Max(0, at);
        return true;
    }
}
