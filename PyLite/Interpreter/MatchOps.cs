using MetaJit;
using PyLite.Objects;

namespace PyLite.Interpreter;

/// <summary>Pattern matching. Names, keys and counts are constants of the code, so that a trace has no more than the reads and the checks.</summary>
public static class MatchOps
{
    public static PyObject? Len(PyObject subject) => subject.Len() is >= 0 and var n ? new PyInt(n) : null;

    public static bool IsMapping(PyObject o) => o is PyDict || (!IsPlain(o) && KindOf(o) == PatternKind.Mapping);

    public static bool IsSequence(PyObject o) => o is PyList or PyTuple or PyMemoryView || (!IsPlain(o) && KindOf(o) == PatternKind.Sequence);

    private static bool IsPlain(PyObject o) => o is PyStr or PyInt or PyFloat or PyNone;

    private static PatternKind KindOf(PyObject o)
    {
        PyType type = Jit.Promote(o.Type);
        return PyType.PatternKindAt(type, type.Tag.Get());
    }

    /// <summary><c>subject, keys -> values or None</c></summary>
    [UnrollSafe]
    public static PyObject? Keys(PyObject subject, PyTuple keys)
    {
        if (keys.Items.Length > 1 && !AreSurelyDifferent(keys) && !AreDifferent(keys)) return null;
        var values = new PyObject[keys.Items.Length];
        for (int i = 0; i < values.Length; i++)
        {
            PyObject? value = Item(subject, keys.Items[i]);
            if (value == null) return PyErr.Current == null || PyErr.TakeIf(Types.KeyError) ? PyNone.None : null;
            values[i] = value;
        }
        return new PyTuple(values);
    }

    private static PyObject? Item(PyObject subject, PyObject key) =>
        subject is PyDict d ? d.Get(key) : subject is PyInstance { Native: PyDict wrapped } ? wrapped.Get(key) : subject.GetItem(key);

    /// <summary>Whether the keys are texts, no two of them the same; what else they may be is asked each time.</summary>
    [Elidable]
    private static bool AreSurelyDifferent(PyTuple keys)
    {
        var seen = new HashSet<string>();
        foreach (PyObject key in keys.Items)
            if (Exact.Str(key) is not { } text || !seen.Add(text.Value)) return false;
        return true;
    }

    /// <summary>False with ValueError pending.</summary>
    [DontLookInside]
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

    /// <summary><c>subject, class, names -> attributes or None</c></summary>
    /// <param name="subject">What is matched.</param>
    /// <param name="cls">The class.</param>
    /// <param name="names">Those of the patterns given by name.</param>
    /// <param name="positional">How many patterns are given by position.</param>
    [UnrollSafe]
    public static PyObject? Class(PyObject subject, PyObject cls, PyTuple names, int positional)
    {
        if (cls is not PyType type) return PyErr.TypeError("called match pattern must be a type");
        int isInstance = TypeChecks.IsInstance(subject, type);
        if (isInstance <= 0) return isInstance < 0 ? null : PyNone.None;
        if (positional == 0 && names.Items.Length == 0) return PyTuple.Empty;
        PyObject? matchArgs = positional == 0 ? null : type.Lookup(Names.MatchArgs);
        if (matchArgs is not (null or PyTuple)) return PyErr.TypeError($"{type.Name}.__match_args__ must be a tuple (got {matchArgs.Type.Name})");
        bool self = positional > 0 && matchArgs == null && MatchesItself(Jit.Promote(type), type.Tag.Get());
        int allowed = self ? 1 : matchArgs is PyTuple t ? t.Items.Length : 0;
        if (positional > allowed) return TooMany(type, allowed, positional);
        var asked = new PyStr?[positional + names.Items.Length];
        var values = new PyObject[asked.Length];
        for (int i = 0; i < values.Length; i++)
        {
            if (self && i < positional)
            {
                values[i] = subject;
                continue;
            }
            PyObject given = i < positional ? ((PyTuple)matchArgs!).Items[i] : names.Items[i - positional];
            if (given is not PyStr text) return PyErr.TypeError($"__match_args__ elements must be strings (got {given.Type.Name})");
            PyStr name = PyStr.Intern(text);
            for (int k = 0; k < i; k++)
                if (ReferenceEquals(asked[k], name)) return Twice(type, name);
            asked[i] = name;
            if (Attributes.Find(subject, name) is not { } value) return PyErr.Current != null ? null : PyNone.None;
            values[i] = value;
        }
        return new PyTuple(values);
    }

    /// <summary>Whether a pattern in the parentheses of the class is for the object as a whole.</summary>
    [Elidable]
    private static bool MatchesItself(PyType type, VersionTag tag) => Array.Exists(
        [Types.Int, Types.Float, Types.Str, Types.Bytes, Types.ByteArray, Types.List, Types.Tuple, Types.Dict, Types.Set, Types.FrozenSet], type.IsSubtype);

    [DontLookInside]
    private static PyObject? TooMany(PyType type, int allowed, int positional) =>
        PyErr.TypeError($"{type.Name}() accepts {allowed} positional sub-pattern{(allowed == 1 ? "" : "s")} ({positional} given)");

    [DontLookInside]
    private static PyObject? Twice(PyType type, PyStr name) => PyErr.TypeError($"{type.Name}() got multiple sub-patterns for attribute {name.Repr().Value}");

    /// <summary>A new dict of what the mapping has besides the keys.</summary>
    [DontLookInside]
    public static PyObject? Rest(PyObject mapping, PyTuple keys)
    {
        var rest = new PyDict();
        if (!rest.Update(mapping)) return null;
        foreach (PyObject key in keys.Items) rest.Remove(key);
        return rest;
    }
}
