using MetaJit;
using PyLite.Interpreter;

namespace PyLite.Objects;

/// <summary><c>dict</c> and its views.</summary>
public static class DictMethods
{
    public static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        var dict = new PyDict();
        if (keywords == null && args.Length == 1) return dict.Update(args[0]) ? dict : null;
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
        t.Set("__getitem__", new PyBuiltin("__getitem__", t)
        {
            F2 = static (self, key) => self is PyInstance instance ? UserSlots.GetInDict(instance, key) : self.GetItem(key),
            KeepsSelf = true,
        });
        SlotMethods.SetItem(t);
        SlotMethods.Compare(t, ordered: false);
        SlotMethods.Binary(t, BinaryOp.Or);
        SlotMethods.Reflected(t, BinaryOp.Or);
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
            if (self is ModuleDict m) m.Clear();
            else D(self).Clear();
            return PyNone.None;
        });
        t.MethodAny("update", (args, keywords) => Update(args, keywords));
        t.Method("__reversed__", self => new PyDictIterator(D(self), DictView.Keys, reverse: true));
        t.ClassMethod("fromkeys", (args, keywords) => FromKeys(args));
        t.ClassMethod("__class_getitem__", PyGenericAlias.OfClass);
    }

    private static PyObject? Get(PyObject self, PyObject key, PyObject otherwise)
    {
        if (self is ModuleDict { IsProgramDict: false } globals && key is PyStr name) return globals.Get(PyStr.Intern(name)) ?? otherwise;
        PyDict d = D(self);
        PyObject? value = key is PyStr s ? d.GetStr(s) : key is PyInt i ? d.GetInt(i.Value) : d.Get(key);
        if (value != null) return value;
        return PyErr.Current != null ? null : otherwise;
    }

    private static PyObject? SetDefault(PyObject self, PyObject key, PyObject value)
    {
        if (self is ModuleDict { IsProgramDict: false } m)
        {
            if (D(self).Get(key) is { } known) return known;
            return PyErr.Current == null && m.SetItem(key, value) ? value : null;
        }
        PyDict d = D(self);
        return d.GetOrAdd(key, value);
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
        if (args[0] is not ModuleDict m) return Define.None(Refill((PyDict)args[0], Calls.Rest(args), keywords, "update"));
        var added = new PyDict();
        if (!Refill(added, Calls.Rest(args), keywords, "update")) return null;
        foreach ((PyObject key, PyObject value) in added.Pairs())
            if (!m.SetItem(key, value)) return null;
        return PyNone.None;
    }

    private static PyObject? FromKeys(PyObject[] args)
    {
        if (args.Length is not (2 or 3) || !Fold.Follows(args[1])) return FromAllKeys(args);
        return Sequences.ToList(args[1]) is { } keys ? FromKeys(args, keys) : null;
    }

    [DontLookInside]
    private static PyObject? FromAllKeys(PyObject[] args)
    {
        if (!Define.Count("fromkeys", Calls.Rest(args), 1, 2)) return null;
        // The keys of a set or a dict are hashed already.
        if (args[0] == Types.Dict && (args[1] is PySet set ? set.HashedKeys() : args[1] is PyDict other ? other.HashedKeys() : null) is { } hashed)
        {
            var made = new PyDict();
            foreach ((PyObject key, long hash) in hashed)
                if (!made.SetHashed(key, hash, args.Length > 2 ? args[2] : PyNone.None)) return null;
            return made;
        }
        return Sequences.ToList(args[1]) is { } keys ? FromKeys(args, keys) : null;
    }

    [DontLookInside]
    private static PyObject? FromKeys(PyObject[] args, List<PyObject> keys)
    {
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
        t.Property("mapping", self => new PyMappingProxy(((PyDictView)self).Dict));
    }

    public static void PopulateSetView(PyType t)
    {
        PopulateView(t);
        t.Method("isdisjoint", (self, other) => SetMethods.IsDisjoint(PySet.From(self, false)!, other));
        SlotMethods.Binary(t, BinaryOp.And, BinaryOp.Or, BinaryOp.Sub, BinaryOp.Xor);
        SlotMethods.Reflected(t, BinaryOp.And, BinaryOp.Or, BinaryOp.Sub, BinaryOp.Xor);
        SlotMethods.Compare(t, ordered: true);
    }
}
