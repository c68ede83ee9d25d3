using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>Attribute access of objects without attributes of their own, and <c>getattr</c> and kin.</summary>
public static class Attributes
{
    public static PyObject? Generic(PyObject self, PyStr name)
    {
        PyType type = self.Type;
        if (type.Lookup(name) is not { } found) return PyErr.AttributeError(self, name);
        if (found is PyNone && ReferenceEquals(name, Names.Doc)) return TypeMethods.DocOf(type);
        return found.IsDescriptor ? found.DescriptorGet(self, type) : found;
    }

    [DontLookInside]
    public static bool SetGeneric(PyObject self, PyStr name, PyObject? value)
    {
        PyObject? found = self.Type.Lookup(name);
        if (found is { IsDataDescriptor: true }) return found.DescriptorSet(self, value);
        if (found != null) return PyErr.Fail(Types.AttributeError, $"'{self.Type.Name}' object attribute '{name.Value}' is read-only");
        PyErr.AttributeError(self, name);
        return false;
    }

    [DontLookInside]
    public static PyStr DefaultRepr(PyObject self)
    {
        string module = self.Type.ModuleText();
        string prefix = module == "builtins" ? "" : module + ".";
        return new PyStr($"<{prefix}{self.Type.QualName} object at 0x{Identity.Of(self):x12}>");
    }

    /// <summary>The attribute, or null with no exception pending when there is none (any other exception stays pending).</summary>
    public static PyObject? Find(PyObject self, PyStr name)
    {
        if (self is PyInstance instance && instance.Lacks(name)) return null;
        if (self is PyNone or PyInt or PyFloat or PyBool or PyStr or PyTuple or PyList && self.Type.Lookup(name) == null) return null;
        PyObject? value = self.GetAttr(name);
        if (value == null) PyErr.TakeIf(Types.AttributeError);
        return value;
    }
}
