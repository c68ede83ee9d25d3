using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Databases in files, by the system's libsqlite3.</summary>
[PyModule("_sqlite3")]
[DontLookInside]
public static partial class SqliteModule
{
    internal const int ColumnNames = 2;

    [PyConstant] private const int PARSE_DECLTYPES = 1;
    [PyConstant] private const int PARSE_COLNAMES = ColumnNames;
    [PyConstant] private const string version = "2.6.0";
    [PyConstant] private static PyType Connection => PyConnection.ClassType;
    [PyConstant] private static PyType Cursor => PyCursor.ClassType;
    [PyConstant] private static PyType Row => PyRow.ClassType;
    [PyConstant] private static PyType Blob => PyBlob.ClassType;

    /// <summary>What adapters are asked for.</summary>
    [PyConstant] internal static readonly PyType PrepareProtocol = MakeProtocol();

    [PyConstant] internal static readonly PyDict adapters = new();
    [PyConstant] internal static readonly PyDict converters = new();

    /// <summary>Whether exceptions in functions that SQLite calls are shown.</summary>
    internal static bool ShowsCallbackErrors { get; private set; }

    private static PyType MakeProtocol()
    {
        var type = new PyType("PrepareProtocol", Types.Object);
        type.Set("__module__", PyStr.Intern("sqlite3"));
        return type;
    }

    [PyModuleInit]
    private static bool SetUp(PyModule module)
    {
        if (!SystemLibrary.Find("_sqlite3", SystemLibrary.Sqlite, "libsqlite3-0", "libsqlite3.so.0", "libsqlite3.so")) return false;
        SqliteConstants.AddTo(module);
        foreach (PyType error in SqliteErrors.All) module.Globals.Set(error.Name, error);
        module.Globals.Set("sqlite_version", new PyStr(Sqlite.String(Sqlite.sqlite3_libversion())));
        module.Globals.Set("threadsafety", new PyInt(Sqlite.sqlite3_threadsafe() switch { 0 => 0, 2 => 1, _ => 3 }));
        return true;
    }

    /// <summary>Opens a database: the arguments are those of Connection, or of the class given as factory.</summary>
    [PyFunction]
    public static PyObject? connect([Rest] PyObject[] arguments, [Named] PyDict keywords)
    {
        const int factoryPlace = 5;
        PyObject factory = arguments.Length > factoryPlace ? arguments[factoryPlace] : keywords.GetStr(PyStr.Intern("factory")) ?? PyConnection.ClassType;
        var names = new List<PyStr>();
        var all = new List<PyObject>(arguments);
        foreach ((PyObject key, PyObject value) in keywords.Pairs())
        {
            names.Add((PyStr)key);
            all.Add(value);
        }
        return factory.Call([.. all], names.Count > 0 ? [.. names] : null);
    }

    /// <summary>Whether the text ends a statement.</summary>
    [PyFunction]
    public static bool complete_statement([Keyword] string statement) => Sqlite.sqlite3_complete(Sqlite.Text(statement)) != 0;

    [PyFunction] public static void enable_callback_tracebacks(bool enable) => ShowsCallbackErrors = enable;

    [PyFunction]
    public static PyObject? enable_shared_cache([Keyword] int do_enable) =>
        Sqlite.sqlite3_enable_shared_cache(do_enable) == Sqlite.Ok ? PyNone.None : SqliteErrors.Operational("Changing the shared_cache flag failed");

    /// <summary>How objects of a class become values of the database.</summary>
    [PyFunction]
    public static PyObject? register_adapter(PyObject type, PyObject adapter)
    {
        if (type is PyType plain && (plain == Types.Int || plain == Types.Float || plain == Types.Str || plain == Types.ByteArray)) AdaptsBasics = true;
        return adapters.Set(new PyTuple([type, PrepareProtocol]), adapter) ? PyNone.None : null;
    }

    /// <summary>An adapter was registered for a class whose objects need none.</summary>
    internal static bool AdaptsBasics { get; private set; }

    /// <summary>How values of a declared type become objects.</summary>
    [PyFunction]
    public static PyObject? register_converter(PyStr typename, PyObject converter) =>
        Calls.Method(typename, "upper") is { } name && converters.Set(name, converter) ? PyNone.None : null;

    /// <summary>The object as something the database takes.</summary>
    [PyFunction]
    public static PyObject? adapt(PyObject obj, [Unset] PyObject? proto = null, [Unset] PyObject? alt = null) => Adapted(obj, proto ?? PrepareProtocol, alt);

    internal static PyObject? Adapted(PyObject o, PyObject protocol, PyObject? otherwise)
    {
        if (adapters.Get(new PyTuple([o.Type, protocol])) is { } adapter) return adapter.Call([o], null);
        if (PyErr.Current is not null) return null;
        foreach ((PyObject subject, string name, PyObject argument) in (ReadOnlySpan<(PyObject, string, PyObject)>)[(protocol, "__adapt__", o), (o, "__conform__", protocol)])
        {
            if (Attributes.Find(subject, PyStr.Intern(name)) is not { } method)
            {
                if (PyErr.Current is not null) return null;
                continue;
            }
            if (method.Call([argument], null) is { } adapted)
            {
                if (adapted is not PyNone) return adapted;
            }
            else if (!PyErr.TakeIf(Types.TypeError))
            {
                return null;
            }
        }
        return otherwise ?? SqliteErrors.Programming("can't adapt");
    }
}
