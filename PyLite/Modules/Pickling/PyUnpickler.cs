using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// This takes a binary file for reading a pickle data stream. The protocol is found by itself. The encoding and errors say how 8-bit strings of
/// Python 2 become text; buffers are those that the pickler gave to its buffer_callback.
/// </summary>
[PyClass("_pickle.Unpickler")]
[DontLookInside]
public sealed partial class PyUnpickler : PyObject, IWrapped
{
    private static readonly PyStr PersistentLoad = PyStr.Intern("persistent_load"), FindClassName = PyStr.Intern("find_class"),
        ReadName = PyStr.Intern("read"), ReadLineName = PyStr.Intern("readline"), ReadIntoName = PyStr.Intern("readinto"), PeekName = PyStr.Intern("peek");

    private PyInstance? _outer;
    private PyObject? _givenPersistentLoad, _persistentLoad, _findClass, _buffers;
    private PickleInput? _input;
    private PyObject?[] _memo = new PyObject?[32];
    private int _memoSize;
    private int _protocol;
    private bool _fixesImports;
    private string _encoding = "ASCII", _errors = "strict";

    private PyUnpickler()
    {
    }

    void IWrapped.Wrap(PyWrapper outer) => _outer = outer;

    private PyObject Self => _outer ?? (PyObject)this;

    [PyClassInit]
    private static void Fill(PyType type) => type.MakeEmpty = static () => new PyUnpickler();

    [PyNew]
    public static PyObject? New([Keyword] PyObject file, [KeywordOnly] bool fix_imports = true, string encoding = "ASCII", string errors = "strict",
        [Unset][Shown("()")] PyObject? buffers = null)
    {
        var made = new PyUnpickler();
        return made.Init(file, fix_imports, encoding, errors, buffers) is null ? null : made;
    }

    [PyFunction("__init__")]
    public PyObject? Init([Keyword] PyObject file, [KeywordOnly] bool fix_imports = true, string encoding = "ASCII", string errors = "strict",
        [Unset][Shown("()")] PyObject? buffers = null)
    {
        PyObject? readInto = Attributes.Find(file, ReadIntoName);
        if (PyErr.Current is not null) return null;
        PyObject? peek = Attributes.Find(file, PeekName);
        if (PyErr.Current is not null) return null;
        PyObject? read = Attributes.Find(file, ReadName);
        if (PyErr.Current is not null) return null;
        PyObject? readLine = Attributes.Find(file, ReadLineName);
        if (PyErr.Current is not null) return null;
        if (read is null || readLine is null) return PyErr.TypeError("file must have 'read' and 'readline' attributes");
        if (!SetOptions(fix_imports, encoding, errors, buffers)) return null;
        _input = new PickleInput(file, read, readLine, readInto, peek);
        _memo = new PyObject?[32];
        _memoSize = 0;
        _protocol = 0;
        return PyNone.None;
    }

    /// <summary>An unpickler of bytes; null with an exception pending.</summary>
    internal static PyUnpickler? Of(ArraySegment<byte> bytes, bool fixImports, string encoding, string errors, PyObject? buffers)
    {
        var made = new PyUnpickler { _input = new PickleInput(bytes) };
        return made.SetOptions(fixImports, encoding, errors, buffers) ? made : null;
    }

    private bool SetOptions(bool fixImports, string encoding, string errors, PyObject? buffers)
    {
        _buffers = null;
        if (buffers is not (null or PyNone) && (_buffers = buffers.Iter()) is null) return false;
        (_fixesImports, _encoding, _errors) = (fixImports, encoding, errors);
        return true;
    }

    // ---- what programs see

    [PyProperty(Setter = nameof(SetPersistentLoad))]
    public PyObject? persistent_load => _givenPersistentLoad ?? PyErr.Raise(Types.AttributeError, "persistent_load");

    private bool SetPersistentLoad(PyObject? value)
    {
        if (value is null) return PyErr.Fail(Types.TypeError, "attribute deletion is not supported");
        if (!value.IsCallable) return PyErr.Fail(Types.TypeError, "persistent_load must be a callable taking one argument");
        _givenPersistentLoad = value;
        return true;
    }

    [PyProperty(Setter = nameof(SetMemo))] public PyObject memo => new PyUnpicklerMemo(this);

    private bool SetMemo(PyObject? value)
    {
        if (value is null) return PyErr.Fail(Types.TypeError, "attribute deletion is not supported");
        if (value is PyUnpicklerMemo { Unpickler: { } other })
        {
            (_memo, _memoSize) = ((PyObject?[])other._memo.Clone(), other._memoSize);
            return true;
        }
        if (UserSlots.Unwrap(value) is not PyDict dict) return PyErr.Fail(Types.TypeError, $"'memo' attribute must be an UnpicklerMemoProxy object or dict, not {value.Type.Name}");
        ClearMemo();
        foreach ((PyObject key, PyObject o) in dict.Pairs())
        {
            if (UserSlots.Unwrap(key) is not (PyInt or PyLong or PyBool)) return PyErr.Fail(Types.TypeError, "memo key must be integers");
            if (!Sequences.Integer(key, out long at)) return false;
            if (at < 0) return PyErr.Fail(Types.ValueError, "memo key must be positive integers.");
            if (!PutMemo(at, o)) return false;
        }
        return true;
    }

    internal void ClearMemo()
    {
        Array.Clear(_memo);
        _memoSize = 0;
    }

    internal PyDict MemoNow()
    {
        var dict = new PyDict();
        for (int i = 0; i < _memo.Length; i++)
            if (_memo[i] is { } o) dict.Set(new PyInt(i), o);
        return dict;
    }

    /// <summary>Returns size in memory, in bytes.</summary>
    [PyFunction("__sizeof__")]
    public long SizeOf() => 184 + 8L * _memo.Length;

    /// <summary>Load a pickle: reads the pickled representation of an object from the open file and gives the object made of it.</summary>
    [PyFunction]
    public PyObject? load()
    {
        if (_input is null) return PyErr.Raise(PickleModule.UnpicklingError, $"Unpickler.__init__() was not called by {Self.Type.Name}.__init__()");
        _persistentLoad = _givenPersistentLoad;
        _findClass = null;
        if (_outer is not null)
        {
            _persistentLoad = Attributes.Find(_outer, PersistentLoad);
            if (PyErr.Current is not null) return null;
            if (_outer.Type.Overrides(FindClassName, ClassType) || _outer.GetOwn(FindClassName) is not null)
            {
                _findClass = _outer.GetAttr(FindClassName);
                if (_findClass is null) return null;
            }
        }
        _stack = new PyObject[16];
        _count = _fence = 0;
        _marks.Clear();
        _protocol = 0;
        PyObject? value = Run();
        _stack = [];
        return value is not null && _input.SkipUsed() ? value : null;
    }

    /// <summary>Return an object from a specified module. The module is imported if necessary.</summary>
    [PyFunction]
    public PyObject? find_class(PyObject module_name, PyObject global_name)
    {
        if (UserSlots.Unwrap(module_name) is not PyStr module) return PyErr.TypeError("module name must be a string");
        if (UserSlots.Unwrap(global_name) is not PyStr name) return PyErr.TypeError("attribute name must be string, not '" + global_name.Type.Name + "'");
        return Find(module, name);
    }

    private PyObject? Find(PyStr module, PyStr name)
    {
        if (_protocol < 3 && _fixesImports && !NewNames(ref module, ref name)) return null;
        if (Imports.ImportModule(module.Value) is not { } found) return null;
        PyObject? meant = _protocol >= 4 ? PickleState.Deep(found, name, out _) : found.GetAttr(PyStr.Intern(name));
        if (meant is not null || !PyErr.TakeIf(Types.AttributeError)) return meant;
        return found.Repr() is { } shown ? PyErr.Raise(Types.AttributeError, $"Can't get attribute {name.Repr().Value} on {shown.Value}") : null;
    }

    /// <summary>The names that those of Python 2 have become.</summary>
    private static bool NewNames(ref PyStr module, ref PyStr name)
    {
        if (PickleState.Table(PickleState.Part.Names) is not { } names || PickleState.Table(PickleState.Part.ImportNames) is not { } modules) return false;
        PyObject? both = names.Get(new PyTuple([module, name]));
        if (PyErr.Current is not null) return false;
        if (both is not null)
        {
            if (UserSlots.Unwrap(both) is not PyTuple { Items: [PyStr newModule, PyStr newName] })
                return PyErr.Fail(Types.RuntimeError, $"_compat_pickle.NAME_MAPPING values should be 2-tuples, not {both.Type.Name}");
            (module, name) = (newModule, newName);
            return true;
        }
        if (modules.Get(module) is not { } renamed) return PyErr.Current is null;
        if (UserSlots.Unwrap(renamed) is not PyStr text) return PyErr.Fail(Types.RuntimeError, $"_compat_pickle.IMPORT_MAPPING values should be strings, not {renamed.Type.Name}");
        module = text;
        return true;
    }
}

/// <summary>The memo of an unpickler.</summary>
[PyClass("_pickle.UnpicklerMemoProxy")]
[DontLookInside]
public sealed partial class PyUnpicklerMemo(PyUnpickler unpickler) : PyObject
{
    internal PyUnpickler Unpickler => unpickler;

    /// <summary>Remove all items from memo.</summary>
    [PyFunction]
    public void clear() => unpickler.ClearMemo();

    /// <summary>Copy the memo to a new object.</summary>
    [PyFunction]
    public PyObject copy() => unpickler.MemoNow();

    /// <summary>Implement pickling support.</summary>
    [PyFunction("__reduce__")]
    public PyObject Reduce() => new PyTuple([Types.Dict, new PyTuple([unpickler.MemoNow()])]);
}
