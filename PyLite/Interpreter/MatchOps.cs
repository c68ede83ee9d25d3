using MetaJit;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>Pattern matching.</summary>
[DontLookInside]
public static class MatchOps
{
    public static bool GetLen(PyFrame frame, int sp)
    {
        Jit.ForceVirtualizable(frame);
        long n = frame.Slots[sp - 1].V!.Len();
        if (n < 0) return false;
        frame.Slots[sp].V = new PyInt(n);
        return true;
    }

    public static bool IsMapping(PyObject o) => o is PyDict || o.Type.PatternKinds == PatternKind.Mapping;

    public static bool IsSequence(PyObject o) => o is PyList or PyTuple or PyMemoryView || o.Type.PatternKinds == PatternKind.Sequence;

    /// <summary>Keys that are the same; false with ValueError pending.</summary>
    private static bool AreDifferent(PyTuple keys)
    {
        var seen = new PyDict();
        foreach (PyObject key in keys.Items)
        {
            if (seen.Contains(key) is var known and not 0)
                return known > 0 && PyErr.Fail(Types.ValueError, $"mapping pattern checks duplicate key ({key.Repr()?.Value})");
            seen.Set(key, key);
        }
        return true;
    }

    public static bool Keys(PyFrame frame, int sp)
    {
        Jit.ForceVirtualizable(frame);
        PyObject subject = frame.Slots[sp - 2].V!;
        var keys = (PyTuple)frame.Slots[sp - 1].V!;
        if (keys.Items.Length > 1 && !AreDifferent(keys)) return false;
        var values = new PyObject[keys.Items.Length];
        for (int i = 0; i < values.Length; i++)
        {
            PyObject? value = UserSlots.Unwrap(subject) is PyDict d ? d.Get(keys.Items[i]) : subject.GetItem(keys.Items[i]);
            if (value == null)
            {
                if (PyErr.Current != null && !PyErr.TakeIf(Types.KeyError)) return false;
                frame.Slots[sp].V = PyNone.None;
                return true;
            }
            values[i] = value;
        }
        frame.Slots[sp].V = new PyTuple(values);
        return true;
    }

    /// <summary><c>subject, class, names -> attributes or None</c></summary>
    public static bool Class(PyFrame frame, int sp, int positional)
    {
        Jit.ForceVirtualizable(frame);
        PyObject subject = frame.Slots[sp - 3].V!;
        if (frame.Slots[sp - 2].V is not PyType type) return PyErr.Fail(Types.TypeError, "called match pattern must be a type");
        var names = (PyTuple)frame.Slots[sp - 1].V!;
        PyObject? result = Attributes_(subject, type, names, positional);
        if (result == null) return false;
        frame.Slots[sp - 1].V = null;
        frame.Slots[sp - 2].V = null;
        frame.Slots[sp - 3].V = result;
        return true;
    }

    private static PyObject? Attributes_(PyObject subject, PyType type, PyTuple names, int positional)
    {
        int isInstance = TypeChecks.IsInstance(subject, type);
        if (isInstance <= 0) return isInstance < 0 ? null : PyNone.None;
        var values = new List<PyObject>();
        var seen = new HashSet<string>();
        if (positional > 0)
        {
            PyObject? matchArgs = type.Lookup(Names.MatchArgs);
            bool self = matchArgs == null && UserSlots.Unwrap(subject) is PyInt or PyLong or PyBool or PyFloat or PyStr or PyBytes or PyList or PyTuple or PyDict or PySet;
            int allowed = self ? 1 : matchArgs is PyTuple t ? t.Items.Length : 0;
            if (positional > allowed)
                return PyErr.TypeError($"{type.Name}() accepts {allowed} positional sub-pattern{(allowed == 1 ? "" : "s")} ({positional} given)");
            for (int i = 0; i < positional; i++)
            {
                if (self)
                {
                    values.Add(subject);
                    continue;
                }
                PyObject given = ((PyTuple)matchArgs!).Items[i];
                if (given is not PyStr name) return PyErr.TypeError($"__match_args__ elements must be strings (got {given.Type.Name})");
                if (!seen.Add(name.Value)) return PyErr.TypeError($"{type.Name}() got multiple sub-patterns for attribute {name.Repr().Value}");
                if (Attributes.Find(subject, PyStr.Intern(name)) is not { } value)
                    return PyErr.Current != null ? null : PyNone.None;
                values.Add(value);
            }
        }
        foreach (PyObject name in names.Items)
        {
            if (!seen.Add(((PyStr)name).Value)) return PyErr.TypeError($"{type.Name}() got multiple sub-patterns for attribute {name.Repr()?.Value}");
            if (Attributes.Find(subject, PyStr.Intern((PyStr)name)) is not { } value) return PyErr.Current != null ? null : PyNone.None;
            values.Add(value);
        }
        return new PyTuple([.. values]);
    }

    public static bool DictWithoutKeys(PyFrame frame, int sp)
    {
        Jit.ForceVirtualizable(frame);
        var rest = new PyDict();
        if (!rest.Update(frame.Slots[sp - 2].V!)) return false;
        foreach (PyObject key in ((PyTuple)frame.Slots[sp - 1].V!).Items) rest.Remove(key);
        frame.Slots[sp - 1].V = null;
        frame.Slots[sp - 2].V = rest;
        return true;
    }
}
