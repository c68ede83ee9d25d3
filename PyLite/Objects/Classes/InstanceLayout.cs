using MetaJit;

namespace PyLite.Objects;

/// <summary>What the instances of a class have room for.</summary>
internal enum InstanceLayout
{
    /// <summary>No instance has been made yet.</summary>
    Unknown,
    Plain,
    Numeric,
}

// How instances are laid out is chosen when the first is made, so that all of a class are alike and places that see them see one class of
// .NET's: numeric where an argument of __init__ or a constant in it is a number. Where numbers come only later, later instances are numeric.
public abstract partial class PyInstance
{
    /// <summary>An object of a class that wraps none of a builtin class.</summary>
    public static PyInstance New(PyType type)
    {
        if (type.Layout == InstanceLayout.Unknown) Choose(type, []);
        return type.Layout == InstanceLayout.Numeric ? new PyNumericInstance(type) : new PyPlainInstance(type);
    }

    /// <summary>The same, for an <c>__init__</c> that gets these arguments.</summary>
    public static PyInstance New(PyType type, Slot[] slots, int first, int count)
    {
        if (type.Layout == InstanceLayout.Unknown) Choose(type, slots[first..(first + count)].Select(s => s.V));
        return New(type);
    }

    /// <inheritdoc cref="New(PyType, Slot[], int, int)"/>
    public static PyInstance New(PyType type, PyObject[] args)
    {
        if (type.Layout == InstanceLayout.Unknown) Choose(type, args);
        return New(type);
    }

    [DontLookInside]
    private static void Choose(PyType type, IEnumerable<PyObject?> args) =>
        type.Layout = args.Any(IsNumber) || Array.Exists(type.Mro, HasNumbers) ? InstanceLayout.Numeric : InstanceLayout.Plain;

    private static bool HasNumbers(PyType type)
    {
        if (type.Dict.GetStr(Names.Init) is not PyFunction init) return false;
        init.Code.ReadBody();
        return Array.Exists(init.Code.Consts, IsNumber);
    }

    private static bool IsNumber(PyObject? value) => value is PyInt or PyFloat;
}
