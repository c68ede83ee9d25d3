namespace PyLite.Objects;

/// <summary>Attributes of builtin exceptions that are no part of <c>__dict__</c>: <c>errno</c>, <c>name</c>, <c>lineno</c> and so on.</summary>
public static class ExceptionFields
{
    private static readonly string[] SyntaxDetails = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];

    private static PyException E(PyObject o) => (PyException)o;

    private static void Field(PyType t, string name, Func<PyException, PyObject?> otherwise) => t.Set(name, new PyGetSet(name, t,
        self => E(self).Field(name) ?? otherwise(E(self)) ?? PyNone.None,
        (self, value) =>
        {
            E(self).SetField(name, value ?? PyNone.None);
            return true;
        }, isMember: true));

    private static PyObject? None(PyException e) => null;

    public static void PopulateOSError(PyType t)
    {
        foreach (string name in (string[])["errno", "strerror", "filename", "filename2"]) Field(t, name, None);
    }

    public static void PopulateNameError(PyType t) => Field(t, "name", static e => e.MissingName is { } name ? new PyStr(name) : null);

    public static void PopulateAttributeError(PyType t)
    {
        Field(t, "name", static e => e.MissingName is { } name ? new PyStr(name) : null);
        Field(t, "obj", static e => e.MissingIn);
    }

    public static void PopulateImportError(PyType t)
    {
        Field(t, "msg", static e => e.Args.Items is [var only] ? only : null);
        Field(t, "name", None);
        Field(t, "path", None);
    }

    public static void PopulateSyntaxError(PyType t)
    {
        Field(t, "msg", static e => e.Args.Items is [var first, ..] ? first : null);
        for (int i = 0; i < SyntaxDetails.Length; i++)
        {
            int at = i;
            Field(t, SyntaxDetails[i], e => e.Args.Items is [_, PyTuple details] && at < details.Items.Length ? details.Items[at] : null);
        }
        Field(t, "print_file_and_line", None);
    }

    /// <summary>Takes the keyword arguments that a few exceptions have. False with TypeError pending.</summary>
    public static bool TakeKeywords(PyException e, PyStr[] names, ReadOnlySpan<PyObject> values)
    {
        (PyType type, string[] known) = e.Type.IsSubtype(Types.ImportError) ? (Types.ImportError, (string[])["name", "path"])
            : e.Type.IsSubtype(Types.NameError) ? (Types.NameError, ["name"])
            : e.Type.IsSubtype(Types.AttributeError) ? (Types.AttributeError, ["name", "obj"]) : (e.Type, []);
        for (int i = 0; i < names.Length; i++)
        {
            if (known.Length == 0) return PyErr.Fail(Types.TypeError, $"{e.Type.Name}() takes no keyword arguments");
            if (!known.Contains(names[i].Value)) return PyErr.Fail(Types.TypeError, $"'{names[i].Value}' is an invalid keyword argument for {type.Name}()");
            e.SetField(names[i].Value, values[i]);
        }
        return true;
    }
}
