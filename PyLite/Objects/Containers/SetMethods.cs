using MetaJit;

namespace PyLite.Objects;

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
        t.MethodOfInstance("__repr__", (args, _) => ((PySet)UserSlots.Unwrap(args[0])).ReprAs(args[0].Type.Name));
        SlotMethods.Len(t);
        SlotMethods.Iter(t);
        SlotMethods.Contains(t);
        SlotMethods.Compare(t, ordered: true);
        SlotMethods.Binary(t, BinaryOp.And, BinaryOp.Or, BinaryOp.Sub, BinaryOp.Xor);
        SlotMethods.Reflected(t, BinaryOp.And, BinaryOp.Or, BinaryOp.Sub, BinaryOp.Xor);
        SlotMethods.Hash(t);
        SlotMethods.Reduce(t, static self => Sequences.ToList(self) is { } items ? new PyTuple([new PyList(items)]) : null);
        t.Method("copy", self => ((PySet)self).IsFrozen ? self : ((PySet)self).Copy(isFrozen: false));
        t.MethodArgs("union", (args, _) => Union(args));
        t.MethodArgs("intersection", (args, _) => Fold(args, static (a, b) => a.Intersection(b)));
        t.MethodArgs("difference", (args, _) => Difference(args));
        t.Method("symmetric_difference", (self, other) => As(other) is { } s ? ((PySet)self).SymmetricDifference(s) : null);
        t.Method("issubset", (self, other) => As(other) is { } s && ((PySet)self).IsSubsetOf(s) is { } r ? PyBool.Of(r) : null);
        t.Method("issuperset", (self, other) => As(other) is { } s && s.IsSubsetOf((PySet)self) is { } r ? PyBool.Of(r) : null);
        t.Method("isdisjoint", (self, other) => IsDisjoint((PySet)self, other));
        t.ClassMethod("__class_getitem__", PyGenericAlias.OfClass);
    }

    public static void PopulateSet(PyType t)
    {
        PopulateFrozenSet(t);
        SlotMethods.Init(t, (self, args, keywords) =>
        {
            if (!Define.NoKeywords("set", keywords) || !Define.Count("set", args, 0, 1)) return false;
            ((PySet)self).Clear();
            return args.Length == 0 || ((PySet)self).UpdateFrom(args[0]);
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
        t.MethodArgs("difference_update", (args, _) => DifferenceUpdate(args));
        t.Method("symmetric_difference_update", (self, other) => As(other) is { } s && self.InPlace(BinaryOp.Xor, s) != null ? PyNone.None : null);
    }

    private static PySet? As(PyObject other) => UserSlots.Unwrap(other) as PySet ?? PySet.From(other, isFrozen: false);

    private static PySet? Fold(PyObject[] args, Func<PySet, PySet, PySet?> combine)
    {
        var result = (PySet)args[0];
        if (args.Length == 1) return result.Copy(result.IsFrozen);
        foreach (PyObject other in Calls.Rest(args))
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

    [UnrollSafe]
    private static PyObject? Update(PyObject[] args)
    {
        for (int i = 1; i < args.Length; i++)
            if (!((PySet)args[0]).UpdateFrom(args[i])) return null;
        return PyNone.None;
    }

    [UnrollSafe]
    private static PyObject? Union(PyObject[] args)
    {
        var self = (PySet)args[0];
        PySet result = self.Copy(self.IsFrozen);
        for (int i = 1; i < args.Length; i++)
            if (!ReferenceEquals(args[i], self) && !result.UpdateFrom(args[i])) return null;
        return result;
    }

    [DontLookInside]
    private static PyObject? Difference(PyObject[] args)
    {
        var self = (PySet)args[0];
        if (args.Length == 1) return self.Copy(self.IsFrozen);
        if (As(args[1]) is not { } first) return null;
        PySet? result = UserSlots.Unwrap(args[1]) is PySet or PyDict ? self.Difference(first) : self.Without(first);
        for (int i = 2; i < args.Length && result != null; i++)
            if (As(args[i]) is not { } other || !result.RemoveAll(other)) return null;
        return result;
    }

    [DontLookInside]
    private static PyObject? DifferenceUpdate(PyObject[] args)
    {
        foreach (PyObject other in Calls.Rest(args))
            if (As(other) is not { } s || !((PySet)args[0]).RemoveAll(s)) return null;
        return PyNone.None;
    }

    [DontLookInside]
    public static PyObject? IsDisjoint(PySet set, PyObject other)
    {
        if (other is PyStr text) return HasCharacterOf(set, text) is { } has ? PyBool.Of(!has) : null;
        return As(other) is { } s && set.IsDisjointFrom(s) is { } answer ? PyBool.Of(answer) : null;
    }

    private static bool? HasCharacterOf(PySet set, PyStr text)
    {
        for (int i = 0; i < text.Length; i++)
        {
            int has = set.Contains(PyStr.FromCodePoint(text.CodePointAt(i)));
            if (has != 0) return has < 0 ? null : true;
        }
        return false;
    }
}
