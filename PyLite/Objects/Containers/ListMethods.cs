using MetaJit;

namespace PyLite.Objects;

/// <summary><c>list</c>.</summary>
public static class ListMethods
{
    public static PyObject? Make(PyObject[] args, PyStr[]? keywords)
    {
        if (!Define.NoKeywords("list", keywords) || !Define.Count("list", args, 0, 1)) return null;
        var list = new PyList();
        if (args.Length == 0) return list;
        return list.Extend(args[0]) ? list : null;
    }

    public static void Populate(PyType t)
    {
        SlotMethods.New(t);
        SlotMethods.Init(t, (self, args, keywords) =>
        {
            if (!Define.NoKeywords("list", keywords) || !Define.Count("list", args, 0, 1)) return false;
            ((PyList)self).Clear();
            return args.Length == 0 || ((PyList)self).Extend(args[0]);
        });
        SlotMethods.Sequence(t);
        SlotMethods.SetItem(t);
        SlotMethods.Binary(t, BinaryOp.Add, BinaryOp.Mul);
        SlotMethods.Reflected(t, BinaryOp.Mul);
        SlotMethods.InPlace(t, BinaryOp.Add, BinaryOp.Mul);
        t.Set("__hash__", PyNone.None);

        t.Method("append", (self, item) =>
        {
            ((PyList)self).Append(item);
            return PyNone.None;
        });
        t.Method("extend", (self, items) => Define.None(((PyList)self).Extend(items)));
        t.Method("pop", self => Pop((PyList)self), (self, index) => PopAt((PyList)self, index));
        t.Method("insert", (self, index, item) => Insert((PyList)self, index, item));
        t.Method("remove", (self, item) => Remove((PyList)self, item));
        t.Method("clear", self =>
        {
            ((PyList)self).Clear();
            return PyNone.None;
        });
        t.Method("copy", self => ((PyList)self).Copy());
        t.Method("reverse", self =>
        {
            ((PyList)self).Reverse();
            return PyNone.None;
        });
        t.Method("count", (self, item) => Count((PyList)self, item));
        t.MethodArgs("index", (args, _) => Define.Count("index", args, 2, 4) ? Index((PyList)args[0], args) : null);
        t.MethodAny("sort", SortCalls.SortList);
        t.Method("__reversed__", self => new PyReversed(self, ((PyList)self).Count));
        t.ClassMethod("__class_getitem__", PyGenericAlias.OfClass);
    }

    private static PyObject? Pop(PyList list)
    {
        if (list.Count == 0) return PyErr.Raise(Types.IndexError, "pop from empty list");
        return list.PopLast();
    }

    private static PyObject? PopAt(PyList list, PyObject indexObject)
    {
        if (!Sequences.Integer(indexObject, out long index)) return null;
        if (list.Count == 0) return PyErr.Raise(Types.IndexError, "pop from empty list");
        if (!Sequences.Locate(ref index, list.Count)) return PyErr.Raise(Types.IndexError, "pop index out of range");
        if (index == list.Count - 1) return list.PopLast();
        PyObject item = list[(int)index];
        list.RemoveAt((int)index);
        return item;
    }

    private static PyObject? Insert(PyList list, PyObject indexObject, PyObject item)
    {
        if (!Sequences.Integer(indexObject, out long index)) return null;
        if (index < 0) index = Math.Max(0, index + list.Count);
        list.Insert((int)Math.Min(index, list.Count), item);
        return PyNone.None;
    }

    [DontLookInside]
    private static PyObject? Remove(PyList list, PyObject item)
    {
        int at = list.Find(item, 0, int.MaxValue);
        if (at < 0) return at == PyList.Failed ? null : PyErr.ValueError("list.remove(x): x not in list");
        // The comparison may have emptied the list.
        if (at < list.Count) list.RemoveAt(at);
        return PyNone.None;
    }

    [DontLookInside]
    private static PyObject? Count(PyList list, PyObject item)
    {
        long n = 0;
        if (list.Kind == ListKind.Int && item is PyInt wanted) return new PyInt(list.CountOfInt(wanted.Value));
        for (int i = 0; i < list.Count; i++)
        {
            int equal = Operators.Equal(list[i], item);
            if (equal < 0) return null;
            n += equal;
        }
        return new PyInt(n);
    }

    [DontLookInside]
    private static PyObject? Index(PyList list, PyObject[] args)
    {
        if (!Bounds(args, list.Count, out long start, out long stop)) return null;
        int at = list.Find(args[1], (int)Math.Min(start, int.MaxValue), (int)Math.Clamp(stop, 0, int.MaxValue));
        if (at >= 0) return new PyInt(at);
        if (at == PyList.Failed) return null;
        return args[1].Repr() is { } text ? PyErr.ValueError($"{text.Value} is not in list") : null;
    }

    /// <summary>The optional start and stop of <c>index</c> and kin: <c>args[2]</c>, <c>args[3]</c>.</summary>
    public static bool Bounds(PyObject[] args, long length, out long start, out long stop)
    {
        start = 0;
        stop = length;
        if (args.Length > 2)
        {
            if (!Place(args[2], out start)) return false;
            if (start < 0) start = Math.Max(0, start + length);
        }
        if (args.Length > 3)
        {
            if (!Place(args[3], out stop)) return false;
            if (stop < 0) stop = Math.Max(0, stop + length);
            stop = Math.Min(stop, length);
        }
        return true;
    }

    private static bool Place(PyObject given, out long place)
    {
        if (given is PyInt || given.Type.Lookup(Names.Index) != null) return Sequences.Bound(given, out place);
        place = 0;
        return PyErr.Fail(Types.TypeError, "slice indices must be integers or have an __index__ method");
    }
}

/// <summary><c>reversed()</c> of a sequence.</summary>
public sealed class PyReversed(PyObject source, long count) : PyObject, IPositioned, ILengthHint
{
    private long _left = count;

    public override PyType Type => source is PyList ? Types.ListReverseIterator : Modules.IteratorTypes.Reversed;
    public override bool IsIterator => true;
    public override PyObject Iter() => this;

    public override PyObject? Next()
    {
        if (_left <= 0) return PyEnd.Value;
        _left--;
        PyObject? item = source.GetItem(new PyInt(_left));
        if (item != null || !PyErr.TakeIf(Types.IndexError) && !PyErr.TakeIf(Types.StopIteration)) return item;
        _left = 0;
        return PyEnd.Value;
    }

    public PyObject? LengthHint()
    {
        if (_left <= 0) return PyInt.Zero;
        long count = source.Len();
        return count < 0 ? null : new PyInt(count < _left ? 0 : _left);
    }

    public PyObject Reduce(PyType type)
    {
        if (source is PyList) return _left > 0 ? IteratorReduction.Reversed(source, _left - 1) : IteratorReduction.Of(new PyList());
        return _left > 0 ? new PyTuple([type, new PyTuple([source]), new PyInt(_left - 1)]) : new PyTuple([type, new PyTuple([PyTuple.Empty])]);
    }

    public bool SetState(PyObject state)
    {
        if (!Sequences.Integer(state, out long at)) return false;
        long count = source.Len();
        if (count < 0) return false;
        if (_left > 0) _left = Math.Clamp(at, -1, count - 1) + 1;
        return true;
    }
}
