using System.Runtime.InteropServices;
using PyLite.Interpreter;

namespace PyLite.Modules;

/// <summary>Functions of libsqlite3. Text is UTF-8 and ends in a zero.</summary>
internal static class Sqlite
{
    private const string Library = SystemLibrary.Sqlite;

    public const int Ok = 0, Error = 1, Busy = 5, Locked = 6, Row = 100, Done = 101;
    public const int IntegerType = 1, FloatType = 2, TextType = 3, BlobType = 4, NullType = 5;
    public const int Utf8 = 1, Deterministic = 0x800;

    /// <summary>Has SQLite copy what it is given.</summary>
    public const nint Copied = -1;

    public delegate void Function(nint context, int count, nint values);
    public delegate void Final(nint context);
    public delegate void Destroy(nint data);
    public delegate int Collate(nint data, int firstLength, nint first, int secondLength, nint second);
    public delegate int Authorize(nint data, int action, nint a, nint b, nint c, nint d);
    public delegate int Progress(nint data);
    public delegate int Trace(uint kind, nint data, nint statement, nint text);

    [DllImport(Library)] public static extern nint sqlite3_libversion();
    [DllImport(Library)] public static extern int sqlite3_threadsafe();
    [DllImport(Library)] public static extern int sqlite3_enable_shared_cache(int enable);
    [DllImport(Library)] public static extern int sqlite3_complete(byte[] sql);
    [DllImport(Library)] public static extern int sqlite3_open_v2(byte[] name, out nint database, int flags, nint system);
    [DllImport(Library)] public static extern int sqlite3_close_v2(nint database);
    [DllImport(Library)] public static extern int sqlite3_busy_timeout(nint database, int milliseconds);
    [DllImport(Library)] public static extern int sqlite3_errcode(nint database);
    [DllImport(Library)] public static extern int sqlite3_extended_errcode(nint database);
    [DllImport(Library)] public static extern nint sqlite3_errmsg(nint database);
    [DllImport(Library)] public static extern nint sqlite3_errstr(int code);
    [DllImport(Library)] public static extern int sqlite3_get_autocommit(nint database);
    [DllImport(Library)] public static extern int sqlite3_changes(nint database);
    [DllImport(Library)] public static extern int sqlite3_total_changes(nint database);
    [DllImport(Library)] public static extern long sqlite3_last_insert_rowid(nint database);
    [DllImport(Library)] public static extern void sqlite3_interrupt(nint database);
    [DllImport(Library)] public static extern int sqlite3_limit(nint database, int which, int value);
    [DllImport(Library)] public static extern int sqlite3_enable_load_extension(nint database, int enable);
    [DllImport(Library)] public static extern int sqlite3_load_extension(nint database, byte[] file, nint entry, out nint message);
    [DllImport(Library)] public static extern void sqlite3_free(nint memory);
    [DllImport(Library)] public static extern nint sqlite3_malloc64(ulong size);
    [DllImport(Library)] public static extern int sqlite3_prepare_v2(nint database, nint sql, int length, out nint statement, out nint tail);
    [DllImport(Library)] public static extern int sqlite3_step(nint statement);
    [DllImport(Library)] public static extern int sqlite3_reset(nint statement);
    [DllImport(Library)] public static extern int sqlite3_finalize(nint statement);
    [DllImport(Library)] public static extern int sqlite3_clear_bindings(nint statement);
    [DllImport(Library)] public static extern int sqlite3_bind_parameter_count(nint statement);
    [DllImport(Library)] public static extern nint sqlite3_bind_parameter_name(nint statement, int index);
    [DllImport(Library)] public static extern int sqlite3_bind_null(nint statement, int index);
    [DllImport(Library)] public static extern int sqlite3_bind_int64(nint statement, int index, long value);
    [DllImport(Library)] public static extern int sqlite3_bind_double(nint statement, int index, double value);
    [DllImport(Library)] public static extern int sqlite3_bind_text(nint statement, int index, byte[] text, int length, nint destroy);
    [DllImport(Library)] public static extern int sqlite3_bind_blob(nint statement, int index, byte[] bytes, int length, nint destroy);
    [DllImport(Library)] public static extern int sqlite3_column_count(nint statement);
    [DllImport(Library)] public static extern nint sqlite3_column_name(nint statement, int column);
    [DllImport(Library)] public static extern nint sqlite3_column_decltype(nint statement, int column);
    [DllImport(Library)] public static extern int sqlite3_column_type(nint statement, int column);
    [DllImport(Library)] public static extern long sqlite3_column_int64(nint statement, int column);
    [DllImport(Library)] public static extern double sqlite3_column_double(nint statement, int column);
    [DllImport(Library)] public static extern nint sqlite3_column_text(nint statement, int column);
    [DllImport(Library)] public static extern nint sqlite3_column_blob(nint statement, int column);
    [DllImport(Library)] public static extern int sqlite3_column_bytes(nint statement, int column);
    [DllImport(Library)] public static extern nint sqlite3_expanded_sql(nint statement);

    [DllImport(Library)] public static extern int sqlite3_create_function_v2(nint database, byte[] name, int count, int flags, nint data, Function? call, Function? step, Final? final, Destroy? destroy);
    [DllImport(Library)] public static extern int sqlite3_create_window_function(nint database, byte[] name, int count, int flags, nint data, Function? step, Final? final, Final? value, Function? inverse, Destroy? destroy);
    [DllImport(Library)] public static extern int sqlite3_create_collation_v2(nint database, byte[] name, int flags, nint data, Collate? compare, Destroy? destroy);
    [DllImport(Library)] public static extern int sqlite3_set_authorizer(nint database, Authorize? authorize, nint data);
    [DllImport(Library)] public static extern void sqlite3_progress_handler(nint database, int steps, Progress? progress, nint data);
    [DllImport(Library)] public static extern int sqlite3_trace_v2(nint database, uint mask, Trace? trace, nint data);
    [DllImport(Library)] public static extern nint sqlite3_user_data(nint context);
    [DllImport(Library)] public static extern nint sqlite3_aggregate_context(nint context, int size);
    [DllImport(Library)] public static extern int sqlite3_value_type(nint value);
    [DllImport(Library)] public static extern long sqlite3_value_int64(nint value);
    [DllImport(Library)] public static extern double sqlite3_value_double(nint value);
    [DllImport(Library)] public static extern nint sqlite3_value_text(nint value);
    [DllImport(Library)] public static extern nint sqlite3_value_blob(nint value);
    [DllImport(Library)] public static extern int sqlite3_value_bytes(nint value);
    [DllImport(Library)] public static extern void sqlite3_result_null(nint context);
    [DllImport(Library)] public static extern void sqlite3_result_int64(nint context, long value);
    [DllImport(Library)] public static extern void sqlite3_result_double(nint context, double value);
    [DllImport(Library)] public static extern void sqlite3_result_text(nint context, byte[] text, int length, nint destroy);
    [DllImport(Library)] public static extern void sqlite3_result_blob(nint context, byte[] bytes, int length, nint destroy);
    [DllImport(Library)] public static extern void sqlite3_result_error(nint context, byte[] message, int length);
    [DllImport(Library)] public static extern void sqlite3_result_error_toobig(nint context);
    [DllImport(Library)] public static extern void sqlite3_result_error_nomem(nint context);

    [DllImport(Library)] public static extern nint sqlite3_backup_init(nint target, byte[] targetName, nint source, byte[] sourceName);
    [DllImport(Library)] public static extern int sqlite3_backup_step(nint backup, int pages);
    [DllImport(Library)] public static extern int sqlite3_backup_remaining(nint backup);
    [DllImport(Library)] public static extern int sqlite3_backup_pagecount(nint backup);
    [DllImport(Library)] public static extern int sqlite3_backup_finish(nint backup);
    [DllImport(Library)] public static extern int sqlite3_blob_open(nint database, byte[] name, byte[] table, byte[] column, long row, int writes, out nint blob);
    [DllImport(Library)] public static extern int sqlite3_blob_close(nint blob);
    [DllImport(Library)] public static extern int sqlite3_blob_bytes(nint blob);
    [DllImport(Library)] public static extern int sqlite3_blob_read(nint blob, byte[] target, int count, int offset);
    [DllImport(Library)] public static extern int sqlite3_blob_write(nint blob, byte[] source, int count, int offset);
    [DllImport(Library)] public static extern nint sqlite3_serialize(nint database, byte[] name, out long size, uint flags);
    [DllImport(Library)] public static extern int sqlite3_deserialize(nint database, byte[] name, nint data, long size, long room, uint flags);

    // ---- the interpreter's lock

    [ThreadStatic] private static bool t_isWithoutLock;

    /// <summary>Does what may wait for another connection without the interpreter's lock.</summary>
    public static T Without<T>(Func<T> work)
    {
        bool before = t_isWithoutLock;
        t_isWithoutLock = GlobalLock.IsShared;
        try
        {
            return GlobalLock.Without(work);
        }
        finally
        {
            t_isWithoutLock = before;
        }
    }

    /// <summary>In a function that SQLite calls: takes the lock back meanwhile.</summary>
    public static T WithLock<T>(Func<T> work)
    {
        if (!t_isWithoutLock) return work();
        GlobalLock.Acquire();
        t_isWithoutLock = false;
        try
        {
            return work();
        }
        finally
        {
            t_isWithoutLock = true;
            GlobalLock.Release();
        }
    }

    public static byte[] Text(string text) => [.. System.Text.Encoding.UTF8.GetBytes(text), 0];

    public static string String(nint text) => Marshal.PtrToStringUTF8(text) ?? "";

    public static byte[] Bytes(nint pointer, int count)
    {
        byte[] bytes = new byte[count];
        if (count > 0) Marshal.Copy(pointer, bytes, 0, count);
        return bytes;
    }
}
