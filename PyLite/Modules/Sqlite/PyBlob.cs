using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A large value of a database that is read and written in parts.</summary>
[PyClass("sqlite3.Blob", IsFinal = true)]
[DontLookInside]
public sealed partial class PyBlob : PyObject
{
    private readonly PyConnection _connection;
    private nint _handle;
    private int _at;

    internal PyBlob(PyConnection connection, nint handle)
    {
        _connection = connection;
        _handle = handle;
    }

    ~PyBlob() => End();

    internal void End()
    {
        nint handle = _handle;
        _handle = 0;
        if (handle != 0) _ = Sqlite.sqlite3_blob_close(handle);
    }

    private bool Check() => _connection.Check() && (_handle != 0 || PyErr.Fail(SqliteErrors.ProgrammingError, "Cannot operate on a closed blob."));

    private int Size => Sqlite.sqlite3_blob_bytes(_handle);

    private byte[]? Read(int offset, int count)
    {
        byte[] bytes = new byte[Math.Max(1, count)];
        if (count > 0 && Sqlite.sqlite3_blob_read(_handle, bytes, count, offset) != Sqlite.Ok)
        {
            SqliteErrors.Raise(_connection.Handle);
            return null;
        }
        return bytes[..count];
    }

    private bool Write(int offset, byte[] bytes) =>
        bytes.Length == 0 || Sqlite.sqlite3_blob_write(_handle, bytes, bytes.Length, offset) == Sqlite.Ok || SqliteErrors.Fail(_connection.Handle);

    [PyFunction]
    public PyObject? close()
    {
        if (!_connection.Check()) return null;
        End();
        return PyNone.None;
    }

    [PyFunction]
    public PyObject? read(int length = -1)
    {
        if (!Check()) return null;
        int left = Size - _at;
        int count = length < 0 || length > left ? left : length;
        if (Read(_at, count) is not { } bytes) return null;
        _at += count;
        return new PyBytes(bytes);
    }

    [PyFunction]
    public PyObject? write(ReadOnlySpan<byte> data)
    {
        byte[] bytes = data.ToArray();
        if (!Check()) return null;
        if (bytes.Length > Size - _at) return PyErr.ValueError("data longer than blob length");
        if (!Write(_at, bytes)) return null;
        _at += bytes.Length;
        return PyNone.None;
    }

    [PyFunction]
    public PyObject? seek(int offset, int origin = 0)
    {
        if (!Check()) return null;
        if (origin is < 0 or > 2) return PyErr.ValueError("'origin' should be os.SEEK_SET, os.SEEK_CUR, or os.SEEK_END");
        long to = offset + (origin == 0 ? 0L : origin == 1 ? _at : Size);
        if (to < 0 || to > Size) return PyErr.ValueError("offset out of blob range");
        _at = (int)to;
        return PyNone.None;
    }

    [PyFunction] public PyObject? tell() => Check() ? new PyInt(_at) : null;
    [PyFunction("__enter__")] public PyObject? Enter() => Check() ? this : null;

    [PyFunction("__exit__")]
    public PyObject? Exit(params PyObject[] exception)
    {
        if (!Check()) return null;
        End();
        return PyBool.False;
    }

    public override long Len() => Check() ? Size : -1;

    private bool Index(PyObject key, out int index)
    {
        index = 0;
        if (key.Type.Lookup(Names.Index) is null) return PyErr.Fail(Types.TypeError, "Blob indices must be integers");
        if (!Sequences.Integer(key, out long given)) return PyErr.TakeIf(Types.OverflowError) && PyErr.Fail(Types.IndexError, "cannot fit 'int' into an index-sized integer");
        if (given < 0) given += Size;
        index = (int)given;
        return given >= 0 && given < Size || PyErr.Fail(Types.IndexError, "Blob index out of range");
    }

    public override PyObject? GetItem(PyObject key)
    {
        if (!Check()) return null;
        if (UserSlots.Unwrap(key) is PySlice) return Read(0, Size) is { } all ? new PyBytes(all).GetItem(key) : null;
        return Index(key, out int index) && Read(index, 1) is { } one ? new PyInt(one[0]) : null;
    }

    public override bool SetItem(PyObject key, PyObject value)
    {
        if (!Check()) return false;
        if (UserSlots.Unwrap(key) is PySlice)
        {
            if (Read(0, Size) is not { } all || !Buffers.Bytes(value, out ReadOnlySpan<byte> bytes)) return false;
            var whole = new PyBytes(all, isMutable: true);
            if (whole.GetItem(key) is not PyBytes part) return false;
            if (part.Span.Length != bytes.Length) return PyErr.Fail(Types.IndexError, "Blob slice assignment is wrong size");
            return whole.SetItem(key, new PyBytes(bytes.ToArray())) && Write(0, whole.Span.ToArray());
        }
        if (UserSlots.Unwrap(value) is not (PyInt or PyBool or PyLong)) return PyErr.Fail(Types.TypeError, $"'{value.Type.Name}' object cannot be interpreted as an integer");
        if (!Index(key, out int index) || !Argument.Big(value, out System.Numerics.BigInteger number)) return false;
        return number >= 0 && number <= 255 ? Write(index, [(byte)number]) : PyErr.Fail(Types.ValueError, "byte must be in range(0, 256)");
    }

    public override bool DelItem(PyObject key) =>
        Check() && PyErr.Fail(Types.TypeError, UserSlots.Unwrap(key) is PySlice ? "Blob doesn't support slice deletion" : "Blob doesn't support item deletion");
}
