using MetaJit;

namespace PyLite.Objects;

/// <summary><c>types.SimpleNamespace</c>. Its instances are like those of users' classes.</summary>
[DontLookInside]
public static class SimpleNamespace
{
    public static readonly PyType NamespaceType = new("types.SimpleNamespace", Types.Object, Populate, Make) { HasPlainInstances = true };

    public static PyInstance Of(params (string Name, PyObject Value)[] attributes)
    {
        var o = PyInstance.New(NamespaceType);
        foreach ((string name, PyObject value) in attributes) o.SetGeneric(PyStr.Intern(name), value);
        return o;
    }

    private static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        var o = PyInstance.New(NamespaceType);
        return Init(Calls.Prepend(o, args), keywords) == null ? null : o;
    }

    private static PyObject? Init(PyObject[] args, PyStr[]? keywords)
    {
        int named = keywords?.Length ?? 0;
        if (args.Length - named > 1) return PyErr.TypeError($"no positional arguments expected");
        for (int k = 0; k < named; k++)
            if (!args[0].SetAttr(keywords![k], args[args.Length - named + k])) return null;
        return PyNone.None;
    }

    private static void Populate(PyType t)
    {
        t.Set("__module__", new PyStr("types"));
        Define.New(t, (args, keywords) => args is [PyType type, ..] && type.IsSubtype(NamespaceType) ? PyInstance.New(type) : PyErr.TypeError("types.SimpleNamespace.__new__(X): X is not a type object"));
        t.MethodAny("__init__", Init);
        t.Property("__dict__", self => ((PyInstance)self).MakeDictionary());
        t.Method("__repr__", Repr);
        t.Method("__eq__", (self, other) => Compare(self, CompareOp.Eq, other));
        t.Method("__ne__", (self, other) => Compare(self, CompareOp.Ne, other));
        t.Set("__hash__", PyNone.None);
        t.Method("__reduce__", self => new PyTuple([self.Type, PyTuple.Empty, ((PyInstance)self).MakeDictionary()]));
    }

    private static PyObject? Repr(PyObject self)
    {
        string name = self.Type == NamespaceType ? "namespace" : self.Type.Name;
        if (ReprGuard.IsActive(self)) return new PyStr($"{name}(...)");
        ReprGuard.Enter(self);
        var parts = new List<string?>();
        foreach ((PyObject key, PyObject value) in ((PyInstance)self).MakeDictionary().Pairs())
            parts.Add(value.Repr() is { } text ? $"{key.Str()?.Value}={text.Value}" : null);
        ReprGuard.Leave();
        return parts.Contains(null) ? null : new PyStr($"{name}({string.Join(", ", parts)})");
    }

    private static PyObject? Compare(PyObject self, CompareOp op, PyObject other) =>
        other.Type.IsSubtype(NamespaceType) ? ((PyInstance)self).MakeDictionary().Compare(op, ((PyInstance)other).MakeDictionary()) : PyNotImplemented.Value;
}
