using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>What a class statement and <c>type(name, bases, dict)</c> do.</summary>
[DontLookInside]
public static class ClassBuilder
{
    /// <summary><c>__build_class__(function, name, *bases, **keywords)</c></summary>
    public static readonly PyBuiltin BuildClass = new("__build_class__") { Any = Build };

    private static PyObject? Build(PyObject[] args, PyStr[]? keywords)
    {
        var function = (PyFunction)args[0];
        var name = (PyStr)args[1];
        int named = keywords?.Length ?? 0;
        PyObject[] bases = args[2..(args.Length - named)];
        var classKeywords = new List<(PyStr Name, PyObject Value)>();
        PyObject? explicitMeta = null;
        for (int k = 0; k < named; k++)
        {
            PyObject value = args[args.Length - named + k];
            if (keywords![k].EqualsStr(Names.Metaclass)) explicitMeta = value;
            else classKeywords.Add((keywords[k], value));
        }
        if (ResolveBases(bases) is not { } resolved) return null;
        PyObject meta = explicitMeta ?? (resolved.Length > 0 ? resolved[0].Type : Types.Type);
        if (meta is PyType metatype)
        {
            if (WinningMetatype(metatype, resolved) is not { } winner) return null;
            meta = winner;
        }

        PyObject[] kwValues = [.. classKeywords.Select(k => k.Value)];
        PyStr[]? kwNames = classKeywords.Count == 0 ? null : [.. classKeywords.Select(k => k.Name)];
        PyObject space = new PyDict();
        if (meta is PyType { IsUser: true } && meta.GetAttr(Names.Prepare) is { } prepare)
        {
            if (prepare.Call([name, new PyTuple(resolved), .. kwValues], kwNames) is not { } prepared) return null;
            space = prepared;
        }
        PyFrame frame = function.NewFrame(function.Code);
        Jit.FreshVirtualizable(frame);
        frame.Namespace = space;
        if (Evaluator.Execute(function.Code, frame) == null) return null;
        if (meta is PyType { IsUser: false }) return NewClass(Types.Type, name.Value, resolved, (PyDict)space, classKeywords);
        return meta.Call([name, new PyTuple(resolved), space, .. kwValues], kwNames);
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
            if (Attributes.Find(b, PyStr.Intern("__mro_entries__")) is { } entries)
            {
                if (Calls.Call1(entries, new PyTuple(bases)) is not { } made || Sequences.ToList(made) is not { } list) return null;
                resolved.AddRange(list);
                continue;
            }
            if (PyErr.Current != null) return null;
            resolved.Add(b);
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
            return PyErr.TypeError(metatype == Types.Type ? "type() takes 1 or 3 arguments" : $"type.__new__() takes exactly 3 arguments ({positional} given)");
        if (UserSlots.Unwrap(args[0]) is not PyStr name) return PyErr.TypeError($"type.__new__() argument 1 must be str, not {args[0].Type.Name}");
        if (args[1] is not PyTuple bases) return PyErr.TypeError($"type.__new__() argument 2 must be tuple, not {args[1].Type.Name}");
        if (UserSlots.Unwrap(args[2]) is not PyDict dict) return PyErr.TypeError($"type.__new__() argument 3 must be dict, not {args[2].Type.Name}");
        var classKeywords = new List<(PyStr, PyObject)>();
        for (int k = 0; k < named; k++) classKeywords.Add((keywords![k], args[positional + k]));
        if (WinningMetatype(metatype, bases.Items) is not { } winner) return null;
        return NewClass(winner, name.Value, bases.Items, dict, classKeywords);
    }

    private static PyObject? NewClass(PyType metatype, string name, PyObject[] baseObjects, PyDict space, List<(PyStr Name, PyObject Value)> keywords)
    {
        var bases = new List<PyType>();
        foreach (PyObject b in baseObjects)
        {
            if (b is not PyType t) return PyErr.TypeError("bases must be types");
            if (t == Types.Bool || t == Types.NoneType || t == Types.Function || t == Types.Range || t == Types.Slice || t == Types.Generator)
                return PyErr.TypeError($"type '{t.Name}' is not an acceptable base type");
            bases.Add(t);
        }
        if (bases.Count == 0) bases.Add(Types.Object);
        if (Linearize(name, bases) is not { } mro) return null;
        if (mro.Where(t => !t.IsUser && t.Constructor != null && t != Types.Object || t == Types.BaseException).ToList() is { Count: > 1 } natives
            && natives.Exists(t => !natives[0].IsSubtype(t)))
            return PyErr.TypeError("multiple bases have instance lay-out conflict");

        var dict = new PyDict();
        PyCell? classCell = null;
        foreach ((PyObject key, PyObject value) in space.Pairs())
        {
            if (key is not PyStr s)
            {
                dict.Set(key, value);
                continue;
            }
            s = PyStr.Intern(s);
            if (ReferenceEquals(s, Names.ClassCell)) classCell = value as PyCell;
            else if (!ReferenceEquals(s, Names.QualName)) dict.SetStr(s, Adapted(s, value));
        }
        if (dict.GetStr(Names.Eq) != null && dict.GetStr(Names.Hash) == null) dict.SetStr(Names.Hash, PyNone.None);
        HashSet<PyStr>? slotNames = SlotNames(dict, mro);
        var type = new PyType(metatype, name, [.. bases], [.. mro], dict, slotNames);
        if (space.GetStr(Names.QualName) is PyStr qualName) type.QualName = qualName.Value;
        if (classCell != null) classCell.Value = type;

        foreach ((PyObject key, PyObject value) in dict.Pairs())
        {
            if (value is PyProperty p) p.Name ??= ((PyStr)key).Value;
            if (value is PyInstance && value.Type.Lookup(Names.SetName) is { } setName && Calls.CallMethod(setName, value, type, key) == null)
                return null;
        }
        return InitSubclass(type, mro, keywords) ? type : null;
    }

    /// <summary>The special methods that are what they are without a decorator.</summary>
    private static PyObject Adapted(PyStr name, PyObject value)
    {
        if (value is not PyFunction) return value;
        if (ReferenceEquals(name, Names.New)) return new PyStaticMethod(value);
        return ReferenceEquals(name, Names.InitSubclass) || ReferenceEquals(name, Names.ClassGetItem) ? new PyClassMethod(value) : value;
    }

    private static HashSet<PyStr>? SlotNames(PyDict dict, List<PyType> mro)
    {
        if (dict.GetStr(Names.Slots) is not { } own) return null;
        var names = new HashSet<PyStr>();
        foreach (PyType t in mro)
        {
            if (t.IsUser && t.SlotNames == null) return null;
            if (t.SlotNames != null) names.UnionWith(t.SlotNames);
        }
        List<PyObject> list = own is PyStr one ? [one] : Sequences.ToList(own) ?? [];
        foreach (PyObject n in list)
        {
            if (n is PyStr { Value: "__dict__" }) return null;
            if (n is PyStr s) names.Add(PyStr.Intern(s));
        }
        return names;
    }

    private static bool InitSubclass(PyType type, List<PyType> mro, List<(PyStr Name, PyObject Value)> keywords)
    {
        foreach (PyType t in mro)
        {
            t.EnsurePopulated();
            if (t.Dict.GetStr(Names.InitSubclass) is not PyClassMethod { Function: var function }) continue;
            return function.Call([type, .. keywords.Select(k => k.Value)], keywords.Count == 0 ? null : [.. keywords.Select(k => k.Name)]) != null;
        }
        return true;
    }

    /// <summary>C3: the order of the bases, without the class itself; null with TypeError pending.</summary>
    private static List<PyType>? Linearize(string name, List<PyType> bases)
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
