using MetaJit;

namespace PyLite.Objects;

/// <summary>Classes of tuples whose items have names, such as that of <c>sys.version_info</c>.</summary>
[DontLookInside]
public sealed class StructSequence
{
    /// <summary>The class. Its instances are tuples as those of a user's class derived from <c>tuple</c> are.</summary>
    public readonly PyType SequenceType;

    private readonly string[] _names;
    private readonly int _visible;

    /// <param name="module">The module of the class.</param>
    /// <param name="name">Its name.</param>
    /// <param name="names">The names of the items; those after the first <paramref name="visible"/> are attributes only.</param>
    /// <param name="visible">Items of the tuple; all where it is negative.</param>
    /// <param name="isConstructible">Whether programs may make instances.</param>
    public StructSequence(string module, string name, string[] names, int visible = -1, bool isConstructible = false)
    {
        _names = names;
        _visible = visible < 0 ? names.Length : visible;
        SequenceType = new PyType(module == "builtins" ? name : $"{module}.{name}", Types.Tuple, t => Populate(t, module), isConstructible ? Make : null) { IsFinal = true, IsStructSequence = true };
    }

    public PyInstance Of(params PyObject[] items)
    {
        var made = new PyWrapper(SequenceType, new PyTuple(items[.._visible]));
        for (int i = _visible; i < items.Length; i++) made.SetSlot(Hidden(i), items[i]);
        return made;
    }

    /// <summary>What the value of an attribute that is no item is kept as: an item may have the same name.</summary>
    private PyStr Hidden(int i) => PyStr.Intern($"{_names[i]} of {i}");

    private PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        string name = SequenceType.Name;
        if (!Define.Parse(name, args, keywords, ["sequence", "dict"], 1, out PyObject?[] v)) return null;
        if (v[1] is not null && UserSlots.Unwrap(v[1]!) is not PyDict) return PyErr.TypeError($"{name}() takes a dict as second arg, if any");
        if (Sequences.ToArray(v[0]!) is not { } items)
        {
            if (PyErr.TakeIf(Types.TypeError)) PyErr.TypeError("constructor requires a sequence");
            return null;
        }
        if (items.Length < _visible) return PyErr.TypeError($"{name}() takes {(_visible == _names.Length ? "a" : "an at least")} {_visible}-sequence ({items.Length}-sequence given)");
        if (items.Length > _names.Length) return PyErr.TypeError($"{name}() takes {(_visible == _names.Length ? "a" : "an at most")} {_names.Length}-sequence ({items.Length}-sequence given)");
        var all = new PyObject[_names.Length];
        for (int i = 0; i < all.Length; i++)
            all[i] = i < items.Length ? items[i] : v[1] is PyDict more ? more.GetStr(new PyStr(_names[i])) ?? PyNone.None : PyNone.None;
        return Of(all);
    }

    private void Populate(PyType t, string module)
    {
        t.Set("__module__", new PyStr(module));
        Define.New(t, (args, keywords) => t.Constructor is { } make ? make(Calls.Rest(args), keywords) : PyErr.TypeError($"cannot create '{t.Name}' instances"));
        t.Set("n_sequence_fields", new PyInt(_visible));
        t.Set("n_fields", new PyInt(_names.Length));
        // The name of an item that is an attribute's as well is the attribute's.
        string[] named = [.. _names[.._visible].Except(_names[_visible..])];
        t.Set("n_unnamed_fields", new PyInt(_visible - named.Length));
        t.Set("__match_args__", new PyTuple(Array.ConvertAll(named, n => (PyObject)new PyStr(n))));
        for (int i = 0; i < _visible; i++)
        {
            int index = i;
            t.Set(_names[i], new PyGetSet(_names[i], t, self => ((PyTuple)((PyInstance)self).Native!).Items[index], isMember: true, keepsSelf: true));
        }
        for (int i = _visible; i < _names.Length; i++)
        {
            PyStr kept = Hidden(i);
            t.Set(_names[i], new PyGetSet(_names[i], t, self => ((PyInstance)self).GetSlot(kept) ?? PyNone.None, isMember: true, keepsSelf: true));
        }
        t.MethodOfInstance("__repr__", (args, keywords) => Repr((PyInstance)args[0]));
        t.MethodOfInstance("__reduce__", (args, keywords) =>
        {
            var self = (PyInstance)args[0];
            var rest = new PyDict();
            for (int i = _visible; i < _names.Length; i++) rest.SetStr(PyStr.Intern(_names[i]), self.GetSlot(Hidden(i)) ?? PyNone.None);
            return new PyTuple([self.Type, new PyTuple([self.Native!, rest])]);
        });
    }

    private PyStr? Repr(PyInstance self)
    {
        var parts = new List<string>();
        PyObject[] items = ((PyTuple)self.Native!).Items;
        for (int i = 0; i < _visible; i++)
        {
            if (items[i].Repr() is not { } text) return null;
            parts.Add($"{_names[i]}={text.Value}");
        }
        return new PyStr($"{SequenceType.Name}({string.Join(", ", parts)})");
    }
}
