using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// A variable of a module. Its first value is a constant to traces; once it has changed it is an ordinary cell. Also holds class
/// attributes that change.
/// </summary>
public sealed class GlobalCell : PyObject
{
    /// <summary>The value while it has been set once only, else null.</summary>
    private readonly QuasiImmutable<PyObject?> _constant;
    private PyObject? _value;

    public GlobalCell(PyObject value, bool mutable = false)
    {
        _value = value;
        _constant = new QuasiImmutable<PyObject?>(mutable ? null : value);
    }

    public override PyType Type => Types.Object;

    /// <summary>The value; null when the variable has been deleted.</summary>
    public PyObject? Value
    {
        get => _constant.Get() ?? _value;
        set
        {
            if (ReferenceEquals(value, _value)) return;
            _value = value;
            if (_constant.Get() != null) BecomeMutable();
        }
    }

    /// <summary>The value, for where nothing is traced.</summary>
    internal PyObject? Current => _value;

    [DontLookInside]
    private void BecomeMutable() => _constant.Set(null);
}

/// <summary>The globals of a module: a <c>dict</c> to programs, cells to the interpreter.</summary>
public sealed class ModuleDict : PyObject
{
    private readonly Dictionary<PyStr, GlobalCell> _cells = new(ByReference.Instance);
    private readonly List<PyStr> _order = [];

    /// <summary>Replaced when a name is added or removed.</summary>
    private readonly QuasiImmutable<VersionTag> _tag = new(new VersionTag());

    /// <summary>Another one when a name has been added or removed.</summary>
    internal VersionTag Tag => _tag.Get();

    public override PyType Type => Types.Dict;

    private sealed class ByReference : IEqualityComparer<PyStr>
    {
        public static readonly ByReference Instance = new();
        public bool Equals(PyStr? x, PyStr? y) => ReferenceEquals(x, y);
        public int GetHashCode(PyStr s) => (int)s.Hash();
    }

    /// <summary>The variable of an interned name, or null.</summary>
    public GlobalCell? FindCell(PyStr name)
    {
        ModuleDict dict = Jit.Promote(this);
        return FindCellAt(dict, dict._tag.Get(), name);
    }

    private struct Entry
    {
        public VersionTag? Tag;
        public PyStr? Name;
        public GlobalCell? Cell;
    }

    private const int CacheSize = 2048;
    private static readonly Entry[] Cache = new Entry[CacheSize];

    [Elidable]
    private static GlobalCell? FindCellAt(ModuleDict dict, VersionTag tag, PyStr name)
    {
        ref Entry e = ref Cache[(tag.Id * 31 + (int)name.Hash()) & (CacheSize - 1)];
        if (ReferenceEquals(e.Tag, tag) && ReferenceEquals(e.Name, name)) return e.Cell;
        GlobalCell? cell = dict._cells.GetValueOrDefault(name);
        e.Tag = tag;
        e.Name = name;
        e.Cell = cell;
        return cell;
    }

    public PyObject? Get(PyStr name) => FindCell(name)?.Value;

    public PyObject? Get(string name) => Get(PyStr.Intern(name));

    public void Set(PyStr name, PyObject value)
    {
        if (FindCell(name) is { } cell) cell.Value = value;
        else Add(name, value);
    }

    public void Set(string name, PyObject value) => Set(PyStr.Intern(name), value);

    [DontLookInside]
    private void Add(PyStr name, PyObject value)
    {
        _cells.Add(name, new GlobalCell(value));
        _order.Add(name);
        _tag.Set(new VersionTag());
    }

    [DontLookInside]
    public bool Remove(PyStr name)
    {
        if (!_cells.Remove(name, out GlobalCell? cell)) return false;
        cell.Value = null;
        _order.Remove(name);
        _tag.Set(new VersionTag());
        return true;
    }

    public IReadOnlyList<PyStr> Keys => _order;

    /// <summary>A dict of the variables as they are now.</summary>
    [DontLookInside]
    public PyDict Snapshot()
    {
        var dict = new PyDict();
        foreach (PyStr name in _order)
            if (_cells[name].Value is { } value) dict.SetStr(name, value);
        return dict;
    }

    public override PyStr? Repr() => Snapshot().Repr();
    public override long Len() => _order.Count;
    public override int Truth() => _order.Count > 0 ? 1 : 0;
    public override PyObject? Iter() => Snapshot().Iter();
    public override int Contains(PyObject item) => item is PyStr s && Get(PyStr.Intern(s)) != null ? 1 : 0;
    public override long Hash() => Snapshot().Hash();

    public override PyObject? GetItem(PyObject key)
    {
        if (key is PyStr s && Get(PyStr.Intern(s)) is { } value) return value;
        return PyErr.RaiseWithArgs(Types.KeyError, key);
    }

    public override bool SetItem(PyObject key, PyObject value)
    {
        if (key is not PyStr s) return PyErr.Fail(Types.TypeError, "module globals have str keys only");
        Set(PyStr.Intern(s), value);
        return true;
    }

    public override bool DelItem(PyObject key)
    {
        if (key is PyStr s && Remove(PyStr.Intern(s))) return true;
        PyErr.RaiseWithArgs(Types.KeyError, key);
        return false;
    }
}

/// <summary>A module.</summary>
public sealed class PyModule : PyObject
{
    public readonly ModuleDict Globals;

    /// <summary>Where it was imported from; null for a module a program has made.</summary>
    public Importing.ModuleOrigin? Origin { get; set; }

    public PyModule(string name)
    {
        Globals = new ModuleDict();
        Globals.Set(Names.Name, new PyStr(name));
        Globals.Set(Names.Doc, PyNone.None);
    }

    public string NameText => Globals.Get(Names.Name) is PyStr s ? s.Value : "?";

    public override PyType Type => Types.Module;

    public override PyStr Repr() => Globals.Get(Names.File) is PyStr file
        ? new PyStr($"<module '{NameText}' from {file.Repr().Value}>") : new PyStr($"<module '{NameText}' (built-in)>");

    public override PyObject? GetAttr(PyStr name)
    {
        PyModule self = Jit.Promote(this);
        if (self.Globals.Get(name) is { } value) return value;
        if (ReferenceEquals(name, Names.Dict)) return self.Globals;
        if (ReferenceEquals(name, Names.Class)) return Types.Module;
        if (self.Globals.Get(Names.GetAttr) is { } hook) return Calls.Call1(hook, name);
        return PyErr.AttributeError(self, name);
    }

    public override bool SetAttr(PyStr name, PyObject? value)
    {
        if (value != null)
        {
            Globals.Set(name, value);
            return true;
        }
        if (Globals.Remove(name)) return true;
        PyErr.AttributeError(this, name);
        return false;
    }
}
