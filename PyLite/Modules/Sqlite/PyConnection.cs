using System.Runtime.InteropServices;
using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>An open database. This part opens and closes it, keeps compiled statements, and has the transactions.</summary>
[PyClass("sqlite3.Connection")]
[DontLookInside]
public sealed partial class PyConnection : PyObject, IWrapped
{
    private const int ReadWrite = 2, Create = 4, Uri = 0x40;
    private static readonly string[] Levels = ["", "DEFERRED", "IMMEDIATE", "EXCLUSIVE"];

    private readonly Dictionary<string, SqliteStatement> _statements = [];
    private readonly LinkedList<string> _recent = new();
    private readonly List<WeakReference<PyBlob>> _blobs = [];
    private PyObject? _outer;
    private string? _level = "";
    private bool _isMade, _checksThread = true;
    private long _thread;
    private int _mostStatements = 128;

    private PyConnection()
    {
    }

    ~PyConnection()
    {
        if (Handle != 0) _ = Sqlite.sqlite3_close_v2(Handle);
    }

    internal nint Handle { get; private set; }
    internal int DetectTypes { get; private set; }
    internal PyObject TextFactory { get; private set; } = Types.Str;
    internal PyObject Self => _outer ?? this;

    void IWrapped.Wrap(PyWrapper outer) => _outer = outer;

    [PyClassInit]
    private static void Fill(PyType type)
    {
        type.MakeEmpty = static () => new PyConnection();
        foreach (PyType error in SqliteErrors.All) type.Set(error.Name, error);
    }

    [PyNew]
    public static PyObject? New([Keyword] PyObject database, double timeout = 5.0, int detect_types = 0, [Unset] PyObject? isolation_level = null, bool check_same_thread = true,
        [Unset] PyObject? factory = null, int cached_statements = 128, bool uri = false)
    {
        var made = new PyConnection();
        return made.Init(database, timeout, detect_types, isolation_level, check_same_thread, factory, cached_statements, uri) is null ? null : made;
    }

    [PyFunction("__init__")]
    public PyObject? Init([Keyword] PyObject database, double timeout = 5.0, int detect_types = 0, [Unset] PyObject? isolation_level = null, bool check_same_thread = true,
        [Unset] PyObject? factory = null, int cached_statements = 128, bool uri = false)
    {
        if (FileNames.ForSystem(database) is not { } name) return null;
        string? level = "";
        if (isolation_level is not null && !Level(isolation_level, out level)) return null;
        Close();
        int result = Sqlite.Without(() =>
        {
            int opened = Sqlite.sqlite3_open_v2(name, out nint handle, ReadWrite | Create | (uri ? Uri : 0), 0);
            Handle = handle;
            return opened;
        });
        if (result != Sqlite.Ok)
        {
            SqliteErrors.Raise(Handle);
            nint failed = Handle;
            Handle = 0;
            _ = Sqlite.sqlite3_close_v2(failed);
            return null;
        }
        _ = Sqlite.sqlite3_busy_timeout(Handle, (int)(timeout * 1000));
        _level = level;
        _checksThread = check_same_thread;
        _thread = PyThread.Current.Identity;
        DetectTypes = detect_types;
        _mostStatements = Math.Max(0, cached_statements);
        _isMade = true;
        return PyNone.None;
    }

    private static bool Level(PyObject given, out string? level)
    {
        level = null;
        if (given is PyNone) return true;
        if (UserSlots.Unwrap(given) is not PyStr text) return PyErr.Fail(Types.TypeError, "isolation_level must be str or None");
        foreach (string known in Levels)
        {
            if (!string.Equals(known, text.Value, StringComparison.OrdinalIgnoreCase)) continue;
            level = known;
            return true;
        }
        return PyErr.Fail(Types.ValueError, "isolation_level string must be '', 'DEFERRED', 'IMMEDIATE', or 'EXCLUSIVE'");
    }

    private bool CheckThread() => !_checksThread || PyThread.Current.Identity == _thread
        || PyErr.Fail(SqliteErrors.ProgrammingError,
            "SQLite objects created in a thread can only be used in that same thread. The object was created in thread id "
            + $"{_thread} and this is thread id {PyThread.Current.Identity}.");

    private bool CheckOpen() => Handle != 0
        || PyErr.Fail(SqliteErrors.ProgrammingError, _isMade ? "Cannot operate on a closed database." : "Base Connection.__init__ not called.");

    internal bool Check() => CheckThread() && CheckOpen();

    /// <summary>Its statements and blobs end with it.</summary>
    private void Close()
    {
        foreach (WeakReference<PyBlob> reference in _blobs)
            if (reference.TryGetTarget(out PyBlob? blob)) blob.End();
        _blobs.Clear();
        foreach (SqliteStatement statement in _statements.Values) statement.End();
        _statements.Clear();
        _recent.Clear();
        nint handle = Handle;
        Handle = 0;
        if (handle != 0) _ = Sqlite.Without(() => Sqlite.sqlite3_close_v2(handle));
    }

    [PyFunction]
    public PyObject? close()
    {
        if (!CheckThread()) return null;
        if (!_isMade) return SqliteErrors.Programming("Base Connection.__init__ not called.");
        Close();
        return PyNone.None;
    }

    // ---- statements

    /// <summary>A compiled statement that nobody is using; null with an exception pending.</summary>
    internal SqliteStatement? Statement(PyStr sql)
    {
        string key = sql.Value;
        if (_statements.TryGetValue(key, out SqliteStatement? known) && !known.IsInUse)
        {
            _recent.Remove(key);
            _recent.AddLast(key);
            return known;
        }
        if (SqliteStatement.Compile(Handle, sql) is not { } made) return null;
        if (known is null && _mostStatements > 0)
        {
            if (_statements.Count >= _mostStatements)
            {
                _statements.Remove(_recent.First!.Value);
                _recent.RemoveFirst();
            }
            _statements[key] = made;
            _recent.AddLast(key);
        }
        return made;
    }

    /// <summary>
    /// One step of a statement. Where a table is locked, the one who reads it may be a cursor that the program has forgotten and that has not
    /// been collected yet.
    /// </summary>
    internal int Step(SqliteStatement statement)
    {
        if (statement.Handle == 0) return Sqlite.Done;
        int result = Sqlite.Without(() => Sqlite.sqlite3_step(statement.Handle));
        if (result is not (Sqlite.Locked or Sqlite.Busy) || PyErr.Current is not null) return result;
        CollectCursors();
        if (result == Sqlite.Locked) _ = Sqlite.sqlite3_reset(statement.Handle);
        return Sqlite.Without(() => Sqlite.sqlite3_step(statement.Handle));
    }

    private static void CollectCursors()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
    }

    /// <summary>Does what SQLite refuses while a statement is being read; tried again when forgotten cursors are gone.</summary>
    private static int Patiently(Func<int> work)
    {
        int result = work();
        if (result != Sqlite.Busy) return result;
        CollectCursors();
        return work();
    }

    /// <summary>Runs all statements of a text that ends in a zero; false with an exception pending.</summary>
    internal bool RunScript(byte[] text)
    {
        GCHandle pin = GCHandle.Alloc(text, GCHandleType.Pinned);
        try
        {
            nint at = pin.AddrOfPinnedObject(), end = at + text.Length - 1;
            while (at < end)
            {
                nint statement = 0, tail = 0, from = at;
                if (Sqlite.Without(() => Sqlite.sqlite3_prepare_v2(Handle, from, (int)(end - from) + 1, out statement, out tail)) != Sqlite.Ok) return SqliteErrors.Fail(Handle);
                at = tail;
                if (statement == 0) continue;
                int result;
                do result = Sqlite.Without(() => Sqlite.sqlite3_step(statement));
                while (result == Sqlite.Row);
                if (Sqlite.sqlite3_finalize(statement) != Sqlite.Ok) return SqliteErrors.Fail(Handle);
                if (!Interrupts.Check()) return false;
            }
            return true;
        }
        finally
        {
            pin.Free();
        }
    }

    private bool Simple(string sql) => RunScript(Sqlite.Text(sql));

    // ---- transactions

    private bool IsInTransaction => Sqlite.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>Before a change: begins a transaction unless there is one.</summary>
    internal bool Begin() => _level is null || IsInTransaction || Simple(_level.Length == 0 ? "BEGIN " : "BEGIN " + _level);

    internal bool Commit() => !IsInTransaction || Simple("COMMIT");

    [PyFunction] public PyObject? commit() => Check() && Commit() ? PyNone.None : null;
    [PyFunction] public PyObject? rollback() => Check() && (!IsInTransaction || Simple("ROLLBACK")) ? PyNone.None : null;

    [PyFunction("__enter__")] public PyObject? Enter() => Check() ? Self : null;

    [PyFunction("__exit__")]
    public PyObject? Exit(PyObject type, PyObject value, PyObject traceback)
    {
        bool succeeded = type is PyNone && value is PyNone && traceback is PyNone;
        if ((succeeded ? commit() : rollback()) is not null) return PyBool.False;
        if (!succeeded) return null;
        // A transaction that cannot be committed is not left open.
        PyException error = PyErr.Take();
        if (rollback() is null) PyErr.Current = null;
        return PyErr.Raise(error);
    }

    // ---- attributes

    [PyProperty(Setter = nameof(SetLevel))] public PyObject? isolation_level => CheckOpen() ? _level is null ? PyNone.None : new PyStr(_level) : null;
    [PyProperty] public PyObject? total_changes => Check() ? new PyInt(Sqlite.sqlite3_total_changes(Handle)) : null;
    [PyProperty] public PyObject? in_transaction => Check() ? PyBool.Of(IsInTransaction) : null;
    [PyProperty(Setter = nameof(SetRowFactory))] public PyObject row_factory { get; private set; } = PyNone.None;
    [PyProperty(Setter = nameof(SetTextFactory))] public PyObject text_factory => TextFactory;

    private bool SetLevel(PyObject? value)
    {
        if (value is null) return PyErr.Fail(Types.AttributeError, "cannot delete attribute");
        if (!Level(value, out string? level)) return false;
        if (level is null && (!Check() || !Commit())) return false;
        _level = level;
        return true;
    }

    private bool SetRowFactory(PyObject? value)
    {
        row_factory = value ?? PyNone.None;
        return true;
    }

    private bool SetTextFactory(PyObject? value)
    {
        TextFactory = value ?? Types.Str;
        return true;
    }

    // ---- cursors

    [PyFunction]
    public PyObject? cursor([Keyword, Unset] PyObject? factory = null)
    {
        if (!Check()) return null;
        if ((factory ?? PyCursor.ClassType).Call([Self], null) is not { } made) return null;
        if (UserSlots.Unwrap(made) is not PyCursor own) return PyErr.TypeError($"factory must return a cursor, not {made.Type.Name}");
        if (row_factory is not PyNone) own.SetRowFactory(row_factory);
        return made;
    }

    [PyFunction]
    public PyObject? execute(PyStr sql, [Unset] PyObject? parameters = null) => cursor() is { } made ? ((PyCursor)made).execute(sql, parameters) : null;

    [PyFunction]
    public PyObject? executemany(PyStr sql, PyObject parameters) => cursor() is { } made ? ((PyCursor)made).executemany(sql, parameters) : null;

    [PyFunction]
    public PyObject? executescript(PyObject sql_script)
    {
        if (UserSlots.Unwrap(sql_script) is not PyStr text) return PyErr.TypeError($"executescript() argument must be str, not {sql_script.Type.Name}");
        return cursor() is { } made ? ((PyCursor)made).executescript(text) : null;
    }

    public override bool IsCallable => true;

    /// <summary>Compiles a statement, which shows whether it is right.</summary>
    public override PyObject? Call(PyObject[] args, PyStr[]? keywords)
    {
        if (keywords is { Length: > 0 }) return PyErr.TypeError("sqlite3.Connection() takes no keyword arguments");
        if (args.Length != 1) return PyErr.TypeError($"sqlite3.Connection() takes exactly one argument ({args.Length} given)");
        if (UserSlots.Unwrap(args[0]) is not PyStr sql) return PyErr.TypeError($"argument 1 must be str, not {args[0].Type.Name}");
        return Check() && Statement(sql) is not null ? Self : null;
    }
}
