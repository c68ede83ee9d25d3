using MetaJit;

namespace PyLite.Objects;

/// <summary>A read-only view of a mapping (<c>types.MappingProxyType</c>), or of the attributes of a class (<c>C.__dict__</c>).</summary>
[DontLookInside]
public sealed class PyMappingProxy : PyObject
{
    private readonly PyObject? _mapping;
    private readonly PyType? _owner;

    public PyMappingProxy(PyObject mapping) => _mapping = mapping;

    public PyMappingProxy(PyType owner) => _owner = owner;

    public override PyType Type { [LookInside] get => Types.MappingProxy; }

    /// <summary>The mapping. A class's attributes are copied: the class itself keeps some of them in cells.</summary>
    public PyObject Mapping => _mapping ?? _owner!.AttributesNow();

    public static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.Parse("mappingproxy", args, keywords, ["mapping"], 1, out PyObject?[] v)) return null;
        if (UserSlots.Unwrap(v[0]!) is PyList or PyTuple || v[0]!.Type.Lookup(Names.GetItem) == null)
            return PyErr.TypeError($"mappingproxy() argument must be a mapping, not {v[0]!.Type.Name}");
        return new PyMappingProxy(v[0]!);
    }

    public override PyObject? GetItem(PyObject key)
    {
        if (_owner == null) return _mapping!.GetItem(key);
        return key is PyStr name && _owner.OwnAttribute(PyStr.Intern(name)) is { } value ? value : PyErr.RaiseWithArgs(Types.KeyError, key);
    }

    public override long Len() => Mapping.Len();
    public override int Truth() => Mapping.Truth();
    public override PyObject? Iter() => Mapping.Iter();
    public override int Contains(PyObject item) => Mapping.Contains(item);
    public override PyStr? Repr() => Mapping.Repr() is { } text ? new PyStr($"mappingproxy({text.Value})") : null;
    public override PyStr? Str() => Mapping.Str();

    public override long Hash()
    {
        if (_mapping != null) return _mapping.Hash();
        PyErr.TypeError("unhashable type: 'dict'");
        return -1;
    }

    public override PyObject? Compare(CompareOp op, PyObject other) => Operators.Compare(op, Mapping, Plain(other));
    public override PyObject? Binary(BinaryOp op, PyObject other) => op == BinaryOp.Or ? Operators.Binary(op, Mapping, Plain(other)) : PyNotImplemented.Value;
    public override PyObject? Reflected(BinaryOp op, PyObject other) => op == BinaryOp.Or ? Operators.Binary(op, Plain(other), Mapping) : PyNotImplemented.Value;

    private static PyObject Plain(PyObject o) => o is PyMappingProxy p ? p.Mapping : o;

    public static void Populate(PyType t)
    {
        Define.New(t, (args, keywords) => Make(Calls.Rest(args), keywords));
        SlotMethods.Text(t, withStr: true);
        SlotMethods.Len(t);
        SlotMethods.Iter(t);
        SlotMethods.Contains(t);
        SlotMethods.GetItem(t);
        SlotMethods.Hash(t);
        SlotMethods.Compare(t, ordered: true);
        SlotMethods.Binary(t, BinaryOp.Or);
        SlotMethods.Reflected(t, BinaryOp.Or);
        t.Method("__ior__", (self, other) => PyErr.TypeError($"'|=' is not supported by {self.Type.Name}; use '|' instead"));
        foreach (string name in (string[])["get", "keys", "values", "items", "copy", "__reversed__"])
        {
            PyStr method = PyStr.Intern(name);
            t.MethodAny(name, (args, keywords) => ((PyMappingProxy)args[0]).Mapping.GetAttr(method)?.Call(Calls.Rest(args), keywords));
        }
        t.ClassMethod("__class_getitem__", PyGenericAlias.OfClass);
    }
}
