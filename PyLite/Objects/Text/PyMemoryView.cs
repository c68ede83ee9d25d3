using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Modules;

namespace PyLite.Objects;

/// <summary>Create a new memoryview object which references the given object.</summary>
/// <remarks>A part of another object's memory, seen as items of a format in some dimensions; steps may lie between the items.</remarks>
[PyClass("memoryview", IsFinal = true)]
public sealed partial class PyMemoryView : PyObject, IBuffer
{
    private readonly PyObject _owner;
    private readonly Memory<byte> _memory;

    /// <summary>Where the first item is.</summary>
    private readonly int _start;
    private readonly ItemFormat _format;
    private readonly int[] _shape;

    /// <summary>From one item to the next, in bytes, by dimension.</summary>
    private readonly int[] _strides;
    private readonly bool _isReadOnly;
    private bool _isReleased;

    /// <summary>Views of this view's own memory.</summary>
    private int _exports;

    private PyMemoryView(PyObject owner, Memory<byte> memory, int start, ItemFormat format, int[] shape, int[] strides, bool isReadOnly)
    {
        _owner = owner;
        _memory = memory;
        _start = start;
        _format = format;
        _shape = shape;
        _strides = strides;
        _isReadOnly = isReadOnly;
        // Others may change their length: the view goes on with the memory as it was.
        if (owner is PyBytes bytes) bytes.SetViewed(true);
        else if (owner is IViewed viewed) viewed.IsViewed = true;
    }

    /// <summary>
    /// Whether a variable of the running module has a view of the object. Nothing is counted here, and a view that nobody has any more must not keep an
    /// object from changing its length: this tells of those that are surely there.
    /// </summary>
    [DontLookInside]
    public static bool IsHeld(PyObject owner)
    {
        if (Interpreter.Frames.CurrentGlobals is not { } globals) return false;
        foreach (PyStr name in globals.Keys)
            if (!name.Value.StartsWith("__", StringComparison.Ordinal) && globals.Get(name) is PyMemoryView { _isReleased: false } view && ReferenceEquals(view._owner, owner)) return true;
        return false;
    }

    [PyNew]
    [DontLookInside]
    public static PyObject? New([Keyword] PyObject @object)
    {
        PyObject plain = UserSlots.Unwrap(@object);
        // A wrapper of a buffer stands for what it wraps.
        if (plain is PyPickleBuffer wrapper)
        {
            if (wrapper.Memory("operation forbidden on released PickleBuffer object") is not { } wrapped) return null;
            plain = wrapped;
        }
        if (plain is PyMemoryView view) return view.IsAlive() ? view.With(view._start, view._shape, view._strides) : null;
        if (plain is not IBuffer buffer) return PyErr.TypeError($"memoryview: a bytes-like object is required, not '{@object.Type.Name}'");
        var format = new ItemFormat(buffer.BufferFormat, buffer.BufferItemSize);
        int[] shape = [buffer.BufferCount / Math.Max(1, buffer.BufferItemSize)];
        return new PyMemoryView(plain, buffer.BufferMemory, buffer.BufferStart, format, shape, [buffer.BufferItemSize], buffer.IsReadOnlyBuffer) { _shown = @object };
    }

    /// <summary>The object as the program gave it, of a class derived from the owner's perhaps.</summary>
    private PyObject? _shown;

    private PyMemoryView With(int start, int[] shape, int[] strides, ItemFormat? format = null, bool isReadOnly = false) =>
        new(_owner, _memory, start, format ?? _format, shape, strides, _isReadOnly || isReadOnly) { _shown = _shown };

    internal bool IsAlive() => !_isReleased || PyErr.Fail(Types.ValueError, "operation forbidden on released memoryview object");

    private int Dimensions => _shape.Length;

    private long Items
    {
        get
        {
            long count = 1;
            foreach (int n in _shape) count *= n;
            return count;
        }
    }

    private bool IsContiguous
    {
        get
        {
            long expected = _format.Size;
            for (int i = _shape.Length - 1; i >= 0; i--)
            {
                if (_shape[i] > 1 && _strides[i] != expected) return false;
                expected *= _shape[i];
            }
            return true;
        }
    }

    private bool IsFortranContiguous
    {
        get
        {
            long expected = _format.Size;
            for (int i = 0; i < _shape.Length; i++)
            {
                if (_shape[i] > 1 && _strides[i] != expected) return false;
                expected *= _shape[i];
            }
            return true;
        }
    }

    /// <summary>Whether the items lie one after the other, in whatever order of the dimensions.</summary>
    internal bool IsOneRun => IsContiguous || IsFortranContiguous;

    internal bool IsReadOnly => _isReadOnly;

    /// <summary>The memory of a view whose items lie one after the other.</summary>
    internal ReadOnlySpan<byte> Run => _memory.Span.Slice(_start, (int)Items * _format.Size);

    /// <summary>The same memory as bytes, of a view whose items lie one after the other.</summary>
    internal PyMemoryView AsBytes() => With(_start, [(int)Items * _format.Size], [1], new ItemFormat("B", 1));

    // ---- attributes

    /// <summary>The underlying object of the memoryview.</summary>
    [PyProperty] public PyObject? obj => IsAlive() ? _shown ?? _owner : null;

    /// <summary>The amount of space in bytes that the array would use in a contiguous representation.</summary>
    [PyProperty] public PyObject? nbytes => IsAlive() ? new PyInt(Items * _format.Size) : null;

    /// <summary>A bool indicating whether the memory is read only.</summary>
    [PyProperty] public PyObject? @readonly => IsAlive() ? PyBool.Of(_isReadOnly) : null;

    /// <summary>The size in bytes of each element of the memoryview.</summary>
    [PyProperty] public PyObject? itemsize => IsAlive() ? new PyInt(_format.Size) : null;

    /// <summary>A string containing the format (in struct module style) for each element in the view.</summary>
    [PyProperty] public PyObject? format => IsAlive() ? new PyStr(_format.Text) : null;

    /// <summary>An integer indicating how many dimensions of a multi-dimensional array the memory represents.</summary>
    [PyProperty] public PyObject? ndim => IsAlive() ? new PyInt(Dimensions) : null;

    /// <summary>A tuple of ndim integers giving the shape of the memory as an N-dimensional array.</summary>
    [PyProperty] public PyObject? shape => IsAlive() ? Tuple(_shape) : null;

    /// <summary>A tuple of ndim integers giving the size in bytes to access each element for each dimension of the array.</summary>
    [PyProperty] public PyObject? strides => IsAlive() ? Tuple(_strides) : null;

    /// <summary>Used internally for PIL-style arrays.</summary>
    [PyProperty] public PyObject? suboffsets => IsAlive() ? PyTuple.Empty : null;

    /// <summary>A bool indicating whether the memory is C contiguous.</summary>
    [PyProperty] public PyObject? c_contiguous => IsAlive() ? PyBool.Of(IsContiguous) : null;

    /// <summary>A bool indicating whether the memory is Fortran contiguous.</summary>
    [PyProperty] public PyObject? f_contiguous => IsAlive() ? PyBool.Of(IsFortranContiguous) : null;

    /// <summary>A bool indicating whether the memory is contiguous.</summary>
    [PyProperty] public PyObject? contiguous => IsAlive() ? PyBool.Of(IsContiguous || IsFortranContiguous) : null;

    private static PyTuple Tuple(int[] numbers) => new(Array.ConvertAll(numbers, n => (PyObject)new PyInt(n)));

    // ---- one dimension

    public override long Len()
    {
        if (!IsAlive()) return -1;
        return _shape.Length == 0 ? 1 : _shape[0];
    }

    public override int Truth() => Len() is var n && n < 0 ? -1 : n > 0 ? 1 : 0;

    public override PyObject? GetItem(PyObject key)
    {
        if (key is PyInt i && !_isReleased && _shape.Length == 1 && _format.Kind == 'B')
        {
            long index = i.Value < 0 ? i.Value + _shape[0] : i.Value;
            if ((ulong)index < (ulong)_shape[0]) return new PyInt(_memory.Span[_start + (int)index * _strides[0]]);
        }
        return GetAny(key);
    }

    [DontLookInside]
    private PyObject? GetAny(PyObject key)
    {
        if (!IsAlive()) return null;
        if (key is PySlice slice) return Sliced(slice);
        if (_shape.Length == 0)
        {
            if (key is PyEllipsis) return this;
            return UserSlots.Unwrap(key) is PyTuple { Items.Length: 0 } ? Item(_start) : PyErr.TypeError("invalid indexing of 0-dim memory");
        }
        return Place(key, out int at) ? Item(at) : null;
    }

    /// <summary>Where the item is that an int, or a tuple of ints, says.</summary>
    private bool Place(PyObject key, out int at)
    {
        at = _start;
        if (UserSlots.Unwrap(key) is PyTuple tuple)
        {
            bool isMixed = tuple.Items.Any(k => k is PySlice);
            if (isMixed) return tuple.Items.All(k => k is PySlice || IsIndex(k)) && tuple.Items.All(k => k is PySlice)
                ? PyErr.Fail(Types.NotImplementedError, "multi-dimensional slicing is not implemented") : PyErr.Fail(Types.TypeError, "memoryview: invalid slice key");
            if (!tuple.Items.All(IsIndex)) return PyErr.Fail(Types.TypeError, "memoryview: invalid slice key");
            if (tuple.Items.Length < Dimensions) return PyErr.Fail(Types.NotImplementedError, "sub-views are not implemented");
            if (tuple.Items.Length > Dimensions)
                return PyErr.Fail(Types.TypeError, $"cannot index {Dimensions}-dimension view with {tuple.Items.Length}-element tuple");
            for (int i = 0; i < Dimensions; i++)
                if (!Step(tuple.Items[i], i, ref at)) return false;
            return true;
        }
        if (!IsIndex(key)) return PyErr.Fail(Types.TypeError, "memoryview: invalid slice key");
        if (Dimensions > 1) return PyErr.Fail(Types.NotImplementedError, "multi-dimensional sub-views are not implemented");
        return Step(key, 0, ref at);
    }

    private static bool IsIndex(PyObject key) => key is PyInt or PyBool or PyLong || key.Type.Lookup(Names.Index) != null;

    private bool Step(PyObject key, int dimension, ref int at)
    {
        if (!Sequences.IndexOf(key, "memoryview", out long index)) return false;
        if (!Sequences.Locate(ref index, _shape[dimension])) return PyErr.Fail(Types.IndexError, $"index out of bounds on dimension {dimension + 1}");
        at += (int)index * _strides[dimension];
        return true;
    }

    private PyObject? Item(int at) => _format.Read(_memory.Span.Slice(at, _format.Size));

    private PyMemoryView? Sliced(PySlice slice)
    {
        if (Dimensions == 0)
        {
            PyErr.TypeError("invalid indexing of 0-dim memory");
            return null;
        }
        if (!slice.Indices(_shape[0], out long start, out _, out long step, out long count)) return null;
        int[] shape = [(int)count, .. _shape[1..]], strides = [(int)(_strides[0] * Math.Clamp(step, -int.MaxValue, int.MaxValue)), .. _strides[1..]];
        return With(count == 0 ? _start : _start + (int)start * _strides[0], shape, strides);
    }

    public override bool SetItem(PyObject key, PyObject value)
    {
        if (key is PyInt i && !_isReleased && !_isReadOnly && _shape.Length == 1 && _format.Kind == 'B' && value is PyInt { Value: >= 0 and < 256 } b)
        {
            long index = i.Value < 0 ? i.Value + _shape[0] : i.Value;
            if ((ulong)index < (ulong)_shape[0])
            {
                _memory.Span[_start + (int)index * _strides[0]] = (byte)b.Value;
                return true;
            }
        }
        return SetAny(key, value);
    }

    [DontLookInside]
    private bool SetAny(PyObject key, PyObject value)
    {
        if (!IsAlive()) return false;
        if (_isReadOnly) return PyErr.Fail(Types.TypeError, "cannot modify read-only memory");
        if (key is PySlice slice && Dimensions > 0)
        {
            if (Dimensions > 1) return PyErr.Fail(Types.NotImplementedError, "memoryview slice assignments are currently restricted to ndim = 1");
            if (Sliced(slice) is not { } target) return false;
            bool copied = target.CopyFrom(value);
            target.LetGo();
            return copied;
        }
        int at = _start;
        if (Dimensions == 0)
        {
            if (key is not PyEllipsis && UserSlots.Unwrap(key) is not PyTuple { Items.Length: 0 }) return PyErr.Fail(Types.TypeError, "invalid indexing of 0-dim memory");
        }
        else if (!Place(key, out at)) return false;
        return _format.Write(_memory.Span.Slice(at, _format.Size), value);
    }

    public override bool DelItem(PyObject key) => PyErr.Fail(Types.TypeError, _isReadOnly ? "cannot modify read-only memory" : "cannot delete memory");

    private bool CopyFrom(PyObject value)
    {
        PyObject plain = UserSlots.Unwrap(value);
        if (plain is not IBuffer) return PyErr.Fail(Types.TypeError, $"a bytes-like object is required, not '{value.Type.Name}'");
        if (New(plain) is not PyMemoryView source) return false;
        bool same = source.Dimensions == 1 && source._shape[0] == _shape[0] && source._format.Kind == _format.Kind && source._format.Size == _format.Size;
        byte[] bytes = same ? source.ToArray() : [];
        source.LetGo();
        if (!same) return PyErr.Fail(Types.ValueError, "memoryview assignment: lvalue and rvalue have different structures");
        for (int i = 0; i < _shape[0]; i++) bytes.AsSpan(i * _format.Size, _format.Size).CopyTo(_memory.Span[(_start + i * _strides[0])..]);
        return true;
    }

    public override PyObject? Iter()
    {
        if (!IsAlive()) return null;
        if (Dimensions == 0) return PyErr.TypeError("invalid indexing of 0-dim memory");
        if (Dimensions > 1) return PyErr.Raise(Types.NotImplementedError, "multi-dimensional sub-views are not implemented");
        return _format.IsKnown ? new PyMemoryIterator(this) : PyErr.Raise(Types.NotImplementedError, $"memoryview: format {_format.Text} not supported");
    }

    public override PyStr Repr() => new($"<{(_isReleased ? "released memory" : "memory")} at 0x{Identity.Of(this):x}>");

    // ---- the whole

    /// <summary>The bytes of all items, one after the other.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Items * _format.Size];
        if (IsContiguous) _memory.Span.Slice(_start, bytes.Length).CopyTo(bytes);
        else
        {
            int to = 0;
            CopyOut(0, _start, bytes, ref to);
        }
        return bytes;
    }

    private void CopyOut(int dimension, int at, byte[] bytes, ref int to)
    {
        if (dimension == Dimensions)
        {
            _memory.Span.Slice(at, _format.Size).CopyTo(bytes.AsSpan(to));
            to += _format.Size;
            return;
        }
        for (int i = 0; i < _shape[dimension]; i++) CopyOut(dimension + 1, at + i * _strides[dimension], bytes, ref to);
    }

    /// <summary>Return the data in the buffer as a byte string.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? tobytes([Keyword] string? order = "C")
    {
        if (!IsAlive()) return null;
        if (order is not (null or "C" or "F" or "A")) return PyErr.ValueError("order must be 'C', 'F' or 'A'");
        if (order == "F" && Dimensions > 1 || order == "A" && !IsContiguous && IsFortranContiguous)
        {
            var turned = With(_start, [.. _shape.Reverse()], [.. _strides.Reverse()]);
            return new PyBytes(turned.ToArray());
        }
        return new PyBytes(ToArray());
    }

    /// <summary>Return the data in the buffer as a list of elements.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? tolist() => IsAlive() ? Listed(0, _start) : null;

    private PyObject? Listed(int dimension, int at)
    {
        if (dimension == Dimensions) return Item(at);
        var list = new PyList();
        for (int i = 0; i < _shape[dimension]; i++)
        {
            if (Listed(dimension + 1, at + i * _strides[dimension]) is not { } item) return null;
            list.Append(item);
        }
        return list;
    }

    /// <summary>Return the data in the buffer as a str of hexadecimal numbers.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? hex([Keyword][Unset] PyObject? sep = null, long bytes_per_sep = 1)
    {
        if (!IsAlive()) return null;
        PyObject[] args = sep == null ? [] : [sep, new PyInt(bytes_per_sep)];
        return BytesTables.Hex(new PyBytes(ToArray()), args, null);
    }

    /// <summary>Return a readonly version of the memoryview.</summary>
    [PyFunction] public PyObject? toreadonly() => IsAlive() ? With(_start, _shape, _strides, isReadOnly: true) : null;

    /// <summary>Cast a memoryview to a new format or shape.</summary>
    [PyFunction]
    [DontLookInside]
    public PyObject? cast([Keyword] PyStr format, [Unset] PyObject? shape = null)
    {
        if (!IsAlive()) return null;
        if (!IsContiguous) return PyErr.TypeError("memoryview: casts are restricted to C-contiguous views");
        if (shape != null && UserSlots.Unwrap(shape) is not (PyList or PyTuple)) return PyErr.TypeError("shape must be a list or a tuple");
        if (shape != null && Dimensions != 1 && shape.Len() != 1) return PyErr.TypeError("memoryview: cast must be 1D -> ND or ND -> 1D");
        if (ItemFormat.Native(format.Value) is not { } wanted)
            return PyErr.ValueError("memoryview: destination format must be a native single character format prefixed with an optional '@'");
        if (!_format.IsKnown) return PyErr.ValueError("memoryview: source format must be a native single character format prefixed with an optional '@'");
        if (!_format.IsByte && !wanted.IsByte) return PyErr.TypeError("memoryview: cannot cast between two non-byte formats");
        long bytes = Items * _format.Size;
        if (bytes % wanted.Size != 0) return PyErr.TypeError("memoryview: length is not a multiple of itemsize");
        if (shape == null) return With(_start, [(int)(bytes / wanted.Size)], [wanted.Size], wanted);
        if (Sequences.ToArray(shape) is not { } dimensions) return null;
        if (dimensions.Length > 64) return PyErr.ValueError("memoryview: number of dimensions must not exceed 64");
        var sizes = new int[dimensions.Length];
        BigInteger product = wanted.Size;
        for (int i = 0; i < sizes.Length; i++)
        {
            if (dimensions[i] is not PyInt size) return PyErr.TypeError("memoryview.cast(): elements of shape must be integers");
            if (size.Value <= 0) return PyErr.ValueError("memoryview.cast(): elements of shape must be integers > 0");
            product *= size.Value;
            sizes[i] = (int)Math.Min(int.MaxValue, size.Value);
        }
        if (product != bytes) return PyErr.TypeError("memoryview: product(shape) * itemsize != buffer size");
        var steps = new int[sizes.Length];
        int step = wanted.Size;
        for (int i = sizes.Length - 1; i >= 0; i--)
        {
            steps[i] = step;
            step *= sizes[i];
        }
        return With(_start, sizes, steps, wanted);
    }

    // ---- release

    /// <summary>Release the underlying buffer exposed by the memoryview object.</summary>
    [PyFunction]
    public PyObject? release()
    {
        if (_exports > 0) return PyErr.Raise(Types.BufferError, $"memoryview has {_exports} exported buffer{(_exports == 1 ? "" : "s")}");
        LetGo();
        return PyNone.None;
    }

    private void LetGo() => _isReleased = true;

    [PyFunction("__enter__")] public PyObject? Enter() => IsAlive() ? this : null;

    [PyFunction("__exit__")] public PyObject? Exit(params PyObject[] error) => release();

    // ---- comparison

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne)) return PyNotImplemented.Value;
        if (!ReferenceEquals(this, other) && UserSlots.Unwrap(other) is not IBuffer) return PyNotImplemented.Value;
        return Equal(other) is { } equal ? PyBool.Of(equal == (op == CompareOp.Eq)) : null;
    }

    [DontLookInside]
    private bool? Equal(PyObject other)
    {
        if (ReferenceEquals(this, other) && _isReleased) return true;
        if (_isReleased || UserSlots.Unwrap(other) is PyMemoryView { _isReleased: true }) return ReferenceEquals(this, other);
        if (New(other) is not PyMemoryView view) return null;
        bool? equal = _shape.AsSpan().SequenceEqual(view._shape) ? _format.IsKnown && view._format.IsKnown ? SameItems(view, 0, _start, view._start) : false : false;
        view.LetGo();
        return equal;
    }

    private bool? SameItems(PyMemoryView other, int dimension, int at, int otherAt)
    {
        if (dimension == Dimensions)
        {
            if (_format.Kind == other._format.Kind && !_format.IsFloat) return _memory.Span.Slice(at, _format.Size).SequenceEqual(other._memory.Span.Slice(otherAt, _format.Size));
            return Operators.CompareTruth(CompareOp.Eq, Item(at)!, other.Item(otherAt)!) switch { < 0 => null, 0 => false, _ => true };
        }
        for (int i = 0; i < _shape[dimension]; i++)
            if (SameItems(other, dimension + 1, at + i * _strides[dimension], otherAt + i * other._strides[dimension]) is not true and var different) return different;
        return true;
    }

    [DontLookInside]
    public override long Hash()
    {
        if (_hash != -1) return _hash;
        if (!IsAlive()) return -1;
        if (!_isReadOnly)
        {
            PyErr.ValueError("cannot hash writable memoryview object");
            return -1;
        }
        if (!_format.IsByte)
        {
            PyErr.ValueError("memoryview: hashing is restricted to formats 'B', 'b' or 'c'");
            return -1;
        }
        if (_owner is PyBytes or PyMemoryView || (_shown ?? _owner).Hash() != -1) _hash = new PyBytes(ToArray()).Hash();
        return _hash;
    }

    /// <summary>Known once it has been asked for, also when the view is released then; -1 before.</summary>
    private long _hash = -1;

    // ---- the buffer protocol

    Memory<byte> IBuffer.BufferMemory => IsContiguous ? _memory : ToArray();
    int IBuffer.BufferStart => IsContiguous ? _start : 0;
    int IBuffer.BufferCount => _isReleased ? 0 : (int)(Items * _format.Size);
    bool IBuffer.IsReadOnlyBuffer => _isReadOnly || !IsContiguous;
    string IBuffer.BufferFormat => _format.Text;
    int IBuffer.BufferItemSize => _format.Size;
    void IBuffer.Export() => _exports++;
    void IBuffer.Release() => _exports--;
}

/// <summary>The items of a view of one dimension.</summary>
public sealed class PyMemoryIterator(PyMemoryView view) : PyObject
{
    private PyMemoryView? _view = view;
    private long _index;

    public override PyType Type => Types.MemoryIterator;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next()
    {
        if (_view is not { } view) return PyEnd.Value;
        long count = view.Len();
        if (count < 0) return null;
        if (_index < count) return view.GetItem(new PyInt(_index++));
        _view = null;
        return PyEnd.Value;
    }
}

/// <summary>The format of an item of a memoryview: one letter of <c>struct</c>'s.</summary>
public sealed class ItemFormat
{
    public readonly string Text;
    public readonly int Size;

    /// <summary>The letter; 0 when the format is another.</summary>
    public readonly char Kind;

    public ItemFormat(string text, int size)
    {
        Text = text;
        Size = size;
        string letter = text.TrimStart('@');
        Kind = letter.Length == 1 && SizeOf(letter[0]) == size ? letter[0] : '\0';
    }

    /// <summary>A native format of one letter; null for any other.</summary>
    public static ItemFormat? Native(string text)
    {
        string letter = text.StartsWith('@') ? text[1..] : text;
        return letter.Length == 1 && SizeOf(letter[0]) is > 0 and var size ? new ItemFormat(text, size) : null;
    }

    private static int SizeOf(char kind) => kind switch
    {
        'c' or 'b' or 'B' or '?' => 1,
        'h' or 'H' or 'e' => 2,
        'i' or 'I' or 'f' => 4,
        'l' or 'L' or 'q' or 'Q' or 'n' or 'N' or 'd' or 'P' => 8,
        _ => 0,
    };

    public bool IsKnown => Kind != 0;
    public bool IsByte => Kind is 'B' or 'b' or 'c';
    public bool IsFloat => Kind is 'f' or 'd' or 'e';

    public PyObject? Read(ReadOnlySpan<byte> at)
    {
        switch (Kind)
        {
            case 'c': return new PyBytes(at.ToArray());
            case '?': return PyBool.Of(at[0] != 0);
            case 'B': return new PyInt(at[0]);
            case 'b': return new PyInt((sbyte)at[0]);
            case 'h': return new PyInt(BinaryPrimitives.ReadInt16LittleEndian(at));
            case 'H': return new PyInt(BinaryPrimitives.ReadUInt16LittleEndian(at));
            case 'i': return new PyInt(BinaryPrimitives.ReadInt32LittleEndian(at));
            case 'I': return new PyInt(BinaryPrimitives.ReadUInt32LittleEndian(at));
            case 'l' or 'q' or 'n': return new PyInt(BinaryPrimitives.ReadInt64LittleEndian(at));
            case 'L' or 'Q' or 'N' or 'P': return PyLong.From(new BigInteger(BinaryPrimitives.ReadUInt64LittleEndian(at)));
            case 'e': return new PyFloat((double)BinaryPrimitives.ReadHalfLittleEndian(at));
            case 'f': return new PyFloat(BinaryPrimitives.ReadSingleLittleEndian(at));
            case 'd': return new PyFloat(BinaryPrimitives.ReadDoubleLittleEndian(at));
            default: return PyErr.Raise(Types.NotImplementedError, $"memoryview: format {Text} not supported");
        }
    }

    public bool Write(Span<byte> at, PyObject value)
    {
        switch (Kind)
        {
            case '\0': return PyErr.Fail(Types.NotImplementedError, $"memoryview: format {Text} not supported");
            case '?':
                int truth = Operators.Truth(value);
                if (truth >= 0) at[0] = (byte)truth;
                return truth >= 0;
            case 'c':
                if (UserSlots.Unwrap(value) is not PyBytes { IsMutable: false } b) return WrongType();
                if (b.Length != 1) return WrongValue();
                at[0] = b[0];
                return true;
            case 'e' or 'f' or 'd':
                if (!PyFloat.TryGet(value, out double number))
                {
                    if (PyErr.Current != null) return false;
                    if (NumberMethods.ToFloat(value) is not PyFloat made) return PyErr.TakeIf(Types.TypeError) && WrongType();
                    number = made.Value;
                }
                number = NaNs.Shown(number);
                if (Kind == 'd') BinaryPrimitives.WriteDoubleLittleEndian(at, number);
                else if (Kind == 'f') BinaryPrimitives.WriteSingleLittleEndian(at, (float)number);
                else BinaryPrimitives.WriteHalfLittleEndian(at, (Half)number);
                return true;
        }
        if (!PyLong.TryGet(value, out BigInteger n))
        {
            if (value.Type.Lookup(Names.Index) is not { } method) return WrongType();
            if (Calls.CallMethod(method, value) is not { } made || !Conversions.Int(made, Names.Index, out n)) return false;
        }
        bool isSigned = char.IsLower(Kind);
        BigInteger low = isSigned ? -(BigInteger.One << (8 * Size - 1)) : 0, high = BigInteger.One << (isSigned ? 8 * Size - 1 : 8 * Size);
        if (n < low || n >= high) return WrongValue();
        Span<byte> bits = stackalloc byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(bits, n.Sign < 0 ? (ulong)(long)n : (ulong)n);
        bits[..Size].CopyTo(at);
        return true;
    }

    private bool WrongType() => PyErr.Fail(Types.TypeError, $"memoryview: invalid type for format '{Kind}'");

    private bool WrongValue() => PyErr.Fail(Types.ValueError, $"memoryview: invalid value for format '{Kind}'");
}
