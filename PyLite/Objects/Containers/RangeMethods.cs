using System.Numerics;

namespace PyLite.Objects;

/// <summary><c>range</c>.</summary>
public static class RangeMethods
{
    public static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("range", keywords)) return null;
        if (args.Length > 3) return PyErr.TypeError($"range expected at most 3 arguments, got {args.Length}");
        if (args.Length == 0) return PyErr.TypeError("range expected at least 1 argument, got 0");
        return args.Length == 1 ? PyRange.Make(PyInt.Zero, args[0], PyInt.One) : PyRange.Make(args[0], args[1], args.Length > 2 ? args[2] : PyInt.One);
    }

    public static void Populate(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Text(t);
        SlotMethods.Bool(t);
        SlotMethods.Len(t);
        SlotMethods.Iter(t);
        SlotMethods.Contains(t);
        SlotMethods.GetItem(t);
        SlotMethods.Hash(t);
        SlotMethods.Compare(t, ordered: true);
        t.Member("start", self => PyLong.From(RangeMath.Of(self).Start));
        t.Member("stop", self => PyLong.From(RangeMath.Of(self).Stop));
        t.Member("step", self => PyLong.From(RangeMath.Of(self).Step));
        t.Method("index", RangeMath.Index);
        t.Method("count", RangeMath.CountOf);
        t.Method("__reversed__", RangeMath.Reversed);
        t.Method("__reduce__", self =>
        {
            (BigInteger start, BigInteger stop, BigInteger step, _) = RangeMath.Of(self);
            return new PyTuple([Types.Range, new PyTuple([PyLong.From(start), PyLong.From(stop), PyLong.From(step)])]);
        });
    }
}
