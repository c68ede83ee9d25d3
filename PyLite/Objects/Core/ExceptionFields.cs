namespace PyLite.Objects;

/// <summary>Attributes of builtin exceptions that are no part of <c>__dict__</c>: <c>errno</c>, <c>name</c>, <c>lineno</c> and so on.</summary>
public static class ExceptionFields
{
    private static readonly string[] SyntaxDetails = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];

    private static PyException E(PyObject o) => (PyException)o;

    public static void Field(PyType t, string name, Func<PyException, PyObject?> otherwise) => t.Set(name, new PyGetSet(name, t,
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
        t.Property("characters_written", self => E(self).Field("characters_written") ?? NotWritten(), (self, value) =>
        {
            if (value == null) return E(self).Field("characters_written") == null ? NotWritten() != null : Forget(E(self), "characters_written");
            if (!Sequences.Integer(value, out long count)) return false;
            E(self).SetField("characters_written", new PyInt(count));
            return true;
        });
    }

    private static PyObject? NotWritten() => PyErr.Raise(Types.AttributeError, "characters_written");

    /// <summary>The arguments that make the same OSError again.</summary>
    public static PyTuple OSErrorArguments(PyException e)
    {
        if (e.Args.Items.Length != 2 || e.Field("filename") is not { } file || file is PyNone) return e.Args;
        PyObject other = e.Field("filename2") ?? PyNone.None;
        return other is PyNone ? new PyTuple([.. e.Args.Items, file]) : new PyTuple([.. e.Args.Items, file, PyNone.None, other]);
    }

    /// <summary>The attributes of an ImportError, with those that are no part of its <c>__dict__</c>.</summary>
    public static PyDict ImportState(PyException e, PyDict own)
    {
        var state = new PyDict();
        state.Update(own);
        foreach (string name in (string[])["name", "path"])
            if (e.Field(name) is { } value and not PyNone) state.SetStr(PyStr.Intern(name), value);
        return state;
    }

    public static bool Forget(PyException e, params string[] names)
    {
        foreach (string name in names) e.RemoveField(name);
        return true;
    }

    /// <summary>Whether SyntaxError's second argument, if there is one, has the place; false with TypeError pending.</summary>
    public static bool CheckDetails(PyObject[] args)
    {
        if (args.Length != 2) return true;
        if (Sequences.ToArray(args[1]) is not { } details) return false;
        if (details.Length < 4) return PyErr.Fail(Types.TypeError, $"function takes at least 4 arguments ({details.Length} given)");
        if (details.Length > 6) return PyErr.Fail(Types.TypeError, $"function takes at most 6 arguments ({details.Length} given)");
        return details.Length != 5 || PyErr.Fail(Types.TypeError, "end_offset must be provided when end_lineno is provided");
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
            Field(t, SyntaxDetails[i], e => e.Args.Items is [_, var given] && Details(given) is { } details && at < details.Items.Length ? details.Items[at] : null);
        }
        Field(t, "print_file_and_line", None);
    }

    /// <summary>What a SyntaxError has as the place, set or from its arguments.</summary>
    public static PyObject? Detail(PyException e, string name)
    {
        if (e.Field(name) is { } field) return field;
        int at = Array.IndexOf(SyntaxDetails, name);
        return e.Args.Items is [_, var given] && Details(given) is { } details && at < details.Items.Length ? details.Items[at] : null;
    }

    private static PyTuple? Details(PyObject given) => UserSlots.Unwrap(given) switch { PyTuple t => t, PyList l => new PyTuple(l.ToArray()), _ => null };

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
