using System.Runtime.CompilerServices;
using MetaJit;

namespace PyLite.Objects;

/// <summary>A <c>tuple</c>.</summary>
public sealed class PyTuple(PyObject[] items) : PyObject
{
    public static readonly PyTuple Empty = new([]);

    [ImmutableArray] public readonly PyObject[] Items = items;

    public override PyType Type => Types.Tuple;
    public override long Len() => Items.Length;
    public override int Truth() => Items.Length > 0 ? 1 : 0;

    [DontLookInside]
    public override PyStr? Repr()
    {
        if (Items.Length == 0) return new PyStr("()");
        if (ReprGuard.IsActive(this)) return new PyStr("(...)");
        ReprGuard.Enter(this);
        string? inner = Sequences.ReprItems(Items, Items.Length);
        ReprGuard.Leave();
        if (inner == null) return null;
        return new PyStr(Items.Length == 1 ? $"({inner},)" : $"({inner})");
    }

    /// <summary>Whether two tuples are equal, if that can be told without calling anything of the program's; else <see cref="Keys.Ask"/>.</summary>
    [UnrollSafe]
    public int QuickEquals(PyTuple other)
    {
        PyObject[] a = Items, b = other.Items;
        if (a.Length != b.Length) return 0;
        for (int i = 0; i < a.Length; i++)
        {
            if (Exact.Tuple(a[i]) is not null && !Keys.HasRoom) return Keys.Ask;
            int equal = Keys.QuickEqual(a[i], b[i]);
            if (equal != 1) return equal;
        }
        return 1;
    }

    /// <summary>Whether <c>this op other</c> for an order, if that can be told without calling anything of the program's; else <see cref="Keys.Ask"/>.</summary>
    [UnrollSafe]
    public int QuickOrder(CompareOp op, PyTuple other)
    {
        PyObject[] a = Items, b = other.Items;
        int shorter = Math.Min(a.Length, b.Length);
        for (int i = 0; i < shorter; i++)
        {
            int equal = Keys.QuickEqual(a[i], b[i]);
            if (equal == Keys.Ask && Exact.Float(a[i]) is { } x && Exact.Float(b[i]) is { } y) equal = NaNs.SameOrEqual(x.Value, y.Value) ? 1 : 0;
            if (equal != 1) return equal == 0 ? Keys.QuickOrder(op, a[i], b[i]) : Keys.Ask;
        }
        return IntMath.Compare(op, a.Length, b.Length) ? 1 : 0;
    }

    [DontLookInside]
    internal int OrderOfMany(CompareOp op, PyTuple other) => QuickOrder(op, other);

    /// <summary>The hash, if it can be told without calling anything of the program's.</summary>
    [DontLookInside]
    public bool TryHash(out long hash)
    {
        ulong acc = HashStart;
        hash = 0;
        foreach (PyObject item in Items)
        {
            if (Exact.Tuple(item) is not null && !RuntimeHelpers.TryEnsureSufficientExecutionStack()) return false;
            if (!Keys.TryHash(item, out long lane)) return false;
            acc = Mix(acc, lane);
        }
        hash = Finish(acc);
        return true;
    }

    public override long Hash() => TryHash(out long hash) ? hash : HashAny();

    /// <summary>The same in code that the tracer follows, of a tuple of few; -1 where it cannot be told.</summary>
    [UnrollSafe]
    public long QuickHash()
    {
        PyObject[] items = Items;
        if (items.Length > FewItems) return HashOrAsk();
        ulong acc = HashStart;
        for (int i = 0; i < items.Length; i++)
        {
            long lane = KeySearch.Hash(items[i]);
            if (lane == -1) return -1;
            acc = Mix(acc, lane);
        }
        return Finish(acc);
    }

    private const int FewItems = 8;

    [DontLookInside]
    private long HashOrAsk() => TryHash(out long hash) ? hash : -1;

    [DontLookInside]
    private long HashAny()
    {
        ulong acc = HashStart;
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            PyErr.Fail(Types.RecursionError, "maximum recursion depth exceeded while hashing a tuple");
            return -1;
        }
        foreach (PyObject item in Items)
        {
            long lane = item is PyInt i ? IntMath.Hash(i.Value) : item.Hash();
            if (lane == -1) return -1;
            acc = Mix(acc, lane);
        }
        return Finish(acc);
    }

    // CPython's xxHash-like mix of the items' hashes.

    private const ulong HashStart = 2870177450012600261;

    private static ulong Mix(ulong acc, long lane)
    {
        ulong mixed = acc + (ulong)lane * 14029467366897019727;
        return (mixed << 31 | mixed >> 33) * 11400714785074694791;
    }

    private long Finish(ulong acc)
    {
        acc += (ulong)Items.Length ^ (HashStart ^ 3527539);
        return acc == ulong.MaxValue ? 1546275796 : (long)acc;
    }

    public override PyObject? GetItem(PyObject key)
    {
        if (key is PyInt i) return ItemAt(i.Value);
        if (key is PySlice slice) return slice.TryPlain(Items.Length, out long from, out long end) ? Part((int)from, (int)(end - from)) : Stepped(slice);
        return Sequences.IndexOf(key, "tuple", out long index) ? ItemAt(index) : null;
    }

    private PyObject? ItemAt(long index)
    {
        if (!Sequences.Locate(ref index, Items.Length)) return PyErr.Raise(Types.IndexError, "tuple index out of range");
        return At((int)index);
    }

    /// <summary>An item, of which there is one at each index.</summary>
    internal PyObject At(int index)
    {
        PyObject item = Items[index];
        Jit.AssumeNonNull(item);
        return item;
    }

    private PyTuple Part(int start, int count)
    {
        if (count == Items.Length) return this;
        return count <= ShortPart ? ShortOf(start, Jit.Promote(count)) : LongOf(start, count);
    }

    private const int ShortPart = 4;

    [UnrollSafe]
    private PyTuple ShortOf(int start, int count)
    {
        if (count == 0) return Empty;
        var part = new PyObject[count];
        for (int k = 0; k < count; k++) part[k] = Items[start + k];
        return new PyTuple(part);
    }

    private PyTuple LongOf(int start, int count)
    {
        var part = new PyObject[count];
        MetaJit.Items.Copy(Items, start, part, 0, count);
        return new PyTuple(part);
    }

    private PyObject? Stepped(PySlice slice)
    {
        if (!slice.TryStepped(Items.Length, out long start, out long step, out long count)) return Sliced(slice);
        if (count == 0) return Empty;
        var part = new PyObject[(int)count];
        MetaJit.Items.Pick(Items, (int)start, (int)step, part, (int)count);
        return new PyTuple(part);
    }

    [DontLookInside]
    private PyObject? Sliced(PySlice slice)
    {
        if (!slice.Indices(Items.Length, out long start, out _, out long step, out long count)) return null;
        if (step == 1) return Part((int)start, (int)count);
        if (count == 0) return Empty;
        var part = new PyObject[count];
        for (int k = 0; k < count; k++) part[k] = Items[start + k * step];
        return new PyTuple(part);
    }

    // Short tuples are looked through by code that the tracer follows.
    private const int Short = 8;

    public override int Contains(PyObject item) => Items.Length <= Short ? ContainsShort(item, Jit.Promote(Items.Length)) : ContainsLong(item);

    [UnrollSafe]
    private int ContainsShort(PyObject item, int count)
    {
        for (int i = 0; i < count; i++)
        {
            int equal = Operators.Equal(Items[i], item);
            if (equal != 0) return equal;
        }
        return 0;
    }

    [DontLookInside]
    private int ContainsLong(PyObject item)
    {
        foreach (PyObject x in Items)
        {
            int equal = Operators.Equal(x, item);
            if (equal != 0) return equal;
        }
        return 0;
    }

    public override PyObject Iter() => new PyTupleIterator(this);

    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        if (op == BinaryOp.Add && UserSlots.Unwrap(other) is PyTuple t) return Concat(t);
        return op == BinaryOp.Mul ? Sequences.Repeat(this, other) : PyNotImplemented.Value;
    }

    private PyTuple Concat(PyTuple other)
    {
        PyObject[] own = Items, more = other.Items;
        if (own.Length == 0) return other;
        if (more.Length == 0) return this;
        var all = new PyObject[own.Length + more.Length];
        MetaJit.Items.Copy(own, 0, all, 0, own.Length);
        MetaJit.Items.Copy(more, 0, all, own.Length, more.Length);
        return new PyTuple(all);
    }

    public override PyObject? Reflected(BinaryOp op, PyObject other) => op == BinaryOp.Mul ? Sequences.Repeat(this, other) : PyNotImplemented.Value;

    public override PyObject? Compare(CompareOp op, PyObject other) =>
        UserSlots.Unwrap(other) is PyTuple t ? CompareItems(op, t) : PyNotImplemented.Value;

    private PyObject? CompareItems(CompareOp op, PyTuple other)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne))
        {
            // Tuples made only to be compared, as in most __lt__ methods, are then never made.
            if ((Jit.IsVirtual(this) || Jit.IsVirtual(other)) && Items.Length <= Short && other.Items.Length <= Short) return OrderShort(op, other);
            return (Jit.IsTracing ? KeySearch.Order(this, other, op) : QuickOrder(op, other)) is not Keys.Ask and var quick ? PyBool.Of(quick == 1) : Order(op, other);
        }
        if (Items.Length != other.Items.Length) return PyBool.Of(op == CompareOp.Ne);
        return Items.Length <= Short ? EqualShort(op, other, Jit.Promote(Items.Length)) : Order(op, other);
    }

    [UnrollSafe]
    private PyObject? OrderShort(CompareOp op, PyTuple other)
    {
        if (!Recursion.Enter(Recursion.InComparison)) return null;
        int count = Jit.Promote(Items.Length), others = Jit.Promote(other.Items.Length), at = 0, equal = 1;
        while (at < count && at < others && (equal = Operators.Equal(Items[at], other.Items[at])) == 1) at++;
        PyObject? order = equal < 0 ? null
            : equal == 1 ? PyBool.Of(IntMath.Compare(op, count, others)) : Operators.Compare(op, Items[at], other.Items[at]);
        Recursion.Leave();
        return order;
    }

    [UnrollSafe]
    private PyObject? EqualShort(CompareOp op, PyTuple other, int count)
    {
        if (!Recursion.Enter(Recursion.InComparison)) return null;
        int equal = 1;
        for (int i = 0; i < count && equal == 1; i++) equal = Operators.Equal(Items[i], other.Items[i]);
        Recursion.Leave();
        return equal < 0 ? null : PyBool.Of(equal == 1 == (op == CompareOp.Eq));
    }

    [DontLookInside]
    private PyObject? Order(CompareOp op, PyTuple other) => Sequences.Compare(op, Items, other.Items);
}

public sealed class PyTupleIterator(PyTuple source) : PyObject, IPositioned, ILengthHint
{
    private readonly PyTuple _source = source;
    private int _index;

    public int Left => _source.Items.Length - _index;

    public override PyType Type => Types.TupleIterator;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject Next()
    {
        int i = _index;
        if (i >= _source.Items.Length) return PyEnd.Value;
        _index = i + 1;
        return _source.At(i);
    }

    public PyObject LengthHint() => new PyInt(Left);

    public PyObject Reduce(PyType type) => Left <= 0 ? IteratorReduction.Of(PyTuple.Empty) : IteratorReduction.Of(_source, _index);

    public bool SetState(PyObject state)
    {
        if (!IteratorReduction.Position(state, _source.Items.Length, out int at)) return false;
        if (Left > 0) _index = at;
        return true;
    }
}
