using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// What SQLite calls: functions, aggregates, collations and the rest that a program has registered. Its data is a handle of the program's
/// object. An exception becomes an error of the statement; what it was is only told when that is asked for.
/// </summary>
[DontLookInside]
internal static class SqliteCallbacks
{
    public static readonly Sqlite.Destroy Destroyed = static data => GCHandle.FromIntPtr(data).Free();

    public static readonly Sqlite.Function Called = static (context, count, values) => Sqlite.WithLock(() =>
    {
        PyObject? result = Arguments(count, values) is { } arguments ? Data(Sqlite.sqlite3_user_data(context)).Call(arguments, null) : null;
        if (result is null || !Answer(context, result)) Failed(context, "user-defined function raised exception");
        return true;
    });

    public static readonly Sqlite.Function Stepped = static (context, count, values) => Sqlite.WithLock(() => Step(context, count, values, "step"));
    public static readonly Sqlite.Function Inverted = static (context, count, values) => Sqlite.WithLock(() => Step(context, count, values, "inverse"));
    public static readonly Sqlite.Final Valued = static context => Sqlite.WithLock(() => Finish(context, "value"));
    public static readonly Sqlite.Final Finished = static context => Sqlite.WithLock(() => Finish(context, "finalize"));

    public static readonly Sqlite.Collate Compared = static (data, firstLength, first, secondLength, second) => Sqlite.WithLock(() =>
    {
        if (PyErr.Current is not null) return 0;
        PyObject? result = Data(data).Call([new PyStr(Marshal.PtrToStringUTF8(first, firstLength)), new PyStr(Marshal.PtrToStringUTF8(second, secondLength))], null);
        if (result is not null && Argument.Big(result, out System.Numerics.BigInteger order)) return order.Sign;
        Forget(Data(data));
        return 0;
    });

    public static readonly Sqlite.Authorize Authorized = static (data, action, a, b, c, d) => Sqlite.WithLock(() =>
    {
        const int deny = 1;
        PyObject? result = Data(data).Call([new PyInt(action), Name(a), Name(b), Name(c), Name(d)], null);
        if (result is not null && UserSlots.Unwrap(result) is PyInt or PyBool && Argument.Int(result, out int answer)) return answer;
        Forget(Data(data));
        return deny;
    });

    public static readonly Sqlite.Progress Progressed = static data => Sqlite.WithLock(() =>
    {
        PyObject? result = Data(data).Call([], null);
        int truth = result is null ? -1 : result.Truth();
        if (truth < 0) Forget(Data(data));
        return truth == 0 ? 0 : 1;
    });

    public static readonly Sqlite.Trace Traced = static (kind, data, statement, text) => Sqlite.WithLock(() =>
    {
        if (PyErr.Current is not null) return 0;
        string sql = Sqlite.String(text);
        // A comment stands for a trigger.
        if (!sql.StartsWith("--", StringComparison.Ordinal))
        {
            nint expanded = Sqlite.sqlite3_expanded_sql(statement);
            if (expanded != 0) sql = Sqlite.String(expanded);
            Sqlite.sqlite3_free(expanded);
        }
        if (Data(data).Call([new PyStr(sql)], null) is null) Forget(Data(data));
        return 0;
    });

    private static PyObject Data(nint handle) => (PyObject)GCHandle.FromIntPtr(handle).Target!;

    private static PyObject Name(nint text) => text == 0 ? PyNone.None : new PyStr(Sqlite.String(text));

    private static void Forget(PyObject where)
    {
        if (PyErr.Current is null) return;
        PyException error = PyErr.Take();
        if (SqliteModule.ShowsCallbackErrors) Unraisable.Write("Exception ignored in: ", where, error);
    }

    /// <summary>The statement ends with an error. Some exceptions have one of their own.</summary>
    private static bool Failed(nint context, string message)
    {
        PyException? error = PyErr.Current;
        if (error is not null && error.Type.IsSubtype(Types.MemoryError)) Sqlite.sqlite3_result_error_nomem(context);
        else if (error is not null && error.Type.IsSubtype(Types.OverflowError)) Sqlite.sqlite3_result_error_toobig(context);
        else Sqlite.sqlite3_result_error(context, Sqlite.Text(message), -1);
        Forget(Data(Sqlite.sqlite3_user_data(context)));
        return false;
    }

    private static PyObject[]? Arguments(int count, nint values)
    {
        var arguments = new PyObject[count];
        for (int i = 0; i < count; i++)
        {
            nint value = Marshal.ReadIntPtr(values, i * nint.Size);
            switch (Sqlite.sqlite3_value_type(value))
            {
                case Sqlite.IntegerType:
                    arguments[i] = new PyInt(Sqlite.sqlite3_value_int64(value));
                    break;
                case Sqlite.FloatType:
                    arguments[i] = new PyFloat(Sqlite.sqlite3_value_double(value));
                    break;
                case Sqlite.TextType:
                    nint text = Sqlite.sqlite3_value_text(value);
                    if (Calls.Method(new PyBytes(Sqlite.Bytes(text, Sqlite.sqlite3_value_bytes(value))), "decode") is not { } decoded) return null;
                    arguments[i] = decoded;
                    break;
                case Sqlite.BlobType:
                    nint blob = Sqlite.sqlite3_value_blob(value);
                    arguments[i] = new PyBytes(Sqlite.Bytes(blob, Sqlite.sqlite3_value_bytes(value)));
                    break;
                default:
                    arguments[i] = PyNone.None;
                    break;
            }
        }
        return arguments;
    }

    /// <summary>Gives the statement a value; false where it can be none.</summary>
    private static bool Answer(nint context, PyObject value)
    {
        switch (UserSlots.Unwrap(value))
        {
            case PyNone:
                Sqlite.sqlite3_result_null(context);
                return true;
            case PyInt or PyBool or PyLong:
                if (!Argument.Big(value, out System.Numerics.BigInteger big)) return false;
                if (big < long.MinValue || big > long.MaxValue) return PyErr.Fail(Types.OverflowError, "Python int too large to convert to SQLite INTEGER");
                Sqlite.sqlite3_result_int64(context, (long)big);
                return true;
            case PyFloat real:
                Sqlite.sqlite3_result_double(context, real.Value);
                return true;
            case PyStr text:
                if (Calls.Method(text, "encode") is not PyBytes encoded) return false;
                Sqlite.sqlite3_result_text(context, encoded.Span.Length == 0 ? [0] : encoded.Span.ToArray(), encoded.Span.Length, Sqlite.Copied);
                return true;
            default:
                if (!Buffers.TryBytes(value, out ReadOnlySpan<byte> bytes)) return false;
                Sqlite.sqlite3_result_blob(context, bytes.Length == 0 ? [0] : bytes.ToArray(), bytes.Length, Sqlite.Copied);
                return true;
        }
    }

    // ---- aggregates: SQLite keeps a handle of the instance for each group

    private static bool Step(nint context, int count, nint values, string method)
    {
        nint slot = Sqlite.sqlite3_aggregate_context(context, nint.Size);
        if (slot == 0) return false;
        if (Marshal.ReadIntPtr(slot) == 0)
        {
            if (Data(Sqlite.sqlite3_user_data(context)).Call([], null) is not { } made) return Failed(context, "user-defined aggregate's '__init__' method raised error");
            Marshal.WriteIntPtr(slot, GCHandle.ToIntPtr(GCHandle.Alloc(made)));
        }
        if (Data(Marshal.ReadIntPtr(slot)).GetAttr(PyStr.Intern(method)) is not { } step)
            return Failed(context, $"user-defined aggregate's '{method}' method not defined");
        return (Arguments(count, values) is { } arguments && step.Call(arguments, null) is not null) || Failed(context, $"user-defined aggregate's '{method}' method raised error");
    }

    private static bool Finish(nint context, string method)
    {
        bool isLast = method == "finalize";
        nint slot = Sqlite.sqlite3_aggregate_context(context, isLast ? 0 : nint.Size);
        if (slot == 0 || Marshal.ReadIntPtr(slot) == 0) return false;
        nint handle = Marshal.ReadIntPtr(slot);
        PyException? pending = PyErr.Current;
        PyErr.Current = null;
        if (Data(handle).GetAttr(PyStr.Intern(method)) is not { } finish) Failed(context, $"user-defined aggregate's '{method}' method not defined");
        else if (finish.Call([], null) is not { } result || !Answer(context, result)) Failed(context, $"user-defined aggregate's '{method}' method raised error");
        if (pending is not null) PyErr.Current = pending;
        if (isLast)
        {
            GCHandle.FromIntPtr(handle).Free();
            Marshal.WriteIntPtr(slot, 0);
        }
        return true;
    }
}
