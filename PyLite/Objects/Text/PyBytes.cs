using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// <c>bytes</c> or, mutable, <c>bytearray</c>: a part of an array. A bytearray has room to grow at its end, and what is deleted at its
/// beginning is only skipped.
/// </summary>
public sealed class PyBytes : PyObject, IBuffer
{
    private byte[] _items;
    private int _start;

    [NonNegative]
    private int _count;
    private long _hash;

    /// <summary>Views that look at the array: while there are any, the length must not change.</summary>
    private int _exports;

    /// <summary>
    /// A memoryview has been made of it and not been released. When the length changes, the view goes on with the array as it is and this
    /// object takes another: nobody can tell whether the view is still wanted.
    /// </summary>
    private bool _isViewed;

    public readonly bool IsMutable;

    public PyBytes(byte[] value, bool isMutable = false)
    {
        _items = value;
        _count = value.Length;
        IsMutable = isMutable;
    }

    public ReadOnlySpan<byte> Span => _items.AsSpan(_start, _count);
    public int Length => _count;
    public byte[] ToArray() => Span.ToArray();
    public PyBytes WithSameType(byte[] value) => new(value, IsMutable);
    /// <summary>The bytes, to be changed in place.</summary>
    internal Span<byte> Items => _items.AsSpan(_start, _count);
    public byte this[int index] => _items[_start + index];

    public override PyType Type => IsMutable ? Types.ByteArray : Types.Bytes;
    public override long Len() => _count;
    public override int Truth() => _count > 0 ? 1 : 0;

    [DontLookInside]
    public override PyStr Repr() => new(BytesText.Repr(this));

    public override long Hash()
    {
        if (!IsMutable) return _hash != 0 ? _hash : ComputeHash();
        PyErr.TypeError("unhashable type: 'bytearray'");
        return -1;
    }

    /// <summary>Whether the bytes are equal. Most that are not differ in number, or in the first.</summary>
    internal bool SameBytes(PyBytes other)
    {
        int count = _count;
        if (count != other._count) return false;
        return count == 0 || (_items[_start] == other._items[other._start] && (count == 1 || SameRest(other)));
    }

    [DontLookInside]
    private bool SameRest(PyBytes other) => Span.SequenceEqual(other.Span);

    [DontLookInside]
    private long ComputeHash() => _hash = HashSecret.IsKeyed ? HashSecret.Hash(Span) : TextPoints.HashAsText(Span);

    // ---- items

    public override PyObject? GetItem(PyObject key)
    {
        if (key is PyInt i) return ItemAt(i.Value);
        if (key is PySlice slice) return slice.TryPlain(_count, out long from, out long end) ? Part((int)from, (int)(end - from)) : Sliced(slice);
        return IndexOf(key, out long index) ? ItemAt(index) : null;
    }

    private bool IndexOf(PyObject key, out long index) => Sequences.IndexOf(key, IsMutable ? "bytearray" : "byte", out index);

    private PyObject? ItemAt(long index)
    {
        int n = _count;
        if (!Sequences.Locate(ref index, n)) return PyErr.Raise(Types.IndexError, IsMutable ? "bytearray index out of range" : "index out of range");
        return new PyInt(_items[_start + (int)index]);
    }

    [DontLookInside]
    public PyBytes Part(int start, int count) => count == _count && !IsMutable ? this : WithSameType(Span.Slice(start, count).ToArray());

    [DontLookInside]
    private PyObject? Sliced(PySlice slice)
    {
        if (slice.Settled() is not { } settled || !settled.Indices(_count, out long start, out _, out long step, out long count)) return null;
        var part = new byte[count];
        for (int i = 0; i < count; i++) part[i] = this[(int)(start + i * step)];
        return WithSameType(part);
    }

    public override bool SetItem(PyObject key, PyObject item)
    {
        if (!IsMutable) return base.SetItem(key, item);
        if (key is not PyInt i || item is not PyInt { Value: >= 0 and <= 255 } value) return SetItemOther(key, item);
        long index = i.Value < 0 ? i.Value + _count : i.Value;
        if (index < 0 || index >= _count) return PyErr.Fail(Types.IndexError, "bytearray index out of range");
        _items[_start + (int)index] = (byte)value.Value;
        return true;
    }

    [DontLookInside]
    private bool SetItemOther(PyObject key, PyObject item)
    {
        if (key is PySlice slice) return SetSlice(slice, item);
        if (!IndexOf(key, out long index)) return false;
        if (!Sequences.Locate(ref index, _count)) return PyErr.Fail(Types.IndexError, "bytearray index out of range");
        if (!BytesMethods.Byte(item, out byte b)) return false;
        // What __index__ did may have made it shorter.
        if (index >= _count) return PyErr.Fail(Types.IndexError, "bytearray index out of range");
        _items[_start + (int)index] = b;
        return true;
    }

    private bool SetSlice(PySlice slice, PyObject item)
    {
        if (BytesMethods.ToAssign(item) is not { } added || slice.Settled() is not { } settled || !settled.Indices(_count, out long start, out _, out long step, out long count)) return false;
        if (step == 1)
        {
            if (added.Length != count && !MayResize()) return false;
            Replace((int)start, (int)count, added);
            return true;
        }
        if (added.Length == 0)
        {
            if (count > 0 && !MayResize()) return false;
            RemoveEvery(start, step, count);
            return true;
        }
        if (added.Length != count)
            return PyErr.Fail(Types.ValueError, $"attempt to assign bytes of size {added.Length} to extended slice of size {count}");
        for (int i = 0; i < added.Length; i++) _items[_start + start + i * step] = added[i];
        return true;
    }

    [DontLookInside]
    public override bool DelItem(PyObject key)
    {
        if (!IsMutable) return base.DelItem(key);
        if (key is PySlice slice)
        {
            if (slice.Settled() is not { } settled || !settled.Indices(_count, out long start, out _, out long step, out long count) || count > 0 && !MayResize()) return false;
            RemoveEvery(start, step, count);
            return true;
        }
        if (!IndexOf(key, out long index)) return false;
        if (!Sequences.Locate(ref index, _count)) return PyErr.Fail(Types.IndexError, "bytearray index out of range");
        if (!MayResize()) return false;
        Replace((int)index, 1, []);
        return true;
    }

    // ---- the buffer protocol

    Memory<byte> IBuffer.BufferMemory => _items;
    int IBuffer.BufferStart => _start;
    int IBuffer.BufferCount => _count;
    bool IBuffer.IsReadOnlyBuffer => !IsMutable;
    string IBuffer.BufferFormat => "B";
    int IBuffer.BufferItemSize => 1;
    void IBuffer.Export() => _exports++;
    void IBuffer.Release() => _exports--;

    /// <summary>Whether the length may change; BufferError when a view looks at the bytes.</summary>
    public bool MayResize() => _exports == 0 && !_isViewed || MayResizeViewed();

    [DontLookInside]
    private bool MayResizeViewed()
    {
        if (_exports > 0 || PyMemoryView.IsHeld(this)) return PyErr.Fail(Types.BufferError, "Existing exports of data: object cannot be re-sized");
        _isViewed = false;
        SetAll(ToArray());
        return true;
    }

    internal void SetViewed(bool isViewed) => _isViewed = isViewed && IsMutable;

    // ---- changes, of a bytearray

    public void SetAll(byte[] value)
    {
        _items = value;
        _start = 0;
        _count = value.Length;
    }

    public void Append(byte value)
    {
        int end = _start + _count;
        if (end == _items.Length) MakeRoom(1);
        _items[_start + _count] = value;
        _count++;
    }

    /// <summary>Room for so many bytes more at the end.</summary>
    [DontLookInside]
    private void MakeRoom(int added)
    {
        byte[] items = _items;
        if (_start < _count) items = new byte[(int)Math.Min(Array.MaxLength, _count + (long)added + (_count >> 1) + 8)];
        // Half of the array was skipped: move the rest to its beginning.
        else if (_items.Length < _count + added) items = new byte[_count + added + (_count >> 1) + 8];
        Array.Copy(_items, _start, items, 0, _count);
        _items = items;
        _start = 0;
    }

    /// <summary>Puts other bytes in the place of so many. They are none of this object's.</summary>
    [DontLookInside]
    public void Replace(int start, int count, ReadOnlySpan<byte> added)
    {
        int more = added.Length - count;
        if (start == 0 && more < 0)
        {
            _start -= more;
            _count += more;
            added.CopyTo(_items.AsSpan(_start));
            return;
        }
        if (_start + _count + more > _items.Length) MakeRoom(more);
        int end = _start + start + count;
        Array.Copy(_items, end, _items, end + more, _start + _count - end);
        added.CopyTo(_items.AsSpan(_start + start));
        _count += more;
    }

    private void RemoveEvery(long start, long step, long count)
    {
        if (count == 0) return;
        if (step is 1 or -1)
        {
            Replace((int)(step > 0 ? start : start - count + 1), (int)count, []);
            return;
        }
        (long low, long stride) = step > 0 ? (start, step) : (start + (count - 1) * step, -step);
        int to = (int)low;
        for (int i = to; i < _count; i++)
        {
            bool deleted = (i - low) % stride == 0 && (i - low) / stride < count;
            if (!deleted) _items[_start + to++] = _items[_start + i];
        }
        _count = to;
    }

    public byte PopLast() => _items[_start + --_count];

    // ---- slots

    public override PyObject Iter() => new PyBytesIterator(this);

    [DontLookInside]
    public override int Contains(PyObject item)
    {
        if (item is PyInt { Value: >= 0 and <= 255 } i) return Span.Contains((byte)i.Value) ? 1 : 0;
        return BytesSearch.ToFind(item) is { } wanted ? Span.IndexOf(wanted) >= 0 ? 1 : 0 : -1;
    }

    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        if (op == BinaryOp.Add) return (other as PyBytes ?? BytesSearch.Likely(other)) is { } b ? Concat(b) : PyNotImplemented.Value;
        if (op == BinaryOp.Mod) return PercentFormat.Apply(this, other);
        return op == BinaryOp.Mul ? Sequences.Repeat(this, other) : PyNotImplemented.Value;
    }

    [DontLookInside]
    private PyBytes Concat(PyBytes other) => WithSameType([.. Span, .. other.Span]);

    public override PyObject? Reflected(BinaryOp op, PyObject other) => op == BinaryOp.Mul ? Sequences.Repeat(this, other) : PyNotImplemented.Value;

    public override PyObject? InPlace(BinaryOp op, PyObject other)
    {
        if (!IsMutable) return PyNotImplemented.Value;
        if (op == BinaryOp.Add)
        {
            if ((other as PyBytes ?? BytesSearch.Likely(other)) is not { } b) return PyNotImplemented.Value;
            if (b.Length > 0 && !MayResize()) return null;
            if (ReferenceEquals(b, this) && b.Length > 0) return PyErr.Raise(Types.BufferError, "Existing exports of data: object cannot be re-sized");
            Extend(b);
            return this;
        }
        if (op != BinaryOp.Mul) return PyNotImplemented.Value;
        PyObject? repeated = Sequences.Repeat(this, other);
        if (repeated is not PyBytes product) return repeated;
        if (product.Length != _count && !MayResize()) return null;
        SetAll(ReferenceEquals(product, this) ? ToArray() : product._items);
        return this;
    }

    [DontLookInside]
    public void Extend(PyBytes other) => Replace(_count, 0, ReferenceEquals(other, this) ? ToArray() : other.Span);

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        // Other buffers compare themselves with bytes, if they do; a bytearray compares with all.
        if ((other as PyBytes ?? (IsMutable ? BytesSearch.Likely(other) : UserSlots.Unwrap(other) as PyBytes)) is { } b) return PyBool.Of(Order(op, b));
        return !WarnsOfText || op is not (CompareOp.Eq or CompareOp.Ne) || WarnOfComparison(other) ? PyNotImplemented.Value : null;
    }

    /// <summary><c>-b</c>: bytes that are taken for text are warned of.</summary>
    public static bool WarnsOfText { get; set; }

    [DontLookInside]
    private static bool WarnOfComparison(PyObject other)
    {
        string? what = UserSlots.Unwrap(other) switch { PyStr => "string", PyInt or PyLong or PyBool => "int", _ => null };
        return what == null || Modules.WarningsModule.Warn(Types.BytesWarning, $"Comparison between bytes and {what}");
    }

    [DontLookInside]
    public override PyStr? Str() =>
        !WarnsOfText || Modules.WarningsModule.Warn(Types.BytesWarning, $"str() on a {Type.Name} instance") ? Repr() as PyStr : null;

    private bool Order(CompareOp op, PyBytes other)
    {
        if (op is CompareOp.Eq or CompareOp.Ne) return SameBytes(other) == (op == CompareOp.Eq);
        int first = _count > 0 && other._count > 0 ? _items[_start] - other._items[other._start] : 0;
        return IntMath.Compare(op, first != 0 ? first : OrderOfRest(other), 0);
    }

    [DontLookInside]
    private int OrderOfRest(PyBytes other) => Span.SequenceCompareTo(other.Span);
}

/// <summary>Iterates over bytes that may change meanwhile.</summary>
public sealed class PyBytesIterator(PyBytes source) : PyObject, IPositioned, ILengthHint
{
    private readonly bool _isMutable = source.IsMutable;
    private PyBytes? _source = source;
    private int _index;

    public override PyType Type => _isMutable ? Types.ByteArrayIterator : Types.BytesIterator;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject Next()
    {
        PyBytes? bytes = _source;
        if (bytes == null) return PyEnd.Value;
        int i = _index;
        if (i >= bytes.Length)
        {
            _source = null;
            return PyEnd.Value;
        }
        _index = i + 1;
        return new PyInt(bytes[i]);
    }

    public PyObject LengthHint() => new PyInt(_source == null ? 0 : Math.Max(0, _source.Length - _index));

    public PyObject Reduce(PyType type) => _source == null ? IteratorReduction.Of(PyTuple.Empty) : IteratorReduction.Of(_source, _index);

    public bool SetState(PyObject state)
    {
        if (!IteratorReduction.Position(state, _source?.Length ?? 0, out int at)) return false;
        if (_source != null) _index = at;
        return true;
    }
}
