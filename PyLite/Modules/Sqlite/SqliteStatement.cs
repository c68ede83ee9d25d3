using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>A statement that SQLite has compiled, its parameters and its columns.</summary>
[DontLookInside]
internal sealed class SqliteStatement
{
    private readonly nint _database;

    private SqliteStatement(nint database, nint handle, bool isChange)
    {
        _database = database;
        Handle = handle;
        IsChange = isChange;
    }

    /// <summary>SQLite lets a statement go from any thread.</summary>
    ~SqliteStatement() => End();

    public nint Handle { get; private set; }

    /// <summary>An INSERT, UPDATE, DELETE or REPLACE: it begins a transaction, and counts rows.</summary>
    public bool IsChange { get; }

    /// <summary>A cursor is reading its rows.</summary>
    public bool IsInUse { get; set; }

    public void End()
    {
        nint handle = Handle;
        Handle = 0;
        if (handle != 0) _ = Sqlite.sqlite3_finalize(handle);
    }

    public void Reset()
    {
        if (Handle != 0) _ = Sqlite.sqlite3_reset(Handle);
        IsInUse = false;
    }

    /// <summary>Compiles; null with an exception pending.</summary>
    public static SqliteStatement? Compile(nint database, PyStr sql)
    {
        if (Calls.Method(sql, "encode") is not PyBytes encoded) return null;
        byte[] text = [.. encoded.Span, 0];
        const int lengthLimit = 1;
        if (text.Length - 1 > Sqlite.sqlite3_limit(database, lengthLimit, -1))
        {
            PyErr.Raise(SqliteErrors.DataError, "query string is too large");
            return null;
        }
        if (Array.IndexOf(text, (byte)0) != text.Length - 1)
        {
            SqliteErrors.Programming("the query contains a null character");
            return null;
        }
        GCHandle pin = GCHandle.Alloc(text, GCHandleType.Pinned);
        try
        {
            nint start = pin.AddrOfPinnedObject(), handle = 0, tail = 0;
            int result = Sqlite.Without(() => Sqlite.sqlite3_prepare_v2(database, start, text.Length, out handle, out tail));
            if (result != Sqlite.Ok)
            {
                SqliteErrors.Raise(database);
                return null;
            }
            if (SkipBlank(text, (int)(tail - start)) < text.Length - 1)
            {
                _ = Sqlite.sqlite3_finalize(handle);
                SqliteErrors.Programming("You can only execute one statement at a time.");
                return null;
            }
            return new SqliteStatement(database, handle, BeginsChange(text));
        }
        finally
        {
            pin.Free();
        }
    }

    /// <summary>Where text goes on after white space and comments.</summary>
    private static int SkipBlank(byte[] text, int at)
    {
        while (at < text.Length - 1)
        {
            if (text[at] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r' or (byte)'\f')
            {
                at++;
            }
            else if (text[at] == '-' && text[at + 1] == '-')
            {
                while (at < text.Length - 1 && text[at] != '\n') at++;
            }
            else if (text[at] == '/' && text[at + 1] == '*')
            {
                at += 2;
                while (at < text.Length - 1 && !(text[at] == '*' && text[at + 1] == '/')) at++;
                at = Math.Min(text.Length - 1, at + 2);
            }
            else
            {
                break;
            }
        }
        return at;
    }

    private static bool BeginsChange(byte[] text)
    {
        int at = SkipBlank(text, 0);
        foreach (string word in (string[])["INSERT", "UPDATE", "DELETE", "REPLACE"])
        {
            int i = 0;
            while (i < word.Length && at + i < text.Length && (text[at + i] & ~0x20) == word[i]) i++;
            if (i == word.Length) return true;
        }
        return false;
    }

    // ---- parameters

    /// <summary>Gives parameters their values, from a sequence or a mapping; false with an exception pending.</summary>
    public bool Bind(PyObject parameters)
    {
        int count = Handle == 0 ? 0 : Sqlite.sqlite3_bind_parameter_count(Handle);
        PyObject plain = UserSlots.Unwrap(parameters);
        bool isSequence = plain is PyTuple or PyList || (plain is not PyDict && parameters.Type.Lookup(PyStr.Intern("__getitem__")) is not null
            && parameters.Type.Lookup(PyStr.Intern("__len__")) is not null && parameters.Type.Lookup(PyStr.Intern("keys")) is null);
        if (isSequence)
        {
            long given = parameters.Len();
            if (given < 0) return false;
            if (given != count)
                return PyErr.Fail(SqliteErrors.ProgrammingError, $"Incorrect number of bindings supplied. The current statement uses {count}, and there are {given} supplied.");
            for (int i = 0; i < count; i++)
                if (parameters.GetItem(new PyInt(i)) is not { } value || !BindOne(i + 1, value)) return false;
            return true;
        }
        if (plain is not PyDict && parameters.Type.Lookup(PyStr.Intern("__getitem__")) is null) return PyErr.Fail(SqliteErrors.ProgrammingError, "parameters are of unsupported type");
        for (int i = 1; i <= count; i++)
        {
            nint name = Sqlite.sqlite3_bind_parameter_name(Handle, i);
            if (name == 0) return PyErr.Fail(SqliteErrors.ProgrammingError, $"Binding {i} has no name, but you supplied a dictionary (which has only names).");
            string key = Sqlite.String(name + 1);
            if (parameters.GetItem(new PyStr(key)) is not { } value)
            {
                if (PyErr.Current is null || PyErr.TakeIf(Types.LookupError)) PyErr.Raise(SqliteErrors.ProgrammingError, $"You did not supply a value for binding parameter :{key}.");
                return false;
            }
            if (!BindOne(i, value)) return false;
        }
        return true;
    }

    private static bool IsBasic(PyObject value) =>
        !SqliteModule.AdaptsBasics && (ReferenceEquals(value.Type, Types.Int) || ReferenceEquals(value.Type, Types.Float) || ReferenceEquals(value.Type, Types.Str) || ReferenceEquals(value.Type, Types.ByteArray));

    private bool BindOne(int index, PyObject value)
    {
        if (!IsBasic(value))
        {
            if (SqliteModule.Adapted(value, SqliteModule.PrepareProtocol, value) is not { } adapted) return false;
            value = adapted;
        }
        int result;
        switch (UserSlots.Unwrap(value))
        {
            case PyNone:
                result = Sqlite.sqlite3_bind_null(Handle, index);
                break;
            case PyInt or PyBool or PyLong:
                if (!Argument.Big(value, out System.Numerics.BigInteger big)) return false;
                if (big < long.MinValue || big > long.MaxValue) return PyErr.Fail(Types.OverflowError, "Python int too large to convert to SQLite INTEGER");
                result = Sqlite.sqlite3_bind_int64(Handle, index, (long)big);
                break;
            case PyFloat real:
                result = Sqlite.sqlite3_bind_double(Handle, index, real.Value);
                break;
            case PyStr text:
                if (Calls.Method(text, "encode") is not PyBytes encoded) return false;
                byte[] characters = encoded.Span.Length == 0 ? [0] : encoded.Span.ToArray();
                result = Sqlite.sqlite3_bind_text(Handle, index, characters, encoded.Span.Length, Sqlite.Copied);
                break;
            default:
                if (!Buffers.TryBytes(value, out ReadOnlySpan<byte> bytes))
                    return PyErr.Fail(SqliteErrors.ProgrammingError, $"Error binding parameter {index}: type '{value.Type.Name}' is not supported");
                result = Sqlite.sqlite3_bind_blob(Handle, index, bytes.Length == 0 ? [0] : bytes.ToArray(), bytes.Length, Sqlite.Copied);
                break;
        }
        return result == Sqlite.Ok || SqliteErrors.Fail(_database);
    }

    // ---- columns

    public int Columns => Handle == 0 ? 0 : Sqlite.sqlite3_column_count(Handle);

    public string ColumnName(int column) => Sqlite.String(Sqlite.sqlite3_column_name(Handle, column));

    public string DeclaredType(int column) => Sqlite.String(Sqlite.sqlite3_column_decltype(Handle, column));

    /// <summary>The bytes of a column; null where it is NULL.</summary>
    public byte[]? Raw(int column)
    {
        if (Sqlite.sqlite3_column_type(Handle, column) == Sqlite.NullType) return null;
        nint pointer = Sqlite.sqlite3_column_blob(Handle, column);
        return Sqlite.Bytes(pointer, Sqlite.sqlite3_column_bytes(Handle, column));
    }

    /// <summary>A column's value in the present row; null with an exception pending.</summary>
    public PyObject? Value(int column, PyObject textFactory)
    {
        switch (Sqlite.sqlite3_column_type(Handle, column))
        {
            case Sqlite.IntegerType:
                return new PyInt(Sqlite.sqlite3_column_int64(Handle, column));
            case Sqlite.FloatType:
                return new PyFloat(Sqlite.sqlite3_column_double(Handle, column));
            case Sqlite.TextType:
                nint text = Sqlite.sqlite3_column_text(Handle, column);
                byte[] bytes = Sqlite.Bytes(text, Sqlite.sqlite3_column_bytes(Handle, column));
                if (!ReferenceEquals(textFactory, Types.Str)) return ReferenceEquals(textFactory, Types.Bytes) ? new PyBytes(bytes) : textFactory.Call([new PyBytes(bytes)], null);
                return System.Text.Unicode.Utf8.IsValid(bytes) ? new PyStr(System.Text.Encoding.UTF8.GetString(bytes))
                    : SqliteErrors.Operational($"Could not decode to UTF-8 column '{ColumnName(column)}' with text '{System.Text.Encoding.UTF8.GetString(bytes)}'");
            case Sqlite.BlobType:
                return new PyBytes(Raw(column) ?? []);
            default:
                return PyNone.None;
        }
    }
}
