using System.Runtime.InteropServices;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The database as a whole, and large values piece by piece.</summary>
public sealed partial class PyConnection
{
    /// <summary>Copies the database into another.</summary>
    [PyFunction]
    public PyObject? backup([Keyword] PyObject target, [KeywordOnly] int pages = -1, PyObject? progress = null, string name = "main", double sleep = 0.25)
    {
        if (UserSlots.Unwrap(target) is not PyConnection other) return PyErr.TypeError($"backup() argument 'target' must be sqlite3.Connection, not {target.Type.Name}");
        if (!Check() || !other.CheckThread()) return null;
        if (ReferenceEquals(other, this)) return PyErr.ValueError("target cannot be the same connection instance");
        if (!other.CheckOpen()) return null;
        if (progress is { IsCallable: false }) return PyErr.TypeError("progress argument must be a callable");
        if (pages == 0) pages = -1;
        if (other.IsInTransaction) return SqliteErrors.Operational("target is in transaction");
        nint copy = Sqlite.sqlite3_backup_init(other.Handle, Sqlite.Text("main"), Handle, Sqlite.Text(name));
        if (copy == 0) return SqliteErrors.Raise(other.Handle);
        int result;
        do
        {
            result = Sqlite.Without(() => Sqlite.sqlite3_backup_step(copy, pages));
            if (progress is not null && progress.Call([new PyInt(result), new PyInt(Sqlite.sqlite3_backup_remaining(copy)), new PyInt(Sqlite.sqlite3_backup_pagecount(copy))], null) is null) break;
            if (result is Sqlite.Busy or Sqlite.Locked && !Interrupts.Sleep(TimeSpan.FromSeconds(Math.Clamp(sleep, 0, 1e6)))) break;
        }
        while (result is Sqlite.Ok or Sqlite.Busy or Sqlite.Locked);
        int end = Sqlite.sqlite3_backup_finish(copy);
        if (PyErr.Current is not null) return null;
        return end == Sqlite.Ok ? PyNone.None : SqliteErrors.Raise(other.Handle);
    }

    /// <summary>The database as bytes.</summary>
    [PyFunction]
    public PyObject? serialize([KeywordOnly] string name = "main")
    {
        if (!Check()) return null;
        nint data = Sqlite.sqlite3_serialize(Handle, Sqlite.Text(name), out long size, 0);
        if (data == 0) return SqliteErrors.Operational($"unable to serialize '{name}'");
        byte[] bytes = Sqlite.Bytes(data, (int)Math.Min(size, Array.MaxLength));
        Sqlite.sqlite3_free(data);
        return new PyBytes(bytes);
    }

    /// <summary>Takes the database from bytes.</summary>
    [PyFunction]
    public PyObject? deserialize(PyObject data, [KeywordOnly] string name = "main")
    {
        const uint freeOnClose = 1, resizeable = 2;
        if (!Check()) return null;
        byte[] bytes;
        if (UserSlots.Unwrap(data) is PyStr text) bytes = System.Text.Encoding.UTF8.GetBytes(text.Value);
        else if (Buffers.Bytes(data, out ReadOnlySpan<byte> span)) bytes = span.ToArray();
        else return null;
        nint copy = Sqlite.sqlite3_malloc64((ulong)Math.Max(1, bytes.Length));
        if (copy == 0) return PyErr.Raise(new PyException(Types.MemoryError, PyTuple.Empty));
        Marshal.Copy(bytes, 0, copy, bytes.Length);
        return Sqlite.sqlite3_deserialize(Handle, Sqlite.Text(name), copy, bytes.Length, bytes.Length, freeOnClose | resizeable) == Sqlite.Ok ? PyNone.None : SqliteErrors.Raise(Handle);
    }

    /// <summary>The statements that make the database anew.</summary>
    [PyFunction]
    public PyObject? iterdump()
    {
        if (!Check()) return null;
        return Imports.ImportModule("sqlite3.dump")?.GetAttr(PyStr.Intern("_iterdump"))?.Call([Self], null);
    }

    /// <summary>Opens a large value to read or write parts of it.</summary>
    [PyFunction]
    public PyObject? blobopen(string table, string column, long row, [KeywordOnly] bool @readonly = false, string name = "main")
    {
        if (!Check()) return null;
        nint blob = 0;
        int result = Sqlite.Without(() => Sqlite.sqlite3_blob_open(Handle, Sqlite.Text(name), Sqlite.Text(table), Sqlite.Text(column), row, @readonly ? 0 : 1, out blob));
        if (result != Sqlite.Ok) return SqliteErrors.Raise(Handle);
        var made = new PyBlob(this, blob);
        _blobs.RemoveAll(reference => !reference.TryGetTarget(out _));
        _blobs.Add(new WeakReference<PyBlob>(made));
        return made;
    }
}
