using MetaJit;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>Reading and writing of comma separated values.</summary>
[PyModule("_csv")]
[DontLookInside]
public static partial class CsvModule
{
    [PyConstant("Error")] public static readonly PyType Error = ModuleExceptions.New("_csv.Error", Types.Exception);
    [PyConstant] private const string __version__ = "1.0";
    [PyConstant] private const int QUOTE_MINIMAL = 0;
    [PyConstant] private const int QUOTE_ALL = 1;
    [PyConstant] private const int QUOTE_NONNUMERIC = 2;
    [PyConstant] private const int QUOTE_NONE = 3;
    [PyConstant] private static PyType Dialect => PyCsvDialect.ClassType;
    [PyConstant] private static readonly PyDict _dialects = new();

    /// <summary>The most characters of a field.</summary>
    internal static long FieldLimit = 131072;

    /// <summary>The names of the registered dialects.</summary>
    [PyFunction]
    public static PyObject list_dialects() => new PyList([.. _dialects.Pairs().Select(p => p.Key)]);

    /// <summary>Registers a dialect under a name.</summary>
    [PyFunction]
    public static PyObject? register_dialect(PyObject name, PyObject? dialect = null, [Named] PyDict fmtparams = null!)
    {
        if (UserSlots.Unwrap(name) is not PyStr) return PyErr.TypeError("dialect name must be a string");
        if (PyCsvDialect.Of(dialect, fmtparams) is not { } made) return null;
        return Define.None(_dialects.Set(name, made));
    }

    /// <summary>Forgets a registered dialect.</summary>
    [PyFunction]
    public static PyObject? unregister_dialect([Keyword] PyObject name) =>
        _dialects.Remove(name) ? PyNone.None : PyErr.Current == null ? PyErr.Raise(Error, "unknown dialect") : null;

    /// <summary>The dialect of a name.</summary>
    [PyFunction]
    public static PyObject? get_dialect([Keyword] PyObject name) => Find(name);

    internal static PyObject? Find(PyObject name) => _dialects.Get(name) ?? (PyErr.Current == null ? PyErr.Raise(Error, "unknown dialect") : null);

    /// <summary>The most characters a field may have; given a number, that is the limit from here on.</summary>
    [PyFunction]
    public static PyObject? field_size_limit([Unset] PyObject? new_limit = null)
    {
        long old = FieldLimit;
        if (new_limit != null)
        {
            if (UserSlots.Unwrap(new_limit) is not (PyInt or PyLong or PyBool)) return PyErr.TypeError("limit must be an integer");
            if (!Argument.Long(new_limit, out long limit)) return null;
            FieldLimit = limit;
        }
        return new PyInt(old);
    }

    /// <summary>An iterator over the rows of an iterable of lines.</summary>
    [PyFunction]
    public static PyObject? reader(PyObject csvfile, PyObject? dialect = null, [Named] PyDict fmtparams = null!)
    {
        if (csvfile.Iter() is not { } lines) return null;
        return PyCsvDialect.Of(dialect, fmtparams) is { } d ? new PyCsvReader(lines, d) : null;
    }

    private static readonly PyStr WriteName = PyStr.Intern("write");

    /// <summary>An object that writes rows to a file.</summary>
    [PyFunction]
    public static PyObject? writer(PyObject csvfile, PyObject? dialect = null, [Named] PyDict fmtparams = null!)
    {
        if (PyCsvDialect.Of(dialect, fmtparams) is not { } d) return null;
        if (Attributes.Find(csvfile, WriteName) is { IsCallable: true } write) return new PyCsvWriter(write, d);
        return PyErr.Current != null ? null : PyErr.TypeError("argument 1 must have a \"write\" method");
    }
}
