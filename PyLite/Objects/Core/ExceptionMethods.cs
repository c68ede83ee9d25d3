namespace PyLite.Objects;

/// <summary>Attributes of exceptions.</summary>
public static class ExceptionMethods
{
    public static void Populate(PyType t)
    {
        t.Static("__new__", (args, keywords) => ((PyType)args[0]).IsSubtype(Types.BaseExceptionGroup)
            ? ExceptionGroups.Make((PyType)args[0], args[1..(args.Length - (keywords?.Length ?? 0))]) : PyException.Make((PyType)args[0], args[1..(args.Length - (keywords?.Length ?? 0))]));
        t.MethodAny("__init__", (args, keywords) =>
        {
            int named = keywords?.Length ?? 0;
            var e = (PyException)args[0];
            PyObject[] plain = args[1..(args.Length - named)];
            if (e.Type.IsSubtype(Types.OSError))
            {
                if (PyException.IsFilledByInit(e.Type)) e.FillOSError(plain);
                return PyNone.None;
            }
            if (e.Type.IsSubtype(Types.SyntaxError) && !ExceptionFields.CheckDetails(plain)) return null;
            e.Args = new PyTuple(plain);
            if (e.Type.IsSubtype(Types.ImportError)) ExceptionFields.Forget(e, "name", "path", "msg");
            return named == 0 || ExceptionFields.TakeKeywords(e, keywords!, args.AsSpan(args.Length - named)) ? PyNone.None : null;
        });
        t.Method("__repr__", self => self.Repr());
        t.Method("__str__", self => ((PyException)self).BaseStr());
        t.Method("with_traceback", (self, traceback) =>
        {
            return SetTraceback((PyException)self, traceback) ? self : null;
        });
        t.Method("add_note", (self, note) =>
        {
            var e = (PyException)self;
            if (UserSlots.Unwrap(note) is not PyStr) return PyErr.TypeError($"note must be a str, not '{note.Type.Name}'");
            if (e.Field("__notes__") is not { } notes) e.SetField("__notes__", notes = new PyList());
            if (UserSlots.Unwrap(notes) is not PyList list) return PyErr.TypeError("Cannot add note: __notes__ is not a list");
            list.Append(note);
            return PyNone.None;
        });
        t.Method("__reduce__", self =>
        {
            var e = (PyException)self;
            PyDict state = e.MakeDictionary();
            PyTuple args = e.Args;
            if (e.Type.IsSubtype(Types.ImportError)) state = ExceptionFields.ImportState(e, state);
            if (e.Type.IsSubtype(Types.OSError)) args = ExceptionFields.OSErrorArguments(e);
            return state.Count > 0 ? new PyTuple([self.Type, args, state]) : new PyTuple([self.Type, args]);
        });
        t.Method("__setstate__", (self, state) =>
        {
            if (state is PyNone) return state;
            if (UserSlots.Unwrap(state) is not PyDict dict) return PyErr.TypeError("state is not a dictionary");
            foreach ((PyObject key, PyObject value) in dict.Pairs())
                if (key is PyStr name && !self.SetAttr(PyStr.Intern(name), value)) return null;
            return PyNone.None;
        });
        t.Property("args", self => ((PyException)self).Args, (self, value) =>
        {
            if (value == null) return PyErr.Fail(Types.TypeError, "args may not be deleted");
            if (Sequences.ToArray(value) is not { } items) return false;
            ((PyException)self).Args = new PyTuple(items);
            return true;
        });
        t.Property("__traceback__", self => (PyObject?)((PyException)self).Traceback ?? PyNone.None, (self, value) =>
            SetTraceback((PyException)self, value));
        t.Property("__context__", self => (PyObject?)((PyException)self).Context ?? PyNone.None, (self, value) =>
        {
            if (!IsLink(value, "__context__", "context")) return false;
            ((PyException)self).Context = value as PyException;
            return true;
        });
        t.Property("__cause__", self => (PyObject?)((PyException)self).Cause ?? PyNone.None, (self, value) =>
        {
            if (!IsLink(value, "__cause__", "cause")) return false;
            ((PyException)self).Cause = value as PyException;
            ((PyException)self).SuppressContext = true;
            return true;
        });
        t.Property("__suppress_context__", self => PyBool.Of(((PyException)self).SuppressContext), (self, value) =>
        {
            if (value == null) return PyErr.Fail(Types.TypeError, "can't delete numeric/char attribute");
            if (value is not PyBool flag) return PyErr.Fail(Types.TypeError, "attribute value type must be bool");
            ((PyException)self).SuppressContext = flag.Number != 0;
            return true;
        });
        t.Property("__dict__", self => ((PyException)self).MakeDictionary(), (self, value) =>
        {
            if (value == null) return PyErr.Fail(Types.TypeError, "cannot delete __dict__");
            if (UserSlots.Unwrap(value) is not PyDict dict) return PyErr.Fail(Types.TypeError, $"__dict__ must be set to a dictionary, not a '{value.Type.Name}'");
            ((PyException)self).Storage.SetDictionary(dict);
            return true;
        });
    }

    private static bool SetTraceback(PyException e, PyObject? value)
    {
        if (value == null) return PyErr.Fail(Types.TypeError, "__traceback__ may not be deleted");
        if (value is not (PyNone or PyTraceback)) return PyErr.Fail(Types.TypeError, "__traceback__ must be a traceback or None");
        e.Traceback = value as PyTraceback;
        return true;
    }

    private static bool IsLink(PyObject? value, string name, string what)
    {
        if (value == null) return PyErr.Fail(Types.TypeError, $"{name} may not be deleted");
        return value is PyNone or PyException || PyErr.Fail(Types.TypeError, $"exception {what} must be None or derive from BaseException");
    }

    public static void PopulateStopIteration(PyType t) => ExceptionFields.Field(t, "value", static e => e.Args.Items is [var first, ..] ? first : null);

    public static void PopulateSystemExit(PyType t) => ExceptionFields.Field(t, "code", static e => e.Args.Items switch
    {
        [] => null,
        [var one] => one,
        _ => e.Args,
    });
}
