using System.Runtime.CompilerServices;

namespace PyLite.Objects;

/// <summary>
/// The commonest classes by exact comparison, for code that every loop over tables runs through. <c>is</c> says the same of a sealed class,
/// but in code compiled ahead it is a call, which is most of what such code does until the runtime has compiled it anew.
/// </summary>
public static class Exact
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyInt? Int(PyObject o) => o.GetType() == typeof(PyInt) ? Unsafe.As<PyInt>(o) : null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyLong? Long(PyObject o) => o.GetType() == typeof(PyLong) ? Unsafe.As<PyLong>(o) : null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyFloat? Float(PyObject o) => o.GetType() == typeof(PyFloat) ? Unsafe.As<PyFloat>(o) : null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyStr? Str(PyObject o) => o.GetType() == typeof(PyStr) ? Unsafe.As<PyStr>(o) : null;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PyTuple? Tuple(PyObject o) => o.GetType() == typeof(PyTuple) ? Unsafe.As<PyTuple>(o) : null;
}
