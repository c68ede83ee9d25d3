using MetaJit;
using PyLite.Interpreter;
using PyLite.Objects;

namespace PyLite.Modules;

/// <summary>What the embedded module <c>_collections</c> takes from C#.</summary>
public static class CollectionsModule
{
    [DontLookInside]
    public static PyModule Create()
    {
        var m = new PyModule("_container_parts");
        m.Globals.Set("deque", PyDeque.DequeType);
        m.Globals.Set("_deque_iterator", PyDeque.Iterator.Forwards);
        m.Globals.Set("_deque_reverse_iterator", PyDeque.Iterator.Backwards);
        // Methods that classes written in Python take as theirs: self is the instance itself, not the dict it wraps.
        m.Globals.Set("_missing", new PyBuiltin("__missing__", Types.Object) { F2 = Missing });
        m.Globals.Set("_move_to_end", new PyBuiltin("move_to_end", Types.Object) { F2 = static (self, key) => MoveToEnd(self, key, PyBool.True), Any = MoveToEnd });
        m.Globals.Set("_pop_item", new PyBuiltin("popitem", Types.Object) { F1 = static self => PopItem(self, PyBool.True), Any = PopItem });
        m.Globals.Set("_pop", Named("pop"));
        m.Globals.Set("_set_default", Named("setdefault"));
        m.Globals.Set("_name_module", new PyBuiltin("_name_module") { F1 = NameModule });
        m.Globals.Set("_count_elements", new PyBuiltin("_count_elements") { F2 = CountElements });
        return m;
    }

    /// <summary>A method of dict whose arguments may be named, as those of OrderedDict.</summary>
    private static PyBuiltin Named(string name)
    {
        var own = (PyBuiltin)Types.Dict.Lookup(PyStr.Intern(name))!;
        return new PyBuiltin(name, Types.Object)
        {
            F2 = (self, key) => own.F2!(UserSlots.Unwrap(self), key),
            F3 = (self, key, value) => own.F3!(UserSlots.Unwrap(self), key, value),
            Any = (args, keywords) =>
            {
                if (args.Length == 0 || !Define.Parse(name, Calls.Rest(args), keywords, ["key", "default"], 1, out PyObject?[] v)) return args.Length == 0 ? PyErr.TypeError($"unbound method {name}() needs an argument") : null;
                PyObject self = UserSlots.Unwrap(args[0]);
                return v[1] is { } value ? own.F3!(self, v[0]!, value) : own.F2!(self, v[0]!);
            },
        };
    }

    /// <summary>A decorator of classes that messages name with their module.</summary>
    private static PyObject NameModule(PyObject type)
    {
        ((PyType)type).NameModule();
        return type;
    }

    private static readonly PyStr DefaultFactory = PyStr.Intern("default_factory");

    /// <summary><c>defaultdict.__missing__</c></summary>
    private static PyObject? Missing(PyObject self, PyObject key)
    {
        PyObject? factory = self.GetAttr(DefaultFactory);
        if (factory == null) return null;
        if (factory is PyNone) return PyErr.RaiseWithArgs(Types.KeyError, key);
        PyObject? value = Calls.Call0(factory);
        return value != null && self.SetItem(key, value) ? value : null;
    }

    // ---- OrderedDict

    private static PyObject? MoveToEnd(PyObject[] args, PyStr[]? keywords) =>
        Define.Parse("move_to_end", Calls.Rest(args), keywords, ["key", "last"], 1, out PyObject?[] v) ? MoveToEnd(args[0], v[0]!, v[1] ?? PyBool.True) : null;

    private static PyObject? MoveToEnd(PyObject self, PyObject key, PyObject last)
    {
        if (UserSlots.Unwrap(self) is not PyDict dict) return PyErr.TypeError("an OrderedDict is required");
        int isLast = Operators.Truth(last);
        if (isLast < 0) return null;
        return Move(dict, key, isLast == 1);
    }

    [DontLookInside]
    private static PyObject? Move(PyDict dict, PyObject key, bool isLast)
    {
        int moved = dict.MoveToEnd(key, isLast);
        return moved > 0 ? PyNone.None : moved < 0 ? null : PyErr.RaiseWithArgs(Types.KeyError, key);
    }

    private static PyObject? PopItem(PyObject[] args, PyStr[]? keywords) =>
        Define.Parse("popitem", Calls.Rest(args), keywords, ["last"], 0, out PyObject?[] v) ? PopItem(args[0], v[0] ?? PyBool.True) : null;

    [DontLookInside]
    private static PyObject? PopItem(PyObject self, PyObject last)
    {
        int isLast = Operators.Truth(last);
        if (isLast < 0 || UserSlots.Unwrap(self) is not PyDict dict) return null;
        if ((isLast == 1 ? dict.PopLast() : dict.PopFirst()) is var (key, value)) return new PyTuple([key, value]);
        return PyErr.RaiseWithArgs(Types.KeyError, new PyStr("dictionary is empty"));
    }

    /// <summary>Counts the items of an iterable in a Counter.</summary>
    private static PyObject? CountElements(PyObject counter, PyObject iterable) =>
        UserSlots.Unwrap(counter) is PyDict dict ? Define.None(Fold.Count.Over(iterable, dict) != null) : PyErr.TypeError("a dict is required");
}
