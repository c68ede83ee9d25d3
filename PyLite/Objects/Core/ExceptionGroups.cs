using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary>What a group of exceptions is made of.</summary>
public sealed class ExceptionGroupParts(PyStr message, PyTuple exceptions)
{
    public readonly PyStr Message = message;
    public readonly PyTuple Exceptions = exceptions;
}

/// <summary><c>BaseExceptionGroup</c> and <c>ExceptionGroup</c>: making and splitting them, and what <c>except*</c> does with them.</summary>
[DontLookInside]
public static class ExceptionGroups
{
    // ---- making

    /// <summary><c>__new__</c>: the group, or null with an exception pending.</summary>
    public static PyException? Make(PyType type, PyObject[] args)
    {
        if (args.Length != 2) return Fail(Types.TypeError, $"BaseExceptionGroup.__new__() takes exactly 2 arguments ({args.Length} given)");
        if (UserSlots.Unwrap(args[0]) is not PyStr message) return Fail(Types.TypeError, $"BaseExceptionGroup.__new__() argument 1 must be str, not {args[0].Type.Name}");
        if (args[1] is not (PyList or PyTuple) && (UserSlots.Unwrap(args[1]) is PyDict or PySet || args[1].Type.Lookup(Names.GetItem) == null))
            return Fail(Types.TypeError, "second argument (exceptions) must be a sequence");
        if (Sequences.ToArray(args[1]) is not { } items) return null;
        if (items.Length == 0) return Fail(Types.ValueError, "second argument (exceptions) must be a non-empty sequence");
        bool hasBase = false;
        for (int i = 0; i < items.Length; i++)
        {
            if (items[i] is not PyException item) return Fail(Types.ValueError, $"Item {i} of second argument (exceptions) is not an exception");
            hasBase |= !item.Type.IsSubtype(Types.Exception);
        }
        if (type == Types.BaseExceptionGroup) type = hasBase ? type : Types.ExceptionGroup;
        else if (hasBase && type.IsSubtype(Types.Exception))
        {
            return Fail(Types.TypeError, type == Types.ExceptionGroup ? "Cannot nest BaseExceptions in an ExceptionGroup" : $"Cannot nest BaseExceptions in '{type.Name}'");
        }
        return new PyException(type, new PyTuple(args)) { Group = new ExceptionGroupParts(message, new PyTuple([.. items])) };
    }

    private static PyException? Fail(PyType type, string message)
    {
        PyErr.Raise(type, message);
        return null;
    }

    private static PyException Of(string message, params PyObject[] exceptions) =>
        Make(Types.BaseExceptionGroup, [new PyStr(message), exceptions.Length == 1 ? new PyTuple(exceptions) : new PyList(exceptions)])!;

    public static void Populate(PyType t)
    {
        t.Static("__new__", (args, keywords) =>
            args.Length == 0 || args[0] is not PyType type ? PyErr.TypeError("BaseExceptionGroup.__new__(X): X is not a type object")
                : Define.NoKeywords("BaseExceptionGroup.__new__", keywords) ? Make(type, Calls.Rest(args)) : null);
        t.Method("__str__", self => Define.Str(Text(E(self))));
        t.Method("derive", (self, excs) => Calls.Call2(Types.BaseExceptionGroup, E(self).Group!.Message, excs));
        t.Method("split", (self, condition) => Splits(E(self), condition, out PyException? match, out PyException? rest)
            ? new PyTuple([Or(match), Or(rest)]) : null);
        t.Method("subgroup", (self, condition) => Splits(E(self), condition, out PyException? match, out _, needsRest: false) ? Or(match) : null);
        t.ClassMethod("__class_getitem__", PyGenericAlias.OfClass);
        t.Property("message", self => E(self).Group!.Message, ReadOnly);
        t.Property("exceptions", self => E(self).Group!.Exceptions, ReadOnly);
    }

    private static bool ReadOnly(PyObject self, PyObject? value) => PyErr.Fail(Types.AttributeError, "readonly attribute");

    private static PyException E(PyObject o) => (PyException)o;

    private static PyObject Or(PyException? e) => e == null ? PyNone.None : e;

    public static string Text(PyException group)
    {
        int count = group.Group!.Exceptions.Items.Length;
        return $"{group.Group.Message.Value} ({count} sub-exception{(count == 1 ? "" : "s")})";
    }

    // ---- splitting

    private static bool Splits(PyException group, PyObject condition, out PyException? match, out PyException? rest, bool needsRest = true)
    {
        match = rest = null;
        if (!IsExceptionType(condition) && (condition is PyTuple || !condition.IsCallable || condition is PyType))
            return PyErr.Fail(Types.TypeError, "expected a function, exception type or tuple of exception types");
        return Split(group, condition, needsRest, out match, out rest);
    }

    private static bool IsExceptionType(PyObject o) => o is PyType { IsException: true } || o is PyTuple tuple && tuple.Items.All(i => i is PyType { IsException: true });

    /// <summary>Whether the exception is what the condition says: 1, 0, or -1 with an exception pending.</summary>
    private static int Matches(PyException e, PyObject condition)
    {
        if (condition is PyType type && type.IsException) return e.Type.IsSubtype(type) ? 1 : 0;
        if (condition is PyTuple tuple) return tuple.Items.Any(t => e.Type.IsSubtype((PyType)t)) ? 1 : 0;
        return Calls.Call1(condition, e) is { } result ? Operators.Truth(result) : -1;
    }

    private static bool Split(PyException e, PyObject condition, bool needsRest, out PyException? match, out PyException? rest)
    {
        match = rest = null;
        int matches = Matches(e, condition);
        if (matches < 0) return false;
        if (matches == 1)
        {
            match = e;
            return true;
        }
        if (e.Group == null)
        {
            rest = e;
            return true;
        }
        if (!Recursion.Enter(" in exceptiongroup_split_recursive")) return false;
        var matching = new List<PyObject>();
        var others = new List<PyObject>();
        bool done = true;
        foreach (PyObject inner in e.Group.Exceptions.Items)
        {
            if (!(done = Split(E(inner), condition, needsRest, out PyException? m, out PyException? r))) break;
            if (m != null) matching.Add(m);
            if (r != null) others.Add(r);
        }
        Recursion.Leave();
        return done && Subset(e, matching, out match) && (!needsRest || Subset(e, others, out rest));
    }

    /// <summary>A group of some of the exceptions, with all else as in the original; null when there are none.</summary>
    private static bool Subset(PyException original, List<PyObject> exceptions, out PyException? group)
    {
        group = null;
        if (exceptions.Count == 0) return true;
        PyObject? derived = Calls.Method(original, "derive", new PyList([.. exceptions]));
        if (derived == null) return false;
        if (derived is not PyException { Group: not null } made) return PyErr.Fail(Types.TypeError, "derive must return an instance of BaseExceptionGroup");
        made.Traceback = original.Traceback;
        made.Context = original.Context;
        made.Cause = original.Cause;
        made.SuppressContext = true;
        if (original.Field("__notes__") is { } notes && Sequences.IsIterable(notes) && UserSlots.Unwrap(notes) is PyList or PyTuple)
        {
            if (Sequences.ToList(notes) is not { } lines) return false;
            made.SetField("__notes__", new PyList(lines));
        }
        group = made;
        return true;
    }

    // ---- except*

    /// <summary>What an <c>except*</c> clause takes of the exceptions that are left: a group or None, and what is left then. False with an exception pending.</summary>
    public static bool Match(PyObject left, PyObject type, out PyObject match, out PyObject rest)
    {
        match = rest = PyNone.None;
        if (!CheckType(type)) return false;
        if (left is not PyException e) return true;
        rest = left;
        if (Matches(e, type) == 1)
        {
            match = e.Group != null ? e : Of("", e);
            rest = PyNone.None;
            return true;
        }
        if (e.Group == null) return true;
        PyObject? pair = Calls.Method(e, "split", type);
        if (pair == null) return false;
        if (UserSlots.Unwrap(pair) is not PyTuple { Items.Length: >= 2 } parts)
        {
            return PyErr.Fail(Types.TypeError, UserSlots.Unwrap(pair) is PyTuple small
                ? $"{e.Type.Name}.split must return a 2-tuple, got tuple of size {small.Items.Length}" : $"{e.Type.Name}.split must return a tuple, not {pair.Type.Name}");
        }
        match = parts.Items[0];
        rest = parts.Items[1];
        return true;
    }

    private static bool CheckType(PyObject type)
    {
        PyObject[] types = type is PyTuple tuple ? tuple.Items : [type];
        foreach (PyObject t in types)
            if (t is not PyType { IsException: true }) return PyErr.Fail(Types.TypeError, "catching classes that do not inherit from BaseException is not allowed");
        foreach (PyObject t in types)
            if (((PyType)t).IsSubtype(Types.BaseExceptionGroup)) return PyErr.Fail(Types.TypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.");
        return true;
    }

    /// <summary>The exception that goes on after all <c>except*</c> clauses, or None.</summary>
    /// <param name="original">The exception of the try block.</param>
    /// <param name="raised">What the clauses have raised.</param>
    /// <param name="left">What no clause took, or None.</param>
    public static PyObject? Combine(PyException original, PyList raised, PyObject left)
    {
        List<PyObject> all = raised.ToList();
        if (left is PyException) all.Add(left);
        if (all.Count == 0) return PyNone.None;
        if (original.Group == null) return all[0];
        var fresh = new List<PyObject>();
        var kept = new HashSet<PyException>();
        foreach (PyObject e in all)
        {
            if (IsPartOf(E(e), original)) AddLeaves(E(e), kept);
            else fresh.Add(e);
        }
        PyObject? again = kept.Count == 0 ? PyNone.None : Project(original, kept);
        if (again == null || fresh.Count == 0) return again;
        if (again != PyNone.None) fresh.Add(again);
        return fresh.Count == 1 ? fresh[0] : Of("", [.. fresh]);
    }

    /// <summary>A part of the original that was raised again: all but the exceptions is the same.</summary>
    private static bool IsPartOf(PyException e, PyException original) =>
        e.Group != null && SameNotes(e, original) && e.Traceback == original.Traceback && e.Cause == original.Cause && e.Context == original.Context;

    private static bool SameNotes(PyException a, PyException b)
    {
        PyObject? notes = a.Field("__notes__"), others = b.Field("__notes__");
        return notes == others || notes != null && others != null && Operators.Equal(notes, others) == 1;
    }

    private static void AddLeaves(PyException e, HashSet<PyException> leaves)
    {
        if (e.Group == null) leaves.Add(e);
        else foreach (PyObject inner in e.Group.Exceptions.Items) AddLeaves(E(inner), leaves);
    }

    private static PyObject? Project(PyException group, HashSet<PyException> leaves)
    {
        var inside = new PyBuiltin("is_kept") { F1 = e => PyBool.Of(e is PyException x && leaves.Contains(x)) };
        return Split(group, inside, needsRest: false, out PyException? match, out _) ? Or(match) : null;
    }
}
