using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// mmap(fileno, length[, flags[, prot[, access[, offset]]]])
///
/// Maps length bytes of the file of that descriptor, from offset on; all of it where length is 0. MAP_SHARED, which is usual, shares the memory
/// with whoever maps the file; MAP_PRIVATE makes a copy of what is changed. A fileno of -1 maps memory of no file.
/// </summary>
[PyClass("mmap.mmap")]
[DontLookInside]
public sealed partial class PyMmap : PyObject, IBuffer
{
    private const int Read = 1, Write = 2, Shared = 1, Private = 2, Anonymous = 32, DuplicateClosing = 1030, PageSize = 4096;

    private enum Access
    {
        Default, Read, Write, Copy,
    }

    private MappedMemory? _memory;
    private int _size, _at;
    private readonly int _fd, _protection, _flags;
    private readonly long _offset;
    private readonly Access _access;

    /// <summary>Others may still look at the memory.</summary>
    private bool _isShown;

    private PyMmap(MappedMemory memory, int size, int protection, int flags, int fd, long offset, Access access) =>
        (_memory, _size, _protection, _flags, _fd, _offset, _access) = (memory, size, protection, flags, fd, offset, access);

    ~PyMmap()
    {
        if (_fd >= 0 && _memory is not null) _ = Libc.close(_fd);
    }

    [PyNew]
    public static PyObject? New([Keyword] int fileno, long length, int flags = Shared, int prot = Read | Write, int access = 0, long offset = 0)
    {
        if (length < 0) return PyErr.Raise(Types.OverflowError, "memory mapped length must be positive");
        if (offset < 0) return PyErr.Raise(Types.OverflowError, "memory mapped offset must be positive");
        if (access != 0 && (flags != Shared || prot != (Read | Write))) return PyErr.ValueError("mmap can't specify both access and flags, prot.");
        switch ((Access)access)
        {
            case Access.Read: (flags, prot) = (Shared, Read); break;
            case Access.Write: (flags, prot) = (Shared, Read | Write); break;
            case Access.Copy: (flags, prot) = (Private, Read | Write); break;
            case Access.Default when (prot & Write) == 0: access = (int)Access.Read; break;
            case Access.Default when (prot & Read) == 0: access = (int)Access.Write; break;
            case Access.Default: break;
            default: return PyErr.ValueError("mmap invalid access parameter.");
        }
        if (fileno != -1 && FileStatus.OfDescriptor(fileno) is { IsFile: true, Size: var size })
        {
            if (length == 0)
            {
                if (size == 0) return PyErr.ValueError("cannot mmap an empty file");
                if (offset >= size) return PyErr.ValueError("mmap offset is greater than file size");
                length = size - offset;
            }
            else if (offset > size || size - offset < length)
            {
                return PyErr.ValueError("mmap length is greater than file size");
            }
        }
        if (length > int.MaxValue) return PyErr.ValueError("mmap length is too large");
        int fd = -1;
        if (fileno == -1) flags |= Anonymous;
        else if ((fd = Libc.fcntl(fileno, DuplicateClosing, 0)) < 0) return SystemErrors.Raise();
        if (MappedMemory.Map((int)length, prot, flags, fd, offset) is { } memory) return new PyMmap(memory, (int)length, prot, flags, fd, offset, (Access)access);
        int error = SystemErrors.Last;
        if (fd >= 0) _ = Libc.close(fd);
        return SystemErrors.Raise(error);
    }

    private bool IsOpen() => _memory is not null || PyErr.Fail(Types.ValueError, "mmap closed or invalid");

    private bool IsWritable() => IsOpen() && (_access != Access.Read || PyErr.Fail(Types.TypeError, "mmap can't modify a readonly memory map."));

    private Span<byte> Bytes => _memory!.GetSpan();

    // ---- as a file

    [PyFunction]
    public PyObject close()
    {
        if (_memory is { } memory)
        {
            if (!_isShown) memory.Unmap();
            _memory = null;
            if (_fd >= 0) _ = Libc.close(_fd);
        }
        return PyNone.None;
    }

    [PyProperty] public bool closed => _memory is null;

    [PyFunction]
    public PyObject? read(PyObject? n = null)
    {
        if (!IsOpen()) return null;
        long count = long.MaxValue;
        if (n is not (null or PyNone))
        {
            if (UserSlots.Unwrap(n) is not (PyInt or PyLong or PyBool) && n.Type.Lookup(Names.Index) is null) return PyErr.TypeError($"argument should be integer or None, not '{n.Type.Name}'");
            if (!Sequences.Integer(n, out count)) return null;
            if (count < 0) count = long.MaxValue;
        }
        return Take((int)Math.Min(count, _size - _at));
    }

    private PyBytes Take(int count)
    {
        var taken = new PyBytes(Bytes.Slice(_at, count).ToArray());
        _at += count;
        GC.KeepAlive(this);
        return taken;
    }

    [PyFunction]
    public PyObject? read_byte()
    {
        if (!IsOpen()) return null;
        return _at >= _size ? PyErr.ValueError("read byte out of range") : PyInt.Of(Bytes[_at++]);
    }

    [PyFunction]
    public PyObject? readline()
    {
        if (!IsOpen()) return null;
        int end = Bytes[_at..].IndexOf((byte)'\n');
        return Take(end < 0 ? _size - _at : end + 1);
    }

    [PyFunction]
    public PyObject? write(PyObject bytes)
    {
        if (!IsOpen() || !Buffers.Bytes(bytes, out ReadOnlySpan<byte> given) || !IsWritable()) return null;
        if (given.Length > _size - _at) return PyErr.ValueError("data out of range");
        given.CopyTo(Bytes[_at..]);
        _at += given.Length;
        return new PyInt(given.Length);
    }

    [PyFunction]
    public PyObject? write_byte(PyObject @byte)
    {
        if (!IsOpen() || !Sequences.Integer(@byte, out long value)) return null;
        if (value < 0) return PyErr.Raise(Types.OverflowError, "unsigned byte integer is less than minimum");
        if (value > 255) return PyErr.Raise(Types.OverflowError, "unsigned byte integer is greater than maximum");
        if (!IsWritable()) return null;
        if (_at >= _size) return PyErr.ValueError("write byte out of range");
        Bytes[_at++] = (byte)value;
        return PyNone.None;
    }

    [PyFunction]
    public PyObject? seek(long pos, int whence = 0)
    {
        if (!IsOpen()) return null;
        if (whence is < 0 or > 2) return PyErr.ValueError("unknown seek type");
        long to = pos + (whence == 0 ? 0 : whence == 1 ? _at : _size);
        if (to < 0 || to > _size) return PyErr.ValueError("seek out of range");
        _at = (int)to;
        return PyNone.None;
    }

    [PyFunction]
    public PyObject? tell() => IsOpen() ? new PyInt(_at) : null;

    [PyFunction]
    public PyObject? size()
    {
        if (!IsOpen()) return null;
        if (_fd < 0) return SystemErrors.Raise(SystemErrors.BadDescriptor);
        return FileStatus.OfDescriptor(_fd) is { } status ? new PyInt(status.Size) : SystemErrors.Raise();
    }

    [PyFunction]
    public PyObject? flush(long offset = 0, [Unset] PyObject? size = null)
    {
        if (!IsOpen()) return null;
        long count = _size - offset;
        if (size is not null && !Sequences.Integer(size, out count)) return null;
        if (offset < 0 || count < 0 || _size - offset < count) return PyErr.ValueError("flush values out of range");
        if (_access is Access.Read or Access.Copy) return PyNone.None;
        return _memory!.Sync((int)offset, (int)count) == 0 ? PyNone.None : SystemErrors.Raise();
    }

    [PyFunction]
    public PyObject? resize(long newsize)
    {
        if (!IsOpen()) return null;
        if (_access is Access.Read or Access.Copy) return PyErr.TypeError("mmap can't resize a readonly or copy-on-write memory map.");
        if (newsize < 0 || newsize > int.MaxValue) return PyErr.ValueError("new size out of range");
        if (_fd >= 0 && Libc.ftruncate(_fd, _offset + newsize) != 0) return SystemErrors.Raise();
        if ((_isShown ? Again((int)newsize) : _memory!.Resized((int)newsize)) is not { } resized) return SystemErrors.Raise();
        _memory = resized;
        _isShown = false;
        _size = (int)newsize;
        _at = Math.Min(_at, _size);
        return PyNone.None;
    }

    /// <summary>Another map of the same, since others may look at this one still.</summary>
    private MappedMemory? Again(int size)
    {
        MappedMemory? again = MappedMemory.Map(size, _protection, _flags, _fd, _offset);
        if (_fd < 0 && again is not null) Bytes[..Math.Min(size, _size)].CopyTo(again.GetSpan());
        return again;
    }

    [PyFunction]
    public PyObject? move(long dest, long src, long count)
    {
        if (!IsWritable()) return null;
        if (dest < 0 || src < 0 || count < 0 || _size - dest < count || _size - src < count) return PyErr.ValueError("source, destination, or count out of range");
        Bytes.Slice((int)src, (int)count).CopyTo(Bytes[(int)dest..]);
        return PyNone.None;
    }

    [PyFunction]
    public PyObject? madvise(int option, long start = 0, [Unset] PyObject? length = null)
    {
        if (!IsOpen()) return null;
        long count = _size;
        if (length is not null && !Sequences.Integer(length, out count)) return null;
        if (start < 0 || start >= _size) return PyErr.ValueError("madvise start out of bounds");
        if (count < 0) return PyErr.ValueError("madvise length invalid");
        if (long.MaxValue - start < count) return PyErr.Raise(Types.OverflowError, "madvise length too large");
        return _memory!.Advise((int)start, (nint)Math.Min(count, _size - start), option) == 0 ? PyNone.None : SystemErrors.Raise();
    }

    // ---- searching

    [PyFunction]
    public PyObject? find(PyObject sub, [Unset] PyObject? start = null, [Unset] PyObject? end = null) => Find(sub, start, end, fromEnd: false);

    [PyFunction]
    public PyObject? rfind(PyObject sub, [Unset] PyObject? start = null, [Unset] PyObject? end = null) => Find(sub, start, end, fromEnd: true);

    private PyObject? Find(PyObject sub, PyObject? start, PyObject? end, bool fromEnd)
    {
        if (!IsOpen() || !Buffers.Bytes(sub, out ReadOnlySpan<byte> wanted)) return null;
        long from = _at, to = _size;
        if (start is not null && !Sequences.Integer(start, out from) || end is not null && !Sequences.Integer(end, out to)) return null;
        from = Math.Clamp(from < 0 ? from + _size : from, 0, _size);
        to = Math.Clamp(to < 0 ? to + _size : to, 0, _size);
        if (to < from) return PyInt.MinusOne;
        ReadOnlySpan<byte> part = Bytes[(int)from..(int)to];
        int found = fromEnd ? wanted.Length == 0 ? part.Length : part.LastIndexOf(wanted) : part.IndexOf(wanted);
        return new PyInt(found < 0 ? -1 : from + found);
    }

    // ---- as a sequence

    public override long Len() => IsOpen() ? _size : -1;

    public override int Truth() => IsOpen() ? _size > 0 ? 1 : 0 : -1;

    private bool Index(PyObject key, out int index)
    {
        index = 0;
        if (UserSlots.Unwrap(key) is not (PyInt or PyLong or PyBool) && key.Type.Lookup(Names.Index) is null) return PyErr.Fail(Types.TypeError, "mmap indices must be integers");
        if (!Sequences.IndexOf(key, "mmap", out long at)) return false;
        if (!Sequences.Locate(ref at, _size)) return PyErr.Fail(Types.IndexError, "mmap index out of range");
        index = (int)at;
        return true;
    }

    public override PyObject? GetItem(PyObject key)
    {
        if (!IsOpen()) return null;
        if (key is not PySlice slice) return Index(key, out int index) ? PyInt.Of(Bytes[index]) : null;
        if (!slice.Indices(_size, out long start, out _, out long step, out long count)) return null;
        var part = new byte[count];
        if (step == 1) Bytes.Slice((int)start, (int)count).CopyTo(part);
        else
            for (int i = 0; i < part.Length; i++) part[i] = Bytes[(int)(start + i * step)];
        GC.KeepAlive(this);
        return new PyBytes(part);
    }

    public override bool SetItem(PyObject key, PyObject value)
    {
        if (!IsWritable()) return false;
        if (key is not PySlice slice)
        {
            if (!Index(key, out int index)) return false;
            if (UserSlots.Unwrap(value) is not (PyInt or PyLong or PyBool) && value.Type.Lookup(Names.Index) is null) return PyErr.Fail(Types.TypeError, "mmap item value must be an int");
            if (!Sequences.Integer(value, out long number)) return false;
            if (number is < 0 or > 255) return PyErr.Fail(Types.ValueError, "mmap item value must be in range(0, 256)");
            Bytes[index] = (byte)number;
            return true;
        }
        if (!slice.Indices(_size, out long start, out _, out long step, out long count) || !Buffers.Bytes(value, out ReadOnlySpan<byte> given)) return false;
        if (given.Length != count) return PyErr.Fail(Types.IndexError, "mmap slice assignment is wrong size");
        if (step == 1) given.CopyTo(Bytes[(int)start..]);
        else
            for (int i = 0; i < given.Length; i++) Bytes[(int)(start + i * step)] = given[i];
        return true;
    }

    public override bool DelItem(PyObject key) =>
        IsWritable() && PyErr.Fail(Types.TypeError, key is PySlice ? "mmap object doesn't support slice deletion" : "mmap doesn't support item deletion");

    /// <summary>Iteration gives bytes of length 1, unlike an index.</summary>
    public override PyObject? Iter() => IsOpen() ? new Iterator(this) : null;

    private sealed class Iterator(PyMmap map) : PyObject
    {
        private int _at;

        public override PyType Type => Types.SequenceIterator;
        public override bool IsIterator => true;
        public override PyObject Iter() => this;

        public override PyObject? Next()
        {
            if (!map.IsOpen()) return null;
            return _at < map._size ? new PyBytes([map.Bytes[_at++]]) : PyEnd.Value;
        }
    }

    [PyFunction("__enter__")]
    public PyObject? Enter() => IsOpen() ? this : null;

    [PyFunction("__exit__")]
    public PyObject Exit(params PyObject[] exception) => close();

    [PyFunction("__sizeof__")]
    public long SizeOf() => 80;

    public override PyStr Repr() => new(_memory is null ? "<mmap.mmap closed=True>"
        : $"<mmap.mmap closed=False, access=ACCESS_{_access.ToString().ToUpperInvariant()}, length={_size}, pos={_at}, offset={_offset}>");

    // ---- memory

    Memory<byte> IBuffer.BufferMemory
    {
        get
        {
            _isShown = true;
            return _memory?.Memory ?? default;
        }
    }

    int IBuffer.BufferStart => 0;

    int IBuffer.BufferCount => _memory is null ? 0 : _size;

    bool IBuffer.IsReadOnlyBuffer => _access == Access.Read;

    string IBuffer.BufferFormat => "B";

    int IBuffer.BufferItemSize => 1;

    void IBuffer.Export()
    {
    }

    void IBuffer.Release()
    {
    }
}
