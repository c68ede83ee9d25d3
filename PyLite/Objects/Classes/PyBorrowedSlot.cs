namespace PyLite.Objects;

/// <summary>
/// A method of a builtin class that a program's class has under the name of another special method (<c>__setattr__ = dict.__setitem__</c>), or that
/// is of no class it derives from. What looks for special methods passes over builtin ones, since the wrapped object does the same by itself; this one
/// is called like the program's own. Programs see the method.
/// </summary>
public sealed class PyBorrowedSlot : PyObject
{
    private readonly PyBuiltin _method;

    private PyBorrowedSlot(PyBuiltin method) => _method = method;

    /// <summary>The value to keep as the class's attribute.</summary>
    /// <param name="order">The classes that the class derives from.</param>
    internal static PyObject Of(PyStr name, PyObject value, IEnumerable<PyType> order) =>
        value is PyBuiltin { Owner: { } owner } method && SlotNames.All.Contains(name.Value) && (method.Name != name.Value || !order.Contains(owner))
            ? new PyBorrowedSlot(method) : value;

    public override PyType Type => _method.Type;
    public override bool IsCallable => true;
    public override bool IsDescriptor => true;
    public override PyObject DescriptorGet(PyObject? instance, PyType owner) => _method.DescriptorGet(instance, owner);
    public override PyObject? Call(PyObject[] args, PyStr[]? keywords) => _method.Call(args, keywords);
    public override PyObject? GetAttr(PyStr name) => _method.GetAttr(name);
    public override PyObject? Compare(CompareOp op, PyObject other) => _method.Compare(op, other);
    public override long Hash() => _method.Hash();
    public override PyStr? Repr() => _method.Repr();
}
