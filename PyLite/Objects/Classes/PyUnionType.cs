using MetaJit;

namespace PyLite.Objects;

/// <summary><c>int | None</c></summary>
[DontLookInside]
public sealed class PyUnionType(PyTuple args) : PyObject
{
    public readonly PyTuple Args = args;
    private PyTuple? _parameters;

    public override PyType Type { [LookInside] get => Types.UnionType; }

    private static bool IsMember(PyObject o) => o is PyNone or PyType or PyGenericAlias or PyUnionType || UserSlots.Unwrap(o) is PyGenericAlias;

    /// <summary><c>a | b</c> of classes and their like; NotImplemented when one is something else.</summary>
    public static PyObject? Or(PyObject a, PyObject b)
    {
        if (!IsMember(a) || !IsMember(b)) return PyNotImplemented.Value;
        return Of([a, b]);
    }

    /// <summary>The union without repetitions; of one member it is that member. Null with an exception pending.</summary>
    private static PyObject? Of(IEnumerable<PyObject> members)
    {
        var flat = new List<PyObject>();
        foreach (PyObject member in members)
        {
            foreach (PyObject item in member is PyUnionType u ? u.Args.Items : [member])
            {
                PyObject one = item is PyNone ? Types.NoneType : item;
                int known = 0;
                foreach (PyObject other in flat)
                {
                    // Aliases are compared; classes are the same or they are not.
                    known = one is PyType || other is PyType ? (ReferenceEquals(one, other) ? 1 : 0) : Operators.Equal(other, one);
                    if (known != 0) break;
                }
                if (known < 0) return null;
                if (known == 0) flat.Add(one);
            }
        }
        return flat.Count == 1 ? flat[0] : new PyUnionType(new PyTuple([.. flat]));
    }

    public override PyObject? Binary(BinaryOp op, PyObject other) => op == BinaryOp.Or ? Or(this, other) : PyNotImplemented.Value;
    public override PyObject? Reflected(BinaryOp op, PyObject other) => op == BinaryOp.Or ? Or(other, this) : PyNotImplemented.Value;

    private PySet? AsSet() => PySet.From(Args, isFrozen: true);

    public override PyObject? Compare(CompareOp op, PyObject other)
    {
        if (op is not (CompareOp.Eq or CompareOp.Ne) || other is not PyUnionType u) return PyNotImplemented.Value;
        return AsSet() is { } a && u.AsSet() is { } b ? a.Compare(op, b) : null;
    }

    public override long Hash() => AsSet()?.Hash() ?? -1;

    public override PyObject? GetItem(PyObject key)
    {
        if ((_parameters ??= PyGenericAlias.Collect(Args)) is not { } parameters) return null;
        if (PyGenericAlias.Substitute(this, Args, parameters, key) is not { } args) return null;
        PyObject result = args.Items[0];
        foreach (PyObject next in args.Items.AsSpan(1))
            if (Operators.Binary(BinaryOp.Or, result, next) is { } or) result = or;
            else return null;
        return result;
    }

    public override PyStr? Repr()
    {
        var parts = new List<string>();
        foreach (PyObject arg in Args.Items)
        {
            if ((arg == Types.NoneType ? "None" : PyGenericAlias.ReprOf(arg)) is not { } part) return null;
            parts.Add(part);
        }
        return new PyStr(string.Join(" | ", parts));
    }

    /// <summary><c>isinstance</c> and <c>issubclass</c>: 1, 0, or -1 with an exception pending.</summary>
    public int Check(Func<PyObject, int> check, string function)
    {
        if (Array.Exists(Args.Items, a => UserSlots.Unwrap(a) is PyGenericAlias))
        {
            PyErr.TypeError($"{function}() argument 2 cannot be a parameterized generic");
            return -1;
        }
        foreach (PyObject arg in Args.Items)
        {
            int result = check(arg);
            if (result != 0) return result;
        }
        return 0;
    }

    public static void Populate(PyType t)
    {
        t.Set("__module__", new PyStr("types"));
        SlotMethods.Text(t);
        SlotMethods.Hash(t);
        SlotMethods.Compare(t, ordered: true);
        SlotMethods.GetItem(t);
        SlotMethods.Binary(t, BinaryOp.Or);
        SlotMethods.Reflected(t, BinaryOp.Or);
        t.Member("__args__", self => ((PyUnionType)self).Args);
        t.Property("__parameters__", self => ((PyUnionType)self)._parameters ??= PyGenericAlias.Collect(((PyUnionType)self).Args));
        t.Method("__instancecheck__", (self, o) => Define.Bool(((PyUnionType)self).Check(c => TypeChecks.IsInstance(o, c), "isinstance")));
        t.Method("__subclasscheck__", (self, o) => Define.Bool(((PyUnionType)self).Check(c => TypeChecks.IsSubclass(o, c), "issubclass")));
    }
}
