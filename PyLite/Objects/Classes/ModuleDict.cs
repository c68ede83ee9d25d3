using System.Runtime.CompilerServices;
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

    /// <summary>A variable whose value is made when it is first asked for.</summary>
    public GlobalCell(Func<PyObject> make)
    {
        _make = make;
        _constant = new QuasiImmutable<PyObject?>(null);
    }

    private Func<PyObject>? _make;

    [DontLookInside]
    private PyObject? Made()
    {
        if (_make is not { } make) return null;
        _make = null;
        return _value = make();
    }

    public override PyType Type => Types.Object;

    /// <summary>The value; null when the variable has been deleted.</summary>
    public PyObject? Value
    {
        get => _constant.Get() ?? _value ?? (_make == null ? null : Made());
        set
        {
            if (ReferenceEquals(value, _value)) return;
            _make = null;
            _value = value;
            if (_constant.Get() != null) BecomeMutable();
        }
    }

    /// <summary>The value, for where nothing is traced.</summary>
    internal PyObject? Current => _value ?? Made();

    [DontLookInside]
    private void BecomeMutable() => _constant.Set(null);
}

/// <summary>
/// The globals of a module: a <c>dict</c> to programs, cells to the interpreter. Where a program gave a dict of its own as globals, as
/// <c>exec</c> takes one, this stands for that dict, and everything is read from and written to it.
/// </summary>
public sealed class ModuleDict : PyObject
{
    private static readonly ConditionalWeakTable<PyDict, ModuleDict> Known = [];

    private readonly PyDict? _dict;

    /// <summary>The dict as the program has it: an instance of a class derived from dict wraps one.</summary>
    private readonly PyObject? _given;

    public ModuleDict()
    {
    }

    private ModuleDict(PyDict dict, PyObject given)
    {
        _dict = dict;
        _given = given;
    }

    /// <summary>Whether the variables are in a dict of the program's.</summary>
    public bool IsProgramDict => _dict != null;

    /// <summary>Globals for what a program gives as such; null where it is no dict.</summary>
    [DontLookInside]
    public static ModuleDict? Of(PyObject given)
    {
        if (given is ModuleDict known) return known;
        return UserSlots.Unwrap(given) is PyDict dict ? Known.GetValue(dict, d => new ModuleDict(d, given)) : null;
    }

    /// <summary>What <c>globals()</c> gives.</summary>
    public PyObject Visible => _given ?? this;

    /// <summary>The builtins of code that runs with these globals, where they say so; null: the usual ones.</summary>
    public ModuleDict? OwnBuiltins
    {
        get
        {
            if (_dict?.GetStr(Names.Builtins) is not { } own || IsUsual(own)) return null;
            return own is PyModule module ? module.Globals : Of(own);
        }
    }

    /// <summary>What the program gave as <c>__builtins__</c>, of whatever type, where that is not the usual module.</summary>
    public PyObject? GivenBuiltins => _dict?.GetStr(Names.Builtins) is { } own && !IsUsual(own) ? own : null;

    /// <summary>Whether <c>__builtins__</c> are the usual ones: the module in the main program, its dict elsewhere.</summary>
    private static bool IsUsual(PyObject builtins) => ReferenceEquals(builtins, Modules.Builtins.Module) || ReferenceEquals(builtins, Modules.Builtins.Dict);

    public PyObject VisibleBuiltins => (OwnBuiltins ?? Modules.Builtins.Dict).Visible;

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

    public PyObject? Get(PyStr name)
    {
        ModuleDict dict = Jit.Promote(this);
        return dict._dict is { } own ? own.GetStr(name) : dict.FindCell(name)?.Value;
    }

    public PyObject? Get(string name) => Get(PyStr.Intern(name));

    public void Set(PyStr name, PyObject value)
    {
        if (_dict != null) _dict.SetStr(name, value);
        else if (FindCell(name) is { } cell) cell.Value = value;
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

    /// <summary>Has the value of a new variable made when it is first asked for.</summary>
    [DontLookInside]
    public void SetLater(PyStr name, Func<PyObject> make)
    {
        if (_dict != null)
        {
            Set(name, make());
            return;
        }
        Remove(name);
        _cells.Add(name, new GlobalCell(make));
        _order.Add(name);
        _tag.Set(new VersionTag());
    }

    [DontLookInside]
    public bool Remove(PyStr name)
    {
        if (_dict != null) return _dict.Remove(name);
        if (!_cells.Remove(name, out GlobalCell? cell)) return false;
        cell.Value = null;
        _order.Remove(name);
        _tag.Set(new VersionTag());
        return true;
    }

    public IReadOnlyList<PyStr> Keys => _dict == null ? _order : [.. _dict.Pairs().Select(p => p.Key).OfType<PyStr>()];

    /// <summary>A dict of the variables as they are now.</summary>
    [DontLookInside]
    public PyDict Snapshot()
    {
        if (_dict != null) return _dict;
        var dict = new PyDict();
        foreach (PyStr name in _order)
            if (_cells[name].Value is { } value) dict.SetStr(name, value);
        return dict;
    }

    public override PyStr? Repr() => Snapshot().Repr();
    public override long Len() => _order.Count;
    public override int Truth() => _order.Count > 0 ? 1 : 0;

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (op is CompareOp.Eq or CompareOp.Ne && ReferenceEquals(this, other)) return PyBool.Of(op == CompareOp.Eq);
        return Snapshot().Compare(op, other is ModuleDict m ? m.Snapshot() : other);
    }

    public override PyObject? Binary(BinaryOp op, PyObject other) => op == BinaryOp.Or ? Snapshot().Binary(op, other is ModuleDict m ? m.Snapshot() : other) : PyNotImplemented.Value;

    public override PyObject? Reflected(BinaryOp op, PyObject other) => op == BinaryOp.Or && other is PyDict d ? d.Binary(op, Snapshot()) : PyNotImplemented.Value;

    /// <summary>Takes all names away.</summary>
    public void Clear()
    {
        foreach (PyStr name in Keys.ToArray()) Remove(name);
    }

    public override PyObject? Iter()
    {
        if (_dict != null) return _dict.Iter();
        // Only the names: values that are made when they are asked for stay unmade.
        var names = new PyDict();
        foreach (PyStr name in _order) names.SetStr(name, PyNone.None);
        return names.Iter();
    }

    public override int Contains(PyObject item) => item is PyStr s && Get(PyStr.Intern(s)) != null ? 1 : 0;
    public override long Hash() => Snapshot().Hash();

    public override PyObject? GetItem(PyObject key)
    {
        if (key is PyStr s && Get(PyStr.Intern(s)) is { } value) return value;
        return PyErr.RaiseWithArgs(Types.KeyError, key);
    }

    public override bool SetItem(PyObject key, PyObject value)
    {
        if (UserSlots.Unwrap(key) is not PyStr s) return PyErr.Fail(Types.TypeError, "module globals have str keys only");
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
public sealed class PyModule : PyDerivable
{
    public readonly ModuleDict Globals;

    /// <summary>Where it was imported from; null for a module a program has made.</summary>
    public Importing.ModuleOrigin? Origin { get; set; }

    /// <summary>Its class: <c>types.ModuleType</c> or one derived from it.</summary>
    public PyType ModuleType = Types.Module;

    public PyModule(string name)
    {
        Globals = new ModuleDict();
        Globals.Set(Names.Name, new PyStr(name));
        Globals.Set(Names.Doc, PyNone.None);
    }

    private PyModule(PyType type)
    {
        Globals = new ModuleDict();
        ModuleType = type;
    }

    public string NameText => Globals.Get(Names.Name) is PyStr s ? s.Value : "?";

    public override PyType Type => ModuleType;

    [DontLookInside]
    public override PyStr? Repr()
    {
        if (ModuleType.SpecialOverride(Names.Repr) is { } method) return Calls.ReprWith(method, this, "__repr__");
        if (Origin == null && Globals.Get(Names.Spec) is { } spec and not PyNone && Attributes.Find(spec, PyStr.Intern("origin")) is PyStr { Value: "frozen" } && PyErr.Current == null)
            return new PyStr($"<module '{NameText}' (frozen)>");
        if (Origin == null && Globals.Get(Names.Loader) is { } loader and not PyNone && Globals.Get(Names.Spec) is null or PyNone) return ReprOfLoaded(loader);
        if (Origin is { IsFrozen: true }) return new PyStr($"<module '{NameText}' (frozen)>");
        if (Globals.Get(Names.File) is PyStr file) return new PyStr($"<module '{NameText}' from {file.Repr().Value}>");
        if (Origin is { Kind: Importing.OriginKind.Embedded }) return new PyStr($"<module '{NameText}' (frozen)>");
        if (Origin is { Kind: Importing.OriginKind.Namespace }) return new PyStr($"<module '{NameText}' ({Globals.Get(Names.Loader)?.Repr()?.Value})>");
        return new PyStr(Origin == null && Globals.Get(Names.Spec) is PyNone ? $"<module '{NameText}'>" : $"<module '{NameText}' (built-in)>");
    }

    /// <summary>The repr of a module that was made by hand and given a loader.</summary>
    private PyStr? ReprOfLoaded(PyObject loader)
    {
        if (loader.GetAttr(PyStr.Intern("module_repr")) is { } method)
        {
            if (Calls.Call1(method, this) is PyStr said) return said;
        }
        if (PyErr.Current != null && !PyErr.TakeIf(Types.Exception)) return null;
        if (Globals.Get(Names.File) is { } file) return file.Repr() is { } path ? new PyStr($"<module '{NameText}' from {path.Value}>") : null;
        return loader.Repr() is { } text ? new PyStr($"<module '{NameText}' ({text.Value})>") : null;
    }

    public override PyObject? GetAttr(PyStr name)
    {
        PyModule self = Jit.Promote(this);
        if (!ReferenceEquals(self.ModuleType, Types.Module)) return self.GetOfClass(name);
        if (self.Globals.Get(name) is { } value) return value;
        return self.GetOther(name);
    }

    private PyObject? GetOther(PyStr name)
    {
        if (ModuleType.Lookup(name) is { } found) return found.IsDescriptor ? found.DescriptorGet(this, ModuleType) : found;
        if (Globals.Get(Names.GetAttr) is { } hook) return Calls.Call1(hook, name);
        return PyErr.AttributeError(this, name);
    }

    private PyObject? GetOfClass(PyStr name)
    {
        PyObject? value = ModuleType.SpecialOverride(Names.GetAttribute) is { } custom ? Calls.CallMethod(custom, this, name) : GetGeneric(name);
        if (value != null || ModuleType.SpecialOverride(Names.GetAttr) is not { } hook || !PyErr.TakeIf(Types.AttributeError)) return value;
        return Calls.CallMethod(hook, this, name);
    }

    public PyObject? GetGeneric(PyStr name)
    {
        if (ModuleType.Lookup(name) is { IsDataDescriptor: true, IsDescriptor: true } data) return data.DescriptorGet(this, ModuleType);
        return Globals.Get(name) ?? GetOther(name);
    }

    public override bool SetAttr(PyStr name, PyObject? value)
    {
        if (ModuleType.SpecialOverride(value == null ? Names.DelAttr : Names.SetAttr) is { } hook)
            return (value == null ? Calls.CallMethod(hook, this, name) : Calls.CallMethod(hook, this, name, value)) != null;
        return SetGeneric(name, value);
    }

    public bool SetGeneric(PyStr name, PyObject? value)
    {
        if (ModuleType.Lookup(name) is { IsDataDescriptor: true } data) return data.DescriptorSet(this, value);
        if (value != null)
        {
            Globals.Set(name, value);
            return true;
        }
        if (Globals.Remove(name)) return true;
        PyErr.AttributeError(this, name);
        return false;
    }

    public override PyStr? Str() => ModuleType.SpecialOverride(Names.Str) is { } method ? Calls.ReprWith(method, this, "__str__") : Repr();

    // ---- the class

    public static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        var made = new PyModule(Types.Module);
        return Init(Calls.Prepend(made, args), keywords) == null ? null : made;
    }

    private static PyObject? Init(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("module", Calls.Rest(args), keywords, ["name", "doc"], 1, out PyObject?[] v)) return null;
        if (UserSlots.Unwrap(v[0]!) is not PyStr) return PyErr.TypeError($"module() argument 'name' must be str, not {v[0]!.Type.Name}");
        ModuleDict globals = ((PyModule)args[0]).Globals;
        globals.Set(Names.Name, v[0]!);
        globals.Set(Names.Doc, v[1] ?? PyNone.None);
        globals.Set(Names.Package, PyNone.None);
        globals.Set("__loader__", PyNone.None);
        if (globals.Get(Names.Spec) == null) globals.Set(Names.Spec, PyNone.None);
        return PyNone.None;
    }

    public static void Populate(PyType t)
    {
        Define.New(t, (args, keywords) => args is [PyType type, ..] && type.IsSubtype(Types.Module) ? new PyModule(type) : PyErr.TypeError("module.__new__(X): X is not a type object"));
        t.MethodAny("__init__", Init);
        SlotMethods.Text(t);
        t.Method("__getattribute__", (self, name) => UserSlots.Unwrap(name) is PyStr s ? ((PyModule)self).GetGeneric(PyStr.Intern(s)) : PyErr.TypeError("attribute name must be string"));
        t.Method("__setattr__", (self, name, value) => UserSlots.Unwrap(name) is PyStr s ? Define.None(((PyModule)self).SetGeneric(PyStr.Intern(s), value)) : PyErr.TypeError("attribute name must be string"));
        t.Method("__delattr__", (self, name) => UserSlots.Unwrap(name) is PyStr s ? Define.None(((PyModule)self).SetGeneric(PyStr.Intern(s), null)) : PyErr.TypeError("attribute name must be string"));
        t.Property("__dict__", self => ((PyModule)self).Globals.Visible);
        t.Method("__dir__", self => Introspection.OfInstance(self));
        t.Property("__annotations__", self =>
        {
            ModuleDict globals = ((PyModule)self).Globals;
            if (globals.Get(Names.Annotations) is { } known) return known;
            var made = new PyDict();
            globals.Set(Names.Annotations, made);
            return made;
        }, (self, value) =>
        {
            ModuleDict globals = ((PyModule)self).Globals;
            if (value != null) globals.Set(Names.Annotations, value);
            else if (!globals.Remove(Names.Annotations)) return PyErr.Fail(Types.AttributeError, "__annotations__");
            return true;
        });
    }
}
