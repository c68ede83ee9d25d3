using MetaJit;

namespace PyLite.Objects;

/// <summary><c>dict</c> and its views.</summary>
public static class DictMethods
{
    public static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        var dict = new PyDict();
        return Refill(dict, args, keywords) ? dict : null;
    }

    private static bool Refill(PyDict dict, PyObject[] args, PyStr[]? keywords, string function = "dict")
    {
        int named = keywords?.Length ?? 0;
        int positional = args.Length - named;
        if (positional > 1) return PyErr.Fail(Types.TypeError, $"{function} expected at most 1 argument, got {positional}");
        if (positional == 1 && !dict.Update(args[0])) return false;
        for (int k = 0; k < named; k++) dict.SetStr(keywords![k], args[positional + k]);
        return true;
    }

    /// <summary>The dict a method works on: a module's globals give a copy for reading.</summary>
    private static PyDict D(PyObject self) => self as PyDict ?? ((ModuleDict)self).Snapshot();

    public static void Populate(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Init(t, (self, args, keywords) => Refill(D(self), args, keywords));
        SlotMethods.Text(t);
        SlotMethods.Len(t);
        SlotMethods.Iter(t);
        SlotMethods.Contains(t);
        SlotMethods.GetItem(t);
        SlotMethods.SetItem(t);
        SlotMethods.Compare(t, ordered: false);
        SlotMethods.Binary(t, BinaryOp.Or);
        SlotMethods.InPlace(t, BinaryOp.Or);
        t.Set("__hash__", PyNone.None);

        t.Method("get", (self, key) => Get(self, key, PyNone.None), (self, key, otherwise) => Get(self, key, otherwise));
        t.Method("setdefault", (self, key) => SetDefault(self, key, PyNone.None), (self, key, value) => SetDefault(self, key, value));
        t.Method("pop", (self, key) => Pop(self, key, null), (self, key, otherwise) => Pop(self, key, otherwise));
        t.Method("popitem", self => D(self).PopLast() is { } pair ? new PyTuple([pair.Key, pair.Value]) : PyErr.Raise(Types.KeyError, "popitem(): dictionary is empty"));
        t.Method("keys", self => new PyDictView(D(self), DictView.Keys));
        t.Method("values", self => new PyDictView(D(self), DictView.Values));
        t.Method("items", self => new PyDictView(D(self), DictView.Items));
        t.Method("copy", self => D(self).Copy());
        t.Method("clear", self =>
        {
            D(self).Clear();
            return PyNone.None;
        });
        t.MethodAny("update", (args, keywords) => Update(args, keywords));
        t.Method("__reversed__", self => new PyDictIterator(D(self), DictView.Keys, reverse: true));
        t.ClassMethod("fromkeys", (args, keywords) => FromKeys(args));
        t.ClassMethod("__class_getitem__", (args, keywords) => args[0]);
    }

    private static PyObject? Get(PyObject self, PyObject key, PyObject otherwise)
    {
        PyDict d = D(self);
        PyObject? value = key is PyStr s ? d.GetStr(s) : key is PyInt i ? d.GetInt(i.Value) : d.Get(key);
        if (value != null) return value;
        return PyErr.Current != null ? null : otherwise;
    }

    private static PyObject? SetDefault(PyObject self, PyObject key, PyObject value)
    {
        PyDict d = D(self);
        if (d.Get(key) is { } found) return found;
        if (PyErr.Current != null) return null;
        return d.Set(key, value) ? value : null;
    }

    private static PyObject? Pop(PyObject self, PyObject key, PyObject? otherwise)
    {
        if (self is ModuleDict m && key is PyStr s && m.Get(PyStr.Intern(s)) is { } global)
        {
            m.Remove(PyStr.Intern(s));
            return global;
        }
        if (D(self).Pop(key) is { } value) return value;
        if (PyErr.Current != null) return null;
        return otherwise ?? PyErr.RaiseWithArgs(Types.KeyError, key);
    }

    [DontLookInside]
    private static PyObject? Update(PyObject[] args, PyStr[]? keywords)
    {
        if (args[0] is not ModuleDict m) return Define.None(Refill((PyDict)args[0], args[1..], keywords, "update"));
        var added = new PyDict();
        if (!Refill(added, args[1..], keywords, "update")) return null;
        foreach ((PyObject key, PyObject value) in added.Pairs())
            if (!m.SetItem(key, value)) return null;
        return PyNone.None;
    }

    [DontLookInside]
    private static PyObject? FromKeys(PyObject[] args)
    {
        if (!Define.Count("fromkeys", args[1..], 1, 2) || Sequences.ToList(args[1]) is not { } keys) return null;
        PyObject? target = args[0] == Types.Dict ? new PyDict() : Calls.Call0(args[0]);
        if (target == null) return null;
        foreach (PyObject key in keys)
            if (!target.SetItem(key, args.Length > 2 ? args[2] : PyNone.None)) return null;
        return target;
    }

    public static void PopulateView(PyType t)
    {
        SlotMethods.Len(t);
        SlotMethods.Iter(t);
        SlotMethods.Contains(t);
        t.Method("__reversed__", self => new PyDictIterator(((PyDictView)self).Dict, ((PyDictView)self).View, reverse: true));
        t.Property("mapping", self => ((PyDictView)self).Dict);
    }

    public static void PopulateSetView(PyType t)
    {
        PopulateView(t);
        t.Method("isdisjoint", (self, other) => SetMethods.IsDisjoint(PySet.From(self, false)!, other));
        SlotMethods.Binary(t, BinaryOp.And, BinaryOp.Or, BinaryOp.Sub, BinaryOp.Xor);
        SlotMethods.Compare(t, ordered: true);
    }
}

/// <summary><c>set</c> and <c>frozenset</c>.</summary>
public static class SetMethods
{
    public static PyObject? MakeSet(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("set", keywords) || !Define.Count("set", args, 0, 1)) return null;
        return args.Length == 0 ? new PySet(isFrozen: false) : PySet.From(args[0], isFrozen: false);
    }

    public static PyObject? MakeFrozenSet(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("frozenset", keywords) || !Define.Count("frozenset", args, 0, 1)) return null;
        if (args.Length == 1 && args[0] is PySet { IsFrozen: true }) return args[0];
        return args.Length == 0 ? new PySet(isFrozen: true) : PySet.From(args[0], isFrozen: true);
    }

    public static void PopulateFrozenSet(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Text(t);
        SlotMethods.Len(t);
        SlotMethods.Iter(t);
        SlotMethods.Contains(t);
        SlotMethods.Compare(t, ordered: true);
        SlotMethods.Binary(t, BinaryOp.And, BinaryOp.Or, BinaryOp.Sub, BinaryOp.Xor);
        SlotMethods.Hash(t);
        t.Method("copy", self => ((PySet)self).Copy(((PySet)self).IsFrozen));
        t.MethodArgs("union", (args, _) => Fold(args, static (a, b) => a.Union(b)));
        t.MethodArgs("intersection", (args, _) => Fold(args, static (a, b) => a.Intersection(b)));
        t.MethodArgs("difference", (args, _) => Fold(args, static (a, b) => a.Difference(b)));
        t.Method("symmetric_difference", (self, other) => As(other) is { } s ? ((PySet)self).SymmetricDifference(s) : null);
        t.Method("issubset", (self, other) => As(other) is { } s && ((PySet)self).IsSubsetOf(s) is { } r ? PyBool.Of(r) : null);
        t.Method("issuperset", (self, other) => As(other) is { } s && s.IsSubsetOf((PySet)self) is { } r ? PyBool.Of(r) : null);
        t.Method("isdisjoint", (self, other) => IsDisjoint((PySet)self, other));
        t.ClassMethod("__class_getitem__", (args, keywords) => args[0]);
    }

    public static void PopulateSet(PyType t)
    {
        PopulateFrozenSet(t);
        SlotMethods.Init(t, (self, args, keywords) =>
        {
            ((PySet)self).Clear();
            return Define.Count("set", args, 0, 1) && (args.Length == 0 || ((PySet)self).UpdateFrom(args[0]));
        });
        SlotMethods.InPlace(t, BinaryOp.And, BinaryOp.Or, BinaryOp.Sub, BinaryOp.Xor);
        t.Set("__hash__", PyNone.None);
        t.Method("add", (self, item) => Define.None(((PySet)self).Add(item)));
        t.Method("discard", (self, item) => ((PySet)self).Remove(item) < 0 ? null : PyNone.None);
        t.Method("remove", (self, item) => ((PySet)self).Remove(item) switch
        {
            < 0 => null,
            0 => PyErr.RaiseWithArgs(Types.KeyError, item),
            _ => PyNone.None,
        });
        t.Method("pop", self => ((PySet)self).Pop() ?? PyErr.Raise(Types.KeyError, "pop from an empty set"));
        t.Method("clear", self =>
        {
            ((PySet)self).Clear();
            return PyNone.None;
        });
        t.MethodArgs("update", (args, _) => Update(args));
        t.MethodArgs("intersection_update", (args, _) => Change(args, Fold(args, static (a, b) => a.Intersection(b))));
        t.MethodArgs("difference_update", (args, _) => Change(args, Fold(args, static (a, b) => a.Difference(b))));
        t.MethodArgs("symmetric_difference_update", (args, _) => Change(args, Fold(args, static (a, b) => a.SymmetricDifference(b))));
    }

    private static PySet? As(PyObject other) => UserSlots.Unwrap(other) as PySet ?? PySet.From(other, isFrozen: false);

    private static PySet? Fold(PyObject[] args, Func<PySet, PySet, PySet?> combine)
    {
        var result = (PySet)args[0];
        if (args.Length == 1) return result.Copy(result.IsFrozen);
        foreach (PyObject other in args[1..])
        {
            if (As(other) is not { } s || combine(result, s) is not { } next) return null;
            result = next;
        }
        return result;
    }

    private static PyObject? Change(PyObject[] args, PySet? result)
    {
        if (result == null) return null;
        ((PySet)args[0]).Become(result);
        return PyNone.None;
    }

    private static PyObject? Update(PyObject[] args)
    {
        foreach (PyObject other in args[1..])
            if (!((PySet)args[0]).UpdateFrom(other)) return null;
        return PyNone.None;
    }

    [DontLookInside]
    public static PyObject? IsDisjoint(PySet set, PyObject other) =>
        As(other) is { } s && set.Intersection(s) is { } common ? PyBool.Of(common.Count == 0) : null;
}
