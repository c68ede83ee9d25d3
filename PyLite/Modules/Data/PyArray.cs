using System.Runtime.InteropServices;
using System.Text;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A sequence of numbers, or characters, of one type, kept as bytes.</summary>
[PyClass("array.array", Operators = [BinaryOp.Add, BinaryOp.Mul], Reflected = [BinaryOp.Mul], InPlace = [BinaryOp.Add, BinaryOp.Mul])]
public sealed partial class PyArray : PyObject, IBuffer, IViewed
{
    private readonly char _code;
    private readonly int _size;
    private readonly ArrayKind _kind;

    // The one that fits the kind has room for some more items than there are; the others are empty.
    private double[] _doubles = [];
    private long[] _longs = [];
    private int[] _ints = [];
    private byte[] _raw = [];

    /// <summary>Of items.</summary>
    [NonNegative]
    private int _count;
    private int _exports;

    public PyArray(char code)
    {
        _code = code;
        _size = ArrayItems.SizeOf(code);
        _kind = ArrayItems.KindOf(code);
    }

    private PyArray(char code, int count) : this(code)
    {
        Allocate(count);
        _count = count;
    }

    /// <summary>The letter of the items' type.</summary>
    [PyProperty] public string typecode => _code.ToString();

    /// <summary>The bytes of one item.</summary>
    [PyProperty] public long itemsize => _size;

    private bool IsFloat => _code is 'f' or 'd';

    public Span<byte> Bytes => Room[..(_count * _size)];

    /// <summary>All the memory.</summary>
    private Span<byte> Room => _kind switch
    {
        ArrayKind.Double => MemoryMarshal.AsBytes(_doubles.AsSpan()),
        ArrayKind.Long => MemoryMarshal.AsBytes(_longs.AsSpan()),
        ArrayKind.Int => MemoryMarshal.AsBytes(_ints.AsSpan()),
        _ => _raw,
    };

    /// <summary>Makes room for so many items, all zero.</summary>
    private void Allocate(int count)
    {
        switch (_kind)
        {
            case ArrayKind.Double: _doubles = new double[count]; break;
            case ArrayKind.Long: _longs = new long[count]; break;
            case ArrayKind.Int: _ints = new int[count]; break;
            default: _raw = new byte[count * _size]; break;
        }
    }

    public int Count => _count;

    // ---- making one

    [PyNew]
    [DontLookInside]
    public static PyObject? New(params PyObject[] args)
    {
        if (args.Length == 0) return PyErr.TypeError("array() takes at least 1 argument (0 given)");
        if (args.Length > 2) return PyErr.TypeError($"array() takes at most 2 arguments ({args.Length} given)");
        if (UserSlots.Unwrap(args[0]) is not PyStr { Length: 1 } letter)
            return PyErr.TypeError($"array() argument 1 must be a unicode character, not {args[0].Type.Name}");
        char code = letter.Value[0];
        PyObject? initial = args.Length > 1 ? args[1] : null;
        PyObject? bare = initial == null ? null : UserSlots.Unwrap(initial);
        if (code != 'u' && bare is PyStr) return PyErr.TypeError($"cannot use a str to initialize an array with typecode '{code}'");
        if (code != 'u' && bare is PyArray { _code: 'u' }) return PyErr.TypeError($"cannot use a unicode array to initialize an array with typecode '{code}'");
        if (!ArrayItems.Codes.Contains(code)) return PyErr.ValueError("bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)");
        var array = new PyArray(code);
        if (initial == null) return array;
        bool ok = bare switch
        {
            PyStr s => array.AddText(s),
            PyBytes b => array.AddBytes(b.Span),
            PyArray other when other._code == code => array.AddBytes(other.Bytes),
            _ => array.AddAll(initial),
        };
        return ok ? array : null;
    }

    private bool AddAll(PyObject items)
    {
        // The items are taken one by one: each may be wrong, and those before it stay.
        if (items.Iter() is not { } iterator) return false;
        while (true)
        {
            PyObject? item = iterator.Next();
            if (item == null) return false;
            if (ReferenceEquals(item, PyEnd.Value)) return true;
            if (!Add(item)) return false;
        }
    }

    private bool AddBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length % _size != 0) return PyErr.Fail(Types.ValueError, "bytes length not a multiple of item size");
        return Splice(_count, 0, bytes.ToArray());
    }

    private bool AddText(PyStr text)
    {
        var bytes = new byte[text.Length * 4];
        for (int i = 0; i < text.Length; i++) BitConverter.TryWriteBytes(bytes.AsSpan(i * 4), text.CodePointAt(i));
        return AddBytes(bytes);
    }

    private bool Add(PyObject item)
    {
        // A float or an int of the commonest kind without any detour.
        ArrayKind kind = Jit.Promote(_kind);
        if (kind == ArrayKind.Double && item is PyFloat f && !double.IsNaN(f.Value) || kind >= ArrayKind.Long && item is PyInt i && ArrayItems.FitsPlainly(kind, i.Value))
        {
            if (!Grow()) return false;
            StorePlain(kind, _count - 1, item);
            return true;
        }
        return AddOther(item);
    }

    [DontLookInside]
    private bool AddOther(PyObject item)
    {
        if (!ArrayItems.Convert(_code, item, out long bits) || !Grow()) return false;
        ArrayItems.WriteInteger(Room, (_count - 1) * _size, _size, bits);
        return true;
    }

    /// <summary>Stores what needs no conversion.</summary>
    private void StorePlain(ArrayKind kind, int index, PyObject item)
    {
        switch (kind)
        {
            case ArrayKind.Double: _doubles[index] = ((PyFloat)item).Value; break;
            case ArrayKind.Long: _longs[index] = ((PyInt)item).Value; break;
            case ArrayKind.Int: _ints[index] = (int)((PyInt)item).Value; break;
            default: _raw[index] = (byte)((PyInt)item).Value; break;
        }
    }

    public bool IsViewed { get; set; }

    private bool CanResize() => _exports == 0 && (!IsViewed || !PyMemoryView.IsHeld(this)) || Exported();

    [DontLookInside]
    private static bool Exported() => PyErr.Fail(Types.BufferError, "cannot resize an array that is exporting buffers");

    /// <summary>Makes it one item longer.</summary>
    private bool Grow()
    {
        if (!CanResize()) return false;
        if (_count == Capacity) MakeRoom(_count + 1);
        _count++;
        return true;
    }

    /// <summary>How many items there is room for.</summary>
    private int Capacity => Jit.Promote(_kind) switch
    {
        ArrayKind.Double => _doubles.Length,
        ArrayKind.Long => _longs.Length,
        ArrayKind.Int => _ints.Length,
        ArrayKind.Byte => _raw.Length,
        _ => _raw.Length / _size,
    };

    [DontLookInside]
    private void MakeRoom(int needed)
    {
        byte[] kept = Bytes.ToArray();
        Allocate(Math.Max(needed + needed / 8, 8));
        kept.CopyTo(Room);
    }

    /// <summary>Puts bytes in the place of so many items.</summary>
    [DontLookInside]
    private bool Splice(int start, int count, byte[] added)
    {
        int more = added.Length / _size - count;
        if (more != 0)
        {
            if (!CanResize() || !Sequences.Size((long)(_count + more) * _size, out _)) return false;
            if (_count + more > Capacity) MakeRoom(_count + more);
            int end = (start + count) * _size;
            Room[end..(_count * _size)].CopyTo(Room[(end + more * _size)..]);
            _count += more;
        }
        added.CopyTo(Room[(start * _size)..]);
        return true;
    }

    // ---- items

    public PyObject Item(int index)
    {
        switch (Jit.Promote(_kind))
        {
            case ArrayKind.Double: return new PyFloat(_doubles[index]);
            case ArrayKind.Long: return new PyInt(_longs[index]);
            case ArrayKind.Int: return new PyInt(_ints[index]);
            case ArrayKind.Byte: return new PyInt(_raw[index]);
            default: return RareItem(index);
        }
    }

    [DontLookInside]
    private PyObject RareItem(int index)
    {
        if (IsFloat) return new PyFloat(ArrayItems.ReadFloat(_raw, index * _size, _code));
        long bits = ArrayItems.ReadInteger(_raw, index * _size, _code);
        if (_code is not ('u' or 'Q' or 'L')) return new PyInt(bits);
        return _code == 'u' ? Character((uint)bits) : Argument.Result((ulong)bits);
    }

    public override long Len() => _count;
    public override int Truth() => _count > 0 ? 1 : 0;

    public override PyObject? GetItem(PyObject key)
    {
        if (key is PyInt i)
        {
            long index = i.Value < 0 ? i.Value + _count : i.Value;
            if ((ulong)index >= (ulong)_count) return PyErr.Raise(Types.IndexError, "array index out of range");
            return Item((int)index);
        }
        return GetItemOther(key);
    }

    [DontLookInside]
    private PyObject? GetItemOther(PyObject key)
    {
        if (key is PySlice slice)
        {
            if (!slice.Indices(_count, out long start, out _, out long step, out long count)) return null;
            var part = new PyArray(_code, (int)count);
            if (step == 1) Bytes.Slice((int)start * _size, (int)count * _size).CopyTo(part.Room);
            else for (int k = 0; k < count; k++) Room.Slice((int)(start + k * step) * _size, _size).CopyTo(part.Room[(k * _size)..]);
            return part;
        }
        return Index(key, out long index) ? GetItem(new PyInt(index)) : null;
    }

    private static bool Index(PyObject key, out long index)
    {
        index = 0;
        if (UserSlots.Unwrap(key) is not (PyInt or PyLong or PyBool) && key.Type.Lookup(Names.Index) == null)
            return PyErr.Fail(Types.TypeError, "array indices must be integers");
        if (Argument.Long(key, out index)) return true;
        return PyErr.TakeIf(Types.OverflowError) && PyErr.Fail(Types.IndexError, $"cannot fit '{key.Type.Name}' into an index-sized integer");
    }

    public override bool SetItem(PyObject key, PyObject value)
    {
        if (key is PyInt i)
        {
            long index = i.Value < 0 ? i.Value + _count : i.Value;
            if ((ulong)index >= (ulong)_count) return PyErr.Fail(Types.IndexError, "array assignment index out of range");
            ArrayKind kind = Jit.Promote(_kind);
            if (kind == ArrayKind.Double ? value is not PyFloat f || double.IsNaN(f.Value) : kind < ArrayKind.Long || value is not PyInt n || !ArrayItems.FitsPlainly(kind, n.Value))
                return Store(index, value);
            StorePlain(kind, (int)index, value);
            return true;
        }
        return SetItemOther(key, value);
    }

    [DontLookInside]
    private bool Store(long index, PyObject value)
    {
        if (!ArrayItems.Convert(_code, value, out long bits)) return false;
        // Converting may have run code of the program.
        if (index >= _count) return PyErr.Fail(Types.IndexError, "array assignment index out of range");
        ArrayItems.WriteInteger(Room, (int)index * _size, _size, bits);
        return true;
    }

    [DontLookInside]
    private bool SetItemOther(PyObject key, PyObject value)
    {
        if (key is not PySlice slice) return Index(key, out long index) && SetItem(new PyInt(index), value);
        if (UserSlots.Unwrap(value) is not PyArray other)
            return PyErr.Fail(Types.TypeError, $"can only assign array (not \"{value.Type.Name}\") to array slice");
        if (other._code != _code) return PyErr.Fail(Types.TypeError, "bad argument type for built-in operation");
        byte[] added = other.Bytes.ToArray();
        if (!slice.Indices(_count, out long start, out long stop, out long step, out long count)) return false;
        if (step == 1) return Splice((int)start, (int)count, added);
        if (other._count != count)
            return PyErr.Fail(Types.ValueError, $"attempt to assign array of size {other._count} to extended slice of size {count}");
        for (int k = 0; k < count; k++) added.AsSpan(k * _size, _size).CopyTo(Room[((int)(start + k * step) * _size)..]);
        return true;
    }

    [DontLookInside]
    public override bool DelItem(PyObject key)
    {
        if (key is PySlice slice)
        {
            if (!slice.Indices(_count, out long start, out _, out long step, out long count)) return false;
            if (count == 0) return true;
            if (!CanResize()) return false;
            var gone = new HashSet<long>();
            for (long k = 0; k < count; k++) gone.Add(start + k * step);
            int to = 0;
            for (int i = 0; i < _count; i++)
            {
                if (gone.Contains(i)) continue;
                if (to != i) Room.Slice(i * _size, _size).CopyTo(Room[(to * _size)..]);
                to++;
            }
            _count = to;
            return true;
        }
        if (!Index(key, out long index)) return false;
        if (!Sequences.Locate(ref index, _count)) return PyErr.Fail(Types.IndexError, "array assignment index out of range");
        return Splice((int)index, 1, []);
    }

    public override PyObject Iter() => new PyArrayIterator(this);

    [DontLookInside]
    public override int Contains(PyObject item)
    {
        for (int i = 0; i < _count; i++)
        {
            int equal = Operators.Equal(Item(i), item);
            if (equal != 0) return equal;
        }
        return 0;
    }

    // ---- operators

    [DontLookInside]
    public override PyObject? Binary(BinaryOp op, PyObject other)
    {
        if (op == BinaryOp.Mul) return Repeated(other);
        if (op != BinaryOp.Add) return PyNotImplemented.Value;
        if (UserSlots.Unwrap(other) is not PyArray array) return PyErr.TypeError($"can only append array (not \"{other.Type.Name}\") to array");
        if (array._code != _code) return PyErr.TypeError("bad argument type for built-in operation");
        PyArray sum = Copy();
        return sum.AddBytes(array.Bytes) ? sum : null;
    }

    public override PyObject? Reflected(BinaryOp op, PyObject other) => op == BinaryOp.Mul ? Repeated(other) : PyNotImplemented.Value;

    [DontLookInside]
    public override PyObject? InPlace(BinaryOp op, PyObject other)
    {
        if (op == BinaryOp.Add)
        {
            if (UserSlots.Unwrap(other) is not PyArray array) return PyErr.TypeError($"can only extend array with array (not \"{other.Type.Name}\")");
            return extend(array) == null ? null : this;
        }
        if (op != BinaryOp.Mul) return PyNotImplemented.Value;
        PyObject? product = Repeated(other);
        if (product is not PyArray p) return product;
        return Splice(0, _count, p.Bytes.ToArray()) ? this : null;
    }

    private PyObject? Repeated(PyObject count)
    {
        if (UserSlots.Unwrap(count) is not (PyInt or PyLong or PyBool) && count.Type.Lookup(Names.Index) == null)
            return PyErr.TypeError($"can't multiply sequence by non-int of type '{count.Type.Name}'");
        if (!Argument.Long(count, out long n)) return null;
        n = Math.Max(n, 0);
        if (_count > 0 && n > int.MaxValue || !Sequences.Size(n * _count * _size, out int size)) return PyErr.Raise(Types.MemoryError, "");
        var product = new PyArray(_code, (int)(_count * n));
        for (int at = 0; at < size; at += _count * _size) Bytes.CopyTo(product.Room[at..]);
        return product;
    }

    private PyArray Copy()
    {
        var copy = new PyArray(_code, _count);
        Bytes.CopyTo(copy.Room);
        return copy;
    }

    [DontLookInside]
    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (UserSlots.Unwrap(other) is not PyArray array) return PyNotImplemented.Value;
        if (_count != array._count && (op is CompareOp.Eq or CompareOp.Ne)) return PyBool.Of(op == CompareOp.Ne);
        for (int i = 0; i < _count && i < array._count; i++)
        {
            PyObject a = Item(i), b = array.Item(i);
            // By value alone: a NaN is not even itself.
            int equal = Operators.CompareTruth(CompareOp.Eq, a, b);
            if (equal < 0) return null;
            if (equal == 1) continue;
            return op is CompareOp.Eq or CompareOp.Ne ? PyBool.Of(op == CompareOp.Ne) : Operators.Compare(op, a, b);
        }
        return PyBool.Of(IntMath.Compare(op, _count, array._count));
    }

    public override long Hash()
    {
        PyErr.TypeError($"unhashable type: '{Type.Name}'");
        return -1;
    }

    public override PyStr? Repr() => Shown("array");

    [DontLookInside]
    public PyStr? Shown(string name)
    {
        if (_count == 0) return new PyStr($"{name}('{_code}')");
        if (_code == 'u') return tounicode() is PyStr text ? new PyStr($"{name}('u', {StringText.Repr(text)})") : null;
        var b = new StringBuilder().Append(name).Append("('").Append(_code).Append("', [");
        for (int i = 0; i < _count; i++) b.Append(i > 0 ? ", " : "").Append(Item(i).Repr()!.Value);
        return new PyStr(b.Append("])").ToString());
    }

    private PyStr Text()
    {
        var points = new int[_count];
        for (int i = 0; i < _count; i++) points[i] = Known((uint)ArrayItems.ReadInteger(_raw, i * 4, 'I'));
        return PyStr.FromCodePoints(points);
    }

    private const int LastCharacter = 0x10FFFF, NoCharacter = 0xFFFD;

    private static int Known(uint c) => c <= LastCharacter ? (int)c : NoCharacter;

    private static PyObject Character(uint c) => PyStr.FromCodePoint(Known(c));

    /// <summary>The first item that is no character; null when all are.</summary>
    private uint? Wrong()
    {
        for (int i = 0; i < _count; i++)
            if ((uint)ArrayItems.ReadInteger(_raw, i * 4, 'I') is > LastCharacter and var c) return c;
        return null;
    }

    // ---- the buffer

    Memory<byte> IBuffer.BufferMemory => _kind switch
    {
        ArrayKind.Double => new ArrayMemory<double>(_doubles).Memory,
        ArrayKind.Long => new ArrayMemory<long>(_longs).Memory,
        ArrayKind.Int => new ArrayMemory<int>(_ints).Memory,
        _ => _raw,
    };

    int IBuffer.BufferStart => 0;
    int IBuffer.BufferCount => _count * _size;
    bool IBuffer.IsReadOnlyBuffer => false;
    string IBuffer.BufferFormat => _code == 'u' ? "w" : _code.ToString();
    int IBuffer.BufferItemSize => _size;
    void IBuffer.Export() => _exports++;
    void IBuffer.Release() => _exports--;
}

/// <summary>Iterates over an array that may change meanwhile.</summary>
[PyClass("array.arrayiterator", IsFinal = true)]
public sealed partial class PyArrayIterator(PyArray source) : PyObject
{
    private PyArray? _source = source;
    private int _index;

    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject Next()
    {
        PyArray? array = _source;
        if (array == null) return PyEnd.Value;
        int index = _index;
        if (index >= array.Count)
        {
            _source = null;
            return PyEnd.Value;
        }
        _index = index + 1;
        return array.Item(index);
    }

    [PyFunction]
    public PyObject __reduce__()
    {
        PyObject iter = PyLite.Modules.Builtins.Module.Globals.Get("iter")!;
        return _source == null ? new PyTuple([iter, new PyTuple([PyTuple.Empty])]) : new PyTuple([iter, new PyTuple([_source]), new PyInt(_index)]);
    }

    [PyFunction]
    public PyObject? __setstate__(long state)
    {
        if (_source != null) _index = (int)Math.Clamp(state, 0, _source.Count);
        return PyNone.None;
    }
}
