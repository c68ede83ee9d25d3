using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>How a list keeps its items.</summary>
public enum ListKind
{
    /// <summary>No item yet: the first one decides.</summary>
    Empty,
    Int,
    Float,
    Object,
}

/// <summary>A <c>list</c>. Lists of ints or of floats only keep them unboxed; the first item of another type changes that for good.</summary>
public sealed partial class PyList : PyObject
{
    private ListKind _kind;
    [NonNegative]
    private int _count;
    private static readonly long[] NoInts = new long[0];
    private static readonly double[] NoFloats = new double[0];
    private static readonly Slot[] NoItems = new Slot[0];

    /// <summary>Marks a list whose slots were taken and that nobody has touched since.</summary>
    private static readonly Slot[] Taken = new Slot[0];

    private long[] _ints = NoInts;
    private double[] _floats = NoFloats;
    private Slot[] _items = NoItems;

    public PyList() { }

    /// <summary>A list of so many items to be appended, the first of which is known.</summary>
    public PyList(PyObject first, int capacity)
    {
        if (first is PyInt)
        {
            _kind = ListKind.Int;
            _ints = new long[capacity];
        }
        else if (first is PyFloat)
        {
            _kind = ListKind.Float;
            _floats = new double[capacity];
        }
        else
        {
            _kind = ListKind.Object;
            _items = new Slot[capacity];
        }
    }

    /// <summary>A list of the items, which it copies.</summary>
    [DontLookInside]
    public PyList(IReadOnlyList<PyObject> items)
    {
        Reserve(items.Count, KindOf(items));
        for (int i = 0; i < items.Count; i++) Append(items[i]);
    }

    /// <summary>A list of strings, or other objects that are neither ints nor floats.</summary>
    public static PyList Of(PyObject[] objects)
    {
        var list = new PyList();
        if (objects.Length == 0) return list;
        list._kind = ListKind.Object;
        list._items = new Slot[objects.Length];
        for (int i = 0; i < objects.Length; i++) list._items[i].V = objects[i];
        list._count = objects.Length;
        return list;
    }

    private static ListKind KindOf(IReadOnlyList<PyObject> items) =>
        items.Count == 0 ? ListKind.Empty : items[0] is PyInt ? ListKind.Int : items[0] is PyFloat ? ListKind.Float : ListKind.Object;

    private void Reserve(int capacity, ListKind kind)
    {
        kind = Jit.Promote(kind);
        _kind = kind;
        if (kind == ListKind.Int) _ints = new long[capacity];
        else if (kind == ListKind.Float) _floats = new double[capacity];
        else if (kind == ListKind.Object) _items = new Slot[capacity];
    }

    public override PyType Type => Types.List;
    public int Count => _count;
    public ListKind Kind => _kind;
    public override long Len() => _count;
    public override int Truth() => _count != 0 ? 1 : 0;

    /// <summary>The items of a list of ints.</summary>
    internal Span<long> Ints => _ints.AsSpan(0, _count);

    /// <summary>The items of a list of floats.</summary>
    internal Span<double> Floats => _floats.AsSpan(0, _count);

    // ---- items

    /// <summary>The item at an index in range.</summary>
    public PyObject this[int index]
    {
        get
        {
            ListKind kind = Jit.Promote(_kind);
            if (kind == ListKind.Int)
            {
                Jit.AssumeLength(_ints, _count);
                return PyInt.Of(_ints[index]);
            }
            if (kind == ListKind.Float)
            {
                Jit.AssumeLength(_floats, _count);
                return new PyFloat(_floats[index]);
            }
            Jit.AssumeLength(_items, _count);
            PyObject? item = _items[index].V;
            Jit.AssumeNonNull(item);
            return item!;
        }
        set => Store(index, value);
    }

    public void Store(int index, PyObject value)
    {
        ListKind kind = Jit.Promote(_kind);
        if (kind == ListKind.Int && value is PyInt i)
        {
            Jit.AssumeLength(_ints, _count);
            _ints[index] = i.Value;
        }
        else if (kind == ListKind.Float && value is PyFloat f)
        {
            Jit.AssumeLength(_floats, _count);
            _floats[index] = f.Value;
        }
        else
        {
            if (kind != ListKind.Object) Generalize();
            Jit.AssumeLength(_items, _count);
            _items[index].V = value;
        }
    }

    /// <summary>Keeps the items as references from now on.</summary>
    [DontLookInside]
    private void Generalize()
    {
        var items = new Slot[Math.Max(4, _kind == ListKind.Int ? _ints.Length : _floats.Length)];
        for (int i = 0; i < _count; i++) items[i].V = this[i];
        _items = items;
        _kind = ListKind.Object;
        _ints = NoInts;
        _floats = NoFloats;
    }

    public void Append(PyObject value)
    {
        int n = _count;
        ListKind kind = Jit.Promote(_kind);
        if (kind == ListKind.Int && value is PyInt i)
        {
            if (n == _ints.Length) Grow();
            _ints[n] = i.Value;
        }
        else if (kind == ListKind.Float && value is PyFloat f)
        {
            if (n == _floats.Length) Grow();
            _floats[n] = f.Value;
        }
        else
        {
            if (kind != ListKind.Object)
            {
                if (n == 0)
                {
                    Start(value);
                    return;
                }
                Generalize();
            }
            if (n == _items.Length) Grow();
            _items[n].V = value;
        }
        _count = n + 1;
    }

    /// <summary>The first item decides how the list keeps its items.</summary>
    private void Start(PyObject value)
    {
        _count = 1;
        if (value is PyInt i)
        {
            _kind = ListKind.Int;
            _ints = new long[4];
            _ints[0] = i.Value;
        }
        else if (value is PyFloat f)
        {
            _kind = ListKind.Float;
            _floats = new double[4];
            _floats[0] = f.Value;
        }
        else
        {
            _kind = ListKind.Object;
            _items = new Slot[4];
            _items[0].V = value;
        }
    }

    private void Grow()
    {
        int count = _count;
        int capacity = count + (count >> 1) + 1;
        GrowTo(capacity < 4 ? 4 : capacity);
    }

    private void GrowTo(int capacity)
    {
        int count = _count;
        if (_kind == ListKind.Int) _ints = Grown(_ints, count, capacity);
        else if (_kind == ListKind.Float) _floats = Grown(_floats, count, capacity);
        else _items = Grown(_items, count, capacity);
    }

    private static T[] Grown<T>(T[] items, int count, int capacity)
    {
        var larger = new T[capacity];
        Items.Copy(items, 0, larger, 0, count);
        return larger;
    }

    public override PyObject? GetItem(PyObject key)
    {
        if (key is PyInt i) return ItemAt(i.Value);
        if (key is PySlice slice) return slice.TryPlain(_count, out long from, out long end) ? PlainPart((int)from, (int)(end - from)) : Stepped(slice);
        return Sequences.IndexOf(key, "list", out long index) ? ItemAt(index) : null;
    }

    private PyObject? ItemAt(long index)
    {
        int n = _count;
        if (!Sequences.Locate(ref index, n)) return PyErr.Raise(Types.IndexError, "list index out of range");
        return this[(int)index];
    }

    public override bool SetItem(PyObject key, PyObject value)
    {
        if (key is PySlice slice)
        {
            if (value is not PyList added || ReferenceEquals(added, this) || !slice.TryPlain(_count, out long from, out long end)) return SetSlice(slice, value);
            ReplacePart((int)from, (int)(end - from), added);
            return true;
        }
        if (!Sequences.IndexOf(key, "list", out long index)) return false;
        if (!Sequences.Locate(ref index, _count)) return PyErr.Fail(Types.IndexError, "list assignment index out of range");
        Store((int)index, value);
        return true;
    }

    [DontLookInside]
    public override bool DelItem(PyObject key)
    {
        if (key is PySlice slice)
        {
            if (slice.Settled() is not { } settled || !settled.Indices(_count, out long start, out _, out long step, out long count)) return false;
            RemoveEvery((int)(step > 0 ? start : start + (count - 1) * step), Math.Abs(step), (int)count);
            return true;
        }
        if (!Sequences.IndexOf(key, "list", out long index)) return false;
        if (!Sequences.Locate(ref index, _count)) return PyErr.Fail(Types.IndexError, "list assignment index out of range");
        RemoveAt((int)index);
        return true;
    }

    public void RemoveAt(int index)
    {
        int last = _count - 1;
        ListKind kind = Jit.Promote(_kind);
        if (kind == ListKind.Int) Items.Copy(_ints, index + 1, _ints, index, last - index);
        else if (kind == ListKind.Float) Items.Copy(_floats, index + 1, _floats, index, last - index);
        else
        {
            Items.Copy(_items, index + 1, _items, index, last - index);
            _items[last].V = null;
        }
        _count = last;
    }

    /// <summary>Takes the last item away; the list is not empty.</summary>
    public PyObject PopLast()
    {
        int last = _count - 1;
        PyObject item = this[last];
        if (_kind == ListKind.Object) _items[last].V = null;
        _count = last;
        return item;
    }

    public void Insert(int index, PyObject value)
    {
        Append(value);
        int rest = _count - 1 - index;
        if (rest == 0) return;
        ListKind kind = Jit.Promote(_kind);
        if (kind == ListKind.Int) Items.Copy(_ints, index, _ints, index + 1, rest);
        else if (kind == ListKind.Float) Items.Copy(_floats, index, _floats, index + 1, rest);
        else Items.Copy(_items, index, _items, index + 1, rest);
        Store(index, value);
    }

    [DontLookInside]
    public void Clear()
    {
        _count = 0;
        _kind = ListKind.Empty;
        _ints = NoInts;
        _floats = NoFloats;
        _items = NoItems;
    }

    [DontLookInside]
    public List<PyObject> ToList()
    {
        var items = new List<PyObject>(_count);
        for (int i = 0; i < _count; i++) items.Add(this[i]);
        return items;
    }

    public PyObject[] ToArray()
    {
        if (Jit.Promote(_kind) != ListKind.Object) return Boxed();
        int count = _count;
        var items = new PyObject[count];
        Items.Unwrap(_items, items, count);
        return items;
    }

    [DontLookInside]
    private PyObject[] Boxed()
    {
        var items = new PyObject[_count];
        for (int i = 0; i < items.Length; i++) items[i] = this[i];
        return items;
    }

    /// <summary>Becomes a list of the other's items, which keeps none.</summary>
    public void TakeItemsOf(PyList other)
    {
        (_kind, _count, _ints, _floats, _items) = (other._kind, other._count, other._ints, other._floats, other._items);
        other.Clear();
    }

    /// <summary>The sum of a longer list of ints or floats; null where it does not fit or is another kind of list.</summary>
    [DontLookInside]
    public PyObject? QuickSum()
    {
        if (_kind == ListKind.Int)
        {
            long sum = 0;
            foreach (long x in _ints.AsSpan(0, _count))
                if (Jit.AddOverflow(sum, x, out sum)) return null;
            return new PyInt(sum);
        }
        if (_kind != ListKind.Float) return null;
        double total = 0;
        foreach (double x in _floats.AsSpan(0, _count)) total += x;
        return new PyFloat(total);
    }

    /// <summary>The first of the least or greatest ints or floats; null for other kinds of lists and empty ones.</summary>
    [DontLookInside]
    public PyObject? QuickExtreme(bool greatest)
    {
        if (_count == 0) return null;
        if (_kind == ListKind.Int)
        {
            long best = _ints[0];
            foreach (long x in _ints.AsSpan(1, _count - 1))
                if (greatest ? x > best : x < best) best = x;
            return new PyInt(best);
        }
        if (_kind != ListKind.Float) return null;
        double extreme = _floats[0];
        foreach (double x in _floats.AsSpan(1, _count - 1))
            if (greatest ? x > extreme : x < extreme) extreme = x;
        return new PyFloat(extreme);
    }

    public int CountOfInt(long value) => _ints.AsSpan(0, _count).Count(value);

    // ---- slices and copies

    private PyObject? Stepped(PySlice slice) =>
        slice.TryStepped(_count, out long start, out long step, out long count) ? Part((int)start, (int)step, (int)count) : Sliced(slice);

    [DontLookInside]
    private PyObject? Sliced(PySlice slice)
    {
        if (slice.Settled() is not { } settled || !settled.Indices(_count, out long start, out _, out long step, out long count)) return null;
        return Part((int)start, (int)step, (int)count);
    }

    private PyList PlainPart(int start, int count)
    {
        var part = new PyList();
        if (count == 0) return part;
        part.Reserve(count, _kind);
        part._count = count;
        CopyItems(this, start, part, 0, count);
        return part;
    }

    private PyList Part(int start, int step, int count)
    {
        if (step == 1) return PlainPart(start, count);
        var part = new PyList();
        if (count == 0) return part;
        part.Reserve(count, _kind);
        part._count = count;
        if (_kind == ListKind.Int) Items.Pick(_ints, start, step, part._ints, count);
        else if (_kind == ListKind.Float) Items.Pick(_floats, start, step, part._floats, count);
        else Items.Pick(_items, start, step, part._items, count);
        return part;
    }

    /// <summary>Copies items between lists of one kind.</summary>
    private static void CopyItems(PyList from, int start, PyList to, int at, int count)
    {
        ListKind kind = Jit.Promote(from._kind);
        if (kind == ListKind.Int) Items.Copy(from._ints, start, to._ints, at, count);
        else if (kind == ListKind.Float) Items.Copy(from._floats, start, to._floats, at, count);
        else Items.Copy(from._items, start, to._items, at, count);
    }

    public PyList Copy() => PlainPart(0, _count);

    [DontLookInside]
    public PyList Repeated(int times)
    {
        var result = new PyList();
        int n = _count * times;
        if (n == 0) return result;
        result.Reserve(n, _kind);
        result._count = n;
        if (_count > 1)
            for (int k = 0; k < times; k++) CopyItems(this, 0, result, k * _count, _count);
        else if (_kind == ListKind.Int) Array.Fill(result._ints, _ints[0]);
        else if (_kind == ListKind.Float) Array.Fill(result._floats, _floats[0]);
        else Array.Fill(result._items, _items[0]);
        return result;
    }

    /// <summary>Appends the items of an iterable; false with an exception pending.</summary>
    public bool Extend(PyObject iterable)
    {
        if (iterable is PyList other && !ReferenceEquals(other, this)) return ExtendWithList(other);
        return Fold.Follows(iterable) ? Fold.ToList.Over(iterable, this) != null : ExtendWithItemsOf(iterable);
    }

    private bool ExtendWithList(PyList other)
    {
        int own = _count, more = other._count;
        if (more == 0) return true;
        ListKind kind = Jit.Promote(other._kind);
        if (own == 0)
        {
            Reserve(more, kind);
        }
        else if (Jit.Promote(_kind) == kind)
        {
            int needed = own + more;
            if (needed > Capacity) GrowTo(needed + (needed >> 3) + 4);
        }
        else
        {
            ReplaceAny(own, 0, other);
            return true;
        }
        CopyItems(other, 0, this, own, more);
        _count = own + more;
        return true;
    }

    /// <summary>How many items there is room for.</summary>
    private int Capacity => _kind == ListKind.Int ? _ints.Length : _kind == ListKind.Float ? _floats.Length : _items.Length;

    [DontLookInside]
    private bool ExtendWithItemsOf(PyObject iterable)
    {
        switch (iterable is PyInstance && iterable.Type.SpecialOverride(Names.Iter) != null ? iterable : UserSlots.Unwrap(iterable))
        {
            case PyList other:
                ReplaceRange(_count, 0, other);
                return true;
            case PyTuple t:
                ExtendWith(t.Items);
                return true;
            case PyRange r when r.Length <= 1 << 24:
                ExtendWith(r);
                return true;
            case PyBytes b when iterable is PyBytes:
                for (int i = 0; i < b.Length; i++) Append(PyInt.Of(b[i]));
                return true;
            case PyDictView { View: not DictView.Items } view:
                for (int at = 0; view.Dict.NextEntry(ref at, out PyObject key, out PyObject value);) Append(view.View == DictView.Keys ? key : value);
                return true;
            case PyStr s when iterable is PyStr:
                for (int i = 0; i < s.Length; i++) Append(PyStr.FromCodePoint(s.CodePointAt(i)));
                return true;
            case PySet s when iterable is PySet:
                for (int at = 0; s.NextItem(ref at) is { } item;) Append(item);
                return true;
            case PyDict d when iterable is PyDict:
                for (int at = 0; d.NextEntry(ref at, out PyObject key, out _);) Append(key);
                return true;
        }
        return Fold.ToList.Over(iterable, this) != null;
    }

    private void ExtendWith(PyRange range)
    {
        int n = (int)range.Length;
        if (n == 0) return;
        if (_count == 0) Reserve(n, ListKind.Int);
        else if (_kind == ListKind.Int) MakeRoom(_count, 0, n);
        long value = range.Start;
        int i = 0;
        if (_kind == ListKind.Int)
        {
            for (; i < n; i++, value += range.Step) _ints[_count + i] = value;
            _count += n;
        }
        for (; i < n; i++, value += range.Step) Append(new PyInt(value));
    }

    private void ExtendWith(PyObject[] items)
    {
        if (items.Length == 0) return;
        if (_count == 0) Reserve(items.Length, KindOf(items));
        else if (_kind == ListKind.Object) MakeRoom(_count, 0, items.Length);
        int i = 0;
        if (_kind == ListKind.Object)
        {
            Span<Slot> to = _items.AsSpan(_count);
            for (; i < items.Length; i++) to[i].V = items[i];
            _count += items.Length;
        }
        for (; i < items.Length; i++) Append(items[i]);
    }

    [DontLookInside]
    public void Reverse()
    {
        if (_kind == ListKind.Int) Array.Reverse(_ints, 0, _count);
        else if (_kind == ListKind.Float) Array.Reverse(_floats, 0, _count);
        else Array.Reverse(_items, 0, _count);
    }

    /// <summary>Sorts ints or floats without comparing objects; false when the list is of another kind.</summary>
    public bool SortUnboxed(bool reverse)
    {
        if (_kind is not (ListKind.Int or ListKind.Float)) return false;
        // Reversing before, too, keeps equal items in their order.
        if (reverse) Reverse();
        if (_kind == ListKind.Int) Sorting.SortInts(_ints, _count);
        else Sorting.SortFloats(_floats, _count);
        if (reverse) Reverse();
        return true;
    }

    /// <summary>Whether anything was put into the list since its slots were taken, even if it has gone again.</summary>
    public bool IsTouched => _count > 0 || !ReferenceEquals(_items, Taken) || _kind != ListKind.Empty;

    /// <summary>Takes all items away, in an array that may be longer.</summary>
    public Slot[] TakeSlots()
    {
        if (_kind is ListKind.Int or ListKind.Float) Generalize();
        Slot[] items = _items;
        Clear();
        _items = Taken;
        return items;
    }

    /// <summary>Replaces all items by those of an array that nobody else keeps.</summary>
    public void GiveSlots(Slot[] items, int count, ListKind kind)
    {
        Clear();
        if (count == 0) return;
        _kind = ListKind.Object;
        _items = items;
        _count = count;
        if (kind is not (ListKind.Int or ListKind.Float)) return;
        Reserve(count, kind);
        _items = NoItems;
        _count = 0;
        for (int i = 0; i < count; i++) Append(items[i].V!);
    }

    // ---- slots

    [DontLookInside]
    public override PyStr? Repr()
    {
        if (_count == 0) return new PyStr("[]");
        if (ReprGuard.IsActive(this)) return new PyStr("[...]");
        ReprGuard.Enter(this);
        string? inner = Sequences.ReprItems(ToList(), _count);
        ReprGuard.Leave();
        return inner == null ? null : new PyStr($"[{inner}]");
    }

    public override long Hash()
    {
        PyErr.TypeError("unhashable type: 'list'");
        return -1;
    }

    public override PyObject Iter() => new PyListIterator(this);

    [DontLookInside]
    public override int Contains(PyObject item) => Find(item, 0, _count) switch { Failed => -1, Absent => 0, _ => 1 };

    /// <summary>What <see cref="Find"/> says instead of a place: the item is not there, or a comparison has failed.</summary>
    internal const int Absent = -1, Failed = -2;

    /// <summary>The first place of an item from a position up to another one. A comparison may change the list.</summary>
    internal int Find(PyObject item, int from, int to)
    {
        if (_kind == ListKind.Int && item is PyInt i) return from >= Math.Min(to, _count) ? Absent : Array.IndexOf(_ints, i.Value, from, Math.Min(to, _count) - from);
        var text = item as PyStr;
        for (int k = from; k < to && k < _count; k++)
        {
            PyObject here = _kind == ListKind.Object ? _items[k].V! : this[k];
            if (ReferenceEquals(here, item)) return k;
            if (text != null && here is PyStr other)
            {
                if (other.EqualsStr(text)) return k;
                continue;
            }
            int equal = Operators.Equal(here, item);
            if (equal != 0) return equal < 0 ? Failed : k;
        }
        return Absent;
    }

    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        if (op == BinaryOp.Add && UserSlots.Unwrap(other) is PyList l) return Concat(l);
        if (op != BinaryOp.Mul) return PyNotImplemented.Value;
        return Jit.IsTracing && _count == 1 && other is PyInt { Value: > 0 and <= FewTimes and var times } && Jit.IsConstant(times) ? RepeatedFew((int)times) : Sequences.Repeat(this, other);
    }

    private const int FewTimes = 12;

    /// <summary>The one item so many times, which the trace knows.</summary>
    [UnrollSafe]
    private PyList RepeatedFew(int times)
    {
        var result = new PyList();
        result.Reserve(times, _kind);
        result._count = times;
        PyObject item = this[0];
        for (int i = 0; i < times; i++) result.Store(i, item);
        return result;
    }

    public override PyObject? Reflected(BinaryOp op, PyObject other) => op == BinaryOp.Mul ? Sequences.Repeat(this, other) : PyNotImplemented.Value;

    private PyList Concat(PyList other)
    {
        if (Jit.Promote(_kind) == Jit.Promote(other._kind) && _count > 0)
        {
            var result = new PyList();
            int own = _count, more = other._count;
            result.Reserve(own + more, _kind);
            result._count = own + more;
            CopyItems(this, 0, result, 0, own);
            CopyItems(other, 0, result, own, more);
            return result;
        }
        if (_count == 0) return other.Copy();
        if (other._count == 0) return Copy();
        return ConcatAny(other);
    }

    [DontLookInside]
    private PyList ConcatAny(PyList other)
    {
        PyList copy = Copy();
        copy.Extend(other);
        return copy;
    }

    public override PyObject? InPlace(BinaryOp op, PyObject other)
    {
        if (op == BinaryOp.Add) return Extend(other) ? this : null;
        if (op != BinaryOp.Mul) return PyNotImplemented.Value;
        PyObject? repeated = Sequences.Repeat(this, other);
        if (repeated is not PyList l) return repeated;
        TakeItemsOf(l);
        return this;
    }

    public override PyObject? Compare(CompareOp op, PyObject other) =>
        UserSlots.Unwrap(other) is PyList l ? CompareLists(op, l) : PyNotImplemented.Value;

    [DontLookInside]
    private PyObject? CompareLists(CompareOp op, PyList other)
    {
        if (_count != other._count && op is CompareOp.Eq or CompareOp.Ne) return PyBool.Of(op == CompareOp.Ne);
        if (_kind == ListKind.Int && other._kind == ListKind.Int)
        {
            ReadOnlySpan<long> a = _ints.AsSpan(0, _count), b = other._ints.AsSpan(0, other._count);
            int same = a.CommonPrefixLength(b);
            return PyBool.Of(same < a.Length && same < b.Length ? IntMath.Compare(op, a[same], b[same]) : IntMath.Compare(op, a.Length, b.Length));
        }
        return CompareItems(op, other);
    }

    /// <summary>Comparing an item may change the lists.</summary>
    private PyObject? CompareItems(CompareOp op, PyList other)
    {
        if (!Recursion.Enter(Recursion.InComparison)) return null;
        int i = 0, equal = 1;
        while (i < _count && i < other._count && (equal = Keys.Equal(this[i], other[i])) == 1) i++;
        PyObject? result = equal < 0 ? null
            : i >= _count || i >= other._count ? PyBool.Of(IntMath.Compare(op, _count, other._count))
            : op is CompareOp.Eq or CompareOp.Ne ? PyBool.Of(op == CompareOp.Ne)
            : Operators.Compare(op, this[i], other[i]);
        Recursion.Leave();
        return result;
    }
}
