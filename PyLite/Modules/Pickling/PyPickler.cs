using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// This takes a binary file for writing a pickle data stream. The protocol says how pickles are written; a buffer_callback takes the large
/// buffers out of the stream.
/// </summary>
[PyClass("_pickle.Pickler")]
[DontLookInside]
public sealed partial class PyPickler : PyObject, IWrapped
{
    private static readonly PyStr PersistentId = PyStr.Intern("persistent_id"), DispatchTable = PyStr.Intern("dispatch_table"),
        ReducerOverride = PyStr.Intern("reducer_override"), WriteName = PyStr.Intern("write");

    private PyInstance? _outer;
    private PyObject? _givenPersistentId, _givenDispatchTable, _bufferCallback;

    /// <summary>What applies to the pickle that is being made.</summary>
    private PyObject? _persistentId, _dispatchTable, _reducerOverride;
    private PickleOutput? _output;
    private IdentityMemo _memo = new();
    private int _protocol;
    private bool _isBinary, _fixesImports, _isFast;
    private int _fastNesting;
    private Dictionary<PyObject, bool>? _fastSeen;

    private PyPickler()
    {
    }

    void IWrapped.Wrap(PyWrapper outer) => _outer = outer;

    private PyObject Self => _outer ?? (PyObject)this;

    [PyClassInit]
    private static void Fill(PyType type) => type.MakeEmpty = static () => new PyPickler();

    [PyNew]
    public static PyObject? New([Keyword] PyObject file, PyObject? protocol = null, bool fix_imports = true, PyObject? buffer_callback = null)
    {
        var made = new PyPickler();
        return made.Init(file, protocol, fix_imports, buffer_callback) is null ? null : made;
    }

    [PyFunction("__init__")]
    public PyObject? Init([Keyword] PyObject file, PyObject? protocol = null, bool fix_imports = true, PyObject? buffer_callback = null)
    {
        if (!SetProtocol(protocol, fix_imports, buffer_callback)) return null;
        if (Attributes.Find(file, WriteName) is not { } write) return PyErr.Current is null ? PyErr.TypeError("file must have a 'write' attribute") : null;
        _output = new PickleOutput(write);
        _memo = new IdentityMemo();
        _isFast = false;
        return PyNone.None;
    }

    /// <summary>A pickler that keeps what it makes; null with an exception pending.</summary>
    internal static PyPickler? InMemory(PyObject? protocol, bool fixImports, PyObject? bufferCallback)
    {
        var made = new PyPickler();
        if (!made.SetProtocol(protocol, fixImports, bufferCallback)) return null;
        made._output = new PickleOutput(null);
        return made;
    }

    private bool SetProtocol(PyObject? protocol, bool fixImports, PyObject? bufferCallback)
    {
        long number = PickleOp.Default;
        if (protocol is not (null or PyNone))
        {
            if (!Argument.Int(protocol, out int given)) return false;
            if (given > PickleOp.Highest) return PyErr.Fail(Types.ValueError, $"pickle protocol must be <= {PickleOp.Highest}");
            number = given < 0 ? PickleOp.Highest : given;
        }
        if (bufferCallback is PyNone) bufferCallback = null;
        if (bufferCallback is not null && number < 5) return PyErr.Fail(Types.ValueError, "buffer_callback needs protocol >= 5");
        _protocol = (int)number;
        _isBinary = number > 0;
        _fixesImports = fixImports && number < 3;
        _bufferCallback = bufferCallback;
        return true;
    }

    // ---- what programs see

    /// <summary>Whether the protocol is a binary one.</summary>
    [PyProperty(Setter = nameof(SetBin))] public long bin => _isBinary ? 1 : 0;

    private bool SetBin(PyObject? value)
    {
        if (value is null) return PyErr.Fail(Types.TypeError, "can't delete numeric/char attribute");
        if (!Argument.Int(value, out int flag)) return false;
        _isBinary = flag != 0;
        return true;
    }

    /// <summary>Whether objects are written without keeping them in the memo.</summary>
    [PyProperty(Setter = nameof(SetFast))] public long fast => _isFast ? 1 : 0;

    private bool SetFast(PyObject? value)
    {
        if (value is null) return PyErr.Fail(Types.TypeError, "can't delete numeric/char attribute");
        if (!Argument.Int(value, out int flag)) return false;
        _isFast = flag != 0;
        return true;
    }

    [PyProperty(Setter = nameof(SetDispatchTable))]
    public PyObject? dispatch_table => _givenDispatchTable ?? PyErr.AttributeError(this, DispatchTable);

    private bool SetDispatchTable(PyObject? value)
    {
        if (value is null && _givenDispatchTable is null) return PyErr.Fail(Types.AttributeError, "dispatch_table");
        _givenDispatchTable = value;
        return true;
    }

    [PyProperty(Setter = nameof(SetPersistentId))]
    public PyObject? persistent_id => _givenPersistentId ?? PyErr.Raise(Types.AttributeError, "persistent_id");

    private bool SetPersistentId(PyObject? value)
    {
        if (value is null) return PyErr.Fail(Types.TypeError, "attribute deletion is not supported");
        if (!value.IsCallable) return PyErr.Fail(Types.TypeError, "persistent_id must be a callable taking one argument");
        _givenPersistentId = value;
        return true;
    }

    [PyProperty(Setter = nameof(SetMemo))] public PyObject memo => new PyPicklerMemo(this);

    private bool SetMemo(PyObject? value)
    {
        if (value is null) return PyErr.Fail(Types.TypeError, "attribute deletion is not supported");
        if (value is PyPicklerMemo { Pickler: { } other })
        {
            _memo = other._memo.Copy();
            return true;
        }
        if (UserSlots.Unwrap(value) is not PyDict dict) return PyErr.Fail(Types.TypeError, $"'memo' attribute must be a PicklerMemoProxy object or dict, not {value.Type.Name}");
        var memo = new IdentityMemo();
        foreach ((_, PyObject entry) in dict.Pairs())
        {
            if (UserSlots.Unwrap(entry) is not PyTuple { Items: [var number, var o] }) return PyErr.Fail(Types.TypeError, "'memo' values must be 2-item tuples");
            if (!Argument.Int(number, out int at)) return false;
            memo.Set(o, at);
        }
        _memo = memo;
        return true;
    }

    /// <summary>The memo as a dict of pairs by the objects' numbers.</summary>
    internal PyDict MemoNow()
    {
        var dict = new PyDict();
        foreach ((PyObject o, int number) in _memo.Entries()) dict.Set(new PyInt(Identity.Of(o)), new PyTuple([new PyInt(number), o]));
        return dict;
    }

    /// <summary>Clears the pickler's "memo": what has been written is written again when it comes again.</summary>
    [PyFunction]
    public void clear_memo() => _memo.Clear();

    /// <summary>Returns size in memory, in bytes.</summary>
    [PyFunction("__sizeof__")]
    public long SizeOf() => 168 + 24L * _memo.Count;

    // ---- pickling

    /// <summary>Write a pickled representation of the given object to the open file.</summary>
    [PyFunction]
    public PyObject? dump(PyObject obj)
    {
        if (_output is not { } output) return PyErr.Raise(PickleModule.PicklingError, $"Pickler.__init__() was not called by {Self.Type.Name}.__init__()");
        output.Clear();
        return Dump(obj) && output.Flush() ? PyNone.None : null;
    }

    /// <summary>The pickle of an object, of a pickler that makes only this one; null with an exception pending.</summary>
    internal byte[]? Dumped(PyObject obj)
    {
        byte[]? bytes = Dump(obj) ? _output!.Finish() : null;
        _memo.Clear();
        return bytes;
    }

    private bool Dump(PyObject obj)
    {
        PickleOutput output = _output!;
        if (!FindHooks()) return false;
        _fastNesting = 0;
        _fastSeen = null;
        if (_protocol >= 2)
        {
            output.Write(PickleOp.Proto, (byte)_protocol);
            output.IsFraming = _protocol >= 4;
        }
        bool done = Save(obj);
        if (done)
        {
            output.Write(PickleOp.Stop);
            output.CloseFrame();
        }
        output.IsFraming = false;
        _reducerOverride = null;
        return done;
    }

    /// <summary>What a derived class, or the program, has put in the place of the usual.</summary>
    private bool FindHooks()
    {
        _persistentId = _givenPersistentId;
        _dispatchTable = _givenDispatchTable;
        _reducerOverride = null;
        if (_outer is null) return true;
        _persistentId = Attributes.Find(_outer, PersistentId);
        if (PyErr.Current is not null) return false;
        _dispatchTable = Attributes.Find(_outer, DispatchTable);
        if (PyErr.Current is not null) return false;
        _reducerOverride = Attributes.Find(_outer, ReducerOverride);
        return PyErr.Current is null;
    }

    internal IdentityMemo Memo => _memo;
}

/// <summary>The memo of a pickler.</summary>
[PyClass("_pickle.PicklerMemoProxy")]
[DontLookInside]
public sealed partial class PyPicklerMemo(PyPickler pickler) : PyObject
{
    internal PyPickler Pickler => pickler;

    /// <summary>Remove all items from memo.</summary>
    [PyFunction]
    public void clear() => pickler.Memo.Clear();

    /// <summary>Copy the memo to a new object.</summary>
    [PyFunction]
    public PyObject copy() => pickler.MemoNow();

    /// <summary>Implement pickle support.</summary>
    [PyFunction("__reduce__")]
    public PyObject Reduce() => new PyTuple([Types.Dict, new PyTuple([pickler.MemoNow()])]);
}
