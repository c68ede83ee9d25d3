using MetaJit;

namespace PyLite.Objects;

/// <summary><c>tuple</c>.</summary>
public static class TupleMethods
{
    public static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("tuple", keywords) || !Define.Count("tuple", args, 0, 1)) return null;
        if (args.Length == 0) return PyTuple.Empty;
        if (args[0] is PyTuple) return args[0];
        if (args[0] is PyInstance { Native: PyTuple plain } && args[0].Type.SpecialOverride(Names.Iter) == null) return plain;
        return Sequences.ToArray(args[0]) is { } items ? new PyTuple(items) : null;
    }

    public static void Populate(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Sequence(t);
        SlotMethods.Hash(t);
        SlotMethods.NewArgs(t);
        SlotMethods.Binary(t, BinaryOp.Add, BinaryOp.Mul);
        SlotMethods.Reflected(t, BinaryOp.Mul);
        t.Method("count", (self, item) => Count((PyTuple)self, item));
        t.MethodArgs("index", (args, _) => Define.Count("index", args, 2, 4) ? Index((PyTuple)args[0], args) : null);
        t.ClassMethod("__class_getitem__", PyGenericAlias.OfClass);
    }

    [DontLookInside]
    private static PyObject? Count(PyTuple tuple, PyObject item)
    {
        long n = 0;
        foreach (PyObject x in tuple.Items)
        {
            int equal = Operators.Equal(x, item);
            if (equal < 0) return null;
            n += equal;
        }
        return new PyInt(n);
    }

    [DontLookInside]
    private static PyObject? Index(PyTuple tuple, PyObject[] args)
    {
        if (!ListMethods.Bounds(args, tuple.Items.Length, out long start, out long stop)) return null;
        for (long i = start; i < stop; i++)
        {
            int equal = Operators.Equal(tuple.Items[i], args[1]);
            if (equal < 0) return null;
            if (equal == 1) return new PyInt(i);
        }
        return PyErr.ValueError("tuple.index(x): x not in tuple");
    }
}
