using MetaJit;

namespace PyLite.Objects;

/// <summary><c>isinstance</c> and <c>issubclass</c>.</summary>
public static class TypeChecks
{
    /// <summary>1, 0, or -1 with an exception pending.</summary>
    public static int IsInstance(PyObject o, PyObject wanted)
    {
        if (wanted is PyType type)
        {
            type = Jit.Promote(type);
            PyType own = Jit.Promote(o.Type);
            if (type.Type.SpecialOverride(Names.InstanceCheck) is { } hook) return ReferenceEquals(own, type) ? 1 : Ask(hook, type, o);
            if (own.IsSubtype(type)) return 1;
            return o is PyInstance && own.ClaimsClass(own.Tag.Get()) && IsRealInstance(o, type) ? 1 : PyErr.Current != null ? -1 : 0;
        }
        return IsInstanceOfAny(o, wanted);
    }

    private static int Ask(PyObject hook, PyObject type, PyObject o) => Calls.CallMethod(hook, type, o) is { } r ? Operators.Truth(r) : -1;

    [UnrollSafe]
    private static int IsInstanceOfAny(PyObject o, PyObject wanted)
    {
        if (UserSlots.Unwrap(wanted) is PyTuple tuple)
        {
            foreach (PyObject item in tuple.Items)
            {
                int result = IsInstance(o, item);
                if (result != 0) return result;
            }
            return 0;
        }
        if (wanted.Type.Lookup(Names.InstanceCheck) is { } hook) return Ask(hook, wanted, o);
        return IsInstanceByBases(o, wanted);
    }

    /// <summary>As <c>type.__instancecheck__</c> has it: an object may also say by <c>__class__</c> what it passes for.</summary>
    [DontLookInside]
    /// <remarks>An exception may be pending when the answer is no.</remarks>
    public static bool IsRealInstance(PyObject o, PyType type)
    {
        if (o.Type.IsSubtype(type)) return true;
        if (o is not PyInstance) return false;
        PyObject? claimed = Attributes.Find(o, Names.Class);
        return claimed is PyType t && t != o.Type && t.IsSubtype(type);
    }

    /// <summary>As <c>type.__subclasscheck__</c> has it: 1, 0, or -1 with an exception pending.</summary>
    [DontLookInside]
    public static int IsRealSubclass(PyObject c, PyObject wanted)
    {
        if (c is PyType type && wanted is PyType other) return type.IsSubtype(other) ? 1 : 0;
        if (BasesOf(c) == null)
        {
            if (PyErr.Current == null) PyErr.TypeError("issubclass() arg 1 must be a class");
            return -1;
        }
        if (BasesOf(wanted) == null)
        {
            if (PyErr.Current == null) PyErr.TypeError("issubclass() arg 2 must be a class, a tuple of classes, or a union");
            return -1;
        }
        return IsDerived(c, wanted);
    }

    /// <summary>The <c>__bases__</c> of what passes for a class, or null.</summary>
    private static PyTuple? BasesOf(PyObject c) => Attributes.Find(c, Names.Bases) as PyTuple;

    private static int IsDerived(PyObject c, PyObject wanted)
    {
        if (ReferenceEquals(c, wanted)) return 1;
        if (!Recursion.Enter(" in __issubclass__")) return -1;
        int result = 0;
        if (BasesOf(c) is { } bases)
        {
            foreach (PyObject b in bases.Items)
            {
                result = IsDerived(b, wanted);
                if (result != 0) break;
            }
        }
        Recursion.Leave();
        return result == 0 && PyErr.Current != null ? -1 : result;
    }

    [DontLookInside]
    private static int IsInstanceByBases(PyObject o, PyObject wanted)
    {
        if (BasesOf(wanted) == null)
        {
            if (PyErr.Current == null) PyErr.TypeError("isinstance() arg 2 must be a type, a tuple of types, or a union");
            return -1;
        }
        PyObject? own = Attributes.Find(o, Names.Class);
        return own == null ? PyErr.Current != null ? -1 : 0 : IsDerived(own, wanted);
    }

    /// <summary>1, 0, or -1 with an exception pending.</summary>
    public static int IsSubclass(PyObject c, PyObject wanted) =>
        c is PyType type && wanted is PyType { Type.IsUser: false } other ? type.IsSubtype(other) ? 1 : 0 : IsSubclassOf(c, wanted);

    [DontLookInside]
    private static int IsSubclassOf(PyObject c, PyObject wanted)
    {
        if (UserSlots.Unwrap(wanted) is PyTuple tuple)
        {
            if (!Recursion.Enter(" in __subclasscheck__")) return -1;
            int result = 0;
            foreach (PyObject item in tuple.Items)
            {
                result = IsSubclass(c, item);
                if (result != 0) break;
            }
            Recursion.Leave();
            return result;
        }
        PyObject? hook = wanted is PyType { Type.IsUser: false } ? null : wanted.Type.Lookup(Names.SubclassCheck);
        return hook == null || hook is PyBuiltin && wanted is PyType ? IsRealSubclass(c, wanted) : Ask(hook, wanted, c);
    }
}

/// <summary><c>dir()</c> and <c>vars()</c>.</summary>
[DontLookInside]
public static class Introspection
{
    /// <summary><c>dir(o)</c>: the names of <c>__dir__</c>, sorted.</summary>
    public static PyObject? Dir(PyObject o)
    {
        if (o.Type.Lookup(Objects.Names.Dir) is not { } method) return PyErr.TypeError("object does not provide __dir__");
        if (Calls.CallMethod(method, o) is not { } names || Sequences.ToList(names) is not { } items) return null;
        var list = new PyList(items);
        return Sorting.Sort(list) ? list : null;
    }

    private static void Collect(PyDict names, PyType type)
    {
        foreach (PyType t in type.Mro.Reverse())
        {
            t.EnsurePopulated();
            foreach ((PyObject key, PyObject _) in t.Dict.Pairs()) names.Set(key, PyNone.None);
        }
    }

    private static PyList Keys(PyDict names) => new([.. names.Pairs().Select(p => p.Key)]);

    /// <summary><c>object.__dir__</c></summary>
    public static PyObject? OfInstance(PyObject o)
    {
        var names = new PyDict();
        if (o is PyModule m)
        {
            PyObject? dict = m.Globals.Visible;
            if (o.Type.IsUser && Attributes.Find(o, Objects.Names.Dict) is { } shown && UserSlots.Unwrap(shown) is not (PyDict or ModuleDict))
                return PyErr.TypeError($"{m.Repr()?.Value ?? "module"}.__dict__ is not a dictionary");
            if (m.Globals.Get(Objects.Names.Dir) is { } hook) return Calls.Call0(hook);
            return Sequences.ToList(dict) is { } keys ? new PyList(keys) : null;
        }
        if (Attributes.Find(o, Objects.Names.Dict) is { } own)
        {
            foreach (PyObject key in Sequences.ToList(own) ?? []) names.Set(key, PyNone.None);
        }
        if (PyErr.Current != null) return null;
        Collect(names, o.Type);
        return Keys(names);
    }

    /// <summary><c>type.__dir__</c></summary>
    public static PyObject? OfClass(PyType type)
    {
        var names = new PyDict();
        Collect(names, type);
        return Keys(names);
    }

    /// <summary>The names of one object and more.</summary>
    public static PyObject? Names(PyObject o, IEnumerable<string> more)
    {
        if (Dir(o) is not PyList list) return null;
        foreach (string name in more)
            if (list.Contains(new PyStr(name)) == 0) list.Append(new PyStr(name));
        return list;
    }

    [LookInside]
    public static PyObject? Vars(PyObject o) =>
        Attributes.Find(o, Objects.Names.Dict) ?? (PyErr.Current != null ? null : PyErr.TypeError("vars() argument must have __dict__ attribute"));
}
