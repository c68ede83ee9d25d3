using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>
/// Conversions between Python objects and the C# types of declared functions. Each gives false with an exception pending, which says what
/// CPython says of an argument of the wrong type.
/// </summary>
public static class Argument
{
    public static bool Long(PyObject o, out long value) => Sequences.Integer(o, out value);

    public static bool Int(PyObject o, out int value)
    {
        if (o is PyInt { Value: >= int.MinValue and <= int.MaxValue } i)
        {
            value = (int)i.Value;
            return true;
        }
        return IntSlow(o, out value);
    }

    [DontLookInside]
    private static bool IntSlow(PyObject o, out int value)
    {
        value = 0;
        if (!Big(o, out BigInteger big)) return false;
        if (big > long.MaxValue || big < long.MinValue) return PyErr.Fail(Types.OverflowError, "Python int too large to convert to C int");
        if (big > int.MaxValue) return PyErr.Fail(Types.OverflowError, "signed integer is greater than maximum");
        if (big < int.MinValue) return PyErr.Fail(Types.OverflowError, "signed integer is less than minimum");
        value = (int)big;
        return true;
    }

    /// <summary>The low 32 bits of an int of any size.</summary>
    public static bool Bits(PyObject o, out uint value)
    {
        bool ok = Bits(o, out ulong bits);
        value = (uint)bits;
        return ok;
    }

    /// <summary>The low 64 bits of an int of any size.</summary>
    [DontLookInside]
    public static bool Bits(PyObject o, out ulong value)
    {
        if (o is PyInt i)
        {
            value = (ulong)i.Value;
            return true;
        }
        value = 0;
        if (!Big(o, out BigInteger big)) return false;
        value = (ulong)(big & ulong.MaxValue);
        return true;
    }

    public static bool Double(PyObject o, out double value)
    {
        if (o is PyFloat f)
        {
            value = f.Value;
            return true;
        }
        if (o is PyInt i)
        {
            value = i.Value;
            return true;
        }
        return DoubleSlow(o, out value);
    }

    [DontLookInside]
    private static bool DoubleSlow(PyObject o, out double value)
    {
        double? number = NumberMethods.AsDouble(o);
        value = number ?? 0;
        if (number != null) return true;
        return PyErr.Current == null && PyErr.Fail(Types.TypeError, $"must be real number, not {o.Type.Name}");
    }

    /// <summary>The object's truth.</summary>
    public static bool Bool(PyObject o, out bool value)
    {
        int truth = Operators.Truth(o);
        value = truth > 0;
        return truth >= 0;
    }

    /// <summary>An int of any size, also from <c>__index__</c>.</summary>
    [DontLookInside]
    public static bool Big(PyObject o, out BigInteger value)
    {
        return Conversions.Index(o, null, out value);
    }

    public static bool Text(PyObject o, string function, string place, out string value, bool orNone = false)
    {
        bool ok = Is(o, function, place, orNone ? "str or None" : "str", out PyStr? s);
        value = ok ? s!.Value : "";
        return ok;
    }

    public static bool Str(PyObject o, string function, string place, [NotNullWhen(true)] out PyStr? value) => Is(o, function, place, "str", out value);

    public static bool Bytes(PyObject o, string function, string place, [NotNullWhen(true)] out PyBytes? value) =>
        Is(o, function, place, "bytes", out value) && (!value.IsMutable || Wrong(o, function, place, "bytes"));

    public static bool List(PyObject o, string function, string place, [NotNullWhen(true)] out PyList? value) => Is(o, function, place, "list", out value);

    public static bool Tuple(PyObject o, string function, string place, [NotNullWhen(true)] out PyTuple? value) => Is(o, function, place, "tuple", out value);

    public static bool Dict(PyObject o, string function, string place, [NotNullWhen(true)] out PyDict? value) => Is(o, function, place, "dict", out value);

    /// <summary>An object of a C# class; the message calls it by the Python class's name, which is C#'s without its <c>Py</c>.</summary>
    public static bool Is<T>(PyObject o, string function, string place, [NotNullWhen(true)] out T? value) where T : PyObject
    {
        string name = typeof(T).Name;
        return Is(o, function, place, name.StartsWith("Py", StringComparison.Ordinal) ? name[2..].ToLowerInvariant() : name, out value);
    }

    private static bool Is<T>(PyObject o, string function, string place, string wanted, [NotNullWhen(true)] out T? value) where T : PyObject
    {
        value = UserSlots.Unwrap(o) as T;
        return value != null || Wrong(o, function, place, wanted);
    }

    [DontLookInside]
    private static bool Wrong(PyObject o, string function, string place, string wanted) =>
        PyErr.Fail(Types.TypeError, $"{function}() {place} must be {wanted}, not {(o is PyNone ? "None" : o.Type.Name)}");

    /// <summary>What has bytes: bytes, bytearray and other objects that show theirs.</summary>
    public static bool BytesLike(PyObject o, out ReadOnlySpan<byte> value) => Buffers.Bytes(o, out value);

    // ---- results

    public static PyObject Result(bool value) => PyBool.Of(value);
    public static PyObject Result(long value) => new PyInt(value);
    public static PyObject Result(int value) => new PyInt(value);
    public static PyObject Result(uint value) => new PyInt(value);
    public static PyObject Result(double value) => new PyFloat(value);
    public static PyObject Result(BigInteger value) => PyLong.From(value);
    public static PyObject Result(ulong value) => value <= long.MaxValue ? new PyInt((long)value) : PyLong.From((BigInteger)value);

    // A result that is missing: an exception is pending.
    public static PyObject? Result(string? value) => value == null ? null : new PyStr(value);
    public static PyObject? Result(byte[]? value) => value == null ? null : new PyBytes(value);
    public static PyObject? Result(bool? value) => value is { } v ? PyBool.Of(v) : null;
    public static PyObject? Result(long? value) => value is { } v ? new PyInt(v) : null;
    public static PyObject? Result(double? value) => value is { } v ? new PyFloat(v) : null;
    public static PyObject? Result(BigInteger? value) => value is { } v ? PyLong.From(v) : null;
}
