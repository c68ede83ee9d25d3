using MetaJit;

namespace PyLite.Objects;

/// <summary>
/// What a name in <c>__slots__</c> is in its class. Instances keep the value where they keep all attributes; <see cref="AttributeRead"/>
/// goes there at once, and comes here only for what is seldom.
/// </summary>
public sealed class PySlotMember(PyType owner, PyStr name) : PyObject
{
    public readonly PyType Owner = owner;
    public readonly PyStr Name = name;

    public override PyType Type => Types.MemberDescriptor;
    public override bool IsDescriptor => true;
    public override bool IsDataDescriptor => true;

    [DontLookInside]
    public override PyObject? DescriptorGet(PyObject? instance, PyType owner)
    {
        if (instance == null) return this;
        if (!instance.Type.IsSubtype(Owner)) return WrongReceiver(instance);
        if (Storage(instance)?.GetSlot(Name) is { } value) return value;
        return PyErr.AttributeError(instance, Name);
    }

    [DontLookInside]
    public override bool DescriptorSet(PyObject instance, PyObject? value)
    {
        if (!instance.Type.IsSubtype(Owner)) return WrongReceiver(instance) != null;
        if (Storage(instance) is { } storage && storage.SetSlot(Name, value)) return true;
        return PyErr.Fail(Types.AttributeError, Name.Value);
    }

    private static PyInstance? Storage(PyObject o) => o as PyInstance ?? (o as PyException)?.Storage;

    private PyObject? WrongReceiver(PyObject instance) =>
        PyErr.TypeError($"descriptor '{Name.Value}' for '{Owner.Name}' objects doesn't apply to a '{instance.Type.Name}' object");

    public override PyStr Repr() => new($"<member '{Name.Value}' of '{Owner.Name}' objects>");
}
