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
            if (own.IsSubtype(type)) return 1;
            if (type.Type.SpecialOverride(Names.InstanceCheck) is { } hook) return Ask(hook, type, o);
            return 0;
        }
        return IsInstanceOfAny(o, wanted);
    }

    private static int Ask(PyObject hook, PyType type, PyObject o) => Calls.CallMethod(hook, type, o) is { } r ? Operators.Truth(r) : -1;

    [UnrollSafe]
    private static int IsInstanceOfAny(PyObject o, PyObject wanted)
    {
        if (wanted is PyTuple tuple)
        {
            foreach (PyObject item in tuple.Items)
            {
                int result = IsInstance(o, item);
                if (result != 0) return result;
            }
            return 0;
        }
        if (wanted is PyNone) return 0;
        if (wanted.Type.Lookup(Names.InstanceCheck) is { } hook) return Calls.CallMethod(hook, wanted, o) is { } r ? Operators.Truth(r) : -1;
        PyErr.TypeError("isinstance() arg 2 must be a type, a tuple of types, or a union");
        return -1;
    }

    /// <summary>1, 0, or -1 with an exception pending.</summary>
    [DontLookInside]
    public static int IsSubclass(PyObject c, PyObject wanted)
    {
        if (c is not PyType type)
        {
            PyErr.TypeError("issubclass() arg 1 must be a class");
            return -1;
        }
        if (wanted is PyType other)
        {
            if (other.Type.SpecialOverride(Names.SubclassCheck) is { } hook) return Ask(hook, other, type);
            return type.IsSubtype(other) ? 1 : 0;
        }
        if (wanted is PyTuple tuple)
        {
            foreach (PyObject item in tuple.Items)
            {
                int result = item is PyNone ? 0 : IsSubclass(c, item);
                if (result != 0) return result;
            }
            return 0;
        }
        PyErr.TypeError("issubclass() arg 2 must be a class, a tuple of classes, or a union");
        return -1;
    }
}

/// <summary><c>dir()</c> and <c>vars()</c>.</summary>
[DontLookInside]
public static class Introspection
{
    public static List<PyObject> Dir(PyObject o)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        if (o is PyModule m)
        {
            foreach (PyStr s in m.Globals.Keys) names.Add(s.Value);
        }
        else
        {
            PyType type = o as PyType ?? o.Type;
            foreach (PyType t in type.Mro)
            {
                t.EnsurePopulated();
                foreach ((PyObject key, PyObject _) in t.Dict.Pairs())
                    if (key is PyStr s) names.Add(s.Value);
            }
            if (o is PyInstance i)
                foreach (PyStr s in i.OwnNames()) names.Add(s.Value);
            if (o is PyFunction { Dict: { } dict })
                foreach ((PyObject key, PyObject _) in dict.Pairs()) names.Add(((PyStr)key).Value);
        }
        return [.. names.Select(n => new PyStr(n))];
    }

    public static PyObject? Vars(PyObject o) => o switch
    {
        PyModule m => m.Globals,
        PyInstance i => i.MakeDictionary(),
        _ => Attributes.Find(o, Names.Dict) ?? (PyErr.Current != null ? null : PyErr.TypeError("vars() argument must have __dict__ attribute")),
    };
}
