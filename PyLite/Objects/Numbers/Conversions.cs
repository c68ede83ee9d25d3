using System.Numerics;
using MetaJit;

namespace PyLite.Objects;

/// <summary>What <c>__index__</c>, <c>__int__</c>, <c>__float__</c> and <c>__complex__</c> gave, checked.</summary>
[DontLookInside]
public static class Conversions
{
    /// <summary>An int of any size: the object itself, or what its <c>__index__</c> gives. False with an exception pending.</summary>
    /// <param name="value">The object.</param>
    /// <param name="message">The TypeError when there is no <c>__index__</c>; null: the usual one.</param>
    /// <param name="result">The number.</param>
    public static bool Index(PyObject value, string? message, out BigInteger result)
    {
        if (PyLong.TryGet(value, out result)) return true;
        if (value.Type.Lookup(Names.Index) is not { } method)
            return PyErr.Fail(Types.TypeError, message ?? $"'{value.Type.Name}' object cannot be interpreted as an integer");
        return Calls.CallMethod(method, value) is { } made && Int(made, Names.Index, out result);
    }

    /// <summary>The number that a special method gave: an int, or with a warning one of a subclass.</summary>
    public static bool Int(PyObject made, PyStr method, out BigInteger result)
    {
        if (!PyLong.TryGet(made, out result)) return PyErr.Fail(Types.TypeError, $"{method.Value} returned non-int (type {made.Type.Name})");
        return made is PyInt or PyLong || IsAllowed(made, method.Value, "int");
    }

    /// <summary>The float that <c>__float__</c> of an object gave; null with an exception pending.</summary>
    public static PyFloat? Float(PyObject made, PyObject from)
    {
        if (made is PyFloat exact) return exact;
        if (UserSlots.Unwrap(made) is PyFloat f) return IsAllowed(made, from.Type.Name + ".__float__", "float") ? f : null;
        PyErr.TypeError($"{from.Type.Name}.__float__ returned non-float (type {made.Type.Name})");
        return null;
    }

    /// <summary>The complex number that <c>__complex__</c> gave; null with an exception pending.</summary>
    public static PyComplex? Complex(PyObject made)
    {
        if (made is PyComplex exact) return exact;
        if (UserSlots.Unwrap(made) is PyComplex c) return IsAllowed(made, "__complex__", "complex") ? c : null;
        PyErr.TypeError($"__complex__ returned non-complex (type {made.Type.Name})");
        return null;
    }

    /// <summary>Warns of an instance of a subclass; false when the warning is an error.</summary>
    private static bool IsAllowed(PyObject made, string method, string wanted) => Modules.WarningsModule.Warn(Types.DeprecationWarning,
        $"{method} returned non-{wanted} (type {made.Type.Name}).  The ability to return an instance of a strict subclass of {wanted} is deprecated, and may not be supported in a future version of Python.");
}
