using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The exceptions of <c>sqlite3</c>, from SQLite's numbers.</summary>
[DontLookInside]
internal static class SqliteErrors
{
    public static readonly PyType Warning = New("Warning", Types.Exception), Error = New("Error", Types.Exception), InterfaceError = New("InterfaceError", Error),
        DatabaseError = New("DatabaseError", Error), InternalError = New("InternalError", DatabaseError), OperationalError = New("OperationalError", DatabaseError),
        ProgrammingError = New("ProgrammingError", DatabaseError), IntegrityError = New("IntegrityError", DatabaseError), DataError = New("DataError", DatabaseError),
        NotSupportedError = New("NotSupportedError", DatabaseError);

    public static readonly PyType[] All =
        [Warning, Error, InterfaceError, DatabaseError, InternalError, OperationalError, ProgrammingError, IntegrityError, DataError, NotSupportedError];

    private static PyType New(string name, PyType baseType) => ModuleExceptions.New("sqlite3." + name, baseType);

    public static PyObject? Programming(string message) => PyErr.Raise(ProgrammingError, message);

    public static PyObject? Operational(string message) => PyErr.Raise(OperationalError, message);

    private static PyType? ClassOf(int code) => (code & 0xFF) switch
    {
        0 => null,
        2 or 12 => InternalError,
        7 => Types.MemoryError,
        1 or 3 or 4 or 5 or 6 or 8 or 9 or 10 or 13 or 14 or 15 or 16 or 17 => OperationalError,
        18 => DataError,
        19 or 20 => IntegrityError,
        21 or 25 => InterfaceError,
        _ => DatabaseError,
    };

    /// <summary>Raises what went wrong last with a database; null.</summary>
    public static PyObject? Raise(nint database)
    {
        int code = Sqlite.sqlite3_errcode(database);
        if (ClassOf(code) is not { } type) return PyErr.Current is null ? PyErr.Raise(DatabaseError, "not an error") : null;
        if (ReferenceEquals(type, Types.MemoryError)) return PyErr.Raise(new PyException(type, PyTuple.Empty));
        int extended = Sqlite.sqlite3_extended_errcode(database);
        var error = new PyException(type, new PyTuple([new PyStr(Sqlite.String(Sqlite.sqlite3_errmsg(database)))]));
        error.SetAttr(PyStr.Intern("sqlite_errorcode"), new PyInt(extended));
        error.SetAttr(PyStr.Intern("sqlite_errorname"), new PyStr(SqliteConstants.NameOf(extended)));
        return PyErr.Raise(error);
    }

    public static bool Fail(nint database)
    {
        Raise(database);
        return false;
    }
}
