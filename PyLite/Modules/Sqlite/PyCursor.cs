using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Runs statements and gives their rows. A row is read ahead, so that the statement ends with its last one.</summary>
[PyClass("sqlite3.Cursor")]
[DontLookInside]
public sealed partial class PyCursor : PyObject, IWrapped
{
    private PyConnection? _connection;
    private SqliteStatement? _statement;
    private PyObject?[]? _converters;
    private PyObject _rowFactory = PyNone.None;
    private PyObject? _outer;
    private bool _isClosed, _isLocked;
    private long _rowCount = -1;
    private PyObject _lastRow = PyNone.None;
    private PyObject _arraySize = new PyInt(1);

    private PyCursor()
    {
    }

    /// <summary>A cursor nobody refers to does not keep its statement from others.</summary>
    ~PyCursor() => _statement?.Reset();

    [PyClassInit]
    private static void AddEmpty(PyType type) => type.MakeEmpty = static () => new PyCursor();

    [PyNew]
    public static PyObject? New(PyObject connection)
    {
        var made = new PyCursor();
        return made.Init(connection) is null ? null : made;
    }

    [PyFunction("__init__")]
    public PyObject? Init(PyObject connection)
    {
        if (UserSlots.Unwrap(connection) is not PyConnection own) return PyErr.TypeError($"Cursor() argument 1 must be sqlite3.Connection, not {connection.Type.Name}");
        _connection = own;
        return own.Check() ? PyNone.None : null;
    }

    void IWrapped.Wrap(PyWrapper outer) => _outer = outer;

    private PyObject Self => _outer ?? this;

    [PyProperty] public PyObject connection => _connection?.Self ?? PyNone.None;
    [PyProperty] public PyObject description { get; private set; } = PyNone.None;
    [PyProperty] public PyObject lastrowid => _lastRow;
    [PyProperty] public long rowcount => _rowCount;
    [PyProperty(Setter = nameof(SetArraySize))] public PyObject arraysize => _arraySize;
    [PyProperty(Setter = nameof(SetRowFactory))] public PyObject row_factory => _rowFactory;

    private bool SetArraySize(PyObject? value)
    {
        if (value is null) return PyErr.Fail(Types.TypeError, "can't delete numeric/char attribute");
        if (!Sequences.Integer(value, out long size)) return false;
        _arraySize = new PyInt(size);
        return true;
    }

    internal bool SetRowFactory(PyObject? value)
    {
        _rowFactory = value ?? PyNone.None;
        return true;
    }

    private bool Check()
    {
        if (_connection is null) return PyErr.Fail(SqliteErrors.ProgrammingError, "Base Cursor.__init__ not called.");
        if (_isClosed) return PyErr.Fail(SqliteErrors.ProgrammingError, "Cannot operate on a closed cursor.");
        if (_isLocked) return PyErr.Fail(SqliteErrors.ProgrammingError, "Recursive use of cursors not allowed.");
        return _connection.Check();
    }

    private void Drop()
    {
        _statement?.Reset();
        _statement = null;
    }

    [PyFunction]
    public PyObject? execute(PyStr sql, [Unset] PyObject? parameters = null) => Run(false, sql, parameters);

    [PyFunction]
    public PyObject? executemany(PyStr sql, PyObject seq_of_parameters) => Run(true, sql, seq_of_parameters);

    private PyObject? Run(bool many, PyStr sql, PyObject? parameters)
    {
        if (!Check()) return null;
        _isLocked = true;
        bool done = RunLocked(many, sql, parameters);
        _isLocked = false;
        if (done) return Self;
        Drop();
        _rowCount = -1;
        return null;
    }

    private bool RunLocked(bool many, PyStr sql, PyObject? parameters)
    {
        PyObject? iterator = null;
        if (many && (iterator = parameters!.Iter()) is null) return false;
        Drop();
        description = PyNone.None;
        if (_connection!.Statement(sql) is not { } statement) return false;
        _statement = statement;
        statement.IsInUse = true;
        statement.Reset();
        statement.IsInUse = true;
        _rowCount = statement.IsChange ? 0 : -1;
        if (many && !statement.IsChange) return PyErr.Fail(SqliteErrors.ProgrammingError, "executemany() can only execute DML statements.");
        if (statement.IsChange && !_connection.Begin()) return false;
        while (true)
        {
            PyObject given = parameters ?? PyTuple.Empty;
            if (many)
            {
                if (iterator!.Next() is not { } next) return false;
                if (next is PyEnd) break;
                given = next;
            }
            _ = Sqlite.sqlite3_reset(statement.Handle);
            if (!statement.Bind(given)) return false;
            int result = _connection.Step(statement);
            if (result is not (Sqlite.Done or Sqlite.Row))
            {
                PyErr.Current = null;
                return SqliteErrors.Fail(_connection.Handle);
            }
            int columns = statement.Columns;
            if (!many && columns > 0) Describe(statement, columns);
            if (!many) _lastRow = new PyInt(Sqlite.sqlite3_last_insert_rowid(_connection.Handle));
            if (result == Sqlite.Done)
            {
                if (statement.IsChange) _rowCount += Sqlite.sqlite3_changes(_connection.Handle);
                _ = Sqlite.sqlite3_reset(statement.Handle);
            }
            if (many) continue;
            if (result == Sqlite.Done) Drop();
            return true;
        }
        Drop();
        return true;
    }

    private void Describe(SqliteStatement statement, int count)
    {
        const int items = 7;
        var columns = new PyObject[count];
        int detects = _connection!.DetectTypes;
        _converters = detects == 0 ? null : new PyObject?[count];
        for (int i = 0; i < count; i++)
        {
            string name = statement.ColumnName(i), shown = name;
            int bracket = name.IndexOf('[', StringComparison.Ordinal);
            if ((detects & SqliteModule.ColumnNames) != 0 && bracket >= 0) shown = (bracket > 0 && name[bracket - 1] == ' ' ? name[..(bracket - 1)] : name[..bracket]);
            var parts = new PyObject[items];
            Array.Fill(parts, PyNone.None);
            parts[0] = new PyStr(shown);
            columns[i] = new PyTuple(parts);
            if (_converters is not null) _converters[i] = Converter(statement, i, name, detects);
        }
        description = new PyTuple(columns);
    }

    private static PyObject? Converter(SqliteStatement statement, int column, string name, int detects)
    {
        static PyObject? Known(string type) => SqliteModule.converters.Get(new PyStr(type.ToUpperInvariant()));
        if ((detects & SqliteModule.ColumnNames) != 0 && name.IndexOf('[', StringComparison.Ordinal) is var open and >= 0
            && name.IndexOf(']', open) is var close and >= 0 && Known(name[(open + 1)..close]) is { } named)
            return named;
        if ((detects & 1) == 0) return null;
        string declared = statement.DeclaredType(column);
        int end = declared.IndexOfAny([' ', '(']);
        return declared.Length == 0 ? null : Known(end < 0 ? declared : declared[..end]);
    }

    private PyObject? ReadRow(SqliteStatement statement)
    {
        var row = new PyObject[statement.Columns];
        for (int i = 0; i < row.Length; i++)
        {
            PyObject? value;
            if (_converters is { } converters && i < converters.Length && converters[i] is { } converter)
                value = statement.Raw(i) is { Length: > 0 } raw ? converter.Call([new PyBytes(raw)], null) : PyNone.None;
            else
                value = statement.Value(i, _connection!.TextFactory);
            if (value is null) return null;
            row[i] = value;
        }
        return new PyTuple(row);
    }

    public override PyObject Iter() => Self;

    public override bool IsIterator => true;

    public override PyObject? Next()
    {
        if (!Check()) return null;
        if (_statement is not { } statement) return PyEnd.Value;
        _isLocked = true;
        PyObject? row = ReadRow(statement);
        _isLocked = false;
        if (row is null)
        {
            Drop();
            return null;
        }
        int result = _connection!.Step(statement);
        if (result == Sqlite.Done)
        {
            if (statement.IsChange) _rowCount = Sqlite.sqlite3_changes(_connection.Handle);
            Drop();
        }
        else if (result != Sqlite.Row)
        {
            PyErr.Current = null;
            SqliteErrors.Raise(_connection.Handle);
            Drop();
            return null;
        }
        return _rowFactory is PyNone ? row : _rowFactory.Call([Self, row], null);
    }

    [PyFunction]
    public PyObject? fetchone() => Next() is var row and not PyEnd ? row : PyNone.None;

    [PyFunction]
    public PyObject? fetchmany([Keyword, Unset] PyObject? size = null)
    {
        if (!Sequences.Integer(size ?? _arraySize, out long most)) return null;
        return Collect(most);
    }

    [PyFunction] public PyObject? fetchall() => Collect(long.MaxValue);

    private PyObject? Collect(long most)
    {
        var rows = new PyList();
        // A size of 0 means all there are.
        for (long i = 0; most == 0 || i < most; i++)
        {
            if (Next() is not { } row) return null;
            if (row is PyEnd) break;
            rows.Append(row);
        }
        return rows;
    }

    /// <summary>Runs many statements, after committing what is pending.</summary>
    [PyFunction]
    public PyObject? executescript(PyStr sql_script)
    {
        if (!Check()) return null;
        if (Calls.Method(sql_script, "encode") is not PyBytes encoded) return null;
        byte[] text = [.. encoded.Span, 0];
        if (Array.IndexOf(text, (byte)0) != text.Length - 1) return PyErr.ValueError("embedded null character");
        if (text.Length - 1 > Sqlite.sqlite3_limit(_connection!.Handle, 1, -1)) return PyErr.Raise(SqliteErrors.DataError, "query string is too large");
        return _connection.Commit() && _connection.RunScript(text) ? Self : null;
    }

    [PyFunction] public void setinputsizes(PyObject sizes) => _ = sizes;
    [PyFunction] public void setoutputsize(PyObject size, PyObject? column = null) => _ = column;

    [PyFunction]
    public PyObject? close()
    {
        if (_connection is null) return SqliteErrors.Programming("Base Cursor.__init__ not called.");
        if (_isLocked) return SqliteErrors.Programming("Recursive use of cursors not allowed.");
        if (!_connection.Check()) return null;
        Drop();
        _isClosed = true;
        return PyNone.None;
    }
}
