using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A file of bytes in memory.</summary>
[PyClass("_io.BytesIO")]
[DontLookInside]
public sealed partial class PyBytesIO : PyBufferedIOBase
{
    private byte[] _bytes = [];
    private int _length;
    private Contents? _contents;
    private long _at;
    private bool _isShut;

    [PyClassInit]
    private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PyBytesIO();

    [PyNew]
    public static PyObject? New([Keyword, Shown("b''")] PyObject? initial_bytes = null)
    {
        var made = new PyBytesIO();
        return made.Init(initial_bytes) is null ? null : made;
    }

    [PyFunction("__init__")]
    public PyObject? Init([Keyword] PyObject? initial_bytes = null)
    {
        _at = 0;
        _length = 0;
        if (initial_bytes is null or PyNone) return PyNone.None;
        if (!Buffers.Bytes(initial_bytes, out ReadOnlySpan<byte> given)) return null;
        _bytes = given.ToArray();
        _length = _bytes.Length;
        return PyNone.None;
    }

    protected override bool IsClosed => _isShut;

    [PyProperty]
    public override PyObject? closed => PyBool.Of(_isShut);

    private bool Check() => !_isShut || IoErrors.FailClosed("I/O operation on closed file.");

    private bool MayResize() =>
        _contents is null || _contents.Exports == 0 && (!_contents.IsViewed || !PyMemoryView.IsHeld(_contents)) || PyErr.Fail(Types.BufferError, "Existing exports of data: object cannot be re-sized");

    private int Left => (int)Math.Max(0, _length - _at);

    private PyBytes Take(long count)
    {
        int n = (int)Math.Min(count < 0 ? int.MaxValue : count, Left);
        if (n == 0) return new PyBytes([]);
        var taken = new PyBytes(_bytes.AsSpan((int)_at, n).ToArray());
        _at += n;
        return taken;
    }

    [PyFunction]
    public override PyObject? read(PyObject? size = null) => Check() && IoErrors.Size(size, out long count) ? Take(count) : null;

    [PyFunction]
    public override PyObject? read1(PyObject? size = null) => read(size);

    [PyFunction]
    public override PyObject? readline(PyObject? size = null) => Check() && IoErrors.Size(size, out long limit) ? Line(limit) : null;

    private PyBytes Line(long limit)
    {
        ReadOnlySpan<byte> rest = Left == 0 ? default : _bytes.AsSpan((int)_at, Left);
        if (limit >= 0 && rest.Length > limit) rest = rest[..(int)limit];
        int end = rest.IndexOf((byte)'\n');
        return Take(end < 0 ? rest.Length : end + 1);
    }

    public override PyObject? Next()
    {
        if (Outer is { } outer && outer.Type.Overrides(ReadLineName, ClassType)) return base.Next();
        if (!Check()) return null;
        PyBytes line = Line(-1);
        return line.Length == 0 ? PyEnd.Value : line;
    }

    [PyFunction]
    public override PyObject? readinto(PyObject buffer)
    {
        if (!Check() || !WritableBuffer.Of(buffer, "readinto", out WritableBuffer target)) return null;
        int n = Math.Min(Left, target.Count);
        if (n > 0) _bytes.AsSpan((int)_at, n).CopyTo(target.Span);
        _at += n;
        return new PyInt(n);
    }

    [PyFunction]
    public override PyObject? write(PyObject buffer)
    {
        if (!Check() || !MayResize() || !Buffers.Bytes(buffer, out ReadOnlySpan<byte> bytes)) return null;
        return WriteBytes(bytes) ? new PyInt(bytes.Length) : null;
    }

    internal bool WriteBytes(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length == 0) return true;
        long end = _at + bytes.Length;
        if (end > Array.MaxLength) return PyErr.Fail(Types.OverflowError, "new position too large");
        if (end > _bytes.Length)
        {
            byte[] source = bytes.ToArray();        // may be our own bytes, through a view
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(end, _bytes.Length * 2L)));
            source.CopyTo(_bytes.AsSpan((int)_at));
        }
        else
        {
            bytes.CopyTo(_bytes.AsSpan((int)_at));
        }
        if (_at > _length) Array.Clear(_bytes, _length, (int)_at - _length);
        _at = end;
        _length = (int)Math.Max(_length, end);
        return true;
    }

    [PyFunction]
    public override PyObject? seek(PyObject offset, PyObject? whence = null)
    {
        long from = 0;
        if (!Check() || !Sequences.Integer(offset, out long by) || (whence is not null && !Sequences.Integer(whence, out from))) return null;
        switch (from)
        {
            case 0 when by < 0: return PyErr.ValueError($"negative seek value {by}");
            case 0: _at = by; break;
            case 1: _at = Math.Max(0, _at + by); break;
            case 2: _at = Math.Max(0, _length + by); break;
            default: return PyErr.ValueError($"invalid whence ({from}, should be 0, 1 or 2)");
        }
        return new PyInt(_at);
    }

    [PyFunction]
    public override PyObject? tell() => Check() ? new PyInt(_at) : null;

    [PyFunction]
    public override PyObject? truncate(PyObject? size = null)
    {
        if (!Check() || !MayResize() || !IoErrors.Size(size, out long length)) return null;
        if (size is null or PyNone) length = _at;
        if (length < 0) return PyErr.ValueError($"negative size value {length}");
        if (length < _length) _length = (int)length;
        return new PyInt(length);
    }

    /// <summary>The bytes from the position on, which stays; false when the file is closed.</summary>
    internal bool TryPeek(out ReadOnlySpan<byte> rest)
    {
        rest = _isShut || Left == 0 ? default : _bytes.AsSpan((int)_at, Left);
        return !_isShut;
    }

    /// <summary>Moves the position over bytes that are there.</summary>
    internal void Skip(int count) => _at += count;

    /// <summary>All bytes, wherever the position is.</summary>
    [PyFunction]
    public PyObject? getvalue() => Check() ? new PyBytes(_bytes.AsSpan(0, _length).ToArray()) : null;

    /// <summary>The bytes as memory that may be looked at and written to.</summary>
    [PyFunction]
    public PyObject? getbuffer() => Check() ? Builtins.Dict.Get("memoryview")?.Call([_contents ??= new Contents(this)], null) ?? PyErr.TypeError("memoryview is not there") : null;

    [PyFunction]
    public override PyObject? readable() => Check() ? PyBool.True : null;

    [PyFunction]
    public override PyObject? writable() => Check() ? PyBool.True : null;

    [PyFunction]
    public override PyObject? seekable() => Check() ? PyBool.True : null;

    [PyFunction]
    public override PyObject? isatty() => Check() ? PyBool.False : null;

    [PyFunction]
    public override PyObject? flush() => Check() ? PyNone.None : null;

    [PyFunction]
    public override PyObject? close()
    {
        if (!MayResize()) return null;
        _isShut = true;
        _bytes = [];
        _length = 0;
        return PyNone.None;
    }

    [PyFunction("__getstate__")]
    public PyObject? GetState() => getvalue() is { } value ? new PyTuple([value, new PyInt(_at), OwnState]) : null;

    [PyFunction("__setstate__")]
    public PyObject? SetState(PyObject state)
    {
        if (!Check() || !TakeState(state, 3, out PyObject[] items, out long at) || !MayResize() || Init(items[0]) is null) return null;
        _at = at;
        return PyNone.None;
    }

    // ---- memory

    /// <summary>What a view of the bytes is a view of: the stream itself is not bytes-like.</summary>
    private sealed class Contents(PyBytesIO stream) : PyObject, IBuffer, IViewed
    {
        private static readonly PyType ContentsType = new("_io._BytesIOBuffer", Types.Object);

        public override PyType Type => ContentsType;

        public int Exports { get; private set; }

        public bool IsViewed { get; set; }

        Memory<byte> IBuffer.BufferMemory => stream._bytes;

        int IBuffer.BufferStart => 0;

        int IBuffer.BufferCount => stream._length;

        bool IBuffer.IsReadOnlyBuffer => false;

        string IBuffer.BufferFormat => "B";

        int IBuffer.BufferItemSize => 1;

        void IBuffer.Export() => Exports++;

        void IBuffer.Release() => Exports--;
    }
}
