using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>The errors that files raise.</summary>
[DontLookInside]
internal static class IoErrors
{
    public const string Closed = "I/O operation on closed file.";

    /// <summary><c>io.UnsupportedOperation</c>: an OSError and a ValueError.</summary>
    public static readonly PyType UnsupportedOperation = MakeUnsupported();

    private static PyType MakeUnsupported()
    {
        var type = new PyType(Types.Type, "UnsupportedOperation", [Types.OSError, Types.ValueError],
            [Types.OSError, Types.ValueError, Types.Exception, Types.BaseException, Types.Object], new PyDict(), null);
        type.Set("__module__", PyStr.Intern("io"));
        return type;
    }

    public static PyObject? Unsupported(string what) => PyErr.Raise(UnsupportedOperation, what);

    public static bool FailUnsupported(string what) => PyErr.Fail(UnsupportedOperation, what);

    /// <summary>Raises what has failed first; where the last step failed too (<paramref name="done"/> is null), that, with the first for its context.</summary>
    public static void Chain(PyException failed, PyObject? done)
    {
        if (done is not null) PyErr.Current = failed;
        else PyErr.Current!.Context = failed;
    }

    public static bool FailClosed(string message = Closed) => PyErr.Fail(Types.ValueError, message);

    /// <summary>An int or None (which is -1); false with an exception pending.</summary>
    public static bool Size(PyObject? size, out long value)
    {
        value = -1;
        if (size is null or PyNone) return true;
        if (UserSlots.Unwrap(size) is not (PyInt or PyLong or PyBool) && size.Type.Lookup(Names.Index) is null)
            return PyErr.Fail(Types.TypeError, $"argument should be integer or None, not '{size.Type.Name}'");
        return Sequences.Integer(size, out value);
    }
}
