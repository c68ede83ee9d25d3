using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// The bytes of a pickle that is being read. From a file no more is taken than belongs to the pickle: what was looked at in advance, by the
/// file's <c>peek</c>, is read only when it has been used.
/// </summary>
internal sealed class PickleInput
{
    private const int Prefetch = 128 * 1024;

    private byte[] _bytes;
    private int _at, _end;

    /// <summary>The bytes before this one have been read from the file; those from here on were looked at only.</summary>
    private int _read;

    private readonly PyObject? _file, _readMethod, _readLine, _readInto;
    private PyObject? _peek;

    public PickleInput(ArraySegment<byte> bytes)
    {
        _bytes = bytes.Array!;
        _at = bytes.Offset;
        _end = _read = bytes.Offset + bytes.Count;
    }

    public PickleInput(PyObject file, PyObject read, PyObject readLine, PyObject? readInto, PyObject? peek)
    {
        _bytes = [];
        (_file, _readMethod, _readLine, _readInto, _peek) = (file, read, readLine, readInto, peek);
    }

    /// <summary>The next byte: -1 with an exception pending when there is none.</summary>
    public int Next() => _at < _end ? _bytes[_at++] : NextSlow();

    private int NextSlow() => Need(1) ? _bytes[_at++] : -1;

    /// <summary>So many bytes; false with an exception pending when there are less.</summary>
    public bool Take(int count, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        if (_end - _at < count && !Need(count)) return false;
        bytes = _bytes.AsSpan(_at, count);
        _at += count;
        return true;
    }

    private static bool Truncated() => PyErr.Fail(PickleModule.UnpicklingError, "pickle data was truncated");

    /// <summary>Makes so many bytes stand in the buffer, beginning where reading is. What stands there already was only looked at, and comes again.</summary>
    private bool Need(int count)
    {
        // What was read and is not enough is a frame that ends too early.
        if (_file is null || _at < _end && _read >= _end) return Truncated();
        int got = Fill(count);
        return got >= count || got >= 0 && Truncated();
    }

    /// <summary>Gets at least so many bytes from the file; how many it gave, -1 with an exception pending.</summary>
    private int Fill(int count)
    {
        if (!SkipUsed()) return -1;
        if (_file is PyBytesIO memory && memory.GetType() == typeof(PyBytesIO) && memory.TryPeek(out ReadOnlySpan<byte> rest))
        {
            // Nobody sees how a file in memory is read, so all of it may be looked at.
            Set(rest[..Math.Min(rest.Length, Math.Max(count, Prefetch))].ToArray());
            _read = 0;
            return _end;
        }
        if (_peek is not null && count < Prefetch)
        {
            if (Calls.Call1(_peek, PyInt.Of(Prefetch)) is { } seen)
            {
                if (!SetFrom(seen)) return -1;
                _read = 0;
                if (count <= _end) return _end;
            }
            else
            {
                if (!PyErr.TakeIf(Types.NotImplementedError)) return -1;
                _peek = null;
            }
        }
        return Calls.Call1(_readMethod!, PyInt.Of(count)) is { } data && SetFrom(data) ? _end : -1;
    }

    private void Set(byte[] bytes)
    {
        _bytes = bytes;
        _at = 0;
        _end = _read = bytes.Length;
    }

    private bool SetFrom(PyObject data)
    {
        if (!Buffers.Bytes(data, out ReadOnlySpan<byte> bytes)) return false;
        Set(bytes.ToArray());
        return true;
    }

    /// <summary>Reads from the file what has been used of that which was only looked at.</summary>
    public bool SkipUsed()
    {
        int used = _at - _read;
        if (used <= 0) return true;
        if (_file is PyBytesIO memory && memory.GetType() == typeof(PyBytesIO)) memory.Skip(used);
        else if (Calls.Call1(_readMethod!, PyInt.Of(used)) is null) return false;
        _read = _at;
        return true;
    }

    /// <summary>The next line, without its end.</summary>
    public bool Line(out ReadOnlySpan<byte> line)
    {
        line = default;
        int length = _bytes.AsSpan(_at, _end - _at).IndexOf((byte)'\n');
        if (length < 0)
        {
            if (_file is null || _at < _end && _read >= _end) return Truncated();
            if (!SkipUsed() || Calls.Call0(_readLine!) is not { } data || !SetFrom(data)) return false;
            length = _bytes.AsSpan(0, _end).IndexOf((byte)'\n');
            if (length < 0) return Truncated();
        }
        line = _bytes.AsSpan(_at, length);
        _at += length + 1;
        return true;
    }

    /// <summary>Reads so many bytes into memory of their own.</summary>
    public byte[]? Copy(int count)
    {
        if (_file is null || _end - _at >= count || count < Prefetch) return Take(count, out ReadOnlySpan<byte> all) ? all.ToArray() : null;
        byte[] bytes = new byte[count];
        int done = _end - _at;
        _bytes.AsSpan(_at, done).CopyTo(bytes);
        _at = _end;
        if (!SkipUsed()) return null;
        if (_readInto is not null)
        {
            var target = new PyBytes(bytes, isMutable: true);
            if (PyMemoryView.New(target) is not { } view || view.GetItem(new PySlice(PyInt.Of(done), PyNone.None, PyNone.None)) is not { } part
                || Calls.Call1(_readInto, part) is not { } read || !Sequences.Integer(read, out long got)) return null;
            return got == count - done || Truncated() ? bytes : null;
        }
        if (Calls.Call1(_readMethod!, PyInt.Of(count - done)) is not { } data || !Buffers.Bytes(data, out ReadOnlySpan<byte> rest)) return null;
        if (rest.Length < count - done) return Truncated() ? bytes : null;
        rest[..(count - done)].CopyTo(bytes.AsSpan(done));
        return bytes;
    }

    /// <summary>A frame begins: all of it is got at once.</summary>
    public bool Frame(int count) => _end - _at >= count || Need(count);
}
