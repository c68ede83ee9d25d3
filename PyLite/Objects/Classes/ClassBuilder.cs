using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>What a class statement and <c>type(name, bases, dict)</c> do.</summary>
[DontLookInside]
public static class ClassBuilder
{
    private static readonly PyStr OrigBases = PyStr.Intern("__orig_bases__"), MroEntries = PyStr.Intern("__mro_entries__"),
        MroName = PyStr.Intern("mro");

    /// <summary><c>__build_class__(function, name, *bases, **keywords)</c></summary>
    public static readonly PyBuiltin BuildClass = new("__build_class__") { Any = Build };

    private static PyObject? Build(PyObject[] args, PyStr[]? keywords)
    {
        int named = keywords?.Length ?? 0;
        if (args.Length - named < 2) return PyErr.TypeError("__build_class__: not enough arguments");
        if (args[0] is not PyFunction function) return PyErr.TypeError("__build_class__: func must be a function");
        if (args[1] is not PyStr name) return PyErr.TypeError("__build_class__: name is not a string");
        PyObject[] bases = args[2..(args.Length - named)];
        var names = new List<PyStr>();
        var values = new List<PyObject>();
        PyObject? meta = null;
        for (int k = 0; k < named; k++)
        {
            PyObject value = args[args.Length - named + k];
            if (keywords![k].EqualsStr(Names.Metaclass))
            {
                meta = value;
                continue;
            }
            names.Add(keywords[k]);
            values.Add(value);
        }
        if (ResolveBases(bases) is not { } resolved) return null;
        meta ??= resolved.Length > 0 ? resolved[0].Type : Types.Type;
        if (meta is PyType metatype)
        {
            if (WinningMetatype(metatype, resolved) is not { } winner) return null;
            meta = winner;
        }

        PyStr[]? keywordNames = names.Count == 0 ? null : [.. names];
        PyObject space = new PyDict();
        if (meta != Types.Type && Attributes.Find(meta, Names.Prepare) is { } prepare)
        {
            if (prepare.Call([name, new PyTuple(resolved), .. values], keywordNames) is not { } prepared) return null;
            if (prepared.Type.Lookup(Names.GetItem) == null)
                return PyErr.TypeError($"{(meta is PyType m ? m.Name : "<metaclass>")}.__prepare__() must return a mapping, not {prepared.Type.Name}");
            space = prepared;
        }
        if (PyErr.Current != null) return null;
        PyFrame frame = function.NewFrame(function.Code);
        Jit.FreshVirtualizable(frame);
        frame.Namespace = space;
        if (Evaluator.Execute(function.Code, frame) is not { } cell) return null;
        if (!SameItems(resolved, bases) && !space.SetItem(OrigBases, new PyTuple(bases))) return null;
        PyObject? made = meta.Call([name, new PyTuple(resolved), space, .. values], keywordNames);
        if (made is PyType && cell is PyCell { Value: var known } && !ReferenceEquals(known, made))
        {
            if (made.Repr() is not { } text) return null;
            if (known == null) return PyErr.Raise(Types.RuntimeError, $"__class__ not set defining {name.Repr().Value} as {text.Value}. Was __classcell__ propagated to type.__new__?");
            return PyErr.TypeError($"__class__ set to {known.Repr()?.Value} defining {name.Repr().Value} as {text.Value}");
        }
        return made;
    }

    private static bool SameItems(PyObject[] a, PyObject[] b)
    {
        if (a.Length != b.Length) return false;
        for (int i = 0; i < a.Length; i++)
            if (!ReferenceEquals(a[i], b[i])) return false;
        return true;
    }

    private static PyObject[]? ResolveBases(PyObject[] bases)
    {
        var resolved = new List<PyObject>();
        foreach (PyObject b in bases)
        {
            if (b is PyType)
            {
                resolved.Add(b);
                continue;
            }
            PyObject? entries = Attributes.Find(b, MroEntries);
            if (PyErr.Current != null) return null;
            if (entries == null)
            {
                resolved.Add(b);
                continue;
            }
            if (Calls.Call1(entries, new PyTuple(bases)) is not { } made) return null;
            if (made is not PyTuple tuple)
            {
                PyErr.TypeError("__mro_entries__ must return a tuple");
                return null;
            }
            resolved.AddRange(tuple.Items);
        }
        return [.. resolved];
    }

    private static PyType? WinningMetatype(PyType winner, PyObject[] bases)
    {
        foreach (PyObject b in bases)
        {
            PyType t = b.Type;
            if (winner.IsSubtype(t)) continue;
            if (!t.IsSubtype(winner))
            {
                PyErr.TypeError("metaclass conflict: the metaclass of a derived class must be a (non-strict) subclass of the metaclasses of all its bases");
                return null;
            }
            winner = t;
        }
        return winner;
    }

    /// <summary><c>type(name, bases, dict)</c>, or the same of a metaclass.</summary>
    public static PyObject? FromArguments(PyType metatype, PyObject[] args, PyStr[]? keywords)
    {
        int named = keywords?.Length ?? 0;
        int positional = args.Length - named;
        if (positional != 3)
            return PyErr.TypeError(metatype == Types.Type && named == 0 ? "type() takes 1 or 3 arguments" : $"type.__new__() takes exactly 3 arguments ({positional} given)");
        if (UserSlots.Unwrap(args[0]) is not PyStr name) return PyErr.TypeError($"type.__new__() argument 1 must be str, not {args[0].Type.Name}");
        if (!Compilation.IsEncodable(name, name.Value)) return null;
        if (UserSlots.Unwrap(args[1]) is not PyTuple bases) return PyErr.TypeError($"type.__new__() argument 2 must be tuple, not {args[1].Type.Name}");
        PyDict? dict = args[2] is ModuleDict module ? module.Snapshot() : UserSlots.Unwrap(args[2]) as PyDict;
        if (dict == null) return PyErr.TypeError($"type.__new__() argument 3 must be dict, not {args[2].Type.Name}");
        foreach (PyObject b in bases.Items)
        {
            if (b is PyType) continue;
            if (Attributes.Find(b, MroEntries) != null) return PyErr.TypeError("type() doesn't support MRO entry resolution; use types.new_class()");
            if (PyErr.Current != null) return null;
        }
        if (WinningMetatype(metatype, bases.Items) is not { } winner) return null;
        if (winner != metatype && winner.Lookup(Names.New) is { } make and not PyBuiltin)
            return (make is PyStaticMethod s ? s.Function : make).Call(Calls.Prepend(winner, args), keywords);
        return NewClass(winner, name.Value, bases.Items, dict, keywords == null ? [] : args[positional..], keywords);
    }

    private static PyObject? NewClass(PyType metatype, string name, PyObject[] baseObjects, PyDict space, PyObject[] keywordValues, PyStr[]? keywords)
    {
        if (name.Contains('\0')) return PyErr.ValueError("type name must not contain null characters");
        if (Bases(baseObjects) is not { } bases || Linearize(bases) is not { } mro || !CheckLayouts(bases, mro)) return null;
        var dict = new PyDict();
        PyObject? classCell = null;
        foreach ((PyObject key, PyObject value) in space.Pairs())
        {
            if (key is not PyStr s)
            {
                dict.Set(key, value);
                continue;
            }
            s = PyStr.Intern(s);
            if (ReferenceEquals(s, Names.ClassCell)) classCell = value;
            else if (!ReferenceEquals(s, Names.QualName)) dict.SetStr(s, Adapted(s, PyBorrowedSlot.Of(s, value, mro)));
        }
        if (space.GetStr(Names.QualName) is { } given && UserSlots.Unwrap(given) is not PyStr) return PyErr.TypeError($"type __qualname__ must be a str, not {given.Type.Name}");
        if (classCell is not (null or PyCell)) return PyErr.TypeError($"type.__new__(): __classcell__ must be a nonlocal cell, not {classCell.Type.Repr()?.Value}");
        if (dict.GetStr(Names.Module) == null && Frames.CurrentGlobals?.Get(Names.Name) is { } module) dict.SetStr(Names.Module, module);
        if (ClassSlots.Of(name, dict, bases, mro) is not { } slots) return null;
        if (dict.GetStr(Names.Eq) != null && dict.GetStr(Names.Hash) == null && !slots.Has(Names.Hash)) dict.SetStr(Names.Hash, PyNone.None);
        var type = new PyType(metatype, name, [.. bases], [.. mro], dict, slots.WithoutDictionary);
        slots.Install(type);
        if (dict.GetStr(Names.Doc) is PyStr doc && !Compilation.IsEncodable(doc, doc.Value)) return null;
        if (dict.GetStr(Names.Doc) == null) dict.SetStr(Names.Doc, PyNone.None);
        if (space.GetStr(Names.QualName) is { } own && UserSlots.Unwrap(own) is PyStr qualName) type.QualName = qualName.Value;
        if (classCell is PyCell cell) cell.Value = type;
        if (metatype.SpecialOverride(MroName) is { } order && !OrderBy(type, order)) return null;
        return SetNames(type) && InitSubclass(type, keywordValues, keywords) ? type : null;
    }

    private static List<PyType>? Bases(PyObject[] baseObjects)
    {
        var bases = new List<PyType>();
        foreach (PyObject b in baseObjects)
        {
            if (b is not PyType t)
            {
                PyErr.TypeError("bases must be types");
                return null;
            }
            if (t.IsFinal)
            {
                PyErr.TypeError($"type '{t.FullName}' is not an acceptable base type");
                return null;
            }
            bases.Add(t);
        }
        if (bases.Count == 0) bases.Add(Types.Object);
        return bases;
    }

    private static bool CheckLayouts(List<PyType> bases, List<PyType> mro)
    {
        List<PyType> natives = [.. mro.Where(t => t.HasLayout || bases.Count > 1 && HasSlots(t))];
        if (natives.Count > 1 && natives.Exists(t => !natives[0].IsSubtype(t) && !natives.Exists(n => n.IsSubtype(t) && n.IsSubtype(natives[0]))))
            return PyErr.Fail(Types.TypeError, "multiple bases have instance lay-out conflict");
        return true;
    }

    private static bool HasSlots(PyType t) => t.IsUser && t.Dict.GetStr(PyStr.Intern("__slots__")) != null && t.Dict.Pairs().Exists(p => p.Value is PySlotMember m && m.Owner == t);

    /// <summary>The special methods that are what they are without a decorator.</summary>
    private static PyObject Adapted(PyStr name, PyObject value)
    {
        if (value is not PyFunction) return value;
        if (ReferenceEquals(name, Names.New)) return new PyStaticMethod(value);
        return ReferenceEquals(name, Names.InitSubclass) || ReferenceEquals(name, Names.ClassGetItem) ? new PyClassMethod(value) : value;
    }

    /// <summary>Tells the attributes their names.</summary>
    private static bool SetNames(PyType type)
    {
        foreach ((PyObject key, PyObject value) in type.Dict.Pairs())
        {
            if (value is PyProperty p)
            {
                p.Name = key;
                continue;
            }
            if (value is PyFunction or PyStr or PyInt or PyBuiltin or PyNone || value.Type.Lookup(Names.SetName) is not { } setName) continue;
            if (Calls.CallMethod(setName, value, type, key) != null) continue;
            PyException cause = PyErr.Take();
            var error = new PyException(Types.RuntimeError, new PyTuple([new PyStr($"Error calling __set_name__ on '{value.Type.Name}' instance {key.Repr()?.Value} in '{type.Name}'")]));
            PyErr.Raise(error);
            error.Context = error.Cause = cause;
            error.SuppressContext = true;
            return false;
        }
        return true;
    }

    private static bool InitSubclass(PyType type, PyObject[] values, PyStr[]? keywords)
    {
        if (new PySuper(type, type, type, isClass: true).GetAttr(Names.InitSubclass) is not { } hook) return false;
        return hook.Call(values, keywords) != null;
    }

    // ---- order of the bases

    private static bool OrderBy(PyType type, PyObject method)
    {
        if (Calls.CallMethod(method, type) is not { } given || Sequences.ToList(given) is not { } list) return false;
        foreach (PyObject item in list)
            if (item is not PyType) return PyErr.Fail(Types.TypeError, $"mro() returned a non-class ('{item.Type.Name}')");
        type.SetOrder(type.Bases, [.. list.Cast<PyType>()]);
        return true;
    }

    public static List<PyObject>? ComputeMro(PyType type)
    {
        if (!type.IsUser) return [.. type.Mro];
        return Linearize([.. type.Bases]) is { } order ? [type, .. order] : null;
    }

    /// <summary>Assignment to <c>__bases__</c>: the class and those derived from it get a new order.</summary>
    public static bool ChangeBases(PyType type, PyTuple given)
    {
        foreach (PyObject b in given.Items)
        {
            if (b is not PyType t) return PyErr.Fail(Types.TypeError, $"{type.Name}.__bases__ must be tuple of classes, not '{b.Type.Name}'");
            if (t.IsSubtype(type)) return PyErr.Fail(Types.TypeError, "a __bases__ item causes an inheritance cycle");
        }
        if (Bases(given.Items) is not { } bases || Linearize(bases) is not { } mro) return false;
        PyType? native = mro.Find(t => t.HasLayout);
        if (native != type.Mro.Skip(1).FirstOrDefault(t => t.HasLayout) || mro.Exists(t => t.IsException) != type.IsException)
            return PyErr.Fail(Types.TypeError, $"__bases__ assignment: '{bases[0].Name}' object layout differs from '{type.Base?.Name}'");
        PyType[] oldBases = type.Bases, oldMro = type.Mro;
        type.SetOrder([.. bases], [type, .. mro]);
        if (type.Type.SpecialOverride(MroName) is { } order && !OrderBy(type, order) || !Reorder(type))
        {
            type.SetOrder(oldBases, oldMro);
            return false;
        }
        return true;
    }

    private static bool Reorder(PyType type)
    {
        foreach (PyType derived in type.Subclasses.ToList())
        {
            if (Linearize([.. derived.Bases]) is not { } mro) return false;
            derived.SetOrder(derived.Bases, [derived, .. mro]);
            if (!Reorder(derived)) return false;
        }
        return true;
    }

    /// <summary>C3: the order of the bases, without the class itself; null with TypeError pending.</summary>
    private static List<PyType>? Linearize(List<PyType> bases)
    {
        if (bases.Distinct().Count() != bases.Count)
        {
            PyErr.TypeError("duplicate base class " + bases.GroupBy(b => b).First(g => g.Count() > 1).Key.Name);
            return null;
        }
        List<List<PyType>> sequences = [.. bases.Select(b => b.Mro.ToList()), [.. bases]];
        var order = new List<PyType>();
        while (true)
        {
            sequences.RemoveAll(s => s.Count == 0);
            if (sequences.Count == 0) return order;
            PyType? next = sequences.Select(s => s[0]).FirstOrDefault(c => !sequences.Exists(s => s.IndexOf(c) > 0));
            if (next == null)
            {
                string names = string.Join(", ", sequences.Select(s => s[0].Name).Distinct());
                PyErr.TypeError($"Cannot create a consistent method resolution\norder (MRO) for bases {names}");
                return null;
            }
            order.Add(next);
            foreach (List<PyType> s in sequences)
                if (s[0] == next) s.RemoveAt(0);
        }
    }
}
