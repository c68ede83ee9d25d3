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
            if (named > 0 && !ExceptionFields.TakeKeywords((PyException)args[0], keywords!, args.AsSpan(args.Length - named))) return null;
            if (!args[0].Type.IsSubtype(Types.OSError)) ((PyException)args[0]).Args = new PyTuple(args[1..(args.Length - named)]);
            return PyNone.None;
        });
        t.Method("__repr__", self => self.Repr());
        t.Method("__str__", self => ((PyException)self).BaseStr());
        t.Method("with_traceback", (self, traceback) =>
        {
            ((PyException)self).Traceback = traceback as PyTraceback;
            return self;
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
            PyDict state = ((PyException)self).MakeDictionary();
            PyTuple args = ((PyException)self).Args;
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
            if (Sequences.ToArray(value!) is not { } items) return false;
            ((PyException)self).Args = new PyTuple(items);
            return true;
        });
        t.Property("__traceback__", self => (PyObject?)((PyException)self).Traceback ?? PyNone.None, (self, value) =>
        {
            ((PyException)self).Traceback = value as PyTraceback;
            return true;
        });
        t.Property("__context__", self => (PyObject?)((PyException)self).Context ?? PyNone.None, (self, value) =>
        {
            ((PyException)self).Context = value as PyException;
            return true;
        });
        t.Property("__cause__", self => (PyObject?)((PyException)self).Cause ?? PyNone.None, (self, value) =>
        {
            ((PyException)self).Cause = value as PyException;
            ((PyException)self).SuppressContext = true;
            return true;
        });
        t.Property("__suppress_context__", self => PyBool.Of(((PyException)self).SuppressContext), (self, value) =>
        {
            ((PyException)self).SuppressContext = value!.Truth() == 1;
            return true;
        });
        t.Property("__dict__", self => ((PyException)self).MakeDictionary());
    }

    public static void PopulateStopIteration(PyType t) => t.Property("value", self => PyGenerator.StopValue((PyException)self));

    public static void PopulateSystemExit(PyType t) => t.Property("code", self => ((PyException)self).Args.Items switch
    {
        [] => PyNone.None,
        [var one] => one,
        _ => ((PyException)self).Args,
    });
}
