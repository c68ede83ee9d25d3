// Stands in for the object model until PyLite/Objects exists; deleted with the first real PyObject.
namespace PyLite.Objects;

public abstract class PyObject
{
    public virtual PyStr? Repr() => null;
}

public sealed class PyStr(string value) : PyObject
{
    public string Value { get; } = value;

    public static PyStr Intern(string value) => new(value);

    public override string ToString() => Value;
}

public sealed class PyNone : PyObject
{
    public static readonly PyNone None = new();
}

public sealed class PyEllipsis : PyObject
{
    public static readonly PyEllipsis Ellipsis = new();
}

public sealed class PyBool : PyObject
{
    public static readonly PyBool True = new();
    public static readonly PyBool False = new();
}

public sealed class PyInt(long value) : PyObject
{
    public override PyStr Repr() => new($"{value}");
}

public sealed class PyLong(System.Numerics.BigInteger value) : PyObject
{
    public static PyObject From(System.Numerics.BigInteger value) => new PyLong(value);

    public override PyStr Repr() => new($"{value}");
}

public sealed class PyFloat(double value) : PyObject
{
    public override PyStr Repr() => new($"{value}");
}

public sealed class PyBytes(byte[] value) : PyObject
{
    public override PyStr Repr() => new($"{value.Length} bytes");
}

public sealed class PyTuple(PyObject[] items) : PyObject
{
    public override PyStr Repr() => new($"{items.Length} items");
}
