namespace PyLite.Objects;

/// <summary>An object of a builtin class that programs may hang attributes on.</summary>
public abstract class PyExtensible : PyObject
{
    private PyDict? _dict;

    public PyDict Dictionary => _dict ??= new PyDict();

    public override bool HasOwnAttributes => _dict != null;

    public void SetDictionary(PyDict attributes) => _dict = attributes;

    /// <summary>The attribute hung on it, or null.</summary>
    public PyObject? Own(PyStr name) => _dict?.GetStr(name);

    public bool SetOwn(PyStr name, PyObject value) => Dictionary.SetStr(name, value);

    public override PyObject? GetAttr(PyStr name)
    {
        if (_dict != null && Type.Lookup(name) is not { IsDataDescriptor: true } && _dict.GetStr(name) is { } own) return own;
        if (name == Names.Dict && Type.Lookup(name) is not PyGetSet) return Dictionary;
        return base.GetAttr(name);
    }

    public override bool SetAttr(PyStr name, PyObject? value)
    {
        if (Type.Lookup(name) is { IsDataDescriptor: true } data) return data.DescriptorSet(this, value);
        if (value == null && name == Names.Dict) return PyErr.Fail(Types.TypeError, "cannot delete __dict__");
        if (value != null) return Dictionary.SetStr(name, value);
        if (_dict != null && _dict.Remove(name)) return true;
        PyErr.AttributeError(this, name);
        return false;
    }
}
