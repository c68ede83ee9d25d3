using System.Runtime.InteropServices;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Functions of the program that SQLite calls.</summary>
public sealed partial class PyConnection
{
    private const uint TraceStatements = 1;

    /// <summary>Handles of the objects that SQLite has at most one of.</summary>
    private GCHandle _authorizer, _progress, _trace;

    private static nint Keep(PyObject o) => GCHandle.ToIntPtr(GCHandle.Alloc(o));

    private static nint Replace(ref GCHandle handle, PyObject? with)
    {
        if (handle.IsAllocated) handle.Free();
        handle = with is null ? default : GCHandle.Alloc(with);
        return with is null ? 0 : GCHandle.ToIntPtr(handle);
    }

    private PyObject? Registered(int result, string otherwise) => result == Sqlite.Ok ? PyNone.None : SqliteErrors.Operational(otherwise);

    [PyFunction]
    public PyObject? create_function([Keyword] string name, int narg, PyObject? func, [KeywordOnly] bool deterministic = false)
    {
        if (!Check()) return null;
        int flags = Sqlite.Utf8 | (deterministic ? Sqlite.Deterministic : 0);
        byte[] text = Sqlite.Text(name);
        return Registered(Patiently(() => func is null ? Sqlite.sqlite3_create_function_v2(Handle, text, narg, flags, 0, null, null, null, null)
            : Sqlite.sqlite3_create_function_v2(Handle, text, narg, flags, Keep(func), SqliteCallbacks.Called, null, null, SqliteCallbacks.Destroyed)), "Error creating function");
    }

    [PyFunction]
    public PyObject? create_aggregate([Keyword] string name, int n_arg, PyObject? aggregate_class)
    {
        if (!Check()) return null;
        byte[] text = Sqlite.Text(name);
        return Registered(Patiently(() => aggregate_class is null ? Sqlite.sqlite3_create_function_v2(Handle, text, n_arg, Sqlite.Utf8, 0, null, null, null, null)
            : Sqlite.sqlite3_create_function_v2(Handle, text, n_arg, Sqlite.Utf8, Keep(aggregate_class), null, SqliteCallbacks.Stepped, SqliteCallbacks.Finished, SqliteCallbacks.Destroyed)), "Error creating aggregate");
    }

    [PyFunction]
    public PyObject? create_window_function(string name, int num_params, PyObject? aggregate_class)
    {
        if (!Check()) return null;
        byte[] text = Sqlite.Text(name);
        int result = Patiently(() => aggregate_class is null ? Sqlite.sqlite3_create_window_function(Handle, text, num_params, Sqlite.Utf8, 0, null, null, null, null, null)
            : Sqlite.sqlite3_create_window_function(Handle, text, num_params, Sqlite.Utf8, Keep(aggregate_class), SqliteCallbacks.Stepped, SqliteCallbacks.Finished, SqliteCallbacks.Valued, SqliteCallbacks.Inverted, SqliteCallbacks.Destroyed));
        return result == Sqlite.Ok ? PyNone.None : SqliteErrors.Programming(Sqlite.String(Sqlite.sqlite3_errmsg(Handle)));
    }

    [PyFunction]
    public PyObject? create_collation(string name, PyObject? callback)
    {
        if (!Check()) return null;
        if (callback is { IsCallable: false }) return PyErr.TypeError("parameter must be callable");
        byte[] text = Sqlite.Text(name);
        int result = Patiently(() => callback is null ? Sqlite.sqlite3_create_collation_v2(Handle, text, Sqlite.Utf8, 0, null, null)
            : Sqlite.sqlite3_create_collation_v2(Handle, text, Sqlite.Utf8, Keep(callback), SqliteCallbacks.Compared, SqliteCallbacks.Destroyed));
        return result == Sqlite.Ok ? PyNone.None : SqliteErrors.Raise(Handle);
    }

    [PyFunction]
    public PyObject? set_authorizer([Keyword] PyObject? authorizer_callback)
    {
        if (!Check()) return null;
        int result = Sqlite.sqlite3_set_authorizer(Handle, authorizer_callback is null ? null : SqliteCallbacks.Authorized, Replace(ref _authorizer, authorizer_callback));
        return Registered(result, "Error setting authorizer callback");
    }

    [PyFunction]
    public PyObject? set_progress_handler([Keyword] PyObject? progress_handler, int n)
    {
        if (!Check()) return null;
        Sqlite.sqlite3_progress_handler(Handle, n, progress_handler is null ? null : SqliteCallbacks.Progressed, Replace(ref _progress, progress_handler));
        return PyNone.None;
    }

    [PyFunction]
    public PyObject? set_trace_callback([Keyword] PyObject? trace_callback)
    {
        if (!Check()) return null;
        _ = Sqlite.sqlite3_trace_v2(Handle, trace_callback is null ? 0 : TraceStatements, trace_callback is null ? null : SqliteCallbacks.Traced, Replace(ref _trace, trace_callback));
        return PyNone.None;
    }

    [PyFunction]
    public PyObject? enable_load_extension(bool enable) =>
        Check() ? Registered(Sqlite.sqlite3_enable_load_extension(Handle, enable ? 1 : 0), "Error enabling load extension") : null;

    [PyFunction]
    public PyObject? load_extension(string name)
    {
        if (!Check()) return null;
        if (Sqlite.sqlite3_load_extension(Handle, Sqlite.Text(name), 0, out nint message) == Sqlite.Ok) return PyNone.None;
        string text = Sqlite.String(message);
        Sqlite.sqlite3_free(message);
        return SqliteErrors.Operational(text);
    }

    [PyFunction]
    public PyObject? interrupt()
    {
        if (!CheckOpen()) return null;
        Sqlite.sqlite3_interrupt(Handle);
        return PyNone.None;
    }

    [PyFunction]
    public PyObject? getlimit(int category) => setlimit(category, -1);

    [PyFunction]
    public PyObject? setlimit(int category, int limit)
    {
        if (!Check()) return null;
        int before = Sqlite.sqlite3_limit(Handle, category, limit);
        return before < 0 ? SqliteErrors.Programming("'category' is out of bounds") : new PyInt(before);
    }
}
