using System.Text;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

// How classes, functions and all other objects are written: by name, or by what they reduce to.
public sealed partial class PyPickler
{
    private static readonly PyStr NewObjName = PyStr.Intern("__newobj__"), NewObjExName = PyStr.Intern("__newobj_ex__"), Main = PyStr.Intern("__main__");

    /// <summary>What was found about the instances with a map, for as long as their class does not change.</summary>
    private readonly Dictionary<PyMap, (VersionTag Tag, List<PyMap>? Attributes)> _plainMaps = new(ReferenceEqualityComparer.Instance);

    private bool SaveObject(PyObject o)
    {
        if (_reducerOverride is not null)
        {
            if (Calls.Call1(_reducerOverride, o) is not { } made) return false;
            if (!ReferenceEquals(made, PyNotImplemented.Value)) return SaveReduced(made, o);
        }
        PyType type = o.Type;
        if (ReferenceEquals(type, Types.Type)) return SaveType((PyType)o);
        if (o is PyFunction) return SaveGlobal(o, null);
        PyObject? reducer;
        if (_dispatchTable is null)
        {
            if (PickleState.Table(PickleState.Part.DispatchTable) is not { } table) return false;
            reducer = table.Get(type);
            if (PyErr.Current is not null) return false;
        }
        else
        {
            reducer = _dispatchTable.GetItem(type);
            if (reducer is null && !PyErr.TakeIf(Types.KeyError)) return false;
        }
        if (reducer is not null) return Calls.Call1(reducer, o) is { } reduced && SaveReduced(reduced, o);
        if (type.IsSubtype(Types.Type)) return SaveGlobal(o, null);
        if (o is PyInstance instance && PlainAttributes(instance) is { } attributes) return SavePlain(instance, attributes);
        return Reduced(o) is { } value && SaveReduced(value, o);
    }

    /// <summary>What the object says it is made of; null with an exception pending.</summary>
    private PyObject? Reduced(PyObject o)
    {
        if (Attributes.Find(o, PickleState.ReduceEx) is { } reduceEx) return Calls.Call1(reduceEx, PyInt.Of(_protocol));
        if (PyErr.Current is not null) return null;
        if (Attributes.Find(o, PickleState.Reduce) is { } reduce) return Calls.Call0(reduce);
        if (PyErr.Current is not null || o.Repr() is not { } shown) return null;
        return PyErr.Raise(PickleModule.PicklingError, $"can't pickle '{o.Type.Name}' object: {shown.Value}");
    }

    // ---- instances that reduce in the usual way

    /// <summary>The attributes of an instance that <c>cls.__new__(cls)</c> and its attributes make again; null when there is more to it.</summary>
    private List<PyMap>? PlainAttributes(PyInstance instance)
    {
        PyMap map = instance.Map;
        if (map.IsDictionary || map.Find(PyMap.DictName) != null || instance.HasNative || _protocol < 2 || _persistentId is not null) return null;
        VersionTag tag = map.Type.Tag.Get();
        if (_plainMaps.TryGetValue(map, out (VersionTag Tag, List<PyMap>? Attributes) known) && ReferenceEquals(known.Tag, tag)) return known.Attributes;
        List<PyMap>? attributes = IsPlain(map.Type) ? map.Entries() : null;
        if (attributes is not null && attributes.Exists(static e => e.Name!.Value.StartsWith("__", StringComparison.Ordinal))) attributes = null;
        _plainMaps[map] = (tag, attributes);
        return attributes;
    }

    private static bool IsPlain(PyType type) =>
        type is { IsUser: true, NativeBase: null, IsException: false, MayHaveSlots: false, HasDictionary: true } && !type.HasPlainBase && !type.IsSubtype(Types.Module) && !type.IsSubtype(Types.Type)
        && IsObjects(type, PickleState.ReduceEx) && IsObjects(type, PickleState.Reduce) && IsObjects(type, PickleState.GetState)
        && IsObjects(type, Names.GetAttribute) && IsObjects(type, Names.Class) && type.Lookup(PickleState.NewArgs) is null && type.Lookup(PickleState.NewArgsEx) is null
        && type.Lookup(Names.GetAttr) is null && type.Lookup(Names.New) is not null;

    private static bool IsObjects(PyType type, PyStr name) => ReferenceEquals(type.Lookup(name), Types.Object.Lookup(name));

    private bool SavePlain(PyInstance instance, List<PyMap> attributes)
    {
        PickleOutput output = _output!;
        PyMap map = instance.Map;
        if (!Save(map.Type)) return false;
        output.Write(PickleOp.EmptyTuple);
        output.Write(PickleOp.NewObj);
        if (_memo.Find(instance) is >= 0 and var known)
        {
            output.Write(PickleOp.Pop);
            WriteGet(known);
            return true;
        }
        Memoize(instance);
        if (attributes.Count == 0) return true;
        // Nobody has seen the dictionary, since there is none: it only counts.
        if (!output.AtBoundary() || !Recursion.Enter(" while pickling an object")) return false;
        output.Write(PickleOp.EmptyDict);
        if (!_isFast)
        {
            WritePut(_memo.Count);
            _memo.Skip();
        }
        bool done = SaveAttributes(instance, map, attributes);
        Recursion.Leave();
        if (done) output.Write(PickleOp.Build);
        return done;
    }

    private bool SaveAttributes(PyInstance instance, PyMap map, List<PyMap> attributes)
    {
        PickleOutput output = _output!;
        if (attributes.Count == 1)
        {
            if (!Save(attributes[0].Name!) || !Save(instance.Value(attributes[0])!)) return false;
            output.Write(PickleOp.SetItem);
            return true;
        }
        int at = 0, n;
        do
        {
            output.Write(PickleOp.Mark);
            for (n = 0; n < BatchSize && at < attributes.Count; n++, at++)
            {
                if (!ReferenceEquals(instance.Map, map)) return PyErr.Fail(Types.RuntimeError, "dictionary changed size during iteration");
                if (!Save(attributes[at].Name!) || !Save(instance.Value(attributes[at])!)) return false;
            }
            output.Write(PickleOp.SetItems);
        }
        while (n == BatchSize);
        return true;
    }

    // ---- what __reduce__ gave

    private bool SaveReduced(PyObject reduced, PyObject o)
    {
        PyObject plain = UserSlots.Unwrap(reduced);
        if (plain is PyStr name) return SaveGlobal(o, name);
        if (plain is not PyTuple { Items: var parts }) return Fail("__reduce__ must return a string or tuple");
        if (parts.Length is < 2 or > 6) return Fail("tuple returned by __reduce__ must contain 2 through 6 elements");
        PyObject? Part(int at) => at < parts.Length && parts[at] is not PyNone ? parts[at] : null;
        if (!parts[0].IsCallable) return Fail("first item of the tuple returned by __reduce__ must be callable");
        if (UserSlots.Unwrap(parts[1]) is not PyTuple) return Fail("second item of the tuple returned by __reduce__ must be a tuple");
        if (Part(3) is { IsIterator: false } items) return Fail($"fourth element of the tuple returned by __reduce__ must be an iterator, not {items.Type.Name}");
        if (Part(4) is { IsIterator: false } pairs) return Fail($"fifth element of the tuple returned by __reduce__ must be an iterator, not {pairs.Type.Name}");
        if (Part(5) is { IsCallable: false } setter) return Fail($"sixth element of the tuple returned by __reduce__ must be a function, not {setter.Type.Name}");
        return SaveReduced(parts[0], parts[1], Part(2), Part(3), Part(4), Part(5), o);
    }

    private static bool Fail(string message) => PyErr.Fail(PickleModule.PicklingError, message);

    private bool SaveReduced(PyObject callable, PyObject args, PyObject? state, PyObject? items, PyObject? pairs, PyObject? setter, PyObject? o)
    {
        PickleOutput output = _output!;
        if (!SaveMaking(callable, args, o)) return false;
        if (o is not null)
        {
            int known = _memo.Find(o);
            if (known >= 0)
            {
                // It holds itself, and was written on the way: that one is taken.
                output.Write(PickleOp.Pop);
                WriteGet(known);
                return true;
            }
            Memoize(o);
        }
        if (items is not null && !SaveItems(items)) return false;
        if (pairs is not null && !SavePairs(pairs)) return false;
        if (state is null) return true;
        if (setter is null)
        {
            if (!Save(state)) return false;
            output.Write(PickleOp.Build);
            return true;
        }
        if (!Save(setter) || !Save(o!) || !Save(state)) return false;
        output.Write(PickleOp.Tuple2);
        output.Write(PickleOp.Reduce);
        output.Write(PickleOp.Pop);
        return true;
    }

    /// <summary>Writes how the object is made, without its state.</summary>
    private bool SaveMaking(PyObject callable, PyObject args, PyObject? o)
    {
        PickleOutput output = _output!;
        PyStr? name = null;
        if (_protocol >= 2)
        {
            name = Attributes.Find(callable, Names.Name) is { } found ? UserSlots.Unwrap(found) as PyStr : null;
            if (PyErr.Current is not null) return false;
        }
        PyObject[] given = ((PyTuple)UserSlots.Unwrap(args)).Items;
        if (name is not null && name.EqualsStr(NewObjExName)) return SaveNewObjEx(given);
        if (name is null || !name.EqualsStr(NewObjName))
        {
            if (!Save(callable) || !Save(args)) return false;
            output.Write(PickleOp.Reduce);
            return true;
        }
        if (given.Length < 1) return Fail("__newobj__ arglist is empty");
        if (given[0] is not PyType type) return Fail("args[0] from __newobj__ args is not a type");
        if (o is not null)
        {
            if (o.GetAttr(Names.Class) is not { } ownClass) return false;
            if (!ReferenceEquals(ownClass, type)) return Fail("args[0] from __newobj__ args has the wrong class");
        }
        if (!Save(type) || !Save(given.Length == 1 ? PyTuple.Empty : new PyTuple(given[1..]))) return false;
        output.Write(PickleOp.NewObj);
        return true;
    }

    private bool SaveNewObjEx(PyObject[] given)
    {
        if (given.Length != 3) return Fail($"length of the NEWOBJ_EX argument tuple must be exactly 3, not {given.Length}");
        if (given[0] is not PyType type) return Fail($"first item from NEWOBJ_EX argument tuple must be a class, not {given[0].Type.Name}");
        if (UserSlots.Unwrap(given[1]) is not PyTuple positional) return Fail($"second item from NEWOBJ_EX argument tuple must be a tuple, not {given[1].Type.Name}");
        if (UserSlots.Unwrap(given[2]) is not PyDict named) return Fail($"third item from NEWOBJ_EX argument tuple must be a dict, not {given[2].Type.Name}");
        if (_protocol >= 4)
        {
            if (!Save(type) || !Save(given[1]) || !Save(given[2])) return false;
            _output!.Write(PickleOp.NewObjEx);
            return true;
        }
        // A partial of __new__ stands for the call with keywords.
        if (PickleState.Get(PickleState.Part.Partial) is not { } partial || type.GetAttr(Names.New) is not { } make) return false;
        PyObject[] all = [make, type, .. positional.Items];
        List<(PyObject Key, PyObject Value)> keywords = named.Pairs();
        if (keywords.Exists(static k => k.Key is not PyStr)) return PyErr.Fail(Types.TypeError, "keywords must be strings");
        if (partial.Call([.. all, .. keywords.Select(static k => k.Value)], [.. keywords.Select(static k => PyStr.Intern((PyStr)k.Key))]) is not { } call) return false;
        if (!Save(call) || !Save(PyTuple.Empty)) return false;
        _output!.Write(PickleOp.Reduce);
        return true;
    }

    // ---- by name

    private bool SaveType(PyType type)
    {
        PyObject? only = type == PyNone.None.Type ? PyNone.None : type == Types.EllipsisType ? PyEllipsis.Ellipsis
            : type == PyNotImplemented.Value.Type ? PyNotImplemented.Value : null;
        return only is null ? SaveGlobal(type, null) : SaveReduced(Types.Type, new PyTuple([only]), null, null, null, null, type);
    }

    private bool SaveGlobal(PyObject o, PyStr? name)
    {
        if (name is null)
        {
            PyObject? found = Attributes.Find(o, Names.QualName);
            if (found is null && (PyErr.Current is not null || (found = o.GetAttr(Names.Name)) is null)) return false;
            if (UserSlots.Unwrap(found) is not PyStr text) return PyErr.Fail(Types.TypeError, $"must be str, not {found.Type.Name}");
            // The names of classes and functions of the program are shared with all that is called so.
            name = o is PyType { IsUser: false } ? text : PyStr.Intern(text);
        }
        if (name.Value.Contains("<locals>") && name.Value.Split('.').Contains("<locals>"))
            return PyErr.Fail(Types.AttributeError, $"Can't pickle local object {name.Repr().Value}");
        if (ModuleOf(o, name) is not { } moduleName) return false;
        PyObject? module = UserSlots.Unwrap(moduleName) is PyStr { Value: var wanted } ? Imports.ImportModule(wanted) : PyErr.TypeError("module name must be a string");
        if (module is null) return FailAbout(o, $"import of module {moduleName.Repr()?.Value} failed");
        PyObject? meant = PickleState.Deep(module, name, out PyObject parent);
        if (meant is null) return FailAbout(o, $"attribute lookup {name.Value} on {((PyStr)UserSlots.Unwrap(moduleName)).Value} failed");
        if (!Identity.Same(meant, o) && !IsSameBuiltin(meant, o)) return FailAbout(o, $"it's not the same object as {((PyStr)UserSlots.Unwrap(moduleName)).Value}.{name.Value}");
        if (_protocol >= 2)
        {
            int extension = SaveExtension(o, moduleName, name);
            if (extension != 0) return extension > 0;
        }
        if (!SaveNames(moduleName, name, module, parent)) return false;
        Memoize(o);
        return true;
    }

    /// <summary>Bound methods of builtin objects are made when they are asked for: two of the same method are one.</summary>
    private static bool IsSameBuiltin(PyObject a, PyObject b) =>
        a is PyBoundMethod { Function: PyBuiltin f, Self: var x } && b is PyBoundMethod { Function: PyBuiltin g, Self: var y } && f == g && Identity.Same(x, y);

    private static bool FailAbout(PyObject o, string what)
    {
        PyErr.Current = null;
        return o.Repr() is { } shown && Fail($"Can't pickle {shown.Value}: {what}");
    }

    /// <summary>The name of the module an object is found in; null with an exception pending.</summary>
    private static PyObject? ModuleOf(PyObject o, PyStr name)
    {
        PyObject? own = Attributes.Find(o, Names.Module);
        if (PyErr.Current is not null) return null;
        if (own is not (null or PyNone)) return own is not PyStr text ? own : o is PyBuiltin ? PickleState.ModuleOfFunction(text.Value) : PyStr.Intern(text);
        foreach ((PyObject key, PyObject module) in Imports.Modules.Pairs())
        {
            if (module is PyNone || key is PyStr { Value: "__main__" }) continue;
            if (PickleState.Deep(module, name, out _) is { } found)
            {
                if (Identity.Same(found, o)) return key;
            }
            else if (!PyErr.TakeIf(Types.AttributeError))
            {
                return null;
            }
        }
        return Main;
    }

    /// <summary>Writes the code that copyreg has for the name: 1; 0 when it has none, -1 with an exception pending.</summary>
    private int SaveExtension(PyObject o, PyObject moduleName, PyStr name)
    {
        if (PickleState.Table(PickleState.Part.ExtensionRegistry) is not { } registry) return -1;
        if (registry.Count == 0) return 0;
        if (registry.Get(new PyTuple([moduleName, name])) is not { } found) return PyErr.Current is null ? 0 : -1;
        if (UserSlots.Unwrap(found) is not PyInt { Value: var code })
        {
            FailAbout(o, $"extension code {found.Repr()?.Value} isn't an integer");
            return -1;
        }
        if (code is <= 0 or > int.MaxValue)
        {
            FailAbout(o, $"extension code {code} is out of range");
            return -1;
        }
        if (code < 256) _output!.Write(PickleOp.Ext1, (byte)code);
        else if (code < 65536) _output!.WriteUShort(PickleOp.Ext2, (ushort)code);
        else _output!.WriteUInt(PickleOp.Ext4, (uint)code);
        return 1;
    }

    private bool SaveNames(PyObject moduleName, PyStr name, PyObject module, PyObject parent)
    {
        PickleOutput output = _output!;
        // A path that comes back to the module is as good as its last name.
        if (ReferenceEquals(parent, module) && name.Value.LastIndexOf('.') is >= 0 and var dot) name = PyStr.Intern(name.Value[(dot + 1)..]);
        if (_protocol >= 4)
        {
            if (!Save(moduleName) || !Save(name)) return false;
            output.Write(PickleOp.StackGlobal);
            return true;
        }
        if (!ReferenceEquals(parent, module))
        {
            if (PickleState.Get(PickleState.Part.GetAttr) is not { } getAttr) return false;
            var last = new PyStr(name.Value[(name.Value.LastIndexOf('.') + 1)..]);
            return SaveReduced(getAttr, new PyTuple([parent, last]), null, null, null, null, null);
        }
        string moduleText = ((PyStr)UserSlots.Unwrap(moduleName)).Value, text = name.Value;
        if (_fixesImports && !OldNames(ref moduleText, ref text)) return false;
        if (Encoded(moduleText, "module") is not { } first || Encoded(text, "global") is not { } second) return false;
        output.Write(PickleOp.Global);
        output.Write(first);
        output.Write((byte)'\n');
        output.Write(second);
        output.Write((byte)'\n');
        return true;
    }

    private byte[]? Encoded(string identifier, string what)
    {
        if (_protocol == 3) return TextEncoders.Utf8(new PyStr(identifier));
        if (Ascii.IsValid(identifier)) return Encoding.ASCII.GetBytes(identifier);
        Fail($"can't pickle {what} identifier '{identifier}' using pickle protocol {_protocol}");
        return null;
    }

    /// <summary>The names that Python 2 had for them.</summary>
    private static bool OldNames(ref string module, ref string name)
    {
        if (PickleState.Table(PickleState.Part.OldNames) is not { } names || PickleState.Table(PickleState.Part.OldImportNames) is not { } modules) return false;
        PyObject? both = names.Get(new PyTuple([new PyStr(module), new PyStr(name)]));
        if (PyErr.Current is not null) return false;
        if (both is not null)
        {
            if (UserSlots.Unwrap(both) is not PyTuple { Items: [PyStr oldModule, PyStr oldName] })
                return PyErr.Fail(Types.RuntimeError, $"_compat_pickle.REVERSE_NAME_MAPPING values should be 2-tuples, not {both.Type.Name}");
            (module, name) = (oldModule.Value, oldName.Value);
            return true;
        }
        if (modules.Get(new PyStr(module)) is not { } old) return PyErr.Current is null;
        if (UserSlots.Unwrap(old) is not PyStr oldText) return PyErr.Fail(Types.RuntimeError, $"_compat_pickle.REVERSE_IMPORT_MAPPING values should be strings, not {old.Type.Name}");
        module = oldText.Value;
        return true;
    }
}
